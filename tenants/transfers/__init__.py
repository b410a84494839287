"""A business as one archive: written while it works, read into a schema of its own. docs/tenancy.md has the format."""
