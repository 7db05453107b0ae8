"""Texts of many kinds split into sentences, with their offsets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.reading.sentence.sentences import split_sentences
from tests.records import hostile


def cut(text: str, language: str | None = None) -> list[str]:
    return [span.text for span in split_sentences(text, language)]


pieces = st.sampled_from(
    [
        "Mr. Smith",
        "U.S.",
        "3.5",
        "No. 5",
        "end.",
        "!",
        "?",
        "…",
        "؟",
        "。",
        "」",
        '"',
        "\n",
        "\n\n",
        "\r\n",
        " ",
    ]
)
ragged = st.lists(pieces | st.text(max_size=3), max_size=40).map(" ".join) | st.text() | hostile


@given(ragged, st.sampled_from([None, "en", "de", "fa"]))
def test_sentences_are_in_order_and_hold_every_visible_character_once(
    text: str, language: str | None
) -> None:
    at = 0
    for span in split_sentences(text, language):
        assert span.text == text[span.start : span.end] == span.text.strip() != ""
        assert not text[at : span.start].strip()
        at = span.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He came. She went.", ["He came.", "She went."]),
        (
            "Davon 2,5 Mrd. Euro vom Bund. Es starben 1.000 Menschen.",
            ["Davon 2,5 Mrd. Euro vom Bund.", "Es starben 1.000 Menschen."],
        ),
        ("Es kostet 5 Mio. Der Bund zahlt.", ["Es kostet 5 Mio.", "Der Bund zahlt."]),
        ("Das gilt z. B. für Rom.", None),
        ("Los EE. UU. pagan 5 dólares.", None),
        ("قال د. أحمد ذلك.", None),
        ("Was it so? Yes! It was…", ["Was it so?", "Yes!", "It was…"]),
        ("Mr. Smith met Dr. Jones on St. Mary's Rd. yesterday.", None),
        ("She was born in Washington, D.C. He was not.", ["She was born in Washington, D.C.", "He was not."]),
        ("The U.S. Army paid $3.50 a head.", None),
        ("J. R. R. Tolkien wrote it.", None),
        ("See No. 5 and Fig. 3 for more.", None),
        ("He said no. They left.", ["He said no.", "They left."]),
        ("It opened at 5 p.m. on Monday. Nobody came.", ["It opened at 5 p.m. on Monday.", "Nobody came."]),
        ("Acme Inc. Chairman Ali resigned.", None),
        ("He works at Acme Inc. The firm is old.", ["He works at Acme Inc.", "The firm is old."]),
        ('"Why?" he asked. “Because.” She left.', ['"Why?" he asked.', "“Because.”", "She left."]),
        ("Yahoo! is a firm.", None),
        ("It cost 5 million. 3 people paid.", ["It cost 5 million.", "3 people paid."]),
        ("It was (or so he said.) Then it ended.", ["It was (or so he said.)", "Then it ended."]),
        ("factcheck.org and 127.0.0.1 are one sentence", None),
        ("It was I. Then it ended.", ["It was I.", "Then it ended."]),
    ],
)
def test_a_full_stop_ends_a_sentence_only_where_one_ends(text: str, wanted: list[str] | None) -> None:
    assert cut(text) == (wanted or [text])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("هل هذا صحيح؟ نعم. قال ذلك في ٢٠١٢.", ["هل هذا صحيح؟", "نعم.", "قال ذلك في ٢٠١٢."]),
        ("او در ۱۳۵۷ رفت. بعد برگشت؟ بله!", ["او در ۱۳۵۷ رفت.", "بعد برگشت؟", "بله!"]),
        ("یہ ایک جملہ ہے۔ یہ دوسرا ہے۔", ["یہ ایک جملہ ہے۔", "یہ دوسرا ہے۔"]),
        ("यह एक वाक्य है। यह दूसरा है।", ["यह एक वाक्य है।", "यह दूसरा है।"]),
        ("これは文です。次の文です！終わり", ["これは文です。", "次の文です！", "終わり"]),
        ("彼は「はい。」と言った。", ["彼は「はい。」と言った。"]),
        ("他来了。她走了？是的！", ["他来了。", "她走了？", "是的！"]),
    ],
    ids=["Arabic", "Persian", "Urdu", "Hindi", "Japanese", "Japanese quote", "Chinese"],
)
def test_each_script_ends_sentences_with_its_own_marks(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


def test_a_german_ordinal_ends_no_sentence_when_the_language_is_said() -> None:
    text = "Am 3. Oktober 1990 war es so. Ja."

    assert cut(text, "de-AT") == ["Am 3. Oktober 1990 war es so.", "Ja."]
    assert cut(text, "en")[0] == "Am 3."


def test_headings_items_and_rows_are_sentences_of_their_own() -> None:
    text = "What we found\nThe bridge opened.\n\n- first item\n- second item\n2. Third item\nCity\tPeople\nBasra\t5"

    assert cut(text) == [
        *("What we found", "The bridge opened.", "- first item", "- second item"),
        *("2. Third item", "City\tPeople", "Basra\t5"),
    ]


def test_a_wrapped_line_reads_on_and_a_blank_line_never_does() -> None:
    wrapped = "The committee that looked into the collapse found that\nthe bridge had not been inspected."
    apart = wrapped.replace("\n", "\n\n")

    assert cut(wrapped) == [wrapped]
    assert len(cut(apart)) == 2


def test_long_headlines_on_lines_of_their_own_are_not_run_together() -> None:
    lines = [
        "Committee finds that the old river bridge was not inspected",
        "Minister says that the new river bridge will open in spring",
    ]

    assert cut("\n".join(lines)) == lines


def test_a_run_without_an_end_is_cut_at_spaces() -> None:
    found = cut("word " * 1_000)

    assert max(map(len, found)) <= 2_000
    assert all(piece.startswith("word") and piece.endswith("word") for piece in found)


@pytest.mark.slow
@pytest.mark.parametrize("piece", [".", ". ", "\n", " ", ".)", "a", "x.  ", '."', "line\n", "。」"])
def test_a_million_characters_of_anything_are_soon_cut(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))

    assert sum(len(span.text.split()) for span in split_sentences(text)) <= len(text)
