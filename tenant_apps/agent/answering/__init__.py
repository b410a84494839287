"""Make an answer without a model: from the catalogue, from passages, from set phrases; and check a model's. Pure."""
