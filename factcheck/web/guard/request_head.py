"""The head of a request as it was sent, and why one is refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import Scope


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status (HTTP) of a request that is not let in, and the reason in a sentence."""

    status: int
    why: str


@dataclass(frozen=True, slots=True)
class RequestHead:
    """Method, path and header fields; names are lower case, and a field that was sent twice is there twice.

    `peer` is the address of whoever is at the other end of the connection, such as a proxy; blank where it has none.
    """

    method: str
    path: str
    fields: Sequence[tuple[bytes, bytes]]
    peer: str = ""

    @classmethod
    def of(cls, scope: Scope) -> "RequestHead":
        """The head of an ASGI request."""
        peer = (scope.get("client") or ("",))[0]
        return cls(scope["method"], scope["path"], scope["headers"], peer)

    @property
    def size(self) -> int:
        """Its bytes, near enough."""
        return len(self.path) + sum(len(name) + len(value) + 4 for name, value in self.fields)

    def values(self, name: str) -> list[str]:
        """Every value that was sent for a field."""
        wanted = name.encode()
        return [value.decode("latin-1").strip() for key, value in self.fields if key == wanted]
