"""The files of a public site as objects in a bucket, from where readers get them."""

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from factcheck.archive.s3 import open_bucket, server_errors_explained, size_of
from factcheck.errors import StorageFailed

if TYPE_CHECKING:
    from obstore import Attributes

_PAGE = 1000


class SiteBucket:
    """A prefix of a bucket; each of these raises StorageUnavailable, which says what to do, where the server fails.

    Not for use in a process that was forked from one that used it.
    """

    def __init__(self, url: str) -> None:
        """BadInput where the environment or the installation lacks what it needs; nothing is asked of the server."""
        self._store = open_bucket(url)
        self._url = url.rstrip("/")

    def etags(self) -> dict[str, str]:
        """Every object by its path below the prefix, with its entity tag: mostly the MD5 of its bytes, in hex."""
        with server_errors_explained(self._url):
            pages = self._store.list(chunk_size=_PAGE)
            return {one["path"]: _plain(one["e_tag"]) for page in pages for one in page}

    def put(self, path: str, content: bytes, headers: Mapping[str, str]) -> str:
        """Put an object in place of what is there, whole or not at all; its entity tag as the server has it then.

        StorageFailed where the server then has none of this length.
        """
        place = f"{self._url}/{path}"
        given: Attributes = {**headers}
        with server_errors_explained(place):
            put = self._store.put(path, content, attributes=given, use_multipart=False)
        if content and size_of(self._store, path, place) != len(content):
            raise StorageFailed(f"{place}: The server says that it has it, and does not. Is it sound?")
        return _plain(put["e_tag"])

    def remove(self, path: str) -> None:
        """Take an object away; one that is gone already is as good."""
        with server_errors_explained(f"{self._url}/{path}"), suppress(FileNotFoundError):
            self._store.delete(path)


def _plain(etag: str | None) -> str:
    return (etag or "").removeprefix("W/").strip('"')
