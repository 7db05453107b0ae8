"""The text of an article out of the archive, and how much of it the desk's claims cover."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from threading import Lock

from factcheck.archive.archive import Archive
from factcheck.archive.capture_contents import read_capture, text_digest
from factcheck.desk import Desk
from factcheck.errors import NotFound, Remedy, StorageFailed
from factcheck.model.claim import Article, Claim, TextLocator, article_words
from factcheck.model.record import ArticleRecord
from factcheck.reading.quote.anchoring import Anchor, SearchableText, find_anchors
from factcheck.reading.sentence.article_sentences import Sentence, read_sentences
from factcheck.reading.sentence.coverage import AnchoredClaim, Coverage, measure_coverage
from factcheck.reading.sentence.sentences import split_sentences
from factcheck.store.ledger import Ledger


@dataclass(frozen=True)
class ArticleText:
    """An article with its text and its sentences."""

    record: ArticleRecord
    text: SearchableText
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, record: ArticleRecord, text: str, digest: str) -> "ArticleText":
        """The article with this as its text."""
        sentences = _SENTENCES.of(text, digest, record.article.language)
        return cls(record, SearchableText(text, digest), sentences)

    def covered_by(self, claims: list[AnchoredClaim]) -> Coverage:
        """Which of its sentences have claims, are set aside, or are still open."""
        return measure_coverage(self.text, self.sentences, self.record.skips, claims)


def read_kept(desk: Desk, record: ArticleRecord) -> ArticleText:
    """The article with the text the archive holds; NotFound where none was ever given."""
    article = record.article
    if article.record is None or article.text_digest is None:
        add = Remedy.by("article-add", "Add it.", file=None, ref=article.ref)
        raise NotFound(f"{article.ref} has no text yet.", remedies=[add])
    return ArticleText.of(record, kept_text(desk.archive, article), article.text_digest)


def read_earlier(desk: Desk, record: ArticleRecord, digest: str | None) -> ArticleText:
    """The article with the text of this digest, which it has or had; with the one it has where none is named."""
    if digest in (None, record.article.text_digest):
        return read_kept(desk, record)
    kept = next((one for one in record.texts if one.text_digest == digest), None)
    if kept is None:
        raise NotFound(f'{record.article.ref} never had a text with the digest "{digest}".')
    fields = {"record": kept.record, "text_digest": kept.text_digest}
    return read_kept(desk, replace(record, article=record.article.model_copy(update=fields)))


def words_before(archive: Archive, record: ArticleRecord, claim: Claim) -> tuple[str, ...]:
    """The sentences of an article that stand right before a claim's; none where its text or the claim is not there."""
    article = record.article
    if article.record is None or article.text_digest is None:
        return ()
    try:
        text = kept_text(archive, article)
    except StorageFailed:
        return ()
    anchor = Anchor(article_words(claim), claim.place)
    start = find_anchors(SearchableText(text, article.text_digest), [anchor]).get(anchor, (0, 0))[0]
    near = text[max(0, start - _NEAR) : start]
    return tuple(one.text for one in split_sentences(near, article.language)[-_BEFORE:])


_BEFORE, _NEAR = 3, 1_500
"""The sentences before a claim that are looked at, and the characters in which they are looked for."""


def kept_text(archive: Archive, article: Article) -> str:
    """The text as it was read when it was added; StorageFailed where the archive does not hold it."""
    text = read_capture(archive, article.record or "").text
    if text is None or text_digest(text) != article.text_digest:
        raise StorageFailed(
            f"The archive holds another text of {article.ref} than was recorded. Restore it from a backup."
        )
    return text


def claims_of(ledger: Ledger, ref: str) -> list[AnchoredClaim]:
    """The claims taken from an article, in the order of entry."""
    return list(_claims(ledger, ref))


def _claims(ledger: Ledger, ref: str) -> Iterator[AnchoredClaim]:
    for row in ledger.listed(("ref", "text", "quote", "sentence", "place", "status"), article=ref):
        place = TextLocator.of(row["place"]) if row["place"] else None
        yield AnchoredClaim(row["ref"], row["sentence"] or row["quote"] or row["text"], place, row["status"])


class _KeptSentences:
    """The sentences of the texts that were asked for last: whether one is worth checking takes long to say."""

    MOST = 3_000_000
    """Characters of the texts whose sentences are kept; the last one is kept in any case."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str | None], tuple[Sentence, ...]] = OrderedDict()
        self._turn = Lock()

    def of(self, text: str, digest: str, language: str | None) -> tuple[Sentence, ...]:
        """What `read_sentences` says of a text with this digest."""
        key = (digest, language)
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        sentences = read_sentences(text, language)
        with self._turn:
            self._kept[key] = sentences
            while len(self._kept) > 1 and sum(one[-1].end for one in self._kept.values() if one) > self.MOST:
                self._kept.popitem(last=False)
        return sentences


_SENTENCES = _KeptSentences()
