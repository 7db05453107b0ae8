"""What stands inside quotation marks, in marks of any language."""

import pytest

from factcheck.reading.sentence.quotations import has_marks, quotations, with_inner_marks, words_spoken


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ('"That is twice as many," said Marwood.', "That is twice as many"),
        ("“That is twice as many,” said Marwood.", "That is twice as many"),
        ("'That is twice as many,' said Marwood.", "That is twice as many"),
        ("‘That is twice as many,’ said Marwood.", "That is twice as many"),
        ("``That is twice as many,'' said Marwood.", "That is twice as many"),
        ("„Das sind doppelt so viele“, sagte Marwood.", "Das sind doppelt so viele"),
        ("‚Das sind doppelt so viele‘, sagte Marwood.", "Das sind doppelt so viele"),
        ("»Das sind doppelt so viele«, sagte Marwood.", "Das sind doppelt so viele"),
        ("›Das sind doppelt so viele‹, sagte Marwood.", "Das sind doppelt so viele"),
        ("„To dwa razy więcej”, powiedział Marwood.", "To dwa razy więcej"),
        ("”Det är dubbelt så många”, sade Marwood.", "Det är dubbelt så många"),
        ("« C’est deux fois plus », a dit Marwood.", "C’est deux fois plus"),
        ("‹ C’est deux fois plus ›, a dit Marwood.", "C’est deux fois plus"),
        ("«Es el doble que antes», dijo Marwood.", "Es el doble que antes"),
        ("قال مروود: «هذا ضعف العدد السابق».", "هذا ضعف العدد السابق"),
        ("مروود گفت: «این دو برابر گذشته است».", "این دو برابر گذشته است"),
        ("マーウッド氏は「これは以前の二倍の数だ」と述べた。", "これは以前の二倍の数だ"),
        ("Marwood said “it is twice as many”.", "it is twice as many"),
        (
            '"It doubled," said Okonjo, "and nobody in town noticed."',
            "It doubled […] and nobody in town noticed.",
        ),
        (
            "“It doubled again”, said Mr. Okonjo, “and nobody in town noticed.”",
            "It doubled again […] and nobody in town noticed.",
        ),
        (
            "Okonjo called it “a very bad deal” and “a disgrace for all”.",
            "a very bad deal […] a disgrace for all",
        ),
        (
            "« C’est deux fois plus », a dit Okonjo, « et personne ne le sait ».",
            "C’est deux fois plus […] et personne ne le sait",
        ),
        ("“He told me ‘never again’ and left,” said Marwood.", "He told me ‘never again’ and left"),
        ('"He told me "never again" and left," said Marwood.', 'He told me "never again" and left'),
        ("„Er sagte mir ‚nie wieder‘ und ging“, sagte Marwood.", "Er sagte mir ‚nie wieder‘ und ging"),
        ("「彼は『二度とない』と言った」とマーウッド氏。", "彼は『二度とない』と言った"),
        ("'The workers' pay has fallen,' said Marwood.", "The workers' pay has fallen"),
        ("‘It’s the town’s debt, isn’t it?’ said Marwood.", "It’s the town’s debt, isn’t it?"),
        ("“Never,” said Marwood.", "Never"),
        ("Marwood said: “Never.”", "Never."),
        ("„Nie“, sagte Marwood.", "Nie"),
        ("“We owe 88 million.”", "We owe 88 million."),
    ],
)
def test_only_what_stands_inside_marks_is_spoken(sentence: str, words: str) -> None:
    assert words_spoken(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Okonjo claims that the town's debt has doubled, and that each resident's share is 2,400 euros.",
        "Okonjo claims that the town’s debt has doubled; the mayors’ figures differ.",
        "The ’90s were the workers’ best years, said Okonjo.",
        "The 'reform' cost 3 million, said Haddad.",
        "The so-called “reform” cost 3 million, said Haddad.",
        "The “New Deal”, as he calls it, cost 3 million.",
        "In “The Long Road Home” Okonjo claims that the debt doubled.",
        '"The town owes 88 million, Okonjo said.',
        "The town owes 88 million,” Okonjo said.",
        'A 27" screen and a 30" screen cost 400 euros, said Haddad.',
        "‘Abd al-Rahman said that the Qur’an was his guide.",
        "Rock ’n’ roll is dead, said Haddad.",
        "",
    ],
)
def test_apostrophes_single_words_titles_and_marks_left_open_are_nobodys_words(sentence: str) -> None:
    assert words_spoken(sentence) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        'Jones said "we cut 30 jobs" while Smith replied "you cut 300 jobs".',
        'Jones said "we cut 30 jobs"; Smith: "you cut 300 jobs".',
        '"We cut 30 jobs," said Jones, while Smith replied, "you cut 300 jobs."',
        "Jones sagte: „Wir strichen 30 Stellen“, Smith dagegen: „Ihr strichet 300 Stellen“.",
        "Jones a dit « nous avons supprimé 30 postes » et Smith « vous en avez supprimé 300 ».",
        "Jones dijo «recortamos 30 puestos» y Smith respondió «recortasteis 300 puestos».",
        "Jones disse “cortamos 30 postos” e Smith respondeu “vocês cortaram 300 postos”.",
        "قال جونز «ألغينا ثلاثين وظيفة» ورد سميث «بل ألغيتم ثلاثمئة وظيفة».",
        "جونز گفت «ما سی شغل را حذف کردیم» و اسمیت گفت «شما سیصد شغل را حذف کردید».",
    ],
)
def test_the_words_of_two_speakers_are_nobodys_for_certain(sentence: str) -> None:
    assert words_spoken(sentence) == ""


def test_a_stray_mark_does_not_turn_what_stands_between_quotations_into_words() -> None:
    stray = 'The town" owes 88 million, Okonjo said. "It has doubled since 2020," he added.'
    assert words_spoken(stray) == "It has doubled since 2020"
    opened = '"The town owes 88 million, Okonjo said. "It has doubled since 2020," he added.'
    assert words_spoken(opened) == "It has doubled since 2020"


def test_a_quotation_runs_over_the_sentences_of_its_paragraph() -> None:
    text = '"We did this alone. Nobody ever helped us," said Okonjo.\n\nThe town did not answer.'
    second = text.index("Nobody"), text.index("\n")
    assert words_spoken(text, 0, second[0] - 1) == "We did this alone."
    assert words_spoken(text, *second) == "Nobody ever helped us"
    assert words_spoken(text, text.index("The town"), len(text)) == ""


def test_a_quotation_that_the_next_paragraph_goes_on_with_is_not_closed_before() -> None:
    text = "Okonjo said: “We did this alone. It cost us dear.\n\n“Nobody ever helped us.”"
    assert words_spoken(text, 0, text.index("alone.") + 6) == "We did this alone."
    assert words_spoken(text, text.index("It cost"), text.index("\n")) == "It cost us dear."


def test_marks_are_found_from_the_outside() -> None:
    text = "a “b ‘c’ d” e “f” g"
    assert [text[one.start : one.end] for one in quotations(text)] == ["b ‘c’ d", "f"]


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ('"That is twice as many," said Marwood.', True),
        ("“That is twice as many”", True),
        ("'That is twice as many'", True),
        ("« C’est deux fois plus », a dit Marwood.", True),
        ("the “reform” cost us", True),
        ("the ‘reform’ cost us", False),
        ("It's the town's debt", False),
        ('a 27" screen', False),
        ("That is twice as many", False),
    ],
)
def test_words_that_hold_marks_are_told_from_those_that_hold_none(words: str, holds: bool) -> None:
    assert has_marks(words) is holds


def test_marks_within_marks_are_single() -> None:
    assert with_inner_marks('The "reform" of "88"') == "The ‘reform’ of ‘88’"
    assert with_inner_marks("« C’est fini », dit-il") == "‘C’est fini’, dit-il"
    assert with_inner_marks("It’s 5 o’clock") == "It’s 5 o’clock"
