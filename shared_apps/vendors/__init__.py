"""HTTP clients of the outside world, without models."""
