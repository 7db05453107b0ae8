"""Object storage as S3 speaks it: a bucket opened as the environment says, and what goes wrong in words.

Endpoint, region and keys come from the environment under the names that S3 tools know: AWS_ENDPOINT_URL, AWS_REGION,
AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_CA_BUNDLE. Plain http only where the endpoint says so.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.errors import BadInput, StorageUnavailable
from factcheck.files import disk_errors_explained

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Store

SCHEME = "s3://"
_ENDPOINTS = ("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT")
_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_METADATA_ENDPOINT",
    "AWS_SKIP_SIGNATURE",
)
"""One of these says who asks; without any, the library would look for a machine's own at a private address."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until a server is connected, says something, is done with a request; how often it is asked again."""

    connect: float = 5
    answer: float = 20
    whole: float = 300
    retries: int = 4
    retrying: float = 60


PATIENCE = Patience()


def open_bucket(url: str) -> "S3Store":
    """The bucket and prefix of `s3://bucket/prefix`, as a store that nothing was asked of yet.

    BadInput without the library or anything that says who asks, StorageFailed for a list of certificates that cannot
    be read.
    """
    try:
        from obstore.store import S3Store
    except ModuleNotFoundError as wrong:
        raise BadInput("Object storage needs one more package: pip install 'factcheck-desk[s3]'") from wrong
    if not any(os.environ.get(name) for name in _CREDENTIALS):
        raise BadInput(
            f"{url} is object storage, and the environment does not say who asks there. "
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
        )
    bucket, _, prefix = url.removeprefix(SCHEME).strip("/").partition("/")
    wait = timedelta
    return S3Store(
        bucket,
        prefix=prefix or None,
        checksum_algorithm=os.environ.get("AWS_CHECKSUM_ALGORITHM")
        or "SHA256",  # a locked bucket asks for one
        client_options=_client(),
        retry_config={
            "max_retries": PATIENCE.retries,
            "retry_timeout": wait(seconds=PATIENCE.retrying),
            "backoff": {"init_backoff": wait(seconds=0.2), "max_backoff": wait(seconds=5), "base": 3},
        },
    )


def size_of(store: "S3Store", path: str, where: str) -> int | None:
    """The length of an object, None where there is none; asked for by its first byte, since a HEAD names no error."""
    try:
        with server_errors_explained(where):
            first = store.get(path, options={"range": (0, 1)})
            first.bytes()
            return first.meta["size"]
    except FileNotFoundError:
        return None
    except StorageUnavailable as wrong:
        if "It said: 416" not in wrong.message:  # an empty object has no first byte
            raise
        return 0


def _client() -> "ClientConfig":
    endpoint = next(filter(None, map(os.environ.get, _ENDPOINTS)), "")
    options: ClientConfig = {
        "allow_http": endpoint.startswith("http://"),
        "allow_invalid_certificates": False,
        "connect_timeout": timedelta(seconds=PATIENCE.connect),
        "read_timeout": timedelta(seconds=PATIENCE.answer),
        "timeout": timedelta(seconds=PATIENCE.whole),
    }
    if bundle := os.environ.get("AWS_CA_BUNDLE"):
        with disk_errors_explained(bundle):
            options["root_certificate"] = Path(bundle).read_bytes()
    return options


_KEYS = "See AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."
_REGION = ("The bucket is in another region.", "Set AWS_REGION to the one it is in.")
_SLOW = ("The server asks to slow down.", "Nothing was lost; do it again later.")
_BY_CODE = {
    "NoSuchBucket": ("There is no such bucket.", "Make it, or write the right one in factcheck.toml."),
    "RequestTimeTooSkewed": (
        "The clock of this computer is too far from the server's.",
        "Set the clock, best by NTP, and do it again.",
    ),
    "InvalidAccessKeyId": ("The server does not know this key.", _KEYS),
    "SignatureDoesNotMatch": ("The secret does not belong to this key.", _KEYS),
    "ExpiredToken": ("The session of this key is over.", "Set AWS_SESSION_TOKEN and its keys anew."),
    "AccessDenied": (
        "This key may not do that.",
        "Give it the rights that the page on object storage lists.",
    ),
    "PermanentRedirect": _REGION,
    "AuthorizationHeaderMalformed": _REGION,
    "SlowDown": _SLOW,
    "TooManyRequests": _SLOW,
    "QuotaExceeded": ("The bucket is full.", "Make room, or have its quota raised."),
}
_BY_SIGN = {
    "incorrectly configured region": _REGION,
    "429 Too Many Requests": _SLOW,
    "403 Forbidden": _BY_CODE["AccessDenied"],
    "401 Unauthorized": _BY_CODE["InvalidAccessKeyId"],
    "TimedOut": ("The server did not answer in time.", "Nothing was lost; do it again later."),
    "kind: Connect": ("The server cannot be reached.", "See AWS_ENDPOINT_URL and the network."),
    "certificate": ("The certificate of the server is not trusted.", "Name its authority in AWS_CA_BUNDLE."),
    "non-2xx status code: 5": ("The server is in trouble.", "Nothing was lost; do it again later."),
    "HTTP error": ("The connection broke off.", "Nothing was lost; do it again."),
}
_OTHER = ("The server did not answer as object storage does.", "See AWS_ENDPOINT_URL.")
_CODE = re.compile(r"<Code>(\w+)</Code>")
_STATUS = re.compile(r"non-2xx status code: (\d+)")


@contextmanager
def server_errors_explained(where: str) -> Iterator[None]:
    """Raise StorageUnavailable, which says what to do, for what a server answered about `where`.

    FileNotFoundError where it said that there is no such object, and FileExistsError that there is one.
    """
    from obstore.exceptions import AlreadyExistsError, BaseError

    try:
        yield
    except AlreadyExistsError as there:
        raise FileExistsError(where) from there
    except (BaseError, FileNotFoundError, ValueError) as wrong:
        said = str(wrong)
        code = found[1] if (found := _CODE.search(said)) else ""
        if code == "NoSuchKey":
            raise FileNotFoundError(where) from wrong
        what, mend = _BY_CODE.get(code) or next(
            (told for sign, told in _BY_SIGN.items() if sign in said), _OTHER
        )
        status = found[1] if (found := _STATUS.search(said)) else ""
        told = " ".join(filter(None, (status, code)))
        raise StorageUnavailable(f"{where}: {what}{f' It said: {told}.' if told else ''} {mend}") from wrong
