"""What things are, and the rules of the desk; no SQL, no network, no clock, no files."""
