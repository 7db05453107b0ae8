"""Verdict: rate, submit, approve, return."""

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.app import ANSWER_IS_NO, cli, counted, head_option, leave, open_desk, say, say_next
from factcheck.cli.completion import CLAIM, NAME, RATING
from factcheck.cli.output import print_rows
from factcheck.cli.refs import on_terminal, whole_ref, whole_refs

if TYPE_CHECKING:
    from factcheck.desk import Desk

_LONGEST = 100_000
"""Bytes of a file that is read as a signature; none is as long."""


@cli.command(section="verdict")
@click.argument("ref", type=CLAIM)
@click.argument("rating", type=RATING, required=False)
@click.option("--because", "--rationale", "rationale", help="The reasons; [e1] marks evidence.")
@click.option("--summary", help="What was found, in one sentence that stands alone.")
@click.option("--cites", multiple=True, help="Evidence it rests on, as e1,e2 or repeated; else all there is.")
@click.option("--resolves", help="How evidence for and against is settled.")
@head_option
def rate(
    ref: str,
    rating: str | None,
    rationale: str | None,
    summary: str | None,
    cites: tuple[str, ...],
    resolves: str | None,
) -> None:
    """Give a claim's exact wording a rating, with reasons; without a rating, list those there are."""
    from factcheck.workflow.claims.verdicts import Reasons
    from factcheck.workflow.claims.verdicts import rate as give

    if rating and rationale is None:
        raise click.UsageError(f'Give the reasons: factcheck rate {ref} {rating} --because "…"')
    named = [one.strip() for part in cites for one in part.split(",") if one.strip()]
    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        if rating is None or rationale is None:
            _list_ratings(desk, ref)
            return
        give(desk, ref, rating, Reasons(rationale, summary, named if cites else None, resolves))
    say(f"{ref} is rated {rating}.")
    say_next(f"submit {ref}")


def _list_ratings(desk: "Desk", ref: str) -> None:
    """The desk's scale, for a claim that is there."""
    from factcheck.workflow.claims.list import show_claim

    show_claim(desk, ref)
    rows = [one.model_dump(mode="json") for one in desk.scale.ratings]
    print_rows(rows, "ratings", ("id", "label", "meaning"), "table")
    say_next(f'rate {ref} RATING --because "…"')


@cli.command(section="verdict")
@click.argument("refs", metavar="REF…", type=CLAIM, nargs=-1, required=True)
@click.option("--to", metavar="NAME", type=NAME, help="Who is to read it; given again, hands it over.")
@click.option("--deadline", help="The day by which it is wanted back, such as 2026-12-01.")
@head_option
def submit(refs: tuple[str, ...], to: str | None, deadline: str | None) -> None:
    """Give verdicts to a second person to read, or hand them over to another."""
    from factcheck.model.next_step import named_reader
    from factcheck.model.signing import signing_digest
    from factcheck.workflow.claims.verdicts import submit_each

    with open_desk() as desk:
        submitted = submit_each(desk, whole_refs(desk, refs), deadline, to)
        digests = [signing_digest(one, desk.scales) for one in submitted]
        with_key = " --sign" if desk.settings.requires_signature(submitted[0].claim.kind) else ""
    for one, digest in zip(submitted, digests, strict=True):
        reader = named_reader(one)
        with_whom = f" with {reader}" if reader else ""
        say(f"{one.claim.ref} is in review{with_whom}; what is to be read has the digest {digest[:12]}.")
        if one.reviewers_needed > 1:
            say(f"It needs {one.reviewers_needed} signatures, each by another person.")
    ref, reader = submitted[0].claim.ref, named_reader(submitted[0])
    name = shlex.quote(reader) if reader else "NAME"
    say_next(f"approve {ref}{with_key} --as {name}, or factcheck return {ref} --why … --as {name}")


@cli.command(section="verdict")
@click.argument("ref", type=CLAIM)
@click.option("--comment", help="What the reader should know.")
@click.option("--digest", help="The digest of what you read, as show gives it; refused if it changed since.")
@click.option(
    "--sign",
    metavar="[KEY]",
    is_flag=False,
    flag_value="",
    help="Sign with your own ssh key: that of this file, else the one an agent or ~/.ssh has.",
)
@click.option("--to-sign", is_flag=True, help="Print the text to sign with ssh-keygen, and store nothing.")
@click.option("--signature", metavar="FILE", help="The signature over that text; - is stdin.")
@head_option
def approve(
    ref: str,
    comment: str | None,
    digest: str | None,
    sign: str | None,
    to_sign: bool,
    signature: str | None,
) -> None:
    """Sign a verdict off as its second person; on a terminal it is shown before, unless --digest says it was read.

    With --sign your own ssh key signs it, which strangers can check.
    """
    from factcheck.workflow.claims.verdicts import approve as give
    from factcheck.workflow.claims.verdicts import text_to_sign

    if (sign is not None) + to_sign + (signature is not None) > 1:
        raise click.UsageError("Give one of --sign, --to-sign and --signature.")
    given = _read_signature(signature) if signature is not None else None
    with open_desk() as desk:
        ref = whole_ref(desk, ref, signs=True)
        if to_sign:
            click.echo(text_to_sign(desk, ref, digest).text, nl=sys.stdout.isatty())
            return
        if digest is None and on_terminal():
            digest = _read_first(desk, ref)
        if sign is not None:
            digest, given = _sign(desk, ref, digest, sign)
        approved = give(desk, ref, comment, digest, given)
        author = desk.author
    with_key = " with a key" if given else ""
    more = approved.reviewers_needed - len(approved.approvals)
    if more > 0:
        say(
            f"{author} has signed {ref}{with_key}; {counted(more, 'signature is', 'signatures are')} still needed."
        )
        say_next(f"approve {ref} --as NAME")
        return
    say(f"{ref} is signed off by {author}{with_key}.")
    say_next(f"check {ref}")


def _read_signature(place: str) -> str:
    """What a file or stdin gives as a signature."""
    from factcheck.errors import NotFound
    from factcheck.files import disk_errors_explained, pipe_content

    path = Path(place)
    content = sys.stdin.buffer.read(_LONGEST) if place == "-" else pipe_content(path)
    if content is None:
        with disk_errors_explained(path):
            if not path.is_file():
                raise NotFound(f"There is no file {place}.")
            with path.open("rb") as file:
                content = file.read(_LONGEST)
    return content[:_LONGEST].decode("ascii", "replace")


def _sign(desk: "Desk", ref: str, digest: str | None, key: str) -> tuple[str, str]:
    """Have the author's own key sign what stands; the digest of that, and the signature."""
    from factcheck.workflow.claims.key_signing import sign
    from factcheck.workflow.claims.verdicts import text_to_sign

    offered = text_to_sign(desk, ref, digest)
    return offered.digest, sign(desk, offered.text, key or None, lambda: say("Touch your security key."))


def _read_first(desk: "Desk", ref: str) -> str | None:
    """Show what waits to be signed and ask; its digest, so that what is signed is what was shown."""
    from factcheck.cli.show import layout
    from factcheck.model.status import as_json
    from factcheck.model.vocabulary import Status
    from factcheck.workflow.claims.list import show_claim

    claim = as_json(show_claim(desk, ref), desk.scales, desk.keys)
    if claim["status"] != Status.IN_REVIEW:
        return None
    click.echo(layout(claim))
    say("")
    if not click.confirm(f"Sign {ref} as {desk.author}?", err=True):
        say("Not signed; nothing was stored.")
        leave(ANSWER_IS_NO)
    digest: str = claim["digest"]
    return digest


@cli.command("return", section="verdict")
@click.argument("refs", metavar="REF…", type=CLAIM, nargs=-1, required=True)
@click.option("--why", help="What has to be done first.")
@click.option("--digest", help="The digest of what you read, as show gives it; refused if it changed since.")
@click.option("--on", metavar="ID", help="The reason is a comment too, on e1, c1, v1 or the article.")
@click.option("--quote", metavar="WORDS", help="The place it is on, by its words in that text.")
@head_option
def return_(
    refs: tuple[str, ...], why: str | None, digest: str | None, on: str | None, quote: str | None
) -> None:
    """Send a verdict back with a reason, or several for the same."""
    from factcheck.workflow.claims.comments import CommentPlace
    from factcheck.workflow.claims.verdicts import return_at, return_each

    with open_desk() as desk:
        named = whole_refs(desk, refs)
        if (digest or on or quote) and len(named) > 1:
            raise click.UsageError("A digest and a place are of one claim; return each by itself.")
        if on or quote:
            returned = [return_at(desk, named[0], why, digest, CommentPlace(on, quote))]
        else:
            returned = return_each(desk, named, why, digest)
    for one in returned:
        say(f"{one.claim.ref} is back with the checker.")
    say_next(f'rate {returned[0].claim.ref} RATING --because "…"')
