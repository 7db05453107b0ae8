"""Records as files: TOML and history lines in and out, and rating scales as data."""
