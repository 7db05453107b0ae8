"""A claim as it is looked up: what its words say, and when it was made."""

from datetime import date

import pytest

from factcheck.model.lookup import Context
from factcheck.reading.sentence.looked_up import day_of, looked_up


def test_hashtags_and_handles_are_taken_in_one_piece_and_in_parts() -> None:
    weights = looked_up("How is #CapeTown, @realBigWhale?").weights
    assert {"capetown", "cape", "town", "realbigwhal", "real", "big", "whal"} <= weights.keys()


def test_a_compound_is_taken_in_one_piece_too() -> None:
    assert {"non", "citizen", "noncitizen"} <= looked_up("Non-citizens vote").weights.keys()


@pytest.mark.parametrize(
    ("signed", "day"),
    [
        ("The whale sang. — Jane Doe (@janedoe) March 1, 2022", date(2022, 3, 1)),
        ("The whale sang. — Jane Doe (@jane@sea.example) · Mar 1, 2022", date(2022, 3, 1)),
        ("La ballena cantó. — Juana Paz (@paz) 1 de marzo de 2022", date(2022, 3, 1)),
        ("The whale sang. – Jane Doe, 1 March 2022", date(2022, 3, 1)),
        ("The whale sang. -- Jane Doe (@janedoe)", None),
    ],
)
def test_a_signature_says_less_than_the_claim_and_gives_the_day(signed: str, day: date | None) -> None:
    claim = looked_up(signed)
    assert claim.day == day
    assert {weight for word, weight in claim.weights.items() if word not in claim.order} == {0.5}
    assert not {"jane", "doe", "juana", "march", "mar", "2022"} & set(claim.order)


@pytest.mark.parametrize(
    "plain",
    ["The bridge opened — on March 1, 2022", "It sang — a whale", "— ", "", "The well-known whale - 2022"],
)
def test_what_is_no_signature_stays_part_of_the_claim(plain: str) -> None:
    claim = looked_up(plain)
    assert (claim.day, set(claim.weights.values()) <= {1.0}) == (None, True)


def test_the_sentences_before_say_little_and_their_names_more() -> None:
    before = ("Long ago.", "One.", "Two.", "The mayor met Anna Ruiz in Oslo.")
    claim = looked_up("He lied to her.", Context(before, "2022-03-01"))

    assert claim.day == date(2022, 3, 1)
    assert claim.weights["anna"] == claim.weights["oslo"] == 0.4
    assert claim.weights["mayor"] == 0.15
    assert claim.weights["lied"] == 1.0
    assert "ago" not in claim.weights


def test_names_are_known_by_capitals_within_a_sentence() -> None:
    assert looked_up("Yesterday Anna sang. Then Oslo slept.").names == {"anna", "oslo"}
    assert looked_up("YESTERDAY ANNA SANG").names == frozenset()


def test_the_initials_of_names_are_looked_for_with_their_little_words_and_without() -> None:
    claim = looked_up("The World Health Organization and the Department of Defense warn")
    assert {"who", "dod", "dd"} <= claim.initials
    assert "nato" in looked_up("N.A.T.O. warns").initials
    assert "who" in looked_up("WHO warns").initials


@pytest.mark.parametrize(
    "said",
    [
        "A video shows {}",
        "This viral photo shows that {}",
        "Posts claim that {}",
        "BREAKING: {}",
        "Un video muestra que {}",
        "Ein Foto zeigt, dass {}",
        "Une photo montre {}",
        "عاجل: {}",
    ],
)
def test_what_only_tells_where_a_claim_stands_says_little(said: str) -> None:
    claim = looked_up(said.format("Oslo whales sang"))
    assert {claim.weights[word] for word in ("oslo", "whal", "sang")} == {1.0}
    assert 0.3 in claim.weights.values()
    assert {"oslo", "whal", "sang"} <= claim.distinctive
    assert claim.distinctive.isdisjoint({"video", "photo", "post", "break", "show", "muestra", "عاجل"})


@pytest.mark.parametrize("plain", ["A photo of Oslo", "Breaking the ice", "Oslo shows whales", "He posts"])
def test_the_same_words_elsewhere_are_words_of_the_claim(plain: str) -> None:
    assert set(looked_up(plain).weights.values()) == {1.0}


def test_an_abbreviation_is_distinctive_and_the_same_word_in_lower_case_is_not() -> None:
    assert "us" in looked_up("Troops of the US landed").distinctive
    assert "us" not in looked_up("Troops told us").distinctive
    assert looked_up("Troops of the US landed").weights["us"] == 2 * looked_up("Troops told us").weights["us"]


def test_a_word_with_two_stems_is_distinctive_once() -> None:
    claim = looked_up("Die Häuser in Berlin sind nicht da")
    assert {"haus", "hauser"} <= claim.distinctive
    assert claim.words["haus"] == claim.words["hauser"] == "häuser"


@pytest.mark.parametrize("said", [None, "2022", "2022-03", "2022-03-01/2022-03-02", "2022-02-31", "1 March"])
def test_only_a_day_is_a_day(said: str | None) -> None:
    assert day_of(said) is None
    assert day_of("2022-03-01") == date(2022, 3, 1)


@pytest.mark.parametrize(
    "odd",
    [
        "🌉" * 400,
        "x" * 100_000,
        "A" * 100_000,
        "A." * 50_000,
        "a-" * 50_000,
        "bridge " * 15_000,
        "橋 мост جسر पुल",
        "#",
        "@",
        "#_",
        "A " * 500,
        "-" * 9_000,
        "f\u0300\u0301" * 30_000,
    ],
)
def test_whatever_is_asked_can_be_looked_up(odd: str) -> None:
    claim = looked_up(odd)
    assert set(claim.order) <= claim.weights.keys()


def test_words_with_very_many_marks_are_read_at_once() -> None:
    heaped = "".join(letter + "\u0316\u0323\u034d" * 20 for letter in "bridge")
    assert looked_up(f"{heaped}-{heaped} {heaped}-").order == ("bridg",) * 3
