"""The catalogues of translations, read once for the pages of a desk."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import tzinfo
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from factcheck.report.language import RATING
from factcheck.report.translator import ENGLISH, Translator

if TYPE_CHECKING:
    from babel.messages.catalog import Message

REVIEWED = "X-Native-Reviewer"
"""The field of a catalogue's head that names the native reader who has read it; empty until one has."""


def translator(language: str, own: Mapping[str, str] | None = None, zone: tzinfo | None = None) -> Translator:
    """What says the pages' words in a language that has a catalogue; `own` are words of the desk's own scales.

    Days and times are told as clocks show them in `zone`, in UTC where there is none.
    """
    words = _catalogue(language) if zone is None else _in_zone(language, zone)
    if not own:
        return words
    added = {f"{RATING}{text}": (said,) for text, said in own.items()}
    return replace(words, words={**words.words, **added})


@cache
def _in_zone(language: str, zone: tzinfo) -> Translator:
    return replace(_catalogue(language), zone=zone)


@cache
def _catalogue(tag: str) -> Translator:
    """The catalogue of the language without its region; English needs none."""
    from babel.messages.pofile import read_po

    language = tag.partition("-")[0].lower()
    if tag == ENGLISH.tag:
        return ENGLISH
    if language == ENGLISH.tag:
        return Translator(tag)
    folder = files("factcheck.report") / "locales" / language / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as file:
        catalogue = read_po(file)
    said = {_key(one): _forms(one) for one in catalogue if one.id and not one.fuzzy and all(_forms(one))}
    reviewed = dict(catalogue.mime_headers).get(REVIEWED, "")
    return Translator(tag, said, bool(reviewed.strip()))


def _key(message: "Message") -> str:
    """The English sentence, in its first form, after the context that tells it from others of the same words."""
    text = str(message.id if isinstance(message.id, str) else message.id[0])
    return f"{message.context}\x04{text}" if message.context else text


def _forms(message: "Message") -> tuple[str, ...]:
    """The sentence in the catalogue's language, in each form it has."""
    return (message.string,) if isinstance(message.string, str) else tuple(map(str, message.string or ("",)))
