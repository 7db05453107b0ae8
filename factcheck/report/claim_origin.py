"""Where a claim comes from: who made it, when and where, and the text under check it was taken from."""

from factcheck.model.claim import Article, Claim
from factcheck.model.links import has_scheme
from factcheck.phrase import NOTHING, Run, Said, comma, say
from factcheck.reading.sentence.quotations import with_inner_marks
from factcheck.report.fragment import host_of, live_link
from factcheck.report.wording import day, when


def said_by(claim: Claim) -> Said:
    """Who said it, when and where, in one line; what the record does not hold is said too."""
    if not (claim.claimant or claim.claimed_on or claim.said_in):
        return say("The record does not say who made the claim.")
    who = claim.claimant or say("somebody the record does not name")
    dated = say("{person} {when}", person=who, when=when(claim.claimed_on)) if claim.claimed_on else who
    if not claim.said_in:
        return say("Said by {person}.", person=dated)
    link = live_link(claim.said_in) if has_scheme(claim.said_in) else None
    if link:
        return say(
            "Said by {person}, on {host}.", person=dated, host=Run(host_of(claim.said_in), "away", link)
        )
    return say("Said by {person}, {place}.", person=dated, place=claim.said_in)


def found_in(claim: Claim, article: Article | None) -> Said:
    """The text under check the claim was taken from, and where in it."""
    where = [claim.locator] if claim.locator else []
    if article is None:
        named = comma([claim.article, *where]) if claim.article else NOTHING
        return say("Taken from the article {article}.", article=named) if named else NOTHING
    link = live_link(article.url) if article.url else None
    words = with_inner_marks(article.title)
    title = Run(words, "away", link) if link else Run(words, "title")
    facts: list[str | Said] = [say("“{words}”", words=title)]
    if article.byline:
        facts.append(say("by {author}", author=article.byline))
    if article.publisher:
        facts.append(article.publisher)
    if article.published_on:
        facts.append(day(article.published_on))
    return say("Taken from {article}.", article=comma([*facts, *where]))


def appearances(claim: Claim) -> Said:
    """Where else the claim was made."""
    links = [Run(host_of(url), "away", link) for url in claim.appearances if (link := live_link(url))]
    return say("Also made at {hosts}.", hosts=comma(links)) if links else NOTHING
