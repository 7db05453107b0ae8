"""Quotes: found in a text, compared with it, looked for again later."""
