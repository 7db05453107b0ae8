"""Serve: the desk in a browser on one's own machine."""

import os

import click

from factcheck.cli.app import cli, open_desk, say

_PORT = 8420
_HOSTS = ("127.0.0.1", "localhost", "::1")


def _on_this_machine(_ctx: click.Context, _param: click.Parameter, host: str) -> str:
    if host not in _HOSTS:
        raise click.BadParameter(
            f'"{host}" would let others reach the desk, and it has no accounts yet by which to tell them apart. '
            f"It is served on this computer alone: {', '.join(_HOSTS)}."
        )
    return host


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
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    metavar="N",
    help="Where; 0 takes a free one.",
)
@click.option(
    "--host",
    default=_HOSTS[0],
    show_default=True,
    callback=_on_this_machine,
    help="A name of this computer for itself.",
)
def serve(port: int, host: str) -> None:
    """Open the desk in a browser on this computer; the link is the first line, and works once.

    Whoever opens it acts as the desk's author, or as the person named with --as. It ends with Ctrl-C.
    """
    from factcheck.web.server import serve as run
    from factcheck.workflow.notify.send import sending

    with open_desk() as desk:

        def announce(link: str) -> None:
            click.echo(link)
            say(f"Open it in a browser: you act as {desk.author} then. End with Ctrl-C.")
            if _others_are_here():
                say(
                    "Others have accounts on this computer: do not let them read the link before you open it."
                )

        with sending(desk):
            run(desk, host, port, announce)
