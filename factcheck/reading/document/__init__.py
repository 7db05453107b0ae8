"""Documents: the text of HTML, PDF and Word files, and pages that are shown instead of the one requested."""
