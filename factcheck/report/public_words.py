"""The words the public pages use for the state of a check and for the kinds of correction."""

from factcheck.model.public import PublicState
from factcheck.model.vocabulary import CorrectionKind

STATE = {
    PublicState.CURRENT: "Published",
    PublicState.RECHECK: "Published, being looked at again",
    PublicState.UNDER_CORRECTION: "Published, being corrected",
    PublicState.VOID: "Taken back",
    PublicState.SUPERSEDED: "An earlier version",
}
STATE_MEANING = {
    PublicState.CURRENT: "The check stands as it was signed.",
    PublicState.RECHECK: "Something the check rests on changed after it was published. It may still hold.",
    PublicState.UNDER_CORRECTION: "The desk found something to correct. The page says what; a new version follows.",
    PublicState.VOID: "The desk no longer stands by the check. It stays readable, with the reason.",
    PublicState.SUPERSEDED: "A later version has replaced it. It stays readable at its own address.",
}

CORRECTION = {
    CorrectionKind.MAJOR: "Correction",
    CorrectionKind.MINOR: "Minor correction",
    CorrectionKind.UPDATE: "Update",
    CorrectionKind.VOID: "Taken back",
}
CORRECTION_MEANING = {
    CorrectionKind.MAJOR: "The verdict, or something it rests on, was wrong. It stands on top of the check.",
    CorrectionKind.MINOR: "A slip that leaves the verdict as it was. It stands at the foot of the check.",
    CorrectionKind.UPDATE: "Something new came up after the check was published.",
    CorrectionKind.VOID: "The check should not have been published, or no longer holds at all.",
}
