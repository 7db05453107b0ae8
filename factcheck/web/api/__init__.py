"""The API for programs: the same acts and the same JSON as on the command line, for whoever has a token."""
