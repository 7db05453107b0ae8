"""Transcripts: who says what and when, in WebVTT and SRT as they are found."""

import pytest

from factcheck.reading.document.transcript import Utterance, clock_time, read_transcript, speeches

VTT = """\ufeffWEBVTT - A debate
Kind: captions

NOTE
Nobody says --> this.

STYLE
::cue { color: red }

intro
00:00:01.000 --> 00:00:04.000 align:start position:10%
<v Ana Ruiz>The bridge opened in <i>1932</i>.</v>

00:04.500 --> 00:07.000
<v.loud Ben>It did &amp; it cost <c.yellow>five</c> million.

00:00:08.000 --> 00:00:09.000
<00:00:08.100>Nobody<00:00:08.400> knows.
"""

SRT = """1
00:00:01,000 --> 00:00:04,000
MAYOR RUIZ: The bridge opened
in 1932.

2
00:00:04,000 --> 00:00:06,000
{\\an8}It cost five million.

3
00:00:06,000 --> 00:00:09,000
>> REPORTER: Did it?
- No, it did not.
"""


def test_a_voice_speaks_within_its_cue_and_tags_and_notes_are_left_out() -> None:
    assert read_transcript(VTT) == [
        Utterance("The bridge opened in 1932.", "Ana Ruiz", 1.0),
        Utterance("It did & it cost five million.", "Ben", 4.5),
        Utterance("Nobody knows.", "", 8.0),
    ]


def test_who_is_named_before_words_speaks_until_another_does() -> None:
    assert read_transcript(SRT) == [
        Utterance("The bridge opened", "MAYOR RUIZ", 1.0),
        Utterance("in 1932.", "MAYOR RUIZ", 1.0),
        Utterance("It cost five million.", "MAYOR RUIZ", 4.0),
        Utterance("Did it?", "REPORTER", 6.0),
        Utterance("No, it did not.", "", 6.0),
    ]
    assert [[one.speaker for one in some] for some in speeches(read_transcript(SRT))] == [
        ["MAYOR RUIZ"] * 3,
        ["REPORTER"],
        [""],
    ]


def test_a_line_that_rolls_on_is_said_once_and_one_said_later_again() -> None:
    rolling = _srt(
        "WEBVTT",
        "00:01.000 --> 00:03.000\nthe bridge opened",
        "00:02.500 --> 00:05.000\nthe bridge opened\nin 1932",
        "00:05.010 --> 00:06.000\nin 1932\nthey say",
        "01:00.000 --> 01:02.000\nin 1932",
    )
    assert [one.text for one in read_transcript(rolling)] == [
        "the bridge opened",
        "in 1932",
        "they say",
        "in 1932",
    ]


def _srt(*cues: str) -> str:
    return "\n\n".join(cues)


AT_3 = "2\n00:00:03,000 --> 00:00:04,000\n"
TORN = {
    "no beginning": ("1\n --> 00:00:02,000\nSo.", [("So.", None)]),
    "no end": ("1\n00:00:01,000 -->\nSo.", [("So.", 1.0)]),
    "no time at all": (
        _srt("1\nNo time.", f"{AT_3}A time.", "3\nNone again."),
        [("No time.", None), ("A time.", 3.0), ("None again.", 3.0)],
    ),
    "out of order, overlapping": (
        _srt(f"{AT_3}Second.", "1\n00:00:01,000 --> 00:00:09,000\nFirst."),
        [("First.", 1.0), ("Second.", 3.0)],
    ),
    "a blank line within": (_srt(f"{AT_3}Before,", "and after."), [("Before,", 3.0), ("and after.", 3.0)]),
    "a number that is said": (f"{AT_3}1932\nwas it.", [("1932", 3.0), ("was it.", 3.0)]),
    "line ends of Windows": ("1\r\n00:00:01.5 --> 00:00:02,000\r\nSo.", [("So.", 1.5)]),
    "a time that cannot be": ("1\n99:99:99,999 --> x\nLate.", [("Late.", 362439.999)]),
    "a hundred hours": ("100:00:00.000 --> 100:00:01.000\nLong.", [("Long.", 360000.0)]),
    "nothing": ("", []),
    "a head alone": ("WEBVTT", []),
    "an arrow alone": ("-->", []),
}


@pytest.mark.parametrize("what", TORN)
def test_times_that_are_missing_or_wrong_lose_no_words(what: str) -> None:
    text, said = TORN[what]
    assert [(one.text, one.seconds) for one in read_transcript(text)] == said


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("ANA RUIZ: So.", "ANA RUIZ"),
        ("Ana Ruiz: So.", "Ana Ruiz"),
        (">> Ana: So.", "Ana"),
        ("JOSÉ ÁLVAREZ-GIL (V.O.): So.", ""),
        ("ИВАНОВ: Да.", "ИВАНОВ"),
        ("Note: it rained.", ""),
        ("The result: it rained.", ""),
        ("At 10:30 it rained.", ""),
        ("https://example.org: so.", ""),
    ],
)
def test_what_stands_before_a_colon_is_a_speaker_where_it_is_a_name(line: str, speaker: str) -> None:
    (said,) = read_transcript(f"1\n00:00:01,000 --> 00:00:02,000\n{line}")
    assert said.speaker == speaker


def test_a_time_is_told_as_people_say_it() -> None:
    assert [clock_time(one) for one in (0, 59.9, 3723)] == ["0:00:00", "0:00:59", "1:02:03"]


_CAPTIONS = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.389 align:start position:0%
\x20
the<00:00:00.320><c> bridge</c><00:00:00.560><c> opened</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
the bridge opened
\x20

00:00:02.399 --> 00:00:04.630 align:start position:0%
the bridge opened
in<00:00:02.560><c> 1932</c>

00:00:04.630 --> 00:00:04.640 align:start position:0%
in 1932
\x20
"""


def test_captions_that_a_program_made_are_read_once() -> None:
    assert [(one.text, one.seconds) for one in read_transcript(_CAPTIONS)] == [
        ("the bridge opened", 0.16),
        ("in 1932", 2.399),
    ]


def test_a_line_that_grows_word_by_word_is_said_once() -> None:
    growing = _srt(
        "1\n00:00:01,000 --> 00:00:01,500\nthe bridge",
        "2\n00:00:01,500 --> 00:00:02,000\nthe bridge opened",
        "3\n00:00:02,000 --> 00:00:03,000\nthe bridge opened in 1932.",
        "4\n00:00:09,000 --> 00:00:10,000\nthe bridge opened in 1932. So",
    )
    assert [one.text for one in read_transcript(growing)] == [
        *("the bridge", "opened", "in 1932.", "the bridge opened in 1932. So"),
    ]


def test_a_cue_of_very_many_lines_is_read_to_its_end() -> None:
    many = "\n".join(f"word {number}" for number in range(20_000))
    endless = _srt(f"1\n00:00:01,000 --> 00:00:02,000\n{many}", f"2\n00:00:02,000 --> 00:00:03,000\n{many}")
    assert len(read_transcript(endless)) == 40_000 - 20


def test_what_is_heard_and_not_said_is_left_out() -> None:
    heard = "1\n00:00:01,000 --> 00:00:02,000\n[applause]\n(laughter)\n♪ la la ♪\nIt fell [in May]."
    assert [one.text for one in read_transcript(heard)] == ["It fell [in May]."]


@pytest.mark.parametrize(
    "words", ["<v " * 300_000, "<" * 300_000, "A" * 300_000, "a: " * 99_999, "- " * 99_999, "[" * 300_000]
)
def test_a_line_of_any_length_is_read_soon(words: str) -> None:
    assert len(read_transcript(f"1\n00:00:01,000 --> 00:00:02,000\n{words}")) <= 1
