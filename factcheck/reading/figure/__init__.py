"""Figures and dates of a text, as values."""
