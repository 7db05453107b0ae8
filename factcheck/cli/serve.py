"""Serve: the desk in a browser, on one's own machine or for people with accounts."""

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from factcheck.cli.app import cli, open_desk, say

if TYPE_CHECKING:
    from factcheck.desk import Desk
    from factcheck.web.access.access import Access
    from factcheck.web.server import Serving

port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8420,
    show_default=True,
    metavar="N",
    help="Where; 0 takes a free one.",
)
metrics_option = click.option(
    "--metrics",
    metavar="[HOST:]PORT",
    callback=lambda _ctx, _param, given: _as_watched(given),
    help="A port for those who watch it: /metrics for Prometheus, /healthz and /readyz; by itself on loopback.",
)
_LOOPBACK = "127.0.0.1"
_HOSTS = (_LOOPBACK, "localhost", "::1")
_ADDRESS_HELP = "Where people with accounts reach it, as browsers show it: https://desk.example; repeatable."


def _as_watched(given: str | None) -> tuple[str, int] | None:
    """The host and the port of `--metrics`."""
    if given is None:
        return None
    host, _, port = given.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65_536):
        raise click.BadParameter(f'"{given}" is no port. Write it as in 9420 or 10.0.0.6:9420.')
    return host.strip("[]") or _LOOPBACK, int(port)


def _others_are_here() -> bool:
    """Whether other people can log in to this computer, whose programs reach its loopback too."""
    try:
        import pwd
    except ImportError:
        return False
    people = (one for one in pwd.getpwall() if 1000 <= one.pw_uid < _NOBODY and one.pw_uid != os.getuid())
    return any(not one.pw_shell.endswith(("/nologin", "/false")) for one in people)


_NOBODY = 60_000
"""User ids from here on are not people's (Debian policy, 9.2.2)."""


@cli.command(section="serve")
@port_option
@click.option(
    "--host",
    default=_HOSTS[0],
    show_default=True,
    help="An address of this computer; others than itself reach it where that is not one of its own for itself.",
)
@click.option("--address", "addresses", multiple=True, metavar="URL", help=_ADDRESS_HELP)
@metrics_option
@click.option(
    "--drain",
    type=click.FloatRange(0, 600),
    default=0,
    metavar="SECONDS",
    help="For how long requests are still taken once it is told to end (SIGTERM), for a proxy to see that it does.",
)
def serve(
    port: int, host: str, addresses: tuple[str, ...], metrics: tuple[str, int] | None, drain: float
) -> None:
    """Open the desk in a browser; the link is the first line. It ends with Ctrl-C.

    On this computer alone the link works once, and whoever opens it acts as the desk's author, or as the person named
    with --as. With --address, or addresses under [web] in factcheck.toml, people with accounts log in there; so they do
    with a --host that others reach.
    """
    with open_desk() as desk:
        if host not in _HOSTS and not desk.accounts:
            raise click.BadParameter(
                f'"{host}" would let others reach the desk, and it has no accounts yet by which to tell them apart. '
                "Give somebody one: factcheck person add NAME --role admin",
                param_hint="--host",
            )
        from factcheck.web.server import Serving

        serve_desk(_at_addresses(desk, addresses), Serving(host, port, metrics, drain))


def serve_desk(desk: "Desk", where: "Serving") -> None:
    """Serve a desk that is open, with its notices sent meanwhile; the first line is where it is reached."""
    from factcheck.web.server import serve as run
    from factcheck.workflow.doctor import check_start
    from factcheck.workflow.notify.send import sending

    check_start(desk.settings)
    with sending(desk):
        run(desk, where, partial(_announce, desk, where.host))


def _at_addresses(desk: "Desk", addresses: tuple[str, ...]) -> "Desk":
    """The desk, to be reached under these addresses where any is given."""
    from factcheck.settings.web import as_address, web_findings

    if not addresses:
        return desk
    served = desk.settings.web
    for found in web_findings({"addresses": [*addresses], "proxies": [*served.proxies]}):
        raise click.BadParameter(str(found), param_hint="--address")
    named = replace(served, addresses=tuple(as_address(one) for one in addresses))
    return replace(desk, settings=replace(desk.settings, web=named))


def _announce(desk: "Desk", host: str, access: "Access") -> None:
    from factcheck.web.access.one_time_link import OneTimeLink

    click.echo(access.link)
    if isinstance(access, OneTimeLink):
        say(f"Open it in a browser: you act as {desk.author} then. End with Ctrl-C.")
        if _others_are_here():
            say("Others have accounts on this computer: do not let them read the link before you open it.")
        return
    say("People with accounts are let in there. End with Ctrl-C.")
    if access.link.startswith("http:") and host not in _HOSTS:
        say("Passwords pass the network as they are typed: put a proxy with https before the desk.")
    if desk.settings.web.person_header and host in _HOSTS and _others_are_here():
        say("Others have accounts on this computer: past the proxy they can say that they are anybody.")
