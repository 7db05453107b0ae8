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
        ("Floods in West Virginia", "Floods in Virginia and Ohio", "West Virginia", "Virginia Ohio"),
        ("War in South Sudan", "War in Sudan", "South Sudan", "Sudan"),
        ("The army of Niger", "A Nigerian army", "Niger", "Nigerian"),
        ("They met Steve King in Rome.", "They met Steve Scalise in Rome.", "King", "Scalise"),
        ("The UN voted for it.", "The EU voted for it.", "UN", "EU"),
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
        ("Turkey closed the border.", "They closed the Turkish border."),
        ("It is a Chinese army.", "It is an army of China."),
        ("It was a Spanish king.", "It was a king of Spain."),
        ("It was a French queen.", "It was a queen of France."),
        ("So said the WHO.", "So said the World Health Organization."),
        ("They left the United States.", "They left the U.S. today."),
        ("It is life in America.", "It is life in the U.S. today."),
        ("So said U.S. President Obama.", "So said Obama."),
        ("Two left with U.S. President Obama.", "Two left the United States with Obama."),
        ("Fires are out #AustralianFires", "Fires in Australia are out"),
        ("It is an AfricanAmerican city.", "It is an African-American city."),
        ("Get the #Covid19Vaccine today.", "Get the Vaccine for Covid today."),
        ("It is a letter of @tedcruz", "It is a letter of Ted Cruz"),
        ("It rained in Ciudad Juárez.", "It rained in Ciudad Juarez."),
        ("There is BREAKING NEWS about rain.", "There is news about rain."),
        ("Reluctantly I say that it rains. We all do.", "Retired people say that it rains."),
        ("He said I'm here, and I've said that I would, and We'll stay.", "He was there."),
        ("There was no King, and no Prime Minister.", "There was nobody."),
        ("پل تهران باز شد.", "پل شیراز باز شد."),
        ("", "It rained."),
    ],
)
def test_what_both_name_in_some_form_and_what_is_no_name_is_not_told(here: str, there: str) -> None:
    assert lacking_names(f"{here} So says Ana.", f"{there} So says Ben.") == (["Ana"], ["Ben"])
    assert lacking_names(f"{there} So says Ben.", f"{here} So says Ana.") == (["Ben"], ["Ana"])


def test_of_a_claim_in_capitals_no_name_is_told() -> None:
    assert lacking_names("ANA RUIZ BANNED CARS IN LIMA.", "So says Ben.")[0] == []


def test_four_names_of_a_side_are_told() -> None:
    many = "There were Ana, Ben, Eva, Ida and Tom."
    assert lacking_names(many, "There was Kim.") == (["Ana", "Ben", "Eva", "Ida"], ["Kim"])


@pytest.mark.parametrize(
    "odd",
    [
        "A" * 100_000,
        "A. " * 30_000,
        "#A" * 30_000,
        "AA " * 30_000,
        "A'" * 40_000,
        "A'" * 40_000 + "_",
        "l'a" * 30_000 + "2",
        "a’" * 40_000,
        "É\u0301" * 40_000,
        " ".join(f"A{chr(97 + at % 26)}{'b' * (at // 26)}," for at in range(2_000)),
    ],
)
def test_odd_texts_are_read_at_once(odd: str) -> None:
    ours, theirs = lacking_names(odd, "So says Ben.")
    assert len(ours) <= 4
    assert theirs == ["Ben"]
