"""Whether a process that runs for long can do its work, and what it tells those who watch it."""
