"""Records as pages a stranger can read and check: pure functions from model to HTML."""
