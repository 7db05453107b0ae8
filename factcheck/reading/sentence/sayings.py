"""The words by which texts say who said something, in each language, from words/saying.toml."""

import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, NamedTuple


class Saying(NamedTuple):
    """What says who said it, each but `shapes` a list with bars between, as the file explains."""

    verbs: str
    pronouns: str
    before: str = ""
    after: str = ""
    alone: str = ""
    own: str = ""
    that: str = ""
    auxiliaries: str = ""
    shapes: Sequence[tuple[str, str]] = ()


def load_sentence_words(name: str) -> dict[str, Any]:
    """One of the files of words, as it is written."""
    return tomllib.loads(
        files("factcheck.reading.sentence").joinpath(f"words/{name}.toml").read_text("utf-8")
    )


SAYINGS = {language: Saying(**said) for language, said in load_sentence_words("saying").items()}
