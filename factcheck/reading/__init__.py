"""Reading: what bytes say, as text, sentences, figures and quotes."""
