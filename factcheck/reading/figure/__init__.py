"""Figures: the numbers and dates of a text, as values that can be compared."""
