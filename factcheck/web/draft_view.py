"""A draft as its page shows it to somebody outside: each place with its label, its words and what was written there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.model.claim import Claim
from factcheck.model.outside_draft import DraftPlace, OutsideDraft, Shown
from factcheck.model.source import Source
from factcheck.model.stored import read
from factcheck.model.vocabulary import Stance, Standing
from factcheck.phrase import NOTHING, Message, Said, comma, figure, in_sentence, say
from factcheck.report.claim_origin import said_by
from factcheck.report.edition import Edition
from factcheck.report.evidence import SourceView, source_view
from factcheck.report.wording import STANCE, STANDING, day, when

_LABEL: Mapping[str, Message] = {
    "text": say("The claim"),
    "rating": say("The verdict"),
    "summary": say("The summary"),
    "rationale": say("The reasons"),
    "resolves": say("How evidence for and against is settled"),
}


@dataclass(frozen=True, slots=True)
class PlacedComment:
    """What somebody outside said at a place, of which words; `is_current` where they read the draft as it is."""

    who: str
    words: str
    why: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place: the key of its fields, what it is called, its words, and what was typed and selected there so far.

    `comments` are those of people outside, which the desk is shown.
    """

    key: str
    label: Said
    text: str
    lang: str = ""
    why: str = ""
    words: str = ""
    comments: Sequence[PlacedComment] = ()


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote of the draft with its source; `held` is its stance and standing, `told` who told it, if somebody did."""

    place: PlaceView
    held: Said
    prefix: str
    suffix: str
    note: str
    source: SourceView
    told: Said


@dataclass(frozen=True, slots=True)
class ClaimDraftView:
    """A claim of the draft; `anchor` is where it stands on the page of an article, `meaning` what the rating means."""

    anchor: str
    wording: PlaceView
    said: Said
    quote: str
    context: str
    verdict: tuple[PlaceView, ...]
    meaning: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A sentence of an article, with the anchors of the claims that were taken from it, each by its number."""

    place: PlaceView
    number: str
    claims: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """All that is shown; `title` is that of an article, blank where one claim is shown."""

    title: str
    about: Said
    lang: str
    sentences: tuple[SentenceView, ...]
    claims: tuple[ClaimDraftView, ...]
    digest: str
    written: str


def draft_view(
    draft: OutsideDraft,
    edition: Edition,
    typed: Mapping[str, str] | None = None,
    comments: Mapping[str, Sequence[PlacedComment]] | None = None,
) -> DraftView:
    """The draft for a page; `typed` is what was filled in and not stored, `comments` what was said at each place."""
    return _Drawing(draft, edition, typed or {}, comments or {}).whole()


@dataclass(frozen=True)
class _Drawing:
    draft: OutsideDraft
    edition: Edition
    typed: Mapping[str, str]
    comments: Mapping[str, Sequence[PlacedComment]]

    def whole(self) -> DraftView:
        article = self.draft.article
        lang = self.edition.lang(article.get("language")) if article else ""
        return DraftView(
            title=article["title"] if article else "",
            about=self._about(article) if article else NOTHING,
            lang=lang,
            sentences=tuple(self._sentences(article, lang)) if article else (),
            claims=tuple(self._claim(one, number) for number, one in enumerate(self.draft.claims, 1)),
            digest=self.draft.digest,
            written=self.draft.written,
        )

    def _about(self, article: Shown) -> Said:
        """Who wrote and published an article, and when."""
        facts: list[str | Said] = []
        if byline := article.get("byline"):
            facts.append(say("by {author}", author=byline))
        if publisher := article.get("publisher"):
            facts.append(publisher)
        if published := article.get("published_on"):
            facts.append(day(published))
        return comma(facts)

    def _sentences(self, article: Shown, lang: str) -> Iterator[SentenceView]:
        numbers = {claim["ref"]: number for number, claim in enumerate(self.draft.claims, 1)}
        for one in article["sentences"]:
            number = str(one["number"])
            claims = tuple((f"claim-{numbers[ref]}", numbers[ref]) for ref in one["claims"] if ref in numbers)
            place = DraftPlace(None, number, one["text"])
            label = say("Sentence {number}", number=figure(number))
            yield SentenceView(self._place(place, label, lang), number, claims)

    def _claim(self, told: Shown, number: int) -> ClaimDraftView:
        claim, verdict, ref = told["claim"], told.get("verdict", {}), told.get("ref")
        lang, words = self.edition.lang(claim.get("language")), self.edition.words
        named = {part: verdict[part] for part in _LABEL if part in verdict}
        shown = {**named, **({"rating": words.rating(named["rating"])} if verdict else {})}
        return ClaimDraftView(
            anchor=f"claim-{number}",
            wording=self._place(DraftPlace(ref, "text", claim["text"]), _LABEL["text"], lang),
            said=said_by(read(Claim, {"ref": "draft", **claim})),
            quote=claim.get("quote", "") if claim.get("quote") != claim["text"] else "",
            context=claim.get("context", ""),
            verdict=tuple(
                self._place(DraftPlace(ref, part, text), _LABEL[part]) for part, text in shown.items()
            ),
            meaning=words.rating(verdict["meaning"]) if verdict else "",
            quotes=tuple(self._quote(one, ref) for one in told["evidence"]),
        )

    def _quote(self, told: Mapping[str, Any], ref: str | None) -> QuoteView:
        source = read(Source, {"id": "s1", **told["source"]})
        lang = self.edition.lang(source.language)
        label = say("Evidence {id}", id=told["id"])
        who = {"person": told["who"], "when": when(told["when"]), "how": told["how"]} if "who" in told else {}
        return QuoteView(
            place=self._place(DraftPlace(ref, told["id"], told["exact"]), label, lang),
            held=comma([STANCE[Stance(told["stance"])], in_sentence(STANDING[Standing(told["standing"])])]),
            prefix=told.get("prefix", ""),
            suffix=told.get("suffix", ""),
            note=told.get("note", ""),
            source=source_view(source, self.edition),
            told=say("Told by {person} {when}, {how}.", **who) if who else NOTHING,
        )

    def _place(self, place: DraftPlace, label: Said, lang: str = "") -> PlaceView:
        key = place.key
        why, words = (self.typed.get(f"{name}-{key}", "") for name in ("why", "words"))
        return PlaceView(key, label, place.text, lang, why, words, self.comments.get(key, ()))


def answer_label(ref: str | None, part: str) -> Said:
    """What a place is called to the desk, with the claim it is of where an article was read."""
    if part.isdigit():
        return say("Sentence {number}", number=figure(part))
    own = _LABEL.get(part) or say("Evidence {id}", id=part)
    return say("{place} of {claim}", place=own, claim=ref) if ref else own
