"""Articles: add, list, show, claim, skip, unskip."""

import sys
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.app import (
    ANSWER_IS_NO,
    NOT_ALL_FETCHED,
    Family,
    cli,
    counted,
    encoding_option,
    leave,
    open_desk,
    say,
    say_next,
    say_some,
)
from factcheck.cli.completion import ARTICLE
from factcheck.cli.fields import field_options, given_fields
from factcheck.cli.output import format_options, print_one, print_rows
from factcheck.cli.refs import whole_article
from factcheck.model.field_help import ARTICLE_FIELDS, CLAIM_FIELDS

if TYPE_CHECKING:
    from factcheck.reading.sentence.coverage import Orphan
    from factcheck.workflow.articles.add import AddedArticle, Revised
    from factcheck.workflow.evidence.fetch_result import FetchResult

_OF_A_SENTENCE = ("article", "locator", "sentence")
_CLAIM_FIELDS = {name: said for name, said in CLAIM_FIELDS.items() if name not in _OF_A_SENTENCE}
_COLUMNS = ("number", "state", "kind", "rank", "claims", "text", "why")
_SHOWN = 20
"""New or lost sentences that are listed one by one."""


@cli.group(cls=Family, section="articles")
def article() -> None:
    """Read an article line by line: what is claimed, what is checked, what is left."""


@article.command()
@click.argument("location", metavar="FILE|URL|-")
@field_options(ARTICLE_FIELDS, of="article")
@click.option("--whole", is_flag=True, help="Keep all words of a page, also those of menus and the like.")
@encoding_option
def add(location: str, whole: bool, encoding: str | None, **options: Any) -> None:
    """Add a text: a txt, md, html, docx or pdf FILE, a URL, or "-" for stdin.

    With the --ref, the address, or the file name and title of an article that is here, it is its revised draft: claims
    stay with their words.
    """
    from factcheck.workflow.articles.sentences import add_article
    from factcheck.workflow.evidence.fetch_result import FetchResult

    content = _text_of_stdin(encoding) if location == "-" else b""
    with open_desk() as desk:
        added = add_article(desk, location, content, given_fields(options), whole=whole)
    if isinstance(added, FetchResult):
        _tell_unread(added)
        leave(NOT_ALL_FETCHED)
    click.echo(added.ref)
    _tell_added(added)
    say_next(f"article show {added.ref} --open")


def _text_of_stdin(encoding: str | None) -> bytes:
    """What comes on stdin, text as UTF-8; BadInput where that is not clear and no encoding was named."""
    from factcheck.exchange.decoding import decode
    from factcheck.reading.document.media_type import PLAIN, media_type_of

    content = sys.stdin.buffer.read()
    is_text = encoding is not None or media_type_of(content, PLAIN) == PLAIN
    return decode(content, encoding, "stdin").encode() if is_text else content


def _tell_unread(seen: "FetchResult") -> None:
    from factcheck.cli.fetching import advice

    reason = seen.reason or "It holds no words that could be read."
    mend = _SAVE if seen.is_reached else advice(seen.outcome)
    say(f"{seen.url}\n  {seen.outcome}: {reason}\n  {mend}")
    say("No article was stored.")


_SAVE = "Save it from a browser and give the file: factcheck article add FILE --url URL"


def _tell_added(added: "AddedArticle") -> None:
    """What was proposed for a person to look at, and what a revision did."""
    if not added.changed:
        say(f"{added.ref} has this very text already; nothing was changed.")
        return
    say(f"{counted(added.sentences, 'sentence')}.")
    if added.is_main:
        say("Of the page the article alone was taken; for all its words, menus and the like: --whole")
    for name, value in added.proposed.items():
        say(f"Proposed: {name.replace('_', ' ')}: {value}")
    if added.proposed:
        say(f"If that is wrong: factcheck article add FILE --ref {added.ref} --title …")
    if added.revised:
        _tell_revised(added.revised)


def _tell_revised(revised: "Revised") -> None:
    say(
        f"Kept in their places: {revised.kept:,}. Lost their words: {len(revised.orphans):,}. "
        f"New sentences: {len(revised.new):,}."
    )
    say_some((f"lost: {_owner(orphan)}: {orphan.words}" for orphan in revised.orphans), _SHOWN)
    say_some((f"new: {sentence.number}: {sentence.text}" for sentence in revised.new), _SHOWN)


def _owner(orphan: "Orphan") -> str:
    return f"claim {orphan.claim}" if orphan.claim else f"set aside as {orphan.skip}"


@article.command("list")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="At most so many, the last added first."
)
@click.option("--after", metavar="REF", type=ARTICLE, help="Go on after this article, with --limit.")
@format_options
def list_(limit: int | None, after: str | None, form: str | None) -> None:
    """List articles with how much of each is checked."""
    from factcheck.workflow.articles.sentences import LISTED, list_articles

    if after and limit is None:
        raise click.UsageError("--after goes with --limit.")
    with open_desk() as desk:
        rows = list_articles(desk, limit, after)
    print_rows(rows, "articles", LISTED, form)
    if len(rows) == limit:
        say(f"For more, add --after {rows[-1]['ref']}")
    if not rows and not after:
        say("This desk has no articles yet.")
        say_next("article add FILE")


@article.command()
@click.argument("ref", type=ARTICLE)
@click.option(
    "--open",
    "left",
    is_flag=True,
    help="Only the sentences that are left, most worth checking first; exit 3 while any is.",
)
@click.option(
    "--why", "reasons", is_flag=True, help="Say of each sentence why it is, or is not, worth checking."
)
@format_options
def show(ref: str, left: bool, reasons: bool, form: str | None) -> None:
    """Show an article sentence by sentence, with what is claimed, checked, set aside and left."""
    from factcheck.cli.show_article import layout
    from factcheck.workflow.articles.sentences import show_article

    with open_desk() as desk:
        ref = whole_article(desk, ref)
        shown = show_article(desk, ref)
    sentences = shown.ranked if left else shown.coverage.sentences
    plain = shown.as_json(sentences)
    if form in ("table", "json"):
        print_one(plain, "article", form, lambda _: layout(shown, sentences, reasons=reasons))
    else:
        print_rows(plain["sentences"], "sentences", _COLUMNS, form)
    if shown.by_meaning.words_alone:
        say(str(shown.by_meaning.words_alone))
    if not shown.article.record:
        say(f"{ref} has no text yet.")
        say_next(f"article add FILE --ref {ref}")
    elif shown.left:
        say_next(f"article claim {ref} {shown.ranked[0].sentence.number}, or article skip {ref} N --why …")
    if left and (shown.left or not shown.article.record):
        leave(ANSWER_IS_NO)


@article.command()
@click.argument("ref", type=ARTICLE)
@click.argument("numbers", metavar="N…", type=click.IntRange(1), nargs=-1, required=True)
@click.option("--text", "field_text", help="The wording, where the sentence's own does not stand alone.")
@field_options(_CLAIM_FIELDS, of="claim")
@click.option("--anyway", is_flag=True, help="Store it though the same wording is here already.")
def claim(ref: str, numbers: tuple[int, ...], anyway: bool, **options: Any) -> None:
    """Make claims of sentences, each with its words, who it says said it, and its place."""
    from factcheck.cli.claims import tell_taken
    from factcheck.workflow.articles.words import claim_sentences

    fields = given_fields(options)
    if "ref" in fields and len(set(numbers)) > 1:
        raise click.UsageError("A ref is of one claim; give --ref with one sentence.")
    with open_desk() as desk:
        ref = whole_article(desk, ref)
        taken = claim_sentences(desk, ref, numbers, fields, anyway=anyway)
        stored = tell_taken(desk, taken)
    if not stored:
        leave(ANSWER_IS_NO)


@article.command()
@click.argument("ref", type=ARTICLE)
@click.argument("numbers", metavar="N…", type=click.IntRange(1), nargs=-1, required=True)
@click.option("--why", required=True, help="The reason.")
def skip(ref: str, numbers: tuple[int, ...], why: str) -> None:
    """Set sentences aside that are not to be checked."""
    from factcheck.workflow.articles.sentences import skip_sentences

    with open_desk() as desk:
        ref = whole_article(desk, ref)
        done = skip_sentences(desk, ref, numbers, why)
    _tell_done("Set aside", done, ref)


@article.command()
@click.argument("ref", type=ARTICLE)
@click.argument("numbers", metavar="N…", type=click.IntRange(1), nargs=-1, required=True)
@click.option("--why", required=True, help="The reason.")
def unskip(ref: str, numbers: tuple[int, ...], why: str) -> None:
    """Take back that sentences were set aside."""
    from factcheck.workflow.articles.sentences import unskip_sentences

    with open_desk() as desk:
        ref = whole_article(desk, ref)
        done = unskip_sentences(desk, ref, numbers, why)
    _tell_done("No longer set aside", done, ref)


def _tell_done(what: str, numbers: list[int], ref: str) -> None:
    if numbers:
        say(f"{what}: {', '.join(map(str, numbers))}.")
    else:
        say("It is so already; nothing was changed.")
    say_next(f"article show {ref} --open")
