"""The settings of a desk as they are shown to its people: each key, what it is and where that comes from; no secret."""

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from factcheck.settings.desk import FILE, KEYS, Settings

PREFIX = "FACTCHECK_"


class Origin(StrEnum):
    """Where the value of a setting comes from."""

    FILE = "file"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class ToldSetting:
    """A key, its value in a few words (None where it is a secret, blank where nothing is set), and its origin."""

    key: str
    value: str | None
    origin: Origin


def settings_told(settings: Settings, environ: Mapping[str, str] = os.environ) -> Iterator[ToldSetting]:
    """What the file has, in its order, then what the environment adds or overrides, then what stands by default."""
    try:
        document = tomllib.loads((settings.folder / FILE).read_text("utf-8-sig"))
    except (OSError, ValueError):
        document = {}  # taken away or changed since the desk was opened
    for key, value in document.items():
        yield from _told(key, value)
    for name in sorted(name for name in environ if name.startswith(PREFIX) and environ[name].strip()):
        shown = environ[name] if name == f"{PREFIX}AUTHOR" else None
        yield ToldSetting(name, shown, Origin.ENVIRONMENT)
    for key in KEYS:
        if key not in document and not environ.get(f"{PREFIX}{key.upper()}"):
            value = getattr(settings, key, None)
            plain = value if isinstance(value, str | int | float) else None
            yield ToldSetting(key, _written(_without_secrets(key, plain)), Origin.DEFAULT)


def _told(key: str, value: Any) -> Iterator[ToldSetting]:
    """A table has a row for each of its keys; of several tables each is numbered."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _told(f"{key}.{name}", one)
    elif isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        for number, one in enumerate(value, 1):
            yield from _told(f"{key} {number}", one)
    elif _SECRET.search(key):
        yield ToldSetting(key, None, Origin.FILE)
    else:
        yield ToldSetting(key, _written(_without_secrets(key, value)), Origin.FILE)


def _without_secrets(key: str, value: Any) -> Any:
    """Of an address without who logs in there, and of one that lets programs in only whose it is."""
    if not isinstance(value, str):
        return value
    if key.startswith("webhook"):
        return urlsplit(value).netloc.rpartition("@")[2] or value
    return _GIVEN.sub(r"\1…", _LOGIN.sub("://", value))


_SECRET = re.compile(r"secret|password|token")
_LOGIN = re.compile(r"://[^/\s]*@")
_GIVEN = re.compile(r"((?:password|secret|token)\w*=)[^&\s]*", re.IGNORECASE)


def _written(value: Any) -> str:
    if value is None or (value != 0 and not value and not isinstance(value, bool)):
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
