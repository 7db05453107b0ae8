"""Adding the text of an article: a new one, or the revised draft of one that is here."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import Finding, Remedy
from factcheck.model.claim import Article
from factcheck.model.record import ArticleRecord
from factcheck.model.text import slug
from factcheck.reading.sentence.article_sentences import Sentence
from factcheck.reading.sentence.coverage import Orphan
from factcheck.store.ledger import Ledger
from factcheck.store.turns import of_article
from factcheck.workflow.act import article_with, decided_anew
from factcheck.workflow.articles.coverage import ArticleText, claims_of, read_kept
from factcheck.workflow.articles.read import Draft

_NO_REF = "to-be-given"
_UNTITLED = "Untitled article"


@dataclass(frozen=True)
class Revised:
    """What a revision did: claims and skips whose words are still there, what is lost, sentences that are new."""

    kept: int
    orphans: tuple[Orphan, ...]
    new: tuple[Sentence, ...]


@dataclass(frozen=True)
class AddedArticle:
    """An article after its text was added: its ref, how many sentences it has, and what was proposed and revised.

    `proposed` are the fields that nobody gave, `revised` is None for a new article. `changed` is false where this very
    text was here already and no field says anything else.
    """

    ref: str
    sentences: int
    proposed: Mapping[str, str]
    is_main: bool
    changed: bool
    revised: Revised | None


def add_draft(desk: Desk, draft: Draft, fields: Mapping[str, Any]) -> AddedArticle:
    """Store a text as an article, or as the revision of the one with its ref, its URL, its text or its file's name.

    `fields` take precedence over what an earlier version has, and that over what the text proposes. BadInput where a
    field does not fit, StorageFailed where the archive no longer holds the earlier text.
    """
    Article.of({"ref": _NO_REF, "title": _UNTITLED, **fields}, "The article")
    with desk.store.reading() as ledger:
        known = _known(ledger, draft, fields)
        same = known is not None and known.article.text_digest == draft.digest
        before = read_kept(desk, known) if known and known.texts and not same else None
    kept = None if same else draft.keep()
    with desk.store.writing() as ledger:
        known = _known(ledger, draft, fields)
        text = {"record": kept.fields["record"], "text_digest": draft.digest} if kept else {}
        article, proposed = _merged(ledger, known, draft, {**fields, **text})
        after = _saved(desk, ledger, known, article)
        now = ArticleText.of(after, draft.text, draft.digest)
        revised = _revised(ledger, before, now) if known else None
    return AddedArticle(article.ref, _number(now), proposed, draft.is_main, after is not known, revised)


@decided_anew
def edit_article(desk: Desk, ref: str, fields: Mapping[str, Any]) -> bool:
    """Change fields of an article, None for one that is to be blank; whether that changes anything.

    BadInput where a field does not fit, MovedSince where somebody changed it since the author saw it (`desk.seen`).
    """
    with desk.store.writing(of_article(ref)) as ledger:
        known = ledger.article(ref)
        said = {**known.article.plain(), **fields}
        return _saved(desk, ledger, known, Article.of(said, f"article {ref}")) is not known


def _saved(desk: Desk, ledger: Ledger, known: ArticleRecord | None, article: Article) -> ArticleRecord:
    """The record that says this of an article, stored where that is new."""
    after = article_with(desk, known, article)
    if after is not known:
        ledger.save_article(known, after)
        desk.told.extend(_shown_otherwise(ledger, known, after))
    return after


def _known(ledger: Ledger, draft: Draft, fields: Mapping[str, Any]) -> ArticleRecord | None:
    """The article that is meant; without a ref the one with this URL, with this very text, or of this file.

    A file of the same name is a revised draft where the title is the same too.
    """
    if ref := fields.get("ref"):
        return ledger.find_article(ref=ref)
    url = fields.get("url") or draft.proposed.get("url")
    title = fields.get("title") or draft.proposed.get("title")
    return (
        ledger.find_article(url=url)
        or ledger.find_article(text_digest=draft.digest)
        or ledger.find_article(text_from=draft.text_from, title=title)
    )


def _merged(
    ledger: Ledger, known: ArticleRecord | None, draft: Draft, given: Mapping[str, Any]
) -> tuple[Article, dict[str, str]]:
    """The article as it is to be, and which of its fields were only proposed."""
    was = known.article.plain() if known else {}
    title = draft.text_from or _UNTITLED
    proposed = {
        name: value
        for name, value in {"title": title, **draft.proposed}.items()
        if name not in was and name not in given
    }
    said = {**proposed, **was, "text_from": draft.text_from, **given}
    if "text_digest" not in given and known:
        said["text_from"] = known.article.text_from
    said.setdefault("ref", _free_ref(ledger, said["title"], draft.digest))
    return Article.of(said, "The article"), proposed


def _shown_otherwise(ledger: Ledger, before: ArticleRecord | None, after: ArticleRecord) -> Iterator[Finding]:
    """That published checks name the article, and will name it otherwise."""
    if before is None or all(
        getattr(before.article, name) == getattr(after.article, name) for name in _ON_PAGES
    ):
        return
    out = ledger.published()
    checks = sum(row["ref"] in out for row in ledger.listed(("ref",), article=after.article.ref))
    if checks:
        said = f"Readers see it at the next publication, on the pages of {checks} published "
        said += "check." if checks == 1 else "checks."
        yield Finding("next-publication", after.article.ref, said, Remedy.by("publish", "Publish."))


_ON_PAGES = ("title", "url", "byline", "publisher", "published_on")
"""What the page of a check says of the article it was taken from."""


def _free_ref(ledger: Ledger, title: str, digest: str) -> str:
    """The ref made of a title, or the first of ref-2, ref-3 … that no article has."""
    taken = set(ledger.article_refs())
    base = slug(title) or f"article-{digest[:8]}"
    numbered = (f"{base}-{number}" for number in count(2))
    return next(ref for ref in chain([base], numbered) if ref not in taken)


def _number(read: ArticleText) -> int:
    return sum(not one.heading for one in read.sentences)


def _revised(ledger: Ledger, before: ArticleText | None, now: ArticleText) -> Revised:
    claims = claims_of(ledger, now.record.article.ref)
    coverage = now.covered_by(claims)
    known = Counter(map(_words, before.sentences if before else now.sentences))
    new = []
    for sentence in now.sentences:
        known[_words(sentence)] -= 1
        if known[_words(sentence)] < 0 and not sentence.heading:
            new.append(sentence)
    kept = (
        len(coverage.claim_ranges)
        + len(now.record.skips)
        - sum(one.skip is not None for one in coverage.orphans)
    )
    return Revised(kept, coverage.orphans, tuple(new))


def _words(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())
