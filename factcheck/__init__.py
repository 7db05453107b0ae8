"""A fact-check desk: claims, quoted evidence, verdicts, sign-off and reports in one unbroken record."""

import logging

__version__ = "0.1.0"

logging.getLogger(__name__).addHandler(logging.NullHandler())  # silent, unless somebody asks for the log
