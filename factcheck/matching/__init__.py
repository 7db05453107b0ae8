"""Matching: which words of a source bear on a claim, each score with its reason."""
