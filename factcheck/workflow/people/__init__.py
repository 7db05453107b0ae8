"""The people of a desk: the list in its settings, their keys, their accounts and how they are let in."""
