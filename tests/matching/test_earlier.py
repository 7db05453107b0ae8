"""Earlier claims ranked by what they share with a claim, each with its band and its reason."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from factcheck.matching.earlier import rank_candidates, to_match
from factcheck.model.lookup import Candidates, Context, Earlier, WordCounts
from factcheck.model.vocabulary import Band
from factcheck.reading.sentence.looked_up import looked_up
from factcheck.reading.sentence.stemming import index_stems

CLAIM = "The new bridge over the delta opened in 1932."


def _candidates(
    wording: str, *claims: str, same: Iterable[int] = (), common: Mapping[str, int] = {}
) -> Candidates:
    stored = [" ".join(index_stems(claim)) for claim in claims]
    holders = {word: sum(word in one.split() for one in stored) for word in looked_up(wording).weights}
    holders = {word: held for word, held in holders.items() if held}
    counts = WordCounts(len(claims), sum(len(one.split()) for one in stored), {**holders, **common})
    return Candidates(counts, list(enumerate(stored)), frozenset(same))


def _order(wording: str, *claims: str) -> list[int]:
    return [one.key for one in rank_candidates(wording, _candidates(wording, *claims), _held_once)]


def _held_once(words: Iterable[str]) -> dict[str, int]:
    return dict.fromkeys(words, 1)


def test_what_shares_more_comes_first() -> None:
    assert _order(
        CLAIM, "The delta.", "The bridge over the delta.", "A new bridge over the delta opened."
    ) == [2, 1, 0]


def test_words_in_a_row_come_before_the_same_words_apart() -> None:
    assert _order(
        "a blue whale sang songs", "whale sang blue songs tides", "blue whale sang songs tides"
    ) == [1, 0]


def test_a_short_claim_that_is_shared_whole_comes_before_a_long_one() -> None:
    assert _order(
        CLAIM, f"delta bridge {' '.join(f'word{number}' for number in range(40))}", "delta bridge"
    ) == [1, 0]


def test_common_words_count_less_than_rare_ones() -> None:
    wording = "the mayor and the ferry"
    candidates = _candidates(wording, "mayor of a town", "ferry of a town", common={"mayor": 900, "ferry": 1})
    assert next(one.key for one in rank_candidates(wording, candidates, _held_once)) == 1


def test_the_same_wording_comes_before_all_others_whatever_its_words_weigh() -> None:
    candidates = _candidates("It is.", "it is so and so", "", same=[1])
    first = rank_candidates("It is.", candidates, _held_once)[0]
    assert (first.key, first.same, first.band) == (1, True, Band.LIKELY)


def test_bands_say_how_near_a_claim_comes() -> None:
    claims = (
        CLAIM,
        "The bridge over a delta was long, wide, old, red and dear.",
        "A delta of many rivers and one town.",
    )
    bands = {one.key: one.band for one in rank_candidates(CLAIM, _candidates(CLAIM, *claims), _held_once)}
    assert bands == {0: Band.LIKELY, 1: Band.POSSIBLE, 2: Band.FOLDED}


def test_a_twin_that_differs_in_its_figures_is_likely_and_says_so() -> None:
    twin = "The new bridge over the delta opened in 1945 and cost 7 million."
    (one,) = rank_candidates(CLAIM, _candidates(CLAIM, twin), _held_once)
    told = to_match(CLAIM, one, Earlier(twin, ref="twin"))

    assert told.band is Band.LIKELY
    assert [(str(each.what), each.here, each.there) for each in told.differs] == [
        ("date", "1932", "1945"),
        ("figure", "", "7 million"),
    ]


def test_with_less_in_common_what_differs_in_nothing_is_likely_and_what_differs_is_possible() -> None:
    for trams, band in (("trams", Band.LIKELY), ("40 trams", Band.POSSIBLE)):
        longer = f"{CLAIM} Many people walked across it, they say, and {trams} ran there that day."
        (one,) = rank_candidates(CLAIM, _candidates(CLAIM, longer), _held_once)
        assert (one.band, one.if_alike) == (Band.POSSIBLE, True)
        assert to_match(CLAIM, one, Earlier(longer, ref="longer")).band is band


def test_the_reason_names_shared_words_as_the_claim_writes_them() -> None:
    (one,) = rank_candidates(
        "Whales singing!", _candidates("Whales singing!", "whale sang, a singing whale", same=[0]), _held_once
    )
    told = to_match("Whales singing!", one, Earlier("A singing whale", ref="whale"))
    assert told.why == "same wording; shares “singing”, “whales”"


def test_nothing_is_ranked_where_there_is_nothing() -> None:
    assert rank_candidates(CLAIM, Candidates(WordCounts(0, 0, {}), []), _held_once) == []


def test_another_form_of_a_word_and_a_compound_count_as_the_word_nearly() -> None:
    assert _order("immigrants sang", "a tide sang", "immigration sang") == [1, 0]
    assert _order("Noncitizens sang", "a tide sang", "non-citizens sang") == [1, 0]
    assert _order("Non-citizens sang", "a tide sang", "noncitizens sang") == [1, 0]


def test_initials_and_the_name_they_stand_for_meet() -> None:
    claims = ("The tide in the far west warns of flu", "The World Health Organization warns of flu")
    assert _order("WHO warns of flu", *claims) == [1, 0]
    assert _order("The World Health Organization warns of flu", "Tides warn of flu", "WHO warns of flu") == [
        1,
        0,
    ]
    assert _order("WHO warns of flu", "Tides warn of flu", "WHO and tides warn of flu") == [1, 0]
    assert _order("The North Atlantic Treaty Organization warns", "tides warn", "NATO warns") == [1, 0]


def test_a_name_counts_more_than_another_word() -> None:
    assert _order("Then Oslo sang loudly", "tides sang loudly", "Oslo sang loudly")[0] == 1
    assert _order("We heard that Oslo shone", "tides shone", "tides of Oslo") == [1, 0]


def test_what_was_claimed_near_the_day_of_the_claim_comes_first() -> None:
    claims = ("A whale sang in the delta", "A whale sang in the delta")
    days = {0: ("2016", "2016-03-01"), 1: ("2022-02-27", "2022-03-05")}
    asked = "A whale sang in the delta! — Jane Doe (@janedoe) March 1, 2022"
    candidates = _candidates(asked, *claims)

    assert [one.key for one in rank_candidates(asked, candidates, _held_once)] == [0, 1]
    found = rank_candidates(asked, replace(candidates, days=days), _held_once)
    assert [one.key for one in found] == [1, 0]


def test_the_sentences_before_a_claim_decide_between_equals() -> None:
    claims = ("Tides are rising in the delta", "Taxes are rising in Norway")
    context = Context(("The mayor spoke of taxes in Norway.",))
    asked = "They are rising."
    candidates = replace(_candidates(" ".join((asked, *context.before)), *claims), context=context)

    assert next(one.key for one in rank_candidates(asked, candidates, _held_once)) == 1


def _bands(asked: str, before: str, *claims: str) -> list[Band]:
    context = Context((before,))
    candidates = replace(_candidates(f"{asked} {before}", *claims), context=context)
    return [one.band for one in rank_candidates(asked, candidates, _held_once)]


def test_what_was_said_before_a_claim_is_not_the_claim() -> None:
    before = "The town library is open seven days a week."

    assert _bands("The town has no debt.", before, before) == [Band.FOLDED]
    assert _bands("The ferry was late.", before, before) == [Band.FOLDED]


def test_what_was_said_before_tells_what_a_claim_is_about() -> None:
    before = "The harbour bridge is open again."

    assert _bands("It cost 4.2 million euros.", before, "The harbour bridge cost 4.2 million euros.") == [
        Band.LIKELY
    ]


def test_the_reason_has_whole_words_and_says_which_the_claim_has_from_its_context() -> None:
    before, earlier = "The footbridge opened.", Earlier("The footbridge is closed.", "footbridge")
    asked = "It is closed."
    candidates = replace(_candidates(f"{asked} {before}", earlier.text), context=Context((before,)))
    (found,) = rank_candidates(asked, candidates, _held_once)

    assert to_match(asked, found, earlier).why == "shares “closed”; its context has “footbridge”"


def test_a_claim_of_topic_words_alone_is_like_nothing() -> None:
    claims = ("The Iran nuclear deal gave Iran 150 billion dollars in cash on barges", "A nuclear deal")
    bands = {
        one.band
        for one in rank_candidates(
            "On the Iran nuclear deal", _candidates("On the Iran nuclear deal", *claims), _held_once
        )
    }
    assert Band.LIKELY not in bands
