"""Sentences: cut, typed, attributed, ranked by how much they are worth checking."""
