"""The settings of one desk: what factcheck.toml and the environment say."""

from factcheck.settings.desk import FILE, LOG_KEY, Settings, find_desk, load, without_desk
from factcheck.settings.fetching import Fetching
from factcheck.settings.rules import Rules

__all__ = ["FILE", "LOG_KEY", "Fetching", "Rules", "Settings", "find_desk", "load", "without_desk"]
