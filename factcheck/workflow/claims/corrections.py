"""Corrections of what was published, in the open."""

from factcheck.desk import Desk
from factcheck.model.record import Record, next_id
from factcheck.model.vocabulary import Act, CorrectionKind
from factcheck.workflow.act import decided_anew, open_claim


@decided_anew
def correct(desk: Desk, ref: str, kind: CorrectionKind, what: str, why: str) -> Record:
    """Begin a correction of a published check; readers are told of it at the next publication.

    A void check is taken back as it stands. Every other kind lets the verdict and the wording change until the
    next version is published. RuleRefused where nothing is published.
    """
    with open_claim(desk, ref) as claim:
        said = {"id": next_id("k", claim.record.corrections), "kind": kind.value, "what": what, "why": why}
        return claim.act(Act.CORRECT, {"correction": said})
