"""Notifications: person notify says who is told what waits; notify sends, lists what failed and tries it again."""

import shlex
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

from factcheck.cli import serve  # noqa: F401 - serve stands first in the help
from factcheck.cli.app import ERROR, cli, counted, leave, open_desk, say, say_next
from factcheck.cli.completion import NAME
from factcheck.cli.output import format_options, print_rows
from factcheck.cli.person import person

if TYPE_CHECKING:
    from types import FrameType

    from factcheck.desk import Desk
    from factcheck.model.notice import Recipient
    from factcheck.workflow.notify.send import Delivery

_COLUMNS = ("state", "to", "what", "ref", "error")


@person.command("notify")
@click.argument("name", metavar="NAME", type=NAME)
@click.option("--mail", "address", metavar="ADDRESS", help="Where mails go.")
@click.option("--at-once", "frequency", flag_value="at-once", help="Write as things happen (the default).")
@click.option("--daily", "frequency", flag_value="daily", help="Write once a day.")
@click.option("--never", is_flag=True, help="Write nothing more, and forget the address.")
def person_notify(name: str, address: str | None, frequency: str | None, never: bool) -> None:
    """Have somebody told by mail of what waits for them; without options, show how they are told."""
    from factcheck.model.notice import Frequency
    from factcheck.workflow.notify import recipients

    if never and (address or frequency):
        raise click.UsageError("--never goes with nothing else.")
    with open_desk() as desk:
        if never:
            was_told = recipients.stop_notices(desk, name)
            say(f"{name} is told nothing more." if was_told else f"{name} was told nothing.")
            return
        if address or frequency:
            choice = recipients.NoticeChoice(address, Frequency(frequency) if frequency else None)
            chosen: Recipient | None = recipients.choose_notices(desk, name, choice)
        else:
            chosen = recipients.notice_choice(desk, name)
    if chosen is None:
        say(f"{name} is told nothing.")
        say_next(f"person notify {shlex.quote(name)} --mail ADDRESS")
        return
    click.echo(f"{chosen.name}  {chosen.address}  {chosen.frequency}")
    say_next("notify")


@cli.command(section="serve")
@click.option("--once", is_flag=True, help="Send what is due and end, for cron.")
@click.option("--list", "lists", is_flag=True, help="List what waits to be sent and what failed.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="List at most so many, the oldest first."
)
@click.option("--retry", is_flag=True, help="Try again what failed, too.")
@click.option(
    "--test", "tested", metavar="NAME", type=NAME, help="Write one mail to this person now, as a test."
)
@format_options
def notify(
    once: bool, lists: bool, limit: int | None, retry: bool, tested: str | None, form: str | None
) -> None:
    """Send mails and webhooks that tell of what waits, until it is ended; serve does so by itself.

    Who is told, person notify says; the mail server and the webhooks are in factcheck.toml.
    """
    from factcheck.workflow.notify.outbox import list_notices, retry_notices
    from factcheck.workflow.notify.send import send_test

    if lists and (once or retry):
        raise click.UsageError("--list goes with nothing else but --limit.")
    if limit and not lists:
        raise click.UsageError("--limit goes with --list.")
    with open_desk() as desk:
        if lists:
            print_rows(list_notices(desk, limit), "notices", _COLUMNS, form)
            return
        _check_channels(desk)
        if tested:
            to = send_test(desk, tested)
            say(f"A mail to {to.name} at {to.address} was taken by the mail server.")
            return
        if retry:
            say(f"To be tried again: {counted(retry_notices(desk), 'notice')}.")
        if once:
            _send_once(desk)
        else:
            _send_on(desk)


def _check_channels(desk: "Desk") -> None:
    if not (desk.settings.mail or desk.settings.webhooks):
        from factcheck.errors import NotSoNow

        mend = "Write [mail] or [[webhook]] into factcheck.toml first."
        raise NotSoNow("This desk has no mail server and no webhooks.", remedies=[mend])


def _send_once(desk: "Desk") -> None:
    from factcheck.workflow.notify.send import send_due

    told, failed = 0, 0
    for delivery in send_due(desk):
        _tell(delivery)
        told, failed = told + (not delivery.why) * delivery.count, failed + bool(delivery.why)
    say(f"Sent: {counted(told, 'notice')}.")
    if failed:
        say_next("notify --list")
        leave(ERROR)


def _send_on(desk: "Desk") -> None:
    from factcheck.workflow.notify.send import send_until

    say("Sending what becomes due. End with Ctrl-C.")
    with _ended_by_signal() as end:
        send_until(desk, end, _tell)


@contextmanager
def _ended_by_signal() -> Iterator[Event]:
    """What is set once the program is told to end, so that what is being sent is sent to its end."""
    end = Event()

    def note(_signal: int, _frame: "FrameType | None") -> None:
        end.set()

    before = {one: signal.signal(one, note) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield end
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _tell(delivery: "Delivery") -> None:
    what = f"{delivery.recipient.name}: {counted(delivery.count, 'notice')}"
    if not delivery.why:
        click.echo(f"{what} sent")
        return
    after = "given up" if delivery.is_last else "to be tried again"
    say(f"{what} not sent, {after}: {delivery.why}")
