"""Evidence: sources, fetches, captures, quotes."""
