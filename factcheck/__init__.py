"""A fact-check desk: claims, quoted evidence, verdicts, sign-off and reports in one unbroken record."""

__version__ = "0.1.0"
