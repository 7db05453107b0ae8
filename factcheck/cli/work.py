"""Work: background jobs, where a desk has a queue of them."""

import click

from factcheck.cli.app import cli, open_desk, say
from factcheck.cli.serve import metrics_option


@cli.command(section="serve")
@click.option("--queues", metavar="NAME,…", help="Only these, such as fetch,publish; else all.")
@click.option("--once", is_flag=True, help="End when nothing is left to do.")
@metrics_option
def work(queues: str | None, once: bool, metrics: tuple[str, int] | None) -> None:
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
        from factcheck.workflow.running.readiness import WORKER, Readiness
        from factcheck.workflow.running.status_server import telling_status

        say("Working. End with Ctrl-C.")
        named = [one.strip() for one in (queues or "").split(",") if one.strip()]
        with telling_status(desk, Readiness(desk, WORKER), metrics):
            work_off(desk, named, once=once)
