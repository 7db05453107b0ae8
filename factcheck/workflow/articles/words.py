"""Words of an article, pointed at in the text as somebody saw it: where they stand now, and the claim they make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from factcheck.desk import Desk
from factcheck.errors import BadInput, Finding, MovedSince, NotFound, Remedy, Versions
from factcheck.model.article_history import fold_article
from factcheck.model.moved import lines_seen
from factcheck.model.text import MAX_CLAIM
from factcheck.model.value import in_quotes
from factcheck.model.vocabulary import Act, ClaimKind
from factcheck.reading.quote.anchoring import Anchor, TextRange, find_anchors
from factcheck.reading.sentence.article_sentences import Sentence
from factcheck.reading.sentence.coverage import SentenceCoverage, SentenceIndex
from factcheck.reading.sentence.quotations import words_spoken
from factcheck.workflow.articles.coverage import ArticleText, read_earlier, read_kept
from factcheck.workflow.claims.add import AddResult, add_claims

_Sentence = TypeVar("_Sentence", Sentence, SentenceCoverage)
_KINDS = frozenset(kind.value for kind in ClaimKind)
OF_WORDS = ("article", "locator", "sentence", "place")
"""The fields of a claim that say where in an article its words stand."""


@dataclass(frozen=True, slots=True)
class PointedWords:
    """Words of an article: code points `start` to `end` of the text with this digest, or of the one it has now."""

    start: int
    end: int
    text: str | None = None


def claim_sentences(
    desk: Desk, ref: str, numbers: Sequence[int], fields: Mapping[str, Any], *, anyway: bool = False
) -> AddResult:
    """Make claims of sentences; `fields` take precedence over what each sentence proposes.

    NotFound for a number that the article does not have; BadInput as `add_claims` has it.
    """
    with desk.store.reading() as ledger:
        read = read_kept(desk, ledger.article(ref))
    claims = [
        (f"sentence {one.number}", {**_proposed(read, (one.start, one.end)), **fields})
        for one in chosen_of(read.sentences, ref, numbers)
    ]
    return add_claims(desk, claims, f"article {ref}", anyway=anyway)


def claim_words(
    desk: Desk, ref: str, words: PointedWords, fields: Mapping[str, Any], *, anyway: bool = False
) -> AddResult:
    """Make a claim of words, with exactly these fields and the place of the words.

    MovedSince where the words are not in the text now; decided on the head there is now (`desk.seen`), it is made all
    the same and has its place in the earlier text. BadInput as `add_claims` has it, and where no words are there.
    """
    with desk.store.reading() as ledger:
        record = ledger.article(ref)
    then, now = read_earlier(desk, record, words.text), read_kept(desk, record)
    span = _checked(then, words)
    found = _ranges_now(now, then, [span]).get(span)
    if found is None and desk.seen != record.head:
        raise _gone(now, [then.text.text[slice(*span)]])
    proposed = _proposed(then, span) if found is None else _proposed(now, found)
    placed = {name: proposed[name] for name in OF_WORDS}
    return add_claims(desk, [("", {**fields, **placed})], f"article {ref}", anyway=anyway)


def propose_claim(desk: Desk, ref: str, words: PointedWords) -> dict[str, Any]:
    """The fields of the claim that words make; raises what `claim_words` does."""
    with desk.store.reading() as ledger:
        read = read_earlier(desk, ledger.article(ref), words.text)
    return _proposed(read, _checked(read, words))


def words_of_sentence(desk: Desk, ref: str, number: int, text: str | None = None) -> PointedWords:
    """The words of a sentence, numbered as in the text of this digest; NotFound for a number there is not."""
    with desk.store.reading() as ledger:
        read = read_earlier(desk, ledger.article(ref), text)
    (sentence,) = chosen_of(read.sentences, ref, [number])
    return PointedWords(sentence.start, sentence.end, read.text.digest)


def chosen_of(sentences: Sequence[_Sentence], ref: str, numbers: Sequence[int]) -> list[_Sentence]:
    """The sentences of these numbers in the order of the text, each once; NotFound for a number there is not."""
    most = len(sentences)
    wrong = [number for number in numbers if not 1 <= number <= most]
    if wrong:
        raise NotFound(
            f"{ref} has no sentence {wrong[0]}; they are numbered 1 to {most}.",
            remedies=[Remedy.by("article-show", "See them.", article=ref)],
        )
    return [sentences[number - 1] for number in sorted(set(numbers))]


def sentences_now(desk: Desk, ref: str, numbers: Sequence[int], head: str) -> list[int]:
    """The numbers now of sentences, numbered as in the text that the article had at that head of its history.

    NotFound where it never had that head, or no such sentence there; MovedSince where one is gone.
    """
    with desk.store.reading() as ledger:
        record = ledger.article(ref)
    then = fold_article(record.events[: lines_seen(record, head)]).article
    return numbers_now(desk, read_kept(desk, record), numbers, then.text_digest)


def numbers_now(desk: Desk, now: ArticleText, numbers: Sequence[int], text: str | None) -> list[int]:
    """The numbers now of sentences that are numbered as in the text of this digest; MovedSince where one is gone."""
    then = read_earlier(desk, now.record, text)
    chosen = {(one.start, one.end): one for one in chosen_of(then.sentences, now.record.article.ref, numbers)}
    found = _ranges_now(now, then, chosen)
    index = SentenceIndex(now.sentences)
    kept = {was: [*index.contained_in(range_now)] for was, range_now in found.items()}
    if gone := [one.text for was, one in chosen.items() if not kept.get(was)]:
        raise _gone(now, gone)
    return [now.sentences[at].number for places in kept.values() for at in places]


def _ranges_now(
    now: ArticleText, then: ArticleText, ranges: Iterable[TextRange]
) -> dict[TextRange, TextRange]:
    """Where ranges of an earlier text are in the one of today; those whose words are gone are left out."""
    if now.text.digest == then.text.digest:
        return {span: span for span in ranges}
    anchors = {span: Anchor(then.text.text[slice(*span)], then.text.locate(*span)) for span in ranges}
    found = find_anchors(now.text, anchors.values())
    return {span: found[anchor] for span, anchor in anchors.items() if anchor in found}


def _gone(now: ArticleText, words: Sequence[str]) -> MovedSince:
    """That words are not in the text any more, beside what is most like them there, and who changed it."""
    ref, nearest = now.record.article.ref, [now.text.nearest(one) for one in words]
    changed = next(line for line in reversed(now.record.events) if line.act is Act.ARTICLE)
    return MovedSince(
        f"{ref} has another text since you saw it; nothing was stored.",
        [
            Finding("moved", f"{ref}: text", _was_and_is(was, found))
            for was, found in zip(words, nearest, strict=True)
        ],
        [Remedy.by("article-show", "See it as it is now.", article=ref)],
        [
            Versions(("sentence",), was, found or None, None, changed.by, changed.at)
            for was, found in zip(words, nearest, strict=True)
        ],
    )


def _was_and_is(words: str, nearest: str) -> str:
    now = f"what is most like it now is {in_quotes(nearest)}" if nearest else "nothing like it is there now"
    return f"was {in_quotes(words)}; {now}."


def _checked(read: ArticleText, words: PointedWords) -> TextRange:
    """The range without blanks around it; BadInput where no words stand there, or more than a claim may have."""
    start, end = words.start, words.end
    said = read.text.text[start:end] if 0 <= start < end else ""
    if not any(map(str.isalnum, said)):
        raise BadInput(f"{read.record.article.ref} has no words from character {start} to {end} of its text.")
    if len(said.strip()) > MAX_CLAIM:
        raise BadInput(
            f"These words have {len(said):,} characters; a claim has at most {MAX_CLAIM:,}. Choose fewer."
        )
    return start + len(said) - len(said.lstrip()), start + len(said.rstrip())


def _proposed(read: ArticleText, span: TextRange) -> dict[str, Any]:
    """What words say of the claim that they make; only what stands within quotation marks is the claimant's own."""
    article, words = read.record.article, read.text.text[slice(*span)]
    within = [read.sentences[at] for at in SentenceIndex(read.sentences).overlapping(span)]
    kinds = (one.worthiness.kind.value for one in within)
    return {
        "text": words,
        "sentence": words,
        "quote": words_spoken(read.text.text, *span) or None,
        "claimant": next((one.worthiness.speaker for one in within if one.worthiness.speaker), None),
        "kind": next((kind for kind in kinds if kind in _KINDS), None),
        "language": article.language,
        "article": article.ref,
        "locator": _numbered([one.number for one in within]),
        "place": read.text.locate(*span).plain(),
    }


def _numbered(numbers: Sequence[int]) -> str | None:
    """The place in words: `sentence 4`, `sentences 4–6`."""
    if len(numbers) < 2:
        return f"sentence {numbers[0]}" if numbers else None
    return f"sentences {numbers[0]}–{numbers[-1]}"
