"""A sentence judged: its kind, the reasons in words, the speaker; any text can be judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.model.vocabulary import ClaimKind, SentenceKind
from factcheck.reading.sentence.check_worthiness import judge_sentence
from tests.records import hostile

KINDS = {
    SentenceKind.FIGURE: (
        "Unemployment fell to 5 percent.",
        "According to the ministry, 300 people died.",
        "THE COUNCIL SOLD THE HARBOUR FOR 3 MILLION EUROS",
        "In der Stadt leben 40.000 Menschen.",
        "قتل 300 شخص في المدينة.",
        "Did you know that the senator voted for 860 billion dollars of new spending?",
    ),
    SentenceKind.DATE: ("She was born on 3 May 1950 in Selm.", "Die Brücke stammt aus dem Jahr 1932."),
    SentenceKind.QUOTE: (
        "“The water was never tested,” the minister told reporters.",
        "Er sagte: „Wir haben nie verkauft.“",
        "قال: «لم نبع الميناء أبدا».",
        "「水は検査されなかった」と市長は述べた。",
    ),
    SentenceKind.ATTRIBUTION: ("The mayor said that taxes rose.", "“Yes,” she said."),
    SentenceKind.TITLE: (
        "Ana Ruiz became mayor of Port Selm.",
        "Tom Hale is the former director of the bank.",
    ),
    SentenceKind.EVENT: (
        "The bank bought the harbour.",
        "The law bans smoking in schools.",
        "Die Stadt hat die Brücke gebaut.",
        "橋は完成しました。",
        "I believe the senator voted against the tax cuts and the war.",
        "Thanks to the new law the bank lost its licence.",
        "Garlic kills the virus",
        "BREAKING: Explosion at the harbour of Selm",
    ),
    SentenceKind.OPINION: (
        "I think the council should resign.",
        "The show was wonderful.",
        "We must stand together.",
        "The council will close the school.",
        "I can't stand this man.",
        "It's time for a new mayor.",
        "The patients deserve an answer.",
    ),
    SentenceKind.NONE: (
        "",
        "…",
        "😀😀",
        "\u200b\u202e",
        "42",
        "Chapter 3",
        "Did you see that?",
        "هل رأيت ذلك؟",
        "Thank you very much.",
        "Photo: the harbour at night",
        "Not true.",
        "You have two minutes, Senator.",
        "Let's turn to foreign policy.",
        "Read more about the election here.",
        "That's a very good question.",
        "We'll be right back.",
    ),
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_a_sentence_is_of_the_kind_that_a_checker_would_say(kind: SentenceKind, text: str) -> None:
    judged = judge_sentence(text)

    assert judged.kind is kind
    assert judged.is_checkable is (kind not in (SentenceKind.OPINION, SentenceKind.NONE))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Some 300 workers were killed.", "a number of people"),
        ("It cost 5 million euros.", "a sum of money"),
        ("It is 5 percent.", "a share of something"),
        ("It took three hours.", "a length of time"),
        ("He came in 2011.", "a year"),
        ("He came on 3 May 2011.", "a date"),
        ("It is the largest harbour.", "a superlative"),
        ("It is larger than the other.", "a comparison"),
        ("Taxes rose.", "says that something rose or fell"),
        ("It fell because of the rain.", "names a cause"),
        ("The mayor left.", "an office"),
        ("It was never tested.", "a denial"),
        ("It will rain.", "looks ahead"),
        ("It should rain.", "says what ought to be"),
        ("I think so.", "says how somebody sees it"),
        ("The mayor said so.", "says who"),
        ("They call it “safe”.", "words in quotation marks"),
        ("Is it?", "a question"),
        ("The harbour at night", "no verb"),
        ("Hafen bei Nacht", "too few words"),
        ("—", "no words"),
        ("The bank bought the harbour.", "says that something is or was so"),
        ("We lost 3 million jobs.", "raised by “million”, “3”, “jobs”"),
    ],
)
def test_the_reasons_are_given_in_words(text: str, reason: str) -> None:
    assert reason in judge_sentence(text).why


def test_at_least_is_no_superlative() -> None:
    assert "a superlative" not in judge_sentence("At least it was at most a mile.").why


def test_who_said_it_is_proposed() -> None:
    assert judge_sentence("“We lost everything that night,” said Ana Ruiz, the mayor.").speaker == "Ana Ruiz"
    assert judge_sentence("The harbour was sold.").speaker == ""


def test_a_kind_of_sentence_can_be_the_kind_of_its_claim() -> None:
    assert {kind for kind in SentenceKind if kind.is_sentence} - {SentenceKind.NONE} <= {
        SentenceKind(kind) for kind in ClaimKind if kind in {*SentenceKind}
    }


@given(st.one_of(st.text(max_size=300), hostile))
def test_any_text_is_judged_with_a_reason_and_always_alike(text: str) -> None:
    judged = judge_sentence(text)

    assert judged.why
    assert judged == judge_sentence(text)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "5 " * 50_000,
        '"' * 100_000,
        "said " * 20_000,
        "found; " * 9_000,
        "according to " * 8_000,
        "a: “" * 30_000,
    ],
)
def test_a_sentence_of_any_length_is_judged(text: str) -> None:
    assert judge_sentence(text).why
