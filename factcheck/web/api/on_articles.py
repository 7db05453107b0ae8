"""What is entered: claims and articles, and acts on the sentences of an article, each with what it is given."""

from typing import Annotated, Any, ClassVar

from pydantic import Field, StringConstraints

from factcheck.errors import BadInput, Finding, NotSoNow, Remedy
from factcheck.model.claim import Article, Claim
from factcheck.model.field_help import ARTICLE_FIELDS, CLAIM_FIELDS
from factcheck.model.links import has_scheme
from factcheck.model.vocabulary import Act
from factcheck.web.api.call import ActBody, Call, Told
from factcheck.web.api.sent import Number, Words, with_fields
from factcheck.web.uploads import written
from factcheck.workflow.articles.add import AddedArticle
from factcheck.workflow.articles.read import STDIN
from factcheck.workflow.articles.sentences import add_article, skip_sentences, unskip_sentences
from factcheck.workflow.articles.words import claim_sentences, sentences_now
from factcheck.workflow.claims.add import AddResult, add_claims
from factcheck.workflow.evidence.fetch_result import FetchResult

_Text = Annotated[str, StringConstraints(max_length=1_000_000)]
Numbers = Annotated[tuple[Number, ...], Field(min_length=1, max_length=1_000)]


class AddClaim(ActBody):
    """Enter a claim. Where its wording is here already, that is told instead."""

    act: ClassVar = Act.ADD
    needs_head: ClassVar = False
    text: Words
    """The wording."""
    anyway: bool = False
    """Store it though the same wording is here already."""

    def _do(self, call: Call) -> Told:
        taken = add_claims(call.desk, [("", self.given("anyway"))], "The claim", anyway=self.anyway)
        return _taken(taken)


def _taken(taken: AddResult) -> Told:
    """What was entered, and what is here already; NotSoNow where nothing was entered."""
    alike = [
        Finding("already-here", one.ref, f"says the same ({one.status}): {one.text}") for one in taken.alike
    ]
    if not taken.refs:
        mend = [Remedy.by("show", "See it.", ref=taken.alike[0].ref)] if taken.alike else []
        anyway = Remedy.again("Or store it all the same.", anyway=True)
        raise NotSoNow("Nothing was stored: the same is here already.", alike, [*mend, anyway])
    return {"refs": taken.refs, "alike": [one.ref for one in taken.alike]}


class AddArticle(ActBody):
    """Add a text: the one given, else that of the file, else what stands at the address.

    With the ref, the address, or the file's name and the title of an article that is here, it is its revised draft.
    """

    act: ClassVar = Act.ARTICLE
    needs_head: ClassVar = False
    has_file: ClassVar = True
    text: _Text | None = None
    """Its words."""
    whole: bool = False
    """Keep all words of a page, also those of menus and the like."""

    def _do(self, call: Call) -> Told:
        fields = self.given("text", "whole")
        if call.file:
            with written(call.file) as path:
                return _added(add_article(call.desk, str(path), b"", fields, whole=self.whole))
        if self.text is not None:
            return _added(add_article(call.desk, STDIN, self.text.encode(), fields))
        url = fields.get("url") or ""
        if not has_scheme(url):
            raise BadInput(
                "Give the text, a file, or the address where it stands, which begins with https://"
            )
        return _added(add_article(call.desk, url, b"", fields, whole=self.whole))


def _added(added: AddedArticle | FetchResult) -> Told:
    if isinstance(added, FetchResult):
        raise NotSoNow(f"No article was stored. {added.url}: {added.outcome}: {added.reason or 'no words.'}")
    lost: dict[str, Any] = {"lost": [one.words for one in added.revised.orphans]} if added.revised else {}
    said = {"article": added.ref, "sentences": added.sentences, "proposed": dict(added.proposed)}
    return {**said, "changed": ["text"] if added.changed else [], **lost}


class OnSentences(ActBody):
    """Sentences of an article, by their numbers in the text it had at the head that is named."""

    numbers: Numbers
    """Which sentences."""

    def now(self, call: Call) -> list[int]:
        """Their numbers in the text there is now."""
        seen = call.desk.seen
        return [*self.numbers] if seen is None else sentences_now(call.desk, call.ref, self.numbers, seen)


class ClaimSentences(OnSentences):
    """Make claims of sentences, each with its words, who it says said it, and its place."""

    act: ClassVar = Act.ADD
    anyway: bool = False
    """Store them though the same wording is here already."""

    def _do(self, call: Call) -> Told:
        fields = self.given("numbers", "anyway")
        return _taken(claim_sentences(call.desk, call.ref, self.now(call), fields, anyway=self.anyway))


class Skip(OnSentences):
    """Set sentences aside that are not to be checked."""

    act: ClassVar = Act.SKIP
    why: Words
    """The reason."""

    def _do(self, call: Call) -> Told:
        return {"numbers": skip_sentences(call.desk, call.ref, self.now(call), self.why)}


class Unskip(OnSentences):
    """Take back that sentences were set aside."""

    act: ClassVar = Act.UNSKIP
    why: Words
    """The reason."""

    def _do(self, call: Call) -> Told:
        return {"numbers": unskip_sentences(call.desk, call.ref, self.now(call), self.why)}


_OF_ITS_PLACE = ("ref", "article", "locator", "sentence")
_OF_SENTENCES = {
    "text": "The wording, where a sentence's own does not stand alone.",
    **{name: said for name, said in CLAIM_FIELDS.items() if name not in _OF_ITS_PLACE},
}
ADD_CLAIM = with_fields(AddClaim, Claim, CLAIM_FIELDS)
ADD_ARTICLE = with_fields(AddArticle, Article, ARTICLE_FIELDS)
ON_ARTICLES: dict[str, type[ActBody]] = {
    "claim": with_fields(ClaimSentences, Claim, _OF_SENTENCES),
    "skip": Skip,
    "unskip": Unskip,
}
"""From the last word of the address to the act."""
