"""Rule 3 of signatures made with a key: each is over the very line that holds it."""

from factcheck.errors import RuleRefused
from factcheck.model.claim_step import ClaimStep
from factcheck.model.key_signatures import text_of
from factcheck.model.sshsig import SshSignature
from factcheck.model.vocabulary import Decision
from factcheck.phrase import say


def signature_is_of_its_line(step: ClaimStep) -> None:
    """Rule 3: a key signed this approval of this verdict, on the line before, and nothing else.

    Whose key it is and whether it holds on that day, the desk's settings say, which no history knows.
    """
    review = step.part
    if review.signature is None and review.desk is None:
        return
    if review.signature is None or review.desk is None or review.decision is not Decision.APPROVE:
        raise RuleRefused(3, say("a signature is of an approval, and says for which desk."))
    try:
        signed = text_of(step.before, review, step.line.previous)
        SshSignature.read(review.signature).check(signed.encode())
    except ValueError as wrong:
        said = say("the signature under {ref} {wrong}.", ref=step.before.claim.ref, wrong=str(wrong))
        raise RuleRefused(
            3, said, say("What is signed may have changed meanwhile. Sign it again.")
        ) from wrong
