"""A backup each day into a folder, with the oldest taken away again."""

from collections.abc import Mapping
from typing import Any

from factcheck.desk import Desk
from factcheck.errors import NotFound
from factcheck.workflow.transfer.backup import back_up, backups_in


def back_up_daily(desk: Desk) -> Mapping[str, Any]:
    """Make the backup of today (UTC) where there is none yet, and take away all but the newest that are to be kept.

    Nothing where the settings name no folder. Raises what `back_up` does, and NotFound where the folder is not there,
    as when the disk of the backups is not mounted.
    """
    folder, keep = desk.settings.backup.folder, desk.settings.backup.keep
    if folder is None:
        return {}
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder} for backups. Make it, or mount its disk.")
    made = None
    if not any(one.startswith(f"{desk.clock():%Y-%m-%d}") for one in backups_in(desk, folder).values()):
        made = back_up(desk, folder).path.name
    gone = [*backups_in(desk, folder)][:-keep]
    for path in gone:
        path.unlink()
    return {"made": made, "removed": [path.name for path in gone]}
