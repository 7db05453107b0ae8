"""The fields of an article and of its text as forms show them, and the text that was given."""

from collections.abc import Iterator, Mapping
from typing import Any

from starlette.datastructures import UploadFile

from factcheck.errors import BadInput, Finding, NotSoNow
from factcheck.phrase import NOTHING, Message, Said, figure, say, say_count
from factcheck.web.forms import Field, whole_link
from factcheck.web.links import LINKS
from factcheck.web.uploads import written
from factcheck.web.visit import Fields, Visit
from factcheck.web.wording import ARTICLE_FIELD, DATES
from factcheck.workflow.articles.add import AddedArticle
from factcheck.workflow.articles.read import STDIN
from factcheck.workflow.articles.sentences import add_article
from factcheck.workflow.evidence.fetch_result import FetchResult

NAMES = tuple(ARTICLE_FIELD)
_HINTS: Mapping[str, Said] = {"published_on": DATES, "language": say("Such as en or ar.")}


def article_fields(values: Mapping[str, str]) -> Iterator[Field]:
    """The fields, holding these values."""
    for name, label in ARTICLE_FIELD.items():
        kind = "prose" if name == "context" else "line"
        yield Field(name, label, kind, values.get(name, ""), hint=_HINTS.get(name, NOTHING))


def text_fields(given: Fields) -> Iterator[Field]:
    """The fields for a text: pasted, in a file, or at the link that is given beside it."""
    yield Field("text", say("The text"), "text", given.get("text", ""))
    yield Field("file", say("Or a file that holds it"), "file", hint=say("Text, Word, PDF or a saved page."))
    yield Field("link", say("Or a link to fetch it from"), value=given.get("link", ""))
    whole = say("Keep all words of a page, also those of menus and the like")
    yield Field("whole", whole, "flag", given.get("whole", ""))


def given_fields(given: Fields) -> dict[str, Any]:
    """What was filled in of the fields of an article."""
    return {name: value for name in NAMES if (value := given.get(name, "").strip())}


def take_text(visit: Visit, fields: Mapping[str, Any]) -> str:
    """Add the text that was given, as an article with these fields; where its page is.

    BadInput where none or two were given, NotSoNow where the link gave none; raises what `add_article` raises.
    """
    text, file, link = visit.given.get("text", ""), _file_of(visit), visit.given.get("link", "").strip()
    if sum(map(bool, (text.strip(), file, link))) != 1:
        raise BadInput(
            say("Paste the text, or choose a file, or give the link to fetch it from: one of the three.")
        )
    desk, whole = visit.desk, bool(visit.given.get("whole"))
    if file:
        with written(file) as path:
            added = add_article(desk, str(path), b"", fields, whole=whole)
    else:
        location = whole_link(link) if link else STDIN
        added = add_article(desk, location, text.encode(), fields, whole=whole)
    if isinstance(added, FetchResult):
        raise NotSoNow(
            _unread(added), remedies=[say("Save it with a browser, and choose the file or paste the text.")]
        )
    desk.told.extend(_told(added))
    return LINKS.article(added.ref)


def _file_of(visit: Visit) -> UploadFile | None:
    sent = visit.files.get("file")
    return sent if sent is not None and sent.filename else None


def _unread(seen: FetchResult) -> Message:
    why = seen.reason or str(seen.outcome)
    return say("{url} gave no words, so no article was stored: {why}", url=seen.url, why=why)


def _told(added: AddedArticle) -> Iterator[Finding]:
    """What came of it: whether the text is new, how much of it is, and what it lost."""
    if not added.changed:
        yield Finding("same-text", added.ref, say("This very text is here already; nothing was changed."))
        return
    count = say_count(added.sentences, "{count} sentence.", "{count} sentences.")
    yield Finding("added", added.ref, count)
    if revised := added.revised:
        said = say(
            "Kept in their places: {kept}. Lost their words: {lost}. New sentences: {new}.",
            kept=figure(revised.kept),
            lost=figure(len(revised.orphans)),
            new=figure(len(revised.new)),
        )
        yield Finding("revised", added.ref, said)
