"""One folder per vendor, the same files in each; the registry lists them."""
