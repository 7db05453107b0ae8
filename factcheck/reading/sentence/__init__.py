"""Sentences: splitting a text, classifying its sentences, their speakers, their check-worthiness, coverage."""
