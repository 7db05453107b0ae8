"""Sentences said in one language: split at their places, each run in its markup, nothing in them taken for markup."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from factcheck.phrase import Listing, Message, Phrase, Run, Said, figure, lowered, name, say, visible
from factcheck.report.language import PageLanguage

_PLACE = re.compile(r"\{(\w+)\}|<(\w+)>(.*?)</\2>", re.DOTALL)
_ORDERING = re.compile("[\u200e\u200f]")
_SPECIAL = re.compile("[&<>\"']")
_AROUND = {
    "": ("", ""),
    "name": ("<bdi>", "</bdi>"),
    "title": ("<cite><bdi>", "</bdi></cite>"),
    "code": ('<code dir="ltr">', "</code>"),
    "quoted": ("<mark>", "</mark>"),
    "hidden": ('<span class="vh">', "</span>"),
    "strong": ("<strong>", "</strong>"),
    "em": ("<em>", "</em>"),
}
"""What stands around the words of a run, by its kind."""
_MARKUP = {
    "lower": "{text}",
    "date": "{text}",
    "figure": "{text}",
    "decimal": "{text}",
    "foreign": '<bdi lang="{target}">{text}</bdi>',
    "digest": '<span class="digest" dir="ltr">SHA-256 <code title="{target}">{text}</code></span>',
    "line": '<span class="words {target} grey">{text}</span>',
    "del": '<del><span class="vh" dir="{dir}">[{label}: </span>{text}<span class="vh" dir="{dir}">]</span></del>',
    "ins": '<ins><span class="vh" dir="{dir}">[{label}: </span>{text}<span class="vh" dir="{dir}">]</span></ins>',
    "time": '<time datetime="{target}">{text}</time>',
    "here": '<a href="{target}">{text}</a>',
    "away": '<a href="{target}" rel="noopener noreferrer"><bdi>{text}</bdi></a>',
    "mark": '<a class="mark" href="{target}" role="doc-noteref" aria-label="{label}">{text}</a>',
    "also": '<a class="mark also" href="{target}" role="doc-noteref" aria-label="{label}">{text}</a>',
}


_BARE = frozenset(kind for kind, markup in _MARKUP.items() if markup == "{text}")
_TIMES = frozenset({"day", "clock", "moment"})
_LABELLED = frozenset(kind for kind, markup in _MARKUP.items() if "{label}" in markup)


class Translator(PageLanguage):
    """The one value through which pages get their words."""

    def html(self, said: Said) -> Markup:
        """The sentence as markup; what comes from outside is escaped, and what comes from a catalogue too."""
        if not isinstance(said, Message) or said.places:
            return Markup(self._writer.put(said))  # noqa: S704 - the writer escapes all but its own markup
        kept = self._said.get(said.text)
        if kept is None:
            kept = self._said[said.text] = Markup(self._writer.put(said))  # noqa: S704 - as above
        return kept

    @cached_property
    def _writer(self) -> "_Html":
        return _Html(self)

    @cached_property
    def _said(self) -> dict[str, Markup]:
        """Sentences without places, such as headings, that were said before."""
        return {}

    def text(self, said: Said) -> str:
        """The sentence without markup, for titles and labels."""
        return _Text(self).put(said)


class _Slot(NamedTuple):
    """A place of a sentence as it is written in it; `inner` are the words it surrounds."""

    written: str
    name: str
    inner: tuple["str | _Slot", ...]


_Segments = tuple[str | _Slot, ...]


class _Text:
    """Writes sentences as plain text."""

    def __init__(self, words: Translator) -> None:
        self.words = words

    def put(self, said: Said) -> str:
        match said:
            case Message():
                form = self.words.form(said.text, said.many, said.number)
                if not said.places:
                    return self._literal(form)
                return self._filled(_split(form, self._literal), dict(said.places))
            case Run():
                return self._wrapped(said, self._inner(said))
            case Phrase():
                return "".join(map(self.put, said.runs))
            case Listing():
                return self._listed([self.put(part) for part in said.parts])
        return self.words.number(said)

    def _wrapped(self, run: Run, words: str) -> str:  # noqa: ARG002 - plain text says no kinds
        return words

    _literal: Callable[[str], str] = staticmethod(str)

    def _filled(self, segments: _Segments, places: Mapping[str, Said]) -> str:
        written: list[str] = []
        for one in segments:
            if isinstance(one, str):
                ended = one.startswith(".") and written and ends_sentence(written[-1])
                written.append(one[1:] if ended else one)
            elif (said := places.get(one.name)) is None:
                written.append(one.written)
            elif one.inner and isinstance(said, Run):
                written.append(self._wrapped(said, self._filled(one.inner, places)))
            else:
                written.append(self.put(said))
        return "".join(written)

    def _inner(self, run: Run) -> str:
        """The words of a run, which its kind may say in its own way."""
        text, words = run.text, self.words
        if run.kind == "lower":
            return self._literal(lowered(_Text(words).put(run._replace(kind=""))))
        if isinstance(text, Message):
            return self.put(text)
        match run.kind:
            case "day" | "date":
                return self._literal(words.day(_day(words, text)))
            case "clock":
                return self._literal(words.digits(words.local(text)[11:16]))
            case "moment":
                told = words.local(text)
                day, clock = Run(words.day(told[:10])), Run(words.digits(told[11:16]))
                if words.zone is None:
                    return self.put(say("{day}, {time} UTC", day=day, time=clock))
                return self.put(
                    say("{day}, {time} ({zone})", day=day, time=clock, zone=name(str(words.zone)))
                )
            case "mark" | "also" | "figure":
                return self._literal(words.digits(text))
            case "decimal":
                return self._literal(words.decimal(text))
        return self._literal(visible(text))

    def _listed(self, parts: list[str]) -> str:
        """The parts as the language strings them together (CLDR, list patterns)."""
        patterns = self.words.locale.list_patterns["standard"]
        if len(parts) < 2:
            return "".join(parts)
        made, last = parts[0], len(parts) - 1
        for place, part in enumerate(parts[1:], 1):
            pattern = "2" if last == 1 else "end" if place == last else "start" if place == 1 else "middle"
            between = _ORDERING.sub("", patterns[pattern]).removeprefix("{0}").removesuffix("{1}")
            made += self._literal(between) + part
        return made


_SENTENCE_END = re.compile(r"""[.!?…؟۔。！？]["'”’»)\]]*\Z""")
_MARKUP_END = re.compile(r"(?:</[a-z]+>)+\Z")


def ends_sentence(text: str) -> bool:
    """Whether words, or markup, end with what ends a sentence, so that no full stop follows."""
    return bool(
        _SENTENCE_END.search(_MARKUP_END.sub("", text[-60:]).replace("&#34;", '"').replace("&#39;", "'"))
    )


def escaped(text: str) -> str:
    """Text from outside as markup; most has nothing to escape."""
    return str(escape(text)) if _SPECIAL.search(text) else text


class _Html(_Text):
    """Writes them as markup."""

    def put(self, said: Said) -> str:
        if isinstance(said, Run) and isinstance(said.text, str):
            if said.kind in _AROUND:
                return self._wrapped(said, escaped(visible(said.text)))
            if said.kind in _TIMES:
                return _time(self, said)
        return super().put(said)

    _literal = staticmethod(escaped)

    def _wrapped(self, run: Run, words: str) -> str:
        kind, target = run.kind, run.target
        if kind in _AROUND:
            before, after = _AROUND[kind]
            return before + words + after
        if kind in _BARE:
            return words
        if kind in _TIMES:
            told = str(run.text)
            kind, target = "time", _day(self.words, told) if kind == "day" else told
        label = escaped(self._label(run)) if kind in _LABELLED else ""
        return _MARKUP[kind].format(text=words, target=escaped(target), label=label, dir=self.words.direction)

    def _label(self, run: Run) -> str:
        """What a screen reader says beside the words."""
        match run.kind:
            case "mark" | "also":
                return _Text(self.words).put(say("evidence {number}", number=figure(str(run.text))))
            case "del":
                return _Text(self.words).put(say("taken out"))
            case "ins":
                return _Text(self.words).put(say("put in"))
        return ""


def _day(words: Translator, text: str) -> str:
    """A date as it is, and of a moment the day."""
    return words.local(text)[:10] if "T" in text else text


@lru_cache(maxsize=4096)
def _time(writer: _Html, run: Run) -> str:
    """A day, a time of day or a moment, of which a page says the same many times."""
    return _Text.put(writer, run)


@lru_cache(maxsize=8192)
def _split(text: str, literal: Callable[[str], str]) -> _Segments:
    """The sentence split at its places, its own words as `literal` writes them."""
    segments: list[str | _Slot] = []
    at = 0
    for found in _PLACE.finditer(text):
        inner = _split(found[3] or "", literal)
        segments += [literal(text[at : found.start()]), _Slot(literal(found[0]), found[1] or found[2], inner)]
        at = found.end()
    return tuple(one for one in (*segments, literal(text[at:])) if one)


ENGLISH = Translator()
"""The language the sentences are written in."""
