"""Work by the clock, seen and run by operators."""
