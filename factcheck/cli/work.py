"""Work: background jobs, where a desk has a queue of them."""

import click

from factcheck.cli.app import cli, open_desk, say


@cli.command(section="serve")
@click.option("--queues", metavar="NAME,…", help="Only these, such as fetch,publish; else all.")
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
def work(queues: str | None, once: bool) -> None:
    """Work off background jobs of a desk on PostgreSQL, until it is told to end.

    Run as many as you like, on as many machines as reach the database and the archive. On SQLite nothing waits: each
    job is done at once by whoever asks for it.
    """
    with open_desk() as desk:
        if not desk.store.has_queue:
            raise click.UsageError(
                "Background work needs a desk on PostgreSQL (database_url in factcheck.toml). This one is on SQLite, "
                "where each job is done at once: nothing waits."
            )
        from factcheck.work.worker import work as work_off

        say("Working. End with Ctrl-C.")
        work_off(desk, [one.strip() for one in (queues or "").split(",") if one.strip()], once=once)
