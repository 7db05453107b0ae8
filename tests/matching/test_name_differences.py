"""The names that each of two claims has and the other lacks."""

import pytest

from factcheck.matching.name_differences import lacking_names


@pytest.mark.parametrize(
    ("here", "there", "ours", "theirs"),
    [
        ("The law was signed by Ana Ruiz.", "The law was signed by Ben Osei.", "Ana Ruiz", "Ben Osei"),
        ("Ana Ruiz banned cars.", "Ben Osei banned cars.", "Ana Ruiz", "Ben Osei"),
        ("Ana Ruiz banned cars.", "Ben Ruiz banned cars.", "Ana", "Ben"),
        ("Ana banned cars.", "Ben banned cars.", "Ana", "Ben"),
        ("A song by Joe Black", "A song by Jim Brown", "Joe Black", "Jim Brown"),
        ("They gave us president Obama.", "They gave us president Macron.", "Obama", "Macron"),
        ("Refugees fled to Iran.", "Refugees fled to Iraq.", "Iran", "Iraq"),
        ("The war in Austria", "The war in Australia", "Austria", "Australia"),
        ("He is from Niger.", "He is from Nigeria.", "Niger", "Nigeria"),
        ("Floods in West Virginia", "Floods in Virginia and Ohio", "West", "Ohio"),
        ("Taxes in the US rose.", "Taxes in Canada rose.", "US", "Canada"),
        ("It says Sen. Ruiz lied.", "It says Sen. Diaz lied.", "Ruiz", "Diaz"),
        ("El ministro Juan Gil votó.", "El ministro Luis Paz votó.", "Juan Gil", "Luis Paz"),
        (
            "O'Brien met McDonald in Cork",
            "O'Neill met MacLeod in Cork",
            "O'Brien McDonald",
            "O'Neill MacLeod",
        ),
    ],
)
def test_each_side_is_told_what_it_alone_names(here: str, there: str, ours: str, theirs: str) -> None:
    assert tuple(map(" ".join, lacking_names(here, there))) == (ours, theirs)
    assert tuple(map(" ".join, lacking_names(there, here))) == (theirs, ours)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Donald Trump met Kim.", "President Trump met Kim."),
        ("Senator Sanders voted.", "Bernie Sanders voted."),
        ("Iran's parliament met.", "The Iranian parliament met."),
        ("Turkey closed the border.", "The Turkish border was closed."),
        ("The Chinese army", "An army of China"),
        ("The WHO said so.", "The World Health Organization said so."),
        ("The United States left.", "The U.S. left."),
        ("Life in America", "Life in the U.S."),
        ("U.S. President Obama left.", "Obama left."),
        ("U.S. President Obama left.", "The United States left."),
        ("Fires are out #AustralianFires", "Fires in Australia are out"),
        ("A letter of @tedcruz", "A letter of Ted Cruz"),
        ("Rain in Ciudad Juárez", "Rain in Ciudad Juarez"),
        ("The AfricanAmerican community", "The African-American community"),
        ("BREAKING NEWS: it rained", "It rained in Ohio"),
        ("Reluctantly I say that it rains. We all do.", "Retired people say that it rains in Ohio."),
        ("I'm here, and I've said that I would.", "He was there, in Ohio."),
        ("ANA RUIZ BANNED CARS.", "Ben Osei banned cars."),
        ("پل تهران باز شد", "پل شیراز باز شد"),
        ("", "Ben Osei"),
    ],
)
def test_of_two_claims_that_name_the_same_or_nothing_one_side_at_most_is_told(here: str, there: str) -> None:
    assert not all(lacking_names(here, there))
    assert not all(lacking_names(there, here))


def test_four_names_of_a_side_are_told() -> None:
    many = "There were Ana, Ben, Eva, Ida and Tom."
    assert lacking_names(many, "There was Kim.") == (["Ana", "Ben", "Eva", "Ida"], ["Kim"])


def test_odd_texts_are_read_at_once() -> None:
    for odd in (
        "A" * 100_000,
        "A. " * 30_000,
        "#A" * 30_000,
        "AA " * 30_000,
        "A'" * 40_000,
        "a’" * 40_000,
        "É\u0301" * 40_000,
    ):
        assert lacking_names(odd, "Ohio")[0] in ([], [odd])
