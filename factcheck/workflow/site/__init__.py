"""The report and the public site."""
