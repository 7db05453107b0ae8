"""Visits to addresses on the web: guarded, polite, and always ended in one named outcome."""
