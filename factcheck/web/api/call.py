"""One call of the API by somebody who was let in, and what an act on a claim is there."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from starlette.datastructures import UploadFile

from factcheck.desk import Desk
from factcheck.model.vocabulary import Act
from factcheck.web.api.sent import Sent

Told = Mapping[str, Any]
"""What came of an act, as JSON, beside where the claim stands now."""


@dataclass(frozen=True)
class Call:
    """The desk with whoever acts, what the address names, the path and the query as they were sent, and a file."""

    desk: Desk
    named: Mapping[str, str]
    path: str = ""
    query: str = ""
    file: UploadFile | None = None

    @property
    def ref(self) -> str:
        """The ref in the address."""
        return self.named["ref"]


class ActBody(Sent):
    """What an act is given, and what it does.

    `act` is what it is in the model, by which roles and scopes go. `needs_head` says that it names the head it was
    decided on; `is_exact` that nothing at all may have happened since, as its workflow does not tell what matters.
    """

    act: ClassVar[Act]
    needs_head: ClassVar[bool] = True
    is_exact: ClassVar[bool] = False
    has_file: ClassVar[bool] = False
    needs_file: ClassVar[bool] = False

    def do(self, call: Call) -> Told:
        """Do it; raises what the workflow does."""
        return self._do(call)

    @abstractmethod
    def _do(self, call: Call) -> Told: ...
