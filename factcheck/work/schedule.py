"""What the desk does by itself, and when."""

from collections.abc import Mapping, Sequence

from factcheck.desk import Desk


def times_of(desk: Desk, queues: Sequence[str] = ()) -> Mapping[str, str]:
    """The tasks that come back by themselves at a desk with these settings, of all or those named, each with its times.

    Times are UTC, as cron writes them. Each task makes up for what was missed, so it does not matter whether a worker
    is there at the very minute.
    """
    settings = desk.settings
    times = {
        "rechecks": "7 * * * *",
        "follow": "37 */6 * * *",
        "archive-check": "47 * * * *",
        **({"feeds": "17 */6 * * *"} if settings.feeds else {}),
        **({"watches": "57 */6 * * *"} if settings.watch else {}),
        **({"backup": "27 * * * *"} if settings.backup.folder else {}),
    }
    return {name: at for name, at in times.items() if not queues or name in queues}
