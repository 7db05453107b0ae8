"""Where captures are kept: a folder, or a prefix of a bucket; each opened by its address."""

from pathlib import Path

from factcheck.archive.archive import Archive
from factcheck.archive.folder import FolderStorage
from factcheck.errors import BadInput


def archive_at(place: str) -> Archive:
    """The archive in a folder, by its path, or on object storage, by s3://bucket/prefix; nothing is asked of it yet.

    BadInput for another kind of address, and where object storage lacks what it needs.
    """
    if "://" not in place:
        return Archive(FolderStorage(Path(place)))
    if not place.startswith("s3://"):
        raise BadInput(f"{place} is no place for captures. Give a folder, or s3://bucket/prefix.")
    from factcheck.archive.objects import ObjectStorage

    return Archive(ObjectStorage(place))
