"""The words the public pages use for the state of a check and for the kinds of correction."""

from factcheck.model.public import PublicState
from factcheck.model.vocabulary import CorrectionKind
from factcheck.report.phrase import say

STATE = {
    PublicState.CURRENT: say("Published"),
    PublicState.RECHECK: say("Published, being looked at again"),
    PublicState.UNDER_CORRECTION: say("Published, being corrected"),
    PublicState.VOID: say("Taken back"),
    PublicState.SUPERSEDED: say("An earlier version"),
}
STATE_MEANING = {
    PublicState.CURRENT: say("The check stands as it was signed."),
    PublicState.RECHECK: say(
        "Something the check rests on changed after it was published. It may still hold."
    ),
    PublicState.UNDER_CORRECTION: say(
        "The desk found something to correct. The page says what; a new version follows."
    ),
    PublicState.VOID: say("The desk no longer stands by the check. It stays readable, with the reason."),
    PublicState.SUPERSEDED: say("A later version has replaced it. It stays readable at its own address."),
}

CORRECTION = {
    CorrectionKind.MAJOR: say("Correction"),
    CorrectionKind.MINOR: say("Minor correction"),
    CorrectionKind.UPDATE: say("Update"),
    CorrectionKind.VOID: say("Taken back"),
}
CORRECTION_MEANING = {
    CorrectionKind.MAJOR: say(
        "The verdict, or something it rests on, was wrong. It stands on top of the check."
    ),
    CorrectionKind.MINOR: say(
        "A slip that leaves the verdict as it was. It stands at the foot of the check."
    ),
    CorrectionKind.UPDATE: say("Something new came up after the check was published."),
    CorrectionKind.VOID: say("The check should not have been published, or no longer holds at all."),
}
