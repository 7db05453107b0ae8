"""Publish: contact and correct, what is said in the open."""

import click

from factcheck.cli.app import cli, head_option, open_desk, say, say_next
from factcheck.cli.completion import CLAIM
from factcheck.cli.refs import whole_ref
from factcheck.model.vocabulary import CorrectionKind

_WHEN_OR_WHAT = "the day it was, or the words; a day that is not given is today."


@cli.command(section="publish")
@click.argument("ref", type=CLAIM)
@click.argument("contact_id", metavar="[ID]", required=False)
@click.option("--who", help="Whom the desk asked to answer.")
@click.option("--how", help="How: by e-mail, by telephone, by letter.")
@click.option("--asked", help=f"What was asked, or when: {_WHEN_OR_WHAT}")
@click.option("--asked-on", help="The day it was asked, where --asked gives the words.")
@click.option("--answered", help=f"What the answer was, or when it came: {_WHEN_OR_WHAT}")
@click.option("--answered-on", help="The day the answer came, where --answered gives the words.")
@click.option("--no-answer", is_flag=True, default=None, help="None came by the time of publication.")
@click.option(
    "--public/--private", default=None, help="Show it on the claim's public page; else it stays here."
)
@head_option
def contact(ref: str, contact_id: str | None, **told: str | bool | None) -> None:
    """Record whom you asked to answer, and what came of it (right of reply)."""
    from factcheck.workflow.claims.contacts import contact as record
    from factcheck.workflow.claims.contacts import is_on_page

    with open_desk() as desk:
        ref = whole_ref(desk, ref)
        known = record(desk, ref, contact_id, _told(told))
        is_shown = is_on_page(desk, ref, known)
    click.echo(known.id)
    if not known.public:
        say("It stays private; to show it: --public")
    elif is_shown:
        say("It is shown on the public page.")
    elif is_shown is None:
        say("The public page shows it once the claim is published.")
    if known.answered_on or known.no_answer:
        say_next(f"show {ref}")
    else:
        say_next(f"contact {ref} {known.id} --answered …, or --no-answer")


def _told(options: dict[str, str | bool | None]) -> dict[str, str | bool]:
    """The options that were given; a day that stands where words may stand is that day."""
    from factcheck.model.dates import check_edtf

    given = {key: value for key, value in options.items() if value is not None}
    for name in ("asked", "answered"):
        said = given.get(name)
        if isinstance(said, str):
            try:
                given.setdefault(f"{name}_on", check_edtf(said))
                del given[name]
            except ValueError:
                continue
    return given


@cli.command(section="publish")
@click.argument("ref", type=CLAIM)
@click.option(
    "--kind",
    required=True,
    type=click.Choice([kind.value for kind in CorrectionKind]),
    help="major: the verdict or its grounds; minor: a slip; update: news; void: the check is taken back.",
)
@click.option("--what", required=True, help="What was wrong, or is new. Readers see it.")
@click.option("--why", required=True, help="How it came about. Readers see it.")
@head_option
def correct(ref: str, kind: str, what: str, why: str) -> None:
    """Correct what is published, in the open; the old version stays readable."""
    from factcheck.workflow.claims.corrections import correct as begin

    with open_desk() as desk:
        ref = whole_ref(desk, ref, signs=True)
        correction = begin(desk, ref, CorrectionKind(kind), what, why).corrections[-1]
    click.echo(correction.id)
    say("Readers are told at the next publication.")
    if correction.kind is CorrectionKind.VOID:
        say(f"{ref} is void. The page keeps its text under a notice once you publish.")
        say_next(f"publish {ref}")
        return
    say(f"A correction of {ref} is under way; its verdict and its wording may change now.")
    say_next(f'rate {ref} RATING --because "…", or factcheck publish {ref} where the verdict stays')
