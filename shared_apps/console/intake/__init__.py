"""What came in and was not understood: seen, opened and put back in line by operators, without reading a log."""
