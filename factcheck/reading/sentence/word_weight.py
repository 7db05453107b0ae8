"""How much a word says of a claim: the rarer it is, the more; a function word half as much."""

from math import log

from factcheck.reading.sentence.stemming import stems

FUNCTION_WORDS = frozenset(
    stems(
        "i me my we us our you your yours he him she they them myself himself herself themselves itself what when "
        "where why how whom whose which there here these those then than so such some any all both each few more "
        "most other own same too very just only again once over under up down out off into onto through during "
        "before after above below between about against until while because if or nor not no but do does did done "
        "doing would could should can will shall may might must am being having get got let now don't doesn't didn't "
        "isn't aren't wasn't weren't won't can't couldn't shouldn't wouldn't hasn't haven't hadn't it's that's i'm "
        "i've i'll you're you've we're we've they're they've he's she's there's what's let's s t re ve ll"
    )
)

_LEAST_CLAIMS = 1_000
"""The least number of claims assumed: on a desk with two, a word in both is not yet frequent."""


def inverse_frequency(holders: int, count: int) -> float:
    """The inverse document frequency of what so many of `count` texts have, above 0 (Robertson and Zaragoza, 2009)."""
    return log(1 + (count - holders + 0.5) / (holders + 0.5))


def word_weight(word: str, holders: int, claims: int) -> float:
    """The inverse document frequency of a stem that so many of these claims have."""
    weight = inverse_frequency(holders, max(claims, _LEAST_CLAIMS))
    return weight / 2 if word in FUNCTION_WORDS else weight
