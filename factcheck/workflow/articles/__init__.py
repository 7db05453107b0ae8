"""Articles: added, worked through, covered."""
