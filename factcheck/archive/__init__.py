"""Captures: WARC files that never change, each named by its own SHA-256, in a storage."""
