"""Words of an article, pointed at in the text as somebody saw it, while another gives it another text (law 9)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.desk import Desk
from factcheck.errors import BadInput, MovedSince, NotFound
from factcheck.workflow.articles.add import edit_article
from factcheck.workflow.articles.sentences import add_article, show_article, skip_sentences, unskip_sentences
from factcheck.workflow.articles.words import PointedWords, claim_words, propose_claim, words_of_sentence
from factcheck.workflow.claims.list import show_claim
from tests.conftest import NewDatabase
from tests.desks import by, opened

ONE, TWO, THREE = (
    "The bridge opened in 1932.",
    "It cost four million crowns, said Nour Haddad.",
    "It was closed in 1950.",
)


def _text(desk: Desk, *sentences: str) -> str:
    """Give the article this text; its digest."""
    add_article(
        desk, "-", "\n\n".join(sentences).encode(), {"ref": "night", "title": "Night", "language": "en"}
    )
    return str(show_article(desk, "night").article.text_digest)


@pytest.fixture
def desk(new_sqlite: NewDatabase, tmp_path: Path) -> Iterator[Desk]:
    with new_sqlite() as url, opened(url, tmp_path) as desk:
        yield desk


def _seeing(desk: Desk) -> Desk:
    """The desk of somebody who sees the article as it is now."""
    return replace(desk, seen=show_article(desk, "night").record.head)


def _set_aside(desk: Desk) -> dict[str, tuple[str, str]]:
    sentences = show_article(desk, "night").coverage.sentences
    return {one.sentence.text: (one.skip.why, one.skip.by) for one in sentences if one.skip}


def _claim(desk: Desk, words: PointedWords, **fields: str) -> str:
    (ref,) = claim_words(desk, "night", words, {"text": "A claim.", **fields}).refs
    return ref


def _at(text: str, words: str, digest: str | None = None) -> PointedWords:
    return PointedWords(text.index(words), text.index(words) + len(words), digest)


def test_a_part_of_a_sentence_proposes_itself_with_who_the_sentence_says_said_it(desk: Desk) -> None:
    text = f"{ONE} {TWO}"
    _text(desk, text)
    proposed = propose_claim(desk, "night", _at(text, " cost four million crowns,"))
    assert proposed["text"] == proposed["sentence"] == "cost four million crowns,"
    assert (proposed["claimant"], proposed["locator"]) == ("Nour Haddad", "sentence 2")
    assert (proposed["place"]["start"], proposed["place"]["end"]) == (text.index("cost"), text.index(" said"))


def test_words_of_several_sentences_say_which(desk: Desk) -> None:
    text = f"{ONE} {TWO} {THREE}"
    _text(desk, text)
    assert propose_claim(desk, "night", _at(text, "in 1932. It cost"))["locator"] == "sentences 1–2"


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (-4, 3), (900, 950), (26, 27)])
def test_where_no_words_stand_that_is_said(desk: Desk, span: tuple[int, int]) -> None:
    _text(desk, f"{ONE} {TWO}")
    with pytest.raises(BadInput, match="no words"):
        propose_claim(desk, "night", PointedWords(*span))


def test_more_words_than_a_claim_may_have_are_refused(desk: Desk) -> None:
    _text(desk, ONE * 1_000)
    with pytest.raises(BadInput, match="at most 10,000"):
        propose_claim(desk, "night", PointedWords(0, 20_000))
    assert propose_claim(desk, "night", PointedWords(0, 10_000))["locator"]


def test_a_text_there_never_was_is_named(desk: Desk) -> None:
    _text(desk, ONE)
    with pytest.raises(NotFound, match="never had a text"):
        words_of_sentence(desk, "night", 1, "0" * 64)


def test_words_are_found_where_they_stand_in_the_text_of_today(desk: Desk) -> None:
    was = _text(desk, ONE, TWO)
    words = words_of_sentence(desk, "night", 2)
    _text(desk, THREE, ONE, TWO)
    claim = show_claim(desk, _claim(_seeing(desk), words)).claim
    assert (claim.sentence, claim.locator) == (TWO, "sentence 3")
    assert claim.place
    assert claim.place.text_digest != was
    assert show_article(desk, "night").coverage.sentences[2].claims == ("a-claim",)


def test_words_that_are_gone_are_shown_beside_what_is_there_and_claimed_only_on_purpose(desk: Desk) -> None:
    was = _text(desk, ONE, TWO)
    words, seeing = words_of_sentence(desk, "night", 2), _seeing(desk)
    _text(desk, ONE, TWO.replace("four", "five"))
    with pytest.raises(MovedSince) as refused:
        _claim(seeing, words)
    (told,) = refused.value.findings
    assert "four million" in told.message
    assert "five million" in told.message

    claim = show_claim(desk, _claim(_seeing(desk), words)).claim
    assert claim.place
    assert (claim.sentence, claim.place.text_digest) == (TWO, was)
    assert [one.claim for one in show_article(desk, "night").coverage.orphans] == ["a-claim"]


def test_sentences_are_set_aside_by_their_words_wherever_those_stand_now(desk: Desk) -> None:
    was = _text(desk, ONE, TWO)
    _text(desk, THREE, ONE, TWO)
    assert skip_sentences(desk, "night", [1], "Known.", was) == [2]
    assert list(_set_aside(desk)) == [ONE]
    assert unskip_sentences(desk, "night", [1], "Not so.", was) == [2]
    assert not _set_aside(desk)


def test_a_sentence_that_is_gone_is_not_set_aside_in_the_place_of_another(desk: Desk) -> None:
    was = _text(desk, ONE, TWO)
    _text(desk, THREE, ONE)
    with pytest.raises(MovedSince, match="another text"):
        skip_sentences(desk, "night", [2, 1], "Known.", was)
    assert not _set_aside(desk)


def test_what_another_set_aside_meanwhile_is_shown_with_both_reasons(desk: Desk) -> None:
    _text(desk, ONE, TWO)
    seeing = _seeing(desk)
    skip_sentences(by(desk, "Ben"), "night", [1], "His reason.")
    with pytest.raises(MovedSince) as refused:
        skip_sentences(seeing, "night", [1], "My reason.")
    (told,) = refused.value.findings
    assert 'is "His reason." (by Ben' in told.message
    assert 'Yours: "My reason.".' in told.message
    assert skip_sentences(seeing, "night", [2], "My reason.") == [2]
    assert skip_sentences(_seeing(desk), "night", [1], "My reason.") == []
    assert _set_aside(desk)[ONE] == ("His reason.", "Ben")


def test_what_another_set_aside_meanwhile_is_not_taken_back_unseen(desk: Desk) -> None:
    _text(desk, ONE, TWO)
    skip_sentences(desk, "night", [1], "First.")
    seeing = _seeing(desk)
    unskip_sentences(by(desk, "Ben"), "night", [1], "Not so.")
    skip_sentences(by(desk, "Ben"), "night", [1], "Second.")
    with pytest.raises(MovedSince, match="moved since"):
        unskip_sentences(seeing, "night", [1], "I meant the first.")
    assert _set_aside(desk)[ONE] == ("Second.", "Ben")


def test_of_two_who_edit_one_article_neither_undoes_the_other(desk: Desk) -> None:
    _text(desk, ONE)
    seeing = _seeing(desk)
    edit_article(by(desk, "Ben"), "night", {"publisher": "The Gazette"})
    with pytest.raises(MovedSince) as refused:
        edit_article(seeing, "night", {"publisher": "The Courier"})
    assert 'was blank, is "The Gazette"' in refused.value.findings[0].message
    assert edit_article(seeing, "night", {"byline": "Ida Strand"})
    article = show_article(desk, "night").article
    assert (article.publisher, article.byline) == ("The Gazette", "Ida Strand")
    assert not edit_article(_seeing(desk), "night", {"byline": "Ida Strand"})


def test_a_new_text_does_not_take_the_place_of_one_that_nobody_saw(desk: Desk) -> None:
    _text(desk, ONE)
    seeing = _seeing(desk)
    _text(by(desk, "Ben"), ONE, THREE)
    with pytest.raises(MovedSince) as refused:
        _text(seeing, ONE, TWO)
    (told,) = refused.value.findings
    assert told.message.count("text (") == 3  # was, is, yours
    _text(_seeing(desk), ONE, TWO)
    assert [one.sentence.text for one in show_article(desk, "night").coverage.sentences] == [ONE, TWO]
