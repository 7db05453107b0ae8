"""Quotes: finding them in a text, comparing wordings, and rechecking them in later captures."""
