"""What the API answers with of articles, as types."""

from typing import Annotated

from pydantic import Field

from factcheck.model.text import Line, Prose, Ref, ShortId
from factcheck.model.vocabulary import (
    SentenceKind,
    SentenceState,
)
from factcheck.web.api.shapes import Answer, Shown

Count = Annotated[int, Field(ge=0)]


class ListedArticle(Shown):
    """An article with how many of its sentences are checked; null where it has no text."""

    ref: Ref
    title: Line
    checkable: Count | None
    with_claim: Count | None
    rated: Count | None
    signed_off: Count | None
    open: Count | None
    set_aside: Count | None


class Articles(Answer):
    """Articles by ref."""

    articles: list[ListedArticle]
    next: str | None


class SentenceShown(Shown):
    """A sentence of an article and how far it is checked."""

    number: int
    start: int
    end: int
    text: str
    kind: SentenceKind
    rank: float
    why: str
    state: SentenceState
    claims: list[Ref]


class OrphanShown(Shown):
    """Words of a claim, or of a sentence set aside, that the text has no more; `nearest` is what is most like them."""

    claim: Ref | None
    skip: ShortId | None
    text: Prose
    nearest: str


class ArticleShown(Shown):
    """An article sentence by sentence."""

    ref: Ref
    title: Line
    coverage: dict[str, int]
    sentences: list[SentenceShown]
    orphans: list[OrphanShown]
    words_alone: str | None = None
    """Why sentences were not ranked by meaning, where an encoder is installed that could not."""


class OneArticle(Answer):
    """One article."""

    article: ArticleShown
