"""Matching: earlier checks for a claim, and passages of a source that are relevant to it; every score has a reason."""
