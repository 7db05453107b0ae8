"""Reading: from bytes to text, and from text to quotes, sentences and figures."""
