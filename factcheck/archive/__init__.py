"""Captures on disk: immutable WARC files, each named by its own SHA-256."""
