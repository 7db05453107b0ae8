"""What the pages say, what they never say, and that they say the same each time."""

import hashlib
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.model.claim import Article
from factcheck.model.key_signatures import PersonKey
from factcheck.model.vocabulary import Act
from factcheck.report.edition import Edition
from factcheck.report.listed_claim import IndexedClaim
from factcheck.report.pages import (
    claim_page,
    desk_index,
    guide_page,
    scale_page,
    single_page,
)
from tests.report.reader import text_of
from tests.ssh import SecurityKey, signed_fields

if TYPE_CHECKING:
    from tests.report.conftest import Story

HOSTILE = "</style></title></script><script>alert(1)</script>{{ 7*7 }}{% raw %}\"'><img src=x>"


def _pages(one: "Story", article: Article | None, edition: Edition) -> dict[str, str]:
    """Every page that shows the claim."""
    record = one.record
    articles = {article.ref: article} if article else {}
    return {
        "claim": claim_page(record, article, edition),
        "index": desk_index([IndexedClaim.of(record, edition.scales)], articles, edition),
        "single": single_page([record], articles, edition),
    }


# A claim's page


def test_a_claim_page_says_who_said_it_when_and_where(
    story: type["Story"], article: Article, edition: Edition
) -> None:
    told = story(
        claimant="Nour Haddad", claimed_on="2022-03", said_in="https://tide.example/x", locator="paragraph 5"
    )
    page = claim_page(told.record, article, edition)
    assert "Said by Nour Haddad in March 2022, on tide.example." in text_of(page)
    assert (
        "Taken from “The harbour bridge at ninety”, by Nour Haddad, The Tide, March 2022, paragraph 5."
        in text_of(page)
    )
    assert '<time datetime="2022-03">' in page


def test_the_title_holds_verdict_claim_and_desk(story: type["Story"], edition: Edition) -> None:
    page = claim_page(story().rated().record, None, edition)
    assert "<title>True: The bridge opened in 1932. — The Harbour Desk</title>" in page


def test_a_claim_nobody_works_on_is_unverified_without_shame(story: type["Story"], edition: Edition) -> None:
    text = text_of(claim_page(story().record, None, edition))
    assert "Unverified No verdict yet: nobody has recorded a source for it so far." in text
    assert "This says nothing about whether the claim is true." in text


def test_a_claim_under_way_says_how_far_it_is(story: type["Story"], edition: Edition) -> None:
    text = text_of(claim_page(story(assignee="Cem Aydin").source().cite().record, None, edition))
    assert "No verdict yet: it is being checked." in text
    assert "On record so far: 1 source and 1 quote. It is with Cem Aydin." in text


def test_an_unsigned_verdict_is_plainly_marked(story: type["Story"], edition: Edition) -> None:
    told = story().rated()
    assert "Not yet signed by a second person" in text_of(claim_page(told.record, None, edition))
    told.submit()
    text = text_of(claim_page(told.record, None, edition))
    assert "Not yet signed by a second person" in text
    assert "With a second person for review since 3 November 2026." in text


def test_a_signed_verdict_names_both_people(story: type["Story"], edition: Edition) -> None:
    told = story().signed()
    text = text_of(claim_page(told.record, None, edition))
    assert "Signed by a second person" in text
    assert "Rated by Ana Ruiz on 3 November 2026. Signed by Ben Osei on 3 November 2026." in text
    assert told.record.reviews[0].digest in text


@pytest.mark.parametrize(
    ("name", "start", "said"),
    [
        ("Ben Osei", None, "The signature was made with Ben Osei’s own key; anybody can check it."),
        ("Cem Aydin", None, "The signature was made with a key that this desk does not give as Ben Osei’s."),
        ("Ben Osei", 2027, "The signature was made with a key that was not Ben Osei’s on that day."),
    ],
)
def test_a_page_says_what_stands_behind_a_signature(
    story: type["Story"], edition: Edition, name: str, start: int | None, said: str
) -> None:
    key = SecurityKey(Ed25519PrivateKey.generate())
    told = story().rated().submit()
    told.decide("approve", **signed_fields(told.record, key, edition.scales))
    keys = [PersonKey(name, key.public, start and datetime(start, 1, 1, tzinfo=UTC))]  # type: ignore[arg-type]

    text = text_of(claim_page(told.record, None, replace(edition, keys=keys)))

    assert f"Signed by Ben Osei on 3 November 2026. {said}" in text


def test_a_name_that_was_typed_is_called_one(story: type["Story"], edition: Edition) -> None:
    text = text_of(claim_page(story().signed().record, None, edition))

    assert "Signed by Ben Osei on 3 November 2026. The signature is a name that was typed." in text


def test_a_page_tells_days_as_they_are_where_the_desk_is_and_says_where(
    story: type["Story"], edition: Edition
) -> None:
    record = story().rated().record
    line = {"at": datetime(2026, 11, 3, 21, 30, tzinfo=UTC)}
    late = replace(record, verdicts=(record.verdicts[0].model_copy(update=line),))
    there = replace(edition, words=replace(edition.words, zone=ZoneInfo("Pacific/Auckland")))

    assert 'on <time datetime="2026-11-04">4 November 2026</time>' in claim_page(late, None, there)
    assert "Dates and times are those of <bdi>Pacific/Auckland</bdi>." in claim_page(late, None, there)
    assert 'on <time datetime="2026-11-03">3 November 2026</time>' in claim_page(late, None, edition)
    assert "Dates and times are in UTC." in claim_page(late, None, edition)


def test_a_changed_wording_voids_the_signature_and_says_so(story: type["Story"], edition: Edition) -> None:
    told = story().signed().did(Act.EDIT, {"set": {"text": "It opened in 1933."}, "why": "Misheard."})
    text = text_of(claim_page(told.record, None, edition))
    assert "Needs a recheck, not signed" in text
    assert "Given for an earlier wording: “The bridge opened in 1932.”" in text
    assert "so the signature no longer counts" in text
    assert "changed the wording: Misheard." in text


def test_a_returned_verdict_says_why_and_stays_readable(story: type["Story"], edition: Edition) -> None:
    told = story().rated().submit().decide("return", comment="Ask the firm.")
    assert "Sent back by Ben Osei on 3 November 2026: Ask the firm." in text_of(
        claim_page(told.record, None, edition)
    )
    told.rate("false", summary="It was 1933.")
    text = text_of(claim_page(told.record, None, edition))
    assert "Earlier verdicts" in text
    assert "Sent back by Ben Osei on 3 November 2026: Ask the firm." in text


def test_a_verdict_is_labelled_by_its_own_version_of_the_scale(
    story: type["Story"], edition: Edition
) -> None:
    page = claim_page(story().source().cite().rate("half-true", version=1).record, None, edition)
    assert ">Mixed<" in page
    assert 'href="../scale.html#three-step.1.half-true"' in page


def test_a_solo_desk_says_so_on_every_page(story: type["Story"], edition: Edition) -> None:
    solo = replace(edition, solo=True)
    told = story().rated().submit().decide("approve", by="Ana Ruiz", solo=True)
    made = [*_pages(told, None, solo).values(), guide_page(solo), scale_page(solo, [])]
    for page in made:
        assert "This desk has one person" in text_of(page)
        assert "Signed by a second person" not in text_of(page)
    assert "Signed at a desk of one" in text_of(made[0])


def test_a_withdrawn_claim_says_so_first(story: type["Story"], edition: Edition) -> None:
    told = story().rated().did(Act.WITHDRAW, {"why": "Not a claim."})
    text = text_of(claim_page(told.record, None, edition))
    assert text.index("Withdrawn by Ana Ruiz, 3 November 2026") < text.index("Rated by")


# What is private


def test_a_confidential_source_shows_only_its_kind(
    story: type["Story"], article: Article, edition: Edition
) -> None:
    secret = {
        "url": "https://secret.example/x",
        "publisher": "SECRET publisher",
        "author": "SECRET author",
        "origin": "SECRET origin",
        "note": "SECRET note",
        "kind": "conversation",
        "confidential": True,
    }
    told = (
        story()
        .source("SECRET title", **secret)
        .capture()
        .cite(standing="told", who="SECRET name", how="SECRET place")
        .cite(standing="filed", capture="c1")
        .rate()
    )
    for page in _pages(told, article, edition).values():
        assert "secret" not in page.casefold()
        assert "abab" not in page
    text = text_of(claim_page(told.record, article, edition))
    assert "A confidential source. Conversation" in text
    assert "Ana Ruiz recorded a confidential source" in text


def test_private_notes_are_never_printed(story: type["Story"], article: Article, edition: Edition) -> None:
    told = (
        story(note="PRIVATE one")
        .did(Act.NOTE, {"note": "PRIVATE two"})
        .did(Act.EDIT, {"set": {"note": "PRIVATE three"}, "why": "PRIVATE reason"})
        .did(Act.EDIT, {"set": {"note": "PRIVATE four", "kind": "date"}, "why": "A date after all."})
    )
    made = _pages(told, article, edition)
    for page in made.values():
        assert "PRIVATE" not in page
    assert "changed the kind and private note: A date after all." in text_of(made["claim"])


# Hostile text


def test_hostile_text_is_inert_in_every_field(story: type["Story"], edition: Edition) -> None:
    told = (
        story(
            text=HOSTILE,
            claimant=HOSTILE,
            quote=HOSTILE + "!",
            said_in=HOSTILE,
            context=HOSTILE,
            would_settle=HOSTILE,
            tags=[HOSTILE],
            locator=HOSTILE,
            assignee=HOSTILE,
        )
        .source(HOSTILE, publisher=HOSTILE, author=HOSTILE, note=HOSTILE)
        .cite(HOSTILE, prefix=HOSTILE, suffix=HOSTILE, who=HOSTILE, note=HOSTILE)
        .rate(summary=HOSTILE, rationale=HOSTILE, resolves=HOSTILE, by=HOSTILE)
    )
    hostile = replace(edition, desk=HOSTILE, base_url="javascript:alert(1)")
    for page in _pages(told, None, hostile).values():
        assert "img" not in _elements(page)
        assert page.count("<script") == page.count("</script") <= 1
        assert "javascript:" not in page
        assert "7*7" in page
        assert page.count("<style>") == 1


def _elements(page: str) -> set[str]:
    """The names of the elements a browser would make."""
    names: set[str] = set()

    class Names(HTMLParser):
        def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
            names.add(tag)

    Names().feed(page)
    return names


def test_controls_of_direction_are_shown_and_not_obeyed(story: type["Story"], edition: Edition) -> None:
    told = story("bidi", "\u202eabc\u202c", claimant="\u2066x\u2069").source("\u200ft").cite("\u061cq").rate()
    for page in _pages(told, None, replace(edition, desk="\u202edesk")).values():
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]", page)
        assert "[RLO]abc[PDF]" in page


# The index


def test_the_index_counts_in_words_with_its_denominator(
    story: type["Story"], article: Article, edition: Edition
) -> None:
    told = [
        story("a", article="harbour").signed(),
        story("b", article="harbour").source().cite().rate("false"),
        story("c", article="harbour"),
        story("d", article="harbour").did(Act.WITHDRAW, {"why": "Twice."}),
    ]
    rows = [IndexedClaim.of(one.record, edition.scales) for one in told]
    text = text_of(desk_index(rows, {"harbour": article}, edition))
    assert "3 claims from one article: 1 true, 1 false and 1 unverified. 1 more was withdrawn." in text
    assert "1 of 3 claims is signed by a second person." in text


def test_the_index_follows_the_article(story: type["Story"], article: Article, edition: Edition) -> None:
    places = {"z": "paragraph 5", "a": "paragraph 12", "m": None, "b": "paragraph 5"}
    told = [story(ref, f"Claim {ref}.", article="harbour", locator=place) for ref, place in places.items()]
    rows = [IndexedClaim.of(one.record, edition.scales) for one in (story("loose", "Claim loose."), *told)]
    page = desk_index(rows, {"harbour": article}, edition)
    assert re.findall(r'href="claims/(\w+)\.html"', page) == ["b", "z", "a", "m", "loose"]
    assert page.index(article.title) < page.index("Claims from no article")


def test_old_and_new_versions_of_a_verdict_are_one_unless_they_differ(
    story: type["Story"], edition: Edition
) -> None:
    told = [
        story("a").source().cite().rate("true", version=1),
        story("b").source().cite().rate("true", version=2),
        story("c").source().cite().rate("half-true", version=1),
    ]
    text = text_of(desk_index([IndexedClaim.of(one.record, edition.scales) for one in told], {}, edition))
    assert "3 claims: 2 true and 1 mixed." in text


def test_an_empty_index_says_what_to_do(edition: Edition) -> None:
    assert "Enter the first claim, then make this report again." in text_of(desk_index([], {}, edition))


def test_an_article_that_is_not_at_hand_is_named_by_its_ref(story: type["Story"], edition: Edition) -> None:
    rows = [IndexedClaim.of(story(article="elsewhere").record, edition.scales)]
    assert '<h2 dir="auto">elsewhere</h2>' in desk_index(rows, {}, edition)


def test_the_scale_page_explains_every_version_once(edition: Edition) -> None:
    old, new = edition.scales.get("three-step", 1), edition.scales.get("three-step", 2)
    page = scale_page(edition, [old, new, old])
    assert re.findall(r'<h2 id="([^"]+)"', page) == ["scale.three-step.2", "scale.three-step.1"]
    assert 'id="three-step.1.half-true"' in page


# Every page


def test_the_policy_allows_the_very_style_and_script_and_nothing_else(
    story: type["Story"], edition: Edition
) -> None:
    for page in (
        *_pages(story().rated(), None, edition).values(),
        guide_page(edition),
        scale_page(edition, []),
    ):
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
        assert policy
        inline = re.findall(r"<(style|script)>(.*?)</\1>", page, re.S)
        hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for _, text in inline]
        shown = policy[1].replace("&#39;", "'").replace("script-src 'self' ", "script-src ")
        assert shown.startswith("default-src 'none'; img-src data:; ")
        assert re.findall(r"'sha256-([^']+)'", shown) == hashes
        assert "unsafe" not in shown
        assert not re.search(r'\s(style|on[a-z]+)="', page)


def test_working_pages_are_kept_out_of_search_engines(story: type["Story"], edition: Edition) -> None:
    for page in _pages(story(), None, edition).values():
        assert '<meta name="robots" content="noindex">' in page


def test_the_same_claims_make_the_same_bytes_whatever_order_they_come_in(
    story: type["Story"], article: Article, edition: Edition
) -> None:
    told = [story(ref, f"Claim {ref}.", article="harbour").rated().record for ref in "abc"]
    rows = [IndexedClaim.of(record, edition.scales) for record in told]
    articles = {"harbour": article}
    assert desk_index(rows, articles, edition) == desk_index(rows[::-1], articles, edition)
    assert single_page(told, articles, edition) == single_page(told[::-1], articles, edition)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_pages_do_not_depend_on_hash_seed_zone_or_locale(site: Path, seed: str) -> None:
    program = (
        "import hashlib, pytest, sys; sys.path[:0] = ['tests/report', '.']; import conftest;"
        "from factcheck.report import pages as p;"
        "e = conftest.Edition('The Harbour Desk', conftest.SCALES, conftest.SCALES.get('three-step'));"
        "r = [s.record for s in conftest.stories()];"
        "print(hashlib.sha256(p.single_page(r, {'harbour': conftest.ARTICLE}, e).encode()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tehran", "LC_ALL": "C.UTF-8"}
    root = Path(__file__).parents[2]
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == hashlib.sha256((site / "single.html").read_bytes()).hexdigest()


def test_the_words_of_the_claimant_and_those_of_the_article_stand_apart(
    story: type["Story"], edition: Edition
) -> None:
    sentence = "The bridge “opened to all in 1932”, said Okonjo."
    told = story(claimant="Okonjo", quote="opened to all in 1932", sentence=sentence)
    page = claim_page(told.record, None, edition)
    assert re.search("In these words</figcaption>.*In the words of the article</figcaption>", page, re.DOTALL)
    assert '<p class="marked">The bridge “opened to all in 1932”, said Okonjo.</p>' in page
    assert "<p>opened to all in 1932</p>" in page


def test_a_sentence_that_is_the_claim_is_not_said_twice(story: type["Story"], edition: Edition) -> None:
    told = story(sentence="The bridge opened in 1932.")
    assert "In the words of the article" not in claim_page(told.record, None, edition)


def test_no_quotation_marks_stand_within_quotation_marks(
    story: type["Story"], edition: Edition, article: Article
) -> None:
    told = story(article="harbour").source().cite("“opened” in 1932")
    page = claim_page(told.record, article.model_copy(update={"title": 'The "old" bridge'}), edition)
    assert '<p class="marked">“opened” in 1932</p>' in page
    assert "“The ‘old’ bridge”" in text_of(page)
