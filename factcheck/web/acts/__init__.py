"""The acts on a claim as forms: what is asked for, and which workflow function it is handed to."""
