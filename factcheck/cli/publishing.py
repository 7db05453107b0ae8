"""Publish: publish, the public site of what is signed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.cli.app import ANSWER_IS_NO, ERROR, cli, counted, leave, open_desk, say, say_next, say_some
from factcheck.cli.check import say_unsigned
from factcheck.cli.completion import CLAIM
from factcheck.cli.refs import whole_refs
from factcheck.cli.remedies import finding_in_words

if TYPE_CHECKING:
    from factcheck.workflow.site.publish import Published

_MOST_NAMED = 20


@cli.command(section="publish")
@click.argument("refs", metavar="[REF]...", type=CLAIM, nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), help="Where to; else the desk's site folder.")
@click.option(
    "--new-key", is_flag=True, help="Sign the public log with a new key, in place of one that is lost."
)
@click.option(
    "--take-log", is_flag=True, help="Keep leaves of the public log that the site has and this desk lost."
)
def publish(refs: tuple[str, ...], out: Path | None, new_key: bool, take_log: bool) -> None:
    """Publish what is signed, all or the claims named, and bring the public site and its log up to date."""
    from factcheck.workflow.site.public_log import LogRequest
    from factcheck.workflow.site.publish import PublishRequest
    from factcheck.workflow.site.publish import publish as go_out

    with open_desk() as desk:
        to = out or desk.settings.site
        named = tuple(whole_refs(desk, refs, signs=True))
        published = go_out(desk, PublishRequest(to, named, LogRequest(new_key, take_log)))
    click.echo(to / "index.html")
    _tell(published, to)
    if published.kept_back:
        say_next(f"check {published.kept_back[0].where.partition(':')[0]}")
        leave(ANSWER_IS_NO)
    if published.not_uploaded:
        leave(ERROR)
    say_next("verify")


def _tell_of_images(published: "Published") -> None:
    if published.undrawn:
        say(
            f"{counted(published.undrawn, 'check')} without an image to share: Pillow, which draws it, is not here. "
            "Install the program with its extra [images]; or write share_images = false in factcheck.toml."
        )
    if not published.wordless:
        return
    lacks = sorted(set(published.wordless.values()) - {"shaping"})
    why = [
        *([f"letters that their font lacks ({', '.join(lacks)})"] if lacks else ()),
        *(
            ["letters that FriBiDi, which is not here, would join"]
            if "shaping" in published.wordless.values()
            else ()
        ),
    ]
    say(
        f"{counted(len(published.wordless), 'image')} to share without the words of the claim, "
        f"for {' and '.join(why)}."
    )


def _tell(published: "Published", to: Path) -> None:
    printed = published.printed
    say(
        f"{counted(printed.pages, 'page')}, {len(printed.new_pages):,} new or changed, "
        f"{len(printed.removed):,} taken away."
    )
    say_some((f"Published: {ref}, version {version}" for ref, version in published.versions), _MOST_NAMED)
    if published.again:
        say(f"{counted(len(published.again), 'check')} published before, shown anew.")
    for ref in published.waiting[:_MOST_NAMED]:
        say(f"{ref} is being corrected and says so. Where its verdict stays: factcheck publish {ref}")
    say_unsigned(published.unsigned)
    _tell_of_images(published)
    if published.missing:
        files = ", ".join(f"texts/{text}.md" for text in published.missing)
        say(f"Readers also look for how you work, who pays and where to complain. Not written yet: {files}.")
    if published.kept_back:
        say("Not published:")
        say_some(map(finding_in_words, published.kept_back))
    if done := published.uploaded:
        there = f"{counted(done.put, 'file')} put there, {done.removed:,} taken away"
        say(f"{done.to} has the site, {counted(done.files, 'file')}: {there}.")
    elif not published.not_uploaded:
        say(f"Put {to} on your server, or open {to / 'index.html'} in a browser.")
