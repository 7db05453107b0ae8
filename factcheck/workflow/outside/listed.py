"""Who was asked outside about a claim or an article, what became of each link, and what each would see now."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from factcheck.desk import Desk
from factcheck.model.draft_link import DraftLink
from factcheck.model.outside_answer import OutsideAnswer
from factcheck.model.outside_draft import OutsideDraft
from factcheck.model.publication import Contact
from factcheck.model.record import ArticleRecord, Record
from factcheck.workflow.outside.subject import draft_of, read_subject


class GivenState(StrEnum):
    """What became of the newest link of somebody who was asked; "none" where it was otherwise, or is long over."""

    NONE = "none"
    OPEN = "open"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class AskedOutside:
    """Somebody who was asked, and the newest link that was given for it; `digest` is that of the draft now."""

    contact: Contact
    link: DraftLink | None
    state: GivenState
    digest: str

    def is_current(self, answer: OutsideAnswer) -> bool:
        """Whether what was read is the draft as it is."""
        return answer.digest == self.digest

    def as_json(self) -> dict[str, Any]:
        """The words of the JSON contract: the contact with its answers, and the link without its secret."""
        contact = self.contact
        answers = [{**one.plain(), "is_current": self.is_current(one)} for one in contact.answers]
        return {
            **contact.model_dump(mode="json", exclude={"answers", "noted"}),
            "link": str(self.state),
            "until": self.link.expires_at if self.link else None,
            "answers": answers,
            "new": len(answers) - contact.noted,
        }


@dataclass(frozen=True)
class AskedPage:
    """A claim or an article, what somebody outside would see of it now, and who was asked, oldest first."""

    record: Record | ArticleRecord
    draft: OutsideDraft
    asked: tuple[AskedOutside, ...]

    @property
    def ref(self) -> str:
        """The ref it has now."""
        return self.record.ref


def asked_page(desk: Desk, ref: str, *, is_article: bool = False) -> AskedPage:
    """What the desk looks at before it asks, and afterwards. NotFound."""
    with desk.store.reading() as ledger:
        record = read_subject(ledger, ref, is_article=is_article)
        links = ledger.draft_links.of(record.id)
        draft = draft_of(desk, ledger, record) or OutsideDraft(())
    asked = (
        AskedOutside(one, links.get(one.id), _state(desk, links.get(one.id)), draft.digest)
        for one in record.contacts
    )
    return AskedPage(record, draft, tuple(asked))


def _state(desk: Desk, link: DraftLink | None) -> GivenState:
    if link is None:
        return GivenState.NONE
    if link.ended_at:
        return GivenState.WITHDRAWN
    return GivenState.OPEN if link.is_open(desk.clock()) else GivenState.EXPIRED
