"""`article` at the command line: a text taken in, worked through, revised, and whatever cannot be taken in refused."""

import json
import re
from typing import Any

import pytest

from tests.cli.conftest import Program, Ran
from tests.cli.pages import Web, holds
from tests.drafts import BRIDGE, REVISED
from tests.reading.files import LOCKED, pdf, word
from tests.servers import answer

REF = "the-bridge-that-took-ten-years"
KEYS = {"number", "start", "end", "text", "kind", "rank", "why", "state", "claims"}
OPENED, COST, CARS, PROUD = 4, 5, 9, 12


@pytest.fixture
def draft(desk: Program) -> Program:
    """The desk with the article under check."""
    desk.write("bridge.txt", BRIDGE)
    assert desk.ok("article", "add", "bridge.txt", "--language", "en") == REF
    return desk


def shown(desk: Program, ref: str = REF) -> dict[str, Any]:
    article: dict[str, Any] = desk.json("article", "show", ref)["article"]
    return article


def state(desk: Program, number: int) -> str:
    said: str = shown(desk)["sentences"][number - 1]["state"]
    return said


def wrote(desk: Program, name: str, content: str | bytes) -> Ran:
    desk.write(name, content)
    return desk("article", "add", name)


def nothing_stored(desk: Program) -> bool:
    archive = desk.folder / "archive"
    return desk.json("article", "list")["articles"] == [] and not list(archive.rglob("*.gz"))


# Taking a text in


def test_the_ref_comes_out_alone_and_what_was_proposed_is_told(desk: Program) -> None:
    ran = wrote(desk, "bridge.txt", BRIDGE)

    assert (ran.code, ran.out) == (0, f"{REF}\n")
    for said in ("title: The bridge that took ten years", "byline: Ida Strand", "published on: 2024-06-03"):
        assert f"Proposed: {said}" in ran.err
    assert f"Next: factcheck article show {REF} --open" in ran.err


def test_what_is_given_goes_before_what_is_proposed(desk: Program) -> None:
    desk.write("bridge.txt", BRIDGE)
    fields = ("--ref", "sandvik", "--title", "A bridge", "--byline", "I. S.", "--published-on", "2024")

    ran = desk("article", "add", "bridge.txt", *fields)

    assert ran.out == "sandvik\n"
    assert "Proposed" not in ran.err
    assert desk.json("article", "list")["articles"][0]["title"] == "A bridge"


def test_the_text_may_come_on_stdin(desk: Program) -> None:
    assert desk.ok("article", "add", "-", stdin=BRIDGE.encode()) == REF
    assert shown(desk)["sentences"][OPENED - 1]["text"].startswith("The bridge at Sandvik")


def test_json_is_as_agreed_and_offsets_are_those_of_the_text(draft: Program) -> None:
    document = draft.json("article", "show", REF)
    article = document["article"]

    assert (set(document), document["schema"]) == ({"schema", "article"}, 1)
    assert set(article) == {"ref", "title", "coverage", "sentences", "orphans"}
    assert [one["number"] for one in article["sentences"]] == [*range(1, len(article["sentences"]) + 1)]
    for one in article["sentences"]:
        assert set(one) == KEYS
        assert BRIDGE[one["start"] : one["end"]] == one["text"]
        assert 0 <= one["rank"] <= 1
        assert isinstance(one["why"], str)
    assert {one["state"] for one in article["sentences"]} == {"open", "none"}


PARAGRAPHS = [part for part in BRIDGE.split("\n\n") if "\n" not in part]
PDF_LINES = [line.encode("cp1252") for part in PARAGRAPHS for line in re.split(r"(?<=\.) ", part)]
WORD_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
KINDS: dict[str, str | bytes] = {
    "page.html": "<html lang=en><body>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS) + "</body></html>",
    "page.md": "# " + "\n\n".join(PARAGRAPHS),
    "page.txt": "\ufeff" + "\r\n\r\n".join(PARAGRAPHS),
    "page.docx": word(lambda document: [document.add_paragraph(one) for one in PARAGRAPHS]),
    "page.pdf": pdf([PDF_LINES]),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_file_gives_the_sentences(desk: Program, name: str) -> None:
    ref = wrote(desk, name, KINDS[name]).out.strip()

    said = [one["text"] for one in shown(desk, ref)["sentences"]]
    assert "It cost four million crowns, said Nour Haddad, the treasurer of the town." in said
    assert "The bridge carries 12,000 cars a day." in said
    assert holds(desk)


def test_of_a_page_the_article_alone_is_taken_unless_all_is_asked_for(desk: Program) -> None:
    menu = "<nav><ul><li><a href=/>Home</a></li><li><a href=/s>Sport</a></li></ul></nav>"
    page = KINDS["page.html"]
    assert isinstance(page, str)
    desk.write(
        "page.html", page.replace("<body>", f"<body>{menu}<article>").replace("</body>", "</article></body>")
    )

    alone = desk("article", "add", "page.html", "--ref", "alone")
    desk.ok("article", "add", "page.html", "--ref", "whole", "--whole")

    assert "--whole" in alone.err
    assert "Sport" not in json.dumps(shown(desk, "alone"))
    assert "Sport" in json.dumps(shown(desk, "whole"))


def test_the_same_text_twice_is_one_article(draft: Program) -> None:
    again = draft("article", "add", "bridge.txt")

    assert (again.code, again.out) == (0, f"{REF}\n")
    assert "already" in again.err
    assert len(draft.json("article", "list")["articles"]) == 1


def test_another_text_of_the_same_title_gets_another_ref(draft: Program) -> None:
    assert wrote(draft, "other.txt", BRIDGE + " More.").out == f"{REF}-2\n"


# From an address


def test_a_page_is_fetched_kept_and_read(web: Web) -> None:
    url = web.page(answer(str(KINDS["page.html"])))

    ref = web.desk.ok("article", "add", url, "--title", "A bridge")

    assert any("12,000 cars" in one["text"] for one in shown(web.desk, ref)["sentences"])
    assert holds(web.desk)


def test_the_same_address_is_the_revised_draft(web: Web) -> None:
    body = "<p>The bridge opened in 1932.</p>"
    url = web.page(answer(body), answer(body + "<p>It cost four million crowns.</p>"))
    ref = web.desk.ok("article", "add", url)

    again = web.desk("article", "add", url)

    assert again.out == f"{ref}\n"
    assert "New sentences: 1" in again.err
    assert "four million" in again.err


def test_an_address_that_gives_nothing_is_told_and_no_article_is_stored(web: Web) -> None:
    gone = web.page(answer("no", "404 Not Found"))
    pictures = web.page(answer("<html><body><img src=a></body></html>"))

    for url, words in (
        (gone, "error:not-found"),
        ("http://10.0.0.1/", "blocked:private-address"),
        (pictures, "words"),
    ):
        ran = web.desk("article", "add", url)
        assert (ran.code, ran.out) == (4, "")
        assert words in ran.err
        assert "No article was stored." in ran.err
    assert web.desk.json("article", "list")["articles"] == []


# Working through it


def test_claims_are_made_of_sentences_with_what_they_say_filled_in(draft: Program) -> None:
    refs = draft.ok("article", "claim", REF, str(COST), str(OPENED)).splitlines()

    assert len(refs) == 2
    claim = draft.claim(refs[1])
    sentence = shown(draft)["sentences"][COST - 1]
    assert claim["text"] == claim["sentence"] == sentence["text"]
    assert claim["quote"] is None
    assert (claim["kind"], claim["language"], claim["article"]) == ("figure", "en", REF)
    assert claim["claimant"].startswith("Nour Haddad")
    assert claim["locator"] == f"sentence {COST}"
    assert (claim["place"]["start"], claim["place"]["end"]) == (sentence["start"], sentence["end"])
    assert (sentence["state"], sentence["claims"]) == ("claimed", [refs[1]])


def test_what_is_given_with_a_claim_goes_before_its_proposals(draft: Program) -> None:
    ref = draft.ok(
        "article", "claim", REF, str(COST), "--text", "The bridge cost four million.", "--claimant", "Eve"
    )

    claim = draft.claim(ref)
    assert (claim["text"], claim["claimant"]) == ("The bridge cost four million.", "Eve")
    assert claim["sentence"].startswith("It cost four million crowns")
    assert state(draft, COST) == "claimed"


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Okonjo claims that the town's debt has doubled since 2020, from 44 million to 88 million euros, and that "
            "each resident now owes 2,400 euros.",
            None,
        ),
        ('"That is twice as many," said Marwood.', "That is twice as many"),
        ("„Das sind doppelt so viele wie 2020“, sagte Marwood.", "Das sind doppelt so viele wie 2020"),
        ("« C’est deux fois plus », a dit Marwood.", "C’est deux fois plus"),
        ('"It doubled," said Okonjo, "and nobody noticed it."', "It doubled […] and nobody noticed it."),
        ("The “reform” cost 3 million euros, said Okonjo.", None),
    ],
)
def test_only_what_stands_inside_quotation_marks_is_quoted(
    desk: Program, sentence: str, quote: str | None
) -> None:
    desk.ok("article", "add", "-", "--ref", "debt", stdin=sentence.encode())

    ref = desk.ok(
        "article", "claim", "debt", "1", "--text", "The town's debt has doubled.", "--claimant", "Okonjo"
    )

    claim = desk.claim(ref)
    assert (claim["quote"], claim["sentence"]) == (quote, sentence)
    assert [one["claims"] for one in shown(desk, "debt")["sentences"]] == [[ref]]


def test_two_claims_of_one_sentence_have_it_as_their_place_and_not_as_words(draft: Program) -> None:
    first = draft.ok("article", "claim", REF, str(COST), "--text", "The bridge cost four million.")
    second = draft.ok(
        "article", "claim", REF, str(COST), "--text", "It was the dearest.", "--quote", "the dearest"
    )

    assert draft.claim(first)["quote"] is None
    assert draft.claim(second)["quote"] == "the dearest"
    assert draft.claim(first)["sentence"] == draft.claim(second)["sentence"]


def test_a_sentence_claimed_twice_is_told(draft: Program) -> None:
    ref = draft.ok("article", "claim", REF, str(COST))

    again = draft("article", "claim", REF, str(COST))

    assert (again.code, again.out) == (3, "")
    assert ref in again.err


def test_a_sentence_goes_with_its_claim_to_the_end(desk: Program) -> None:
    desk.ok("article", "add", "-", "--ref", "bridge", stdin=b"The bridge opened in 1932.")
    ref = desk.ok("article", "claim", "bridge", "1")
    seen = []
    for step in (
        ("source", ref, "https://archive.example.org/bridge"),
        ("cite", ref, "s1", "--quote", "opened in 1932", "--stance", "supports"),
        ("rate", ref, "true", "--because", "It says so [e1].", "--summary", "So."),
        ("submit", ref),
        ("approve", ref, "--as", "Ben"),
        ("edit", ref, "--claimant", "Eve", "--why", "She said it."),
    ):
        desk.ok(*step)
        seen.append(shown(desk, "bridge")["sentences"][0]["state"])

    assert seen == ["claimed", "claimed", "rated", "rated", "signed-off", "needs-recheck"]


def test_a_withdrawn_claim_leaves_its_sentence_open(draft: Program) -> None:
    ref = draft.ok("article", "claim", REF, str(COST))
    draft.ok("withdraw", ref, "--why", "No.")

    assert state(draft, COST) == "open"


def test_sentences_are_set_aside_with_a_reason_and_taken_back_with_one(draft: Program) -> None:
    draft.ok("article", "skip", REF, str(COST), str(CARS), "--why", "Known to everybody.")
    assert [state(draft, one) for one in (COST, CARS)] == ["skipped", "skipped"]
    assert "Known to everybody. (Ana)" in draft.ok("article", "show", REF)

    draft.ok("article", "unskip", REF, str(COST), "--why", "Not to me.")

    assert [state(draft, one) for one in (COST, CARS)] == ["open", "skipped"]
    assert shown(draft)["coverage"]["set_aside"] == 1
    draft.ok("article", "skip", REF, str(COST), "--why", "After all.")
    assert holds(draft)


def test_without_a_reason_nothing_is_set_aside_or_taken_back(draft: Program) -> None:
    assert draft("article", "skip", REF, str(COST)).code == 2
    assert draft("article", "skip", REF, str(COST), "--why", " ").code == 1
    draft.ok("article", "skip", REF, str(COST), "--why", "No.")
    assert draft("article", "unskip", REF, str(COST), "--why", " ").code == 3
    assert state(draft, COST) == "skipped"


def test_a_sentence_with_a_claim_is_not_set_aside(draft: Program) -> None:
    ref = draft.ok("article", "claim", REF, str(COST))

    ran = draft("article", "skip", REF, str(COST), str(CARS), "--why", "No.")

    assert ran.code == 1
    assert f"sentence {COST}: has a claim: {ref}" in ran.err
    assert state(draft, CARS) == "open"


@pytest.mark.parametrize("number", ["0", "99", "x"])
def test_a_number_there_is_not_is_told(draft: Program, number: str) -> None:
    for command in (("claim",), ("skip", "--why", "No.")):
        ran = draft("article", command[0], REF, number, *command[1:])
        assert ran.code in (1, 2)
        assert number in ran.err


def test_what_is_left_is_ranked_by_how_much_it_is_worth_checking(draft: Program) -> None:
    shown = draft("article", "show", REF, "--open", "--json").json["article"]["sentences"]
    ranks = [one["rank"] for one in shown]

    assert ranks == sorted(ranks, reverse=True)
    assert f"article claim {REF} {shown[0]['number']}, or" in draft("article", "show", REF, "--open").err


def test_the_reasons_are_told_when_they_are_asked_for(draft: Program) -> None:
    assert "a denial" not in draft("article", "show", REF).out
    assert "a denial" in draft("article", "show", REF, "--why").out


def test_a_claim_of_a_sentence_gets_the_ref_that_is_given(draft: Program) -> None:
    assert draft.ok("article", "claim", REF, str(COST), "--ref", "cost") == "cost"
    assert draft.claim("cost")["article"] == REF

    taken = draft("article", "claim", REF, str(CARS), "--ref", "cost")
    both = draft("article", "claim", REF, str(CARS), str(COST), "--ref", "two")

    assert (taken.code, 'the ref "cost" is taken' in taken.err) == (1, True)
    assert (both.code, "give --ref with one sentence" in both.err) == (2, True)


def test_what_is_left_is_shown_alone_with_exit_3_until_nothing_is(draft: Program) -> None:
    left = draft("article", "show", REF, "--open", "--json")
    numbers = [str(one["number"]) for one in left.json["article"]["sentences"]]

    assert left.code == 3
    assert len(numbers) == left.json["article"]["coverage"]["open"] > 3
    draft.ok("article", "claim", REF, *numbers[:2])
    draft.ok("article", "skip", REF, *numbers[2:], "--why", "No time.")

    done = draft("article", "show", REF, "--open", "--json")
    assert (done.code, done.json["article"]["sentences"]) == (0, [])
    counts = done.json["article"]["coverage"]
    assert (counts["with_claim"], counts["set_aside"], counts["open"]) == (2, len(numbers) - 2, 0)
    assert draft.json("article", "list")["articles"][0]["open"] == 0


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "tsv", "md"])
def test_every_format_has_every_sentence(draft: Program, form: str) -> None:
    out = draft.ok("article", "show", REF, "--format", form)

    assert "12,000" in out
    assert "open" in out


def test_the_coverage_stands_on_top(draft: Program) -> None:
    draft.ok("article", "claim", REF, str(COST))
    counts = shown(draft)["coverage"]

    lines = draft.ok("article", "show", REF).splitlines()

    assert lines[2].startswith(f"1 of {counts['checkable']} checkable sentences have a claim: 0 rated")


# Revised drafts


def test_a_revised_draft_keeps_claims_and_lists_what_is_lost_and_new(draft: Program) -> None:
    opened, cost, cars = draft.ok("article", "claim", REF, str(OPENED), str(COST), str(CARS)).splitlines()
    draft.ok("article", "skip", REF, str(PROUD), "--why", "An opinion.")
    before = [draft.claim(ref)["head"] for ref in (opened, cost, cars)]
    draft.write("revised.txt", REVISED)

    ran = draft("article", "add", "revised.txt", "--ref", REF)

    assert (ran.code, ran.out) == (0, f"{REF}\n")
    assert "Kept in their places: 3. Lost their words: 1." in ran.err
    assert f"lost: claim {cost}" in ran.err
    assert re.search(r"new: \d+: It was paid for by a toll\.", ran.err)
    assert re.search(r"new: \d+: The bridge carries 12,000 cars a day\.", ran.err)
    article = shown(draft)
    held = {ref: one["text"] for one in article["sentences"] for ref in one["claims"]}
    assert held == {
        opened: "The bridge at Sandvik opened on 3 May 1932, after ten years of work.",
        cars: "The bridge carries 12,000 cars a day.",
    }
    (orphan,) = article["orphans"]
    assert (orphan["claim"], orphan["text"]) == (cost, draft.claim(cost)["sentence"])
    assert orphan["nearest"].startswith("It cost five million")
    assert [draft.claim(ref)["head"] for ref in (opened, cost, cars)] == before
    assert article["coverage"]["set_aside"] == 1
    assert holds(draft)


def test_a_draft_that_comes_back_brings_its_claims_back(draft: Program) -> None:
    cost = draft.ok("article", "claim", REF, str(COST))
    draft.write("revised.txt", REVISED)
    draft.ok("article", "add", "revised.txt", "--ref", REF)

    draft.ok("article", "add", "bridge.txt", "--ref", REF)

    assert shown(draft)["orphans"] == []
    assert shown(draft)["sentences"][COST - 1]["claims"] == [cost]


def test_fields_are_corrected_by_adding_the_same_text_with_the_ref(draft: Program) -> None:
    draft.ok("article", "add", "bridge.txt", "--ref", REF, "--title", "Ten years")

    assert shown(draft)["title"] == "Ten years"
    assert holds(draft)


def test_an_article_that_was_known_without_its_text_gets_it(desk: Program) -> None:
    desk.write("claims/articles/sandvik.toml", 'ref = "sandvik"\ntitle = "Ten years"\n')
    quote = "The bridge carries 12,000 cars a day."
    desk.write(
        "claims/cars.toml",
        f'ref = "cars"\ntext = "12,000 cars a day cross it."\nquote = "{quote}"\narticle = "sandvik"\n',
    )
    desk.ok("import", "claims")
    bare = desk("article", "show", "sandvik", "--open")
    assert (bare.code, "article add FILE --ref sandvik" in bare.err) == (3, True)
    desk.write("bridge.txt", BRIDGE)

    ran = desk("article", "add", "bridge.txt", "--ref", "sandvik")

    assert "Kept in their places: 1. Lost their words: 0. New sentences: 0." in ran.err
    article = shown(desk, "sandvik")
    assert article["title"] == "Ten years"
    assert [one["text"] for one in article["sentences"] if one["claims"] == ["cars"]] == [quote]


# Bad input


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n\t\n ", "holds no text"),
        ("invisible.txt", "\u200b\u200e\ufeff\u2060".encode(), "there is no word in it"),
        ("scan.pdf", pdf([[]]), "a picture or a scan"),
        ("locked.pdf", pdf([[b"Secret words"]], trailer=LOCKED), "locked with a password"),
        ("locked.docx", WORD_LOCKED, "locked with a password"),
        ("torn.docx", word(lambda document: document.add_paragraph("One."))[:-80], "Save it"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a picture or a scan"),
        ("noise.bin", bytes(range(256)) * 20, "no html, pdf, docx or txt"),
    ],
)
def test_what_holds_no_words_is_refused_with_nothing_stored(
    desk: Program, name: str, content: bytes, words: str
) -> None:
    ran = wrote(desk, name, content)

    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert nothing_stored(desk)


def test_a_file_that_is_not_there_and_an_article_that_is_not_are_told(desk: Program) -> None:
    assert "There is no file nowhere.txt" in desk("article", "add", "nowhere.txt").err
    for command in (
        ("show",),
        ("claim", "1"),
        ("skip", "1", "--why", "No."),
        ("unskip", "1", "--why", "No."),
    ):
        ran = desk("article", command[0], "nowhere", *command[1:])
        assert (ran.code, 'There is no article "nowhere"' in ran.err) == (1, True)


def test_a_field_that_does_not_fit_leaves_nothing(desk: Program) -> None:
    desk.write("bridge.txt", BRIDGE)
    for option, value in (
        ("--published-on", "2024-13"),
        ("--ref", "No Ref"),
        ("--url", "nowhere"),
        ("--language", "??"),
    ):
        assert desk("article", "add", "bridge.txt", option, value).code == 1
    assert nothing_stored(desk)


ODD = {
    "one line": "The bridge opened in 1932.",
    "no ends": "the bridge opened in 1932 and it cost four million crowns " * 400,
    "capitals": BRIDGE.upper(),
    "a table": "Year\tCars\tCrowns\n1932\t120\t4,000,000\n2023\t12,000\t900,000,000\n",
    "mixed": "The bridge opened in 1932. افتتح الجسر في عام ١٩٣٢. 橋は1932年に開通した。 Мост открыт в 1932 году.",
    "invisible": "The\u200b bridge\u00ad opened\u202e in 1932\u2069. It\ufeff cost 4\u00a0million.",
    "persian": "پل سندویک در سال ۱۹۳۲ باز شد. نور حداد گفت: «چهار میلیون کرون هزینه داشت.» سه کارگر جان باختند.",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts_are_read_claimed_and_printed(desk: Program, name: str) -> None:
    ref = desk.ok("article", "add", "-", stdin=ODD[name].encode())
    article = shown(desk, ref)
    last = article["sentences"][-1]

    claims = desk.ok("article", "claim", ref, str(last["number"])).splitlines()

    assert shown(desk, ref)["sentences"][-1]["claims"] == claims
    assert [one["text"] for one in article["sentences"] if not one["text"].strip()] == []
    desk.ok("article", "show", ref)
    desk.ok("report")
    assert (desk.folder / "reports" / "articles" / f"{ref}.html").is_file()
    assert holds(desk)


def test_five_megabytes_are_an_article(desk: Program) -> None:
    lines = "\n\n".join(
        f"Bridge {number} opened in 1932 and cost {number} crowns." for number in range(9_000)
    )
    text = f"{lines}\n\n{'no end ' * ((5_000_000 - len(lines)) // 7 - 1)}"

    ref = desk.ok("article", "add", "-", "--title", "Bridges", stdin=text.encode())
    claim = desk.ok("article", "claim", ref, "4500")

    article = shown(desk, ref)
    assert article["sentences"][4499]["claims"] == [claim]
    assert max(one["end"] for one in article["sentences"]) == len(text.rstrip())


def test_an_article_from_stdin_is_not_stored_by_a_guess_of_its_encoding(desk: Program) -> None:
    said = "Бассейн открыли летом."
    ran = desk("article", "add", "-", "--ref", "a", stdin=said.encode("cp1251"))

    assert (ran.code, ran.out) == (1, "")
    assert f"  windows-1251: {said}" in ran.err
    desk.ok("article", "add", "-", "--ref", "a", "--encoding", "windows-1251", stdin=said.encode("cp1251"))
    assert desk.json("article", "show", "a")["article"]["sentences"][0]["text"] == said


def test_a_long_list_of_articles_is_read_some_at_a_time_the_last_added_first(desk: Program) -> None:
    for number in range(3):
        desk.write(f"{number}.txt", f"Article {number}\n\nThe bridge opened in 193{number}.")
        desk.ok("article", "add", f"{number}.txt", "--ref", f"article-{number}")

    assert "For more, add --after article-1" in desk("article", "list", "--limit", "2").err

    rest = desk.json("article", "list", "--limit", "2", "--after", "article-1")["articles"]
    assert [one["ref"] for one in rest] == ["article-0"]
    assert desk("article", "list", "--after", "article-1").code == 2
