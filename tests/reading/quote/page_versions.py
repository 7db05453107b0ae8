"""Pages made from templates: an article, what its site may show in its place, and the article without a quote."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from tests.reading.quote.page_languages import LANGUAGES, Words

_QUOTED = {"first": 0, "second": 1, "middle": 4, "last but one": 6, "last": 7}
"""The sentence that is quoted, by where it stands in the article."""


@dataclass(frozen=True)
class PagePair:
    """A page as it was quoted and as it came later; `name` says what became of it, in which language, and where."""

    name: str
    quote: str
    before: str
    after: str


def page(words: Words, title: str, paragraphs: list[str], *, head: str = "", aside: str = "") -> str:
    """A page of the site, with its menu and its footer."""
    body = "".join(f"<p>{escape(one)}</p>" for one in paragraphs)
    footer = "".join(f"<p>{escape(one)}</p>" for one in words.footer)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title} | Gazette</title>{head}</head><body>"
        f"<nav>{words.menu}</nav><article><h1>{title}</h1>{body}</article>{aside}<footer>{footer}</footer></body></html>"
    )


def _paragraphs(sentences: list[str]) -> list[str]:
    """Paragraphs of two sentences each."""
    return [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]


def _stories(words: Words, count: int = 3) -> list[str]:
    return [f"{words.other_title}. {words.other[at % len(words.other)]}" for at in range(count)]


def _places(language: str, *, every: bool) -> dict[str, int]:
    """The places of the quotes that are tried: in each language two, unless every place is asked for."""
    number = [*LANGUAGES].index(language)
    chosen = (number % len(_QUOTED), (number + 2) % len(_QUOTED))
    return {place: at for turn, (place, at) in enumerate(_QUOTED.items()) if every or turn in chosen}


def walls(*, every: bool = False) -> Iterator[PagePair]:
    """Every kind of page that is not the article, in seven languages, for quotes from its different parts."""
    for language, words in LANGUAGES.items():
        for place, at in _places(language, every=every).items():
            before = page(words, words.title, _paragraphs([*words.body]))
            for kind, after in _instead(words, at).items():
                yield PagePair(f"{kind}, {language}, {place}", words.body[at], before, after)


def _instead(words: Words, at: int) -> dict[str, str]:
    body, said, title = words.body, words.instead, words.title
    ld = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"'
        + title
        + '","isAccessibleForFree":false}</script>'
    )
    teaser = _paragraphs([*body[: min(at, 4)]])
    plain = {kind: page(words, title, [told]) for kind, told in said.items()}
    bare = {f"bare {kind}": f"<title>Gazette</title><p>{told}</p>" for kind, told in said.items()}
    return {
        **plain,
        **bare,
        "teaser": page(words, title, [*teaser, said["pay"]], head=ld),
        "teaser up to the quote": page(words, title, [*_paragraphs([*body[:at]]), said["pay"]]),
        "teaser that breaks off in the quote": page(
            words,
            title,
            [*_paragraphs([*body[:at]]), f"{body[at][: len(body[at]) * 2 // 3]}…", said["metered"]],
        ),
        "teaser, and then other stories": page(words, title, [*teaser, said["metered"], *_stories(words, 8)]),
        "teaser without a word of explanation": page(words, title, teaser[:1]),
        "consent above the first sentence": page(words, title, [said["consent"], body[0] if at else ""]),
        "expired, with other stories": page(words, "Gazette", [said["expired"], *_stories(words, 8)]),
        "missing, with other stories": page(words, "404", [said["missing"], *_stories(words, 8)]),
        "another article": page(words, words.other_title, [*words.other]),
        "another article at great length": page(words, words.other_title, [*words.other] * 6),
        "section front": page(words, "Gazette", [title, *(body[:1] if at else ()), *_stories(words, 9)]),
        "search results": page(words, "Gazette", [f"{title} … {body[at - 1][:40]} …", *_stories(words, 6)]),
        "the frame alone": page(words, title, []),
        "nothing": "<!doctype html><title>Gazette</title>",
        "words of no known kind": page(
            words, title, ["Tämä juttu on vain tilaajillemme. Kirjaudu tai tilaa lehti."]
        ),
        "an error of the server": page(words, "Error", ["Error establishing a database connection"]),
    }


def removals(*, every: bool = False) -> Iterator[PagePair]:
    """The article after its quote was really taken out or changed, in seven languages."""
    for language, words in LANGUAGES.items():
        for place, at in _places(language, every=every).items():
            before = page(words, words.title, _paragraphs([*words.body]))
            for kind, after in _without(words, at).items():
                yield PagePair(f"{kind}, {language}, {place}", words.body[at], before, after)


def _without(words: Words, at: int) -> dict[str, str]:
    body, title = [*words.body], words.title
    left = [one for number, one in enumerate(body) if number != at]
    paragraphs = _paragraphs(body)
    changed = [*body[:at], _edited(body[at]), *body[at + 1 :]]
    box = f"<aside><h2>Newsletter</h2><p>{words.instead['pay']}</p></aside>"
    versions = {
        "sentence deleted": page(words, title, _paragraphs(left)),
        "sentence deleted, one paragraph for each": page(words, title, left),
        "sentence deleted, all in one paragraph": page(words, title, [" ".join(left)]),
        "paragraph deleted": page(words, title, paragraphs[: at // 2] + paragraphs[at // 2 + 1 :]),
        "edited": page(words, title, _paragraphs(changed)),
        "deleted under another title": page(words, words.other_title, _paragraphs(left)),
        "deleted, with a box for subscribers": page(words, title, _paragraphs(left), aside=box),
        "deleted, with new sentences above": page(words, title, [*words.other, *_paragraphs(left)]),
        "deleted in another layout": f"<title>{title}</title><h1>{title}</h1><div>{'<br>'.join(left)}</div>",
    }
    if 0 < at < len(body) - 1:
        replaced = [*body[:at], words.other[2], *body[at + 1 :]]
        versions["replaced"] = page(words, title, _paragraphs(replaced))
        note = [*left[:at], f"({words.other_title}.)", *left[at:]]
        versions["deleted, with a note in its place"] = page(words, title, _paragraphs(note))
        live = [*words.other, *left[: at + 3]]
        versions["an entry taken out of a live page"] = page(words, title, live)
    return versions


def _edited(sentence: str) -> str:
    """The sentence with one of its words taken out."""
    parts = sentence.split()
    return " ".join([*parts[:4], *parts[5:]])
