"""What came of one visit, in brief: small enough to keep for every address of a long list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from factcheck.model.drift import Drift
from factcheck.model.source import PICTURED, Browser
from factcheck.model.vocabulary import Outcome, Way
from factcheck.reading.document.block_pages import CONSENT
from factcheck.workflow.evidence.make_capture import NewCapture


@dataclass(frozen=True, slots=True)
class CaptureOnClaim:
    """What a capture is on one claim's record, and what it did there.

    `digest` is that of the body it stands for. `anchored` are transcribed quotes that it holds, `unfound` those that
    it does not, and `is_whole` says whether that is all the source has. `taken` are the fields of the source that were
    blank and are now as the page has them. `voided` is true when a sign-off no longer binds what it was given for.
    """

    ref: str
    source: str
    capture: str
    digest: str | None = None
    drift: tuple[Drift, ...] = ()
    anchored: tuple[str, ...] = ()
    unfound: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    is_whole: bool = True
    needs_recheck: bool = False
    voided: bool = False

    @property
    def news(self) -> tuple[Drift, ...]:
        """What a person has to look at: why the claim needs a recheck."""
        return tuple(one for one in self.drift if one.rung.needs_a_person) if self.needs_recheck else ()


@dataclass(frozen=True, slots=True)
class FetchResult:
    """One address visited: how it ended, and what it is on the records of the claims that cite it.

    `url` is the address as it was asked for, without a user name or password. `digest` is the SHA-256 of the body,
    for a page that is unchanged that of the capture it is the same as. `sends_on` is the address to which the page
    sends its readers by itself; `way` says whether a browser drew it, `may_be_drawn` whether one may show more words,
    `may_accept` whether it drew a question of consent alone and pressed no button.
    `etag` and `last_modified` are what the server needs to say whether it changed.
    """

    url: str
    outcome: Outcome
    record: str
    fetched_at: datetime
    reason: str | None
    digest: str | None
    text_digest: str | None
    status: int | None
    final_url: str | None
    content_type: str | None
    size: int
    let_through: bool
    notes: tuple[str, ...]
    noted: tuple[CaptureOnClaim, ...]
    way: Way = Way.PLAIN
    may_be_drawn: bool = False
    may_accept: bool = False
    sends_on: str | None = None
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, url: str, caught: NewCapture, noted: tuple[CaptureOnClaim, ...]) -> Self:
        """What was caught at an address, and what that is on which records."""
        told = caught.fields
        digest = next((one.digest for one in noted), told.get("payload_digest"))
        brief: dict[str, Any] = {name: told.get(name) for name in _BRIEF}
        shown = told["requested_url"] if caught.outcome is Outcome.BLOCKED_USERINFO else url
        return cls(
            url=shown,
            digest=digest,
            size=told.get("size", 0),
            notes=tuple(told["notes"]),
            noted=noted,
            way=Way.BROWSER if told.get("browser") else Way.PLAIN,
            may_be_drawn=caught.may_be_drawn,
            may_accept=_may_accept(told),
            sends_on=caught.sends_on or None,
            etag=told.get("etag"),
            last_modified=told.get("last_modified"),
            **brief,
        )

    @property
    def is_reached(self) -> bool:
        """Whether the address gave what it has, or said that it has not changed."""
        return self.outcome.holds_words or self.outcome is Outcome.UNCHANGED

    @property
    def is_pictured(self) -> bool:
        """Whether it came and is a picture or a scan, whose words have a place on it and none in a text."""
        return self.is_reached and not self.text_digest and self.content_type in PICTURED

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract."""
        words = ("url", "outcome", "reason", "digest", "notes", "size", "way", "sends_on", *_BRIEF)
        return {
            **{word: getattr(self, word) for word in dict.fromkeys(words)},
            "claims": [{"ref": one.ref, "source": one.source, "capture": one.capture} for one in self.noted],
            "taken": [
                {"ref": one.ref, "source": one.source, "fields": list(one.taken)}
                for one in self.noted
                if one.taken
            ],
            "drift": [
                {
                    "ref": one.ref,
                    "evidence": drift.evidence,
                    "rung": drift.rung,
                    "reason": drift.reason,
                    "found": drift.found,
                }
                for one in self.noted
                for drift in one.drift
            ],
            "anchored": [{"ref": one.ref, "evidence": quote} for one in self.noted for quote in one.anchored],
            "unfound": [{"ref": one.ref, "evidence": quote} for one in self.noted for quote in one.unfound],
        }


_BRIEF = (
    "outcome",
    "reason",
    "record",
    "fetched_at",
    "text_digest",
    "status",
    "final_url",
    "content_type",
    "let_through",
)
"""Fields of a capture that are kept as they are."""


def _may_accept(told: Mapping[str, Any]) -> bool:
    browser: Browser | None = told.get("browser")
    return told["reason"] == CONSENT and browser is not None and browser.accepted is None
