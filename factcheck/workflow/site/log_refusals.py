"""Why the public log is not signed: each way in which a site and a record do not go on from one another, told apart.

The log never forks: no checkpoint is signed over a tree that does not begin with every tree signed before.
"""

from pathlib import Path

from factcheck.errors import NotSoNow, Remedy, StorageFailed

OLDER = Remedy("Bring back a newer backup, or import the dossiers that hold what is missing here.")
_TAKE = Remedy.by(
    "publish",
    "Or, where that is lost for good, keep those leaves without their publications.",
    take_log=True,
)


def not_ours(checkpoint: Path, why: ValueError) -> NotSoNow:
    """The checkpoint on the site is another desk's, or damaged."""
    return NotSoNow(
        f"{checkpoint} is not a checkpoint of this desk: {why}. Nothing was published.",
        remedies=[
            Remedy("Where the site is another desk's, publish to another folder."),
            Remedy("Or, where log.key is not the one that the site was signed with, bring that one back."),
            Remedy("Or, where the file is damaged, take it away and publish again."),
        ],
    )


def newer_site(more: str) -> NotSoNow:
    """The site has leaves that the record has not, as after a backup was restored."""
    return NotSoNow(
        f"The public log of the site is newer than this desk: {more}. This database is an older one, as after a backup "
        "was restored. To publish would take back in silence what readers were told; nothing was published.",
        remedies=[OLDER, _TAKE],
    )


def cannot_take(more: str, why: str) -> NotSoNow:
    """The leaves that only the site has cannot be kept."""
    return NotSoNow(f"{more}, and cannot be kept: {why}. Nothing was changed.", remedies=[OLDER])


def went_apart(size: int) -> NotSoNow:
    """The site's log and the record hold different leaves at the same places."""
    work_on = "Work on with the copy of the desk that the site was published from; do again there what was done here."
    return NotSoNow(
        f"The public log of the site and the record of this desk went apart: the {size:,} leaves of the one are not "
        "the first of the other. Another copy of this desk has published since. Nothing was published.",
        remedies=[work_on],
    )


def gap(index: int) -> NotSoNow:
    """A leaf is missing among those on record."""
    return NotSoNow(
        f"The public log of this desk has no leaf {index} on record, and has later ones. Nothing was published.",
        remedies=[Remedy.by("import", "Import the dossier whose publication stands there.", path=None)],
    )


def other_leaves(size: int) -> StorageFailed:
    """The leaves on record are not those that were signed."""
    return StorageFailed(
        f"The {size:,} leaves of the public log that were signed are not on record as they were. Nothing went out.",
        remedies=[Remedy.by("verify", "See all."), "Restore the database from a backup."],
    )


def tiles_are_wrong(why: ValueError) -> StorageFailed:
    """The files of the log do not lead to what was signed."""
    said = f"The public log on the site is not what was signed: {why}."
    return StorageFailed(said, remedies=[Remedy.by("publish", "Publish again.")])
