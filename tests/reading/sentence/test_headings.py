"""Headings and bylines stand among the sentences of an article and are none; what may be a sentence stays one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model.vocabulary import SentenceKind
from factcheck.reading.sentence.article_sentences import read_sentences
from factcheck.reading.sentence.sentences import split_sentences


def kinds(text: str) -> str:
    """A letter for each sentence: H for a heading, B for a byline, s for a sentence."""
    return "".join(str(one.heading)[0].upper() if one.heading else "s" for one in read_sentences(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Bridge of 1932 opens\n\nBy Ana Ruiz, Nov. 3, 2026 | 10:15\n\nIt cost 4.\n\nThe money\n\nIt was there.",
            "HBsHs",
        ),
        ("Title\nA line under it\n3 June 2024\nIt rained.", "HHBs"),
        ("# Title\nIt rained\n\n## Part", "HsH"),
        ("Title\n=====\n\nIt rained.\n\n**Costs**\n\nIt cost 4.", "HssHs"),
        ("MODERATOR\nWhat about taxes?\nSMITH\nTaxes rose.", "HsHs"),
        ("پل سندویک\n\nنویسنده: نور حداد\n\nپل در سال ۱۹۳۲ باز شد.", "HBs"),
        ("桥\n\n桥于1932年开放。", "Hs"),
        ("Title\r\n\r\nBy Ana Ruiz\r\n\r\nIt rained.\r\n", "HBs"),
    ],
)
def test_lines_that_head_a_text_or_a_part_of_it_are_no_sentences(text: str, found: str) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "The bridge opened in 1932.",
        "Unemployment fell to 3 per cent\nThe town has 52 schools",
        "The bridge is old\nThe town is small\nThe river is wide\nThe mayor is young\nIt rained.",
        "It rained.\nBy 2011 the town had 52 schools\nMore came later.",
        "It rained.\n- Schools were closed\nThat is all.",
        "Schools\t52\nBridges\t3\nThat is all.",
        "It opened on 3 May 1932.\nThree bands played.",
        "It rained.\nThe figures are these:\nThree bands played.",
        "",
        "…\n…",
    ],
)
def test_what_may_be_a_sentence_stays_one(text: str) -> None:
    assert {*kinds(text)} <= {"s"}


def test_a_heading_is_not_ranked_and_keeps_its_number() -> None:
    title, sentence = read_sentences("52 schools closed in 2011\n\nIt was the highest number since 1932.")
    assert (title.number, title.worthiness.kind, title.worthiness.score) == (1, SentenceKind.HEADING, 0.0)
    assert not title.worthiness.is_checkable
    assert (sentence.number, sentence.worthiness.is_checkable) == (2, True)


@given(st.text(st.sampled_from("Ab 1.\n#*-–|\tBy,")))
def test_no_heading_moves_a_number(text: str) -> None:
    spans = [(one.start, one.end, one.text) for one in split_sentences(text)]
    read = read_sentences(text)
    assert [(one.start, one.end, one.text) for one in read] == spans
    assert [one.number for one in read] == [*range(1, len(spans) + 1)]
