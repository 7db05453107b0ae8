"""A finished desk of a town that does not exist: its story as data, and the acts it is told by."""
