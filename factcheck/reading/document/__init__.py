"""Bytes to text: HTML, PDF, Word, and what stands in the way of it."""
