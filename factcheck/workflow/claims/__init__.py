"""Claims: entered, edited, rated, signed, corrected."""
