"""A short article of our own writing, and its revised draft: sentences moved, altered, taken out and written twice."""

from pathlib import Path

BRIDGE = Path(__file__).with_name("bridge.txt").read_text("utf-8").strip()
REVISED = Path(__file__).with_name("bridge-revised.txt").read_text("utf-8").strip()
