"""The words for how a capture ended and for what a recheck found of a quote."""

from factcheck.model.source import TEXT_CUT, Capture
from factcheck.model.vocabulary import Outcome, RecheckResult
from factcheck.phrase import Said, figure, in_sentence, say

OUTCOME = {
    Outcome.OK: say("The whole page came"),
    Outcome.FILED: say("Supplied by hand"),
    Outcome.UNCHANGED: say("The site says nothing changed"),
    Outcome.EMPTY: say("The page came empty"),
    Outcome.PARTIAL: say("Only part of the page came"),
    Outcome.PARTIAL_ENCODING: say("Only part of the page could be unpacked"),
    Outcome.PARTIAL_INCOMPLETE: say("Only part of the page came before the connection broke"),
    Outcome.SOFT_404: say(
        "What came looks like an error page, the site’s home page or a notice that leads elsewhere"
    ),
    Outcome.BLOCKED_SCHEME: say("Its address is not one of the web"),
    Outcome.BLOCKED_USERINFO: say("Its address carries a user name or a password"),
    Outcome.BLOCKED_PORT: say("Its address names a port that this desk does not fetch from"),
    Outcome.BLOCKED_PRIVATE_ADDRESS: say("Its address leads into a private network"),
    Outcome.BLOCKED_BY_SITE: say(
        "The site asks visitors to prove that they are human, to log in or to agree to something"
    ),
    Outcome.BAD_URL: say("Its address cannot be read"),
    Outcome.TOO_MANY_REDIRECTS: say("The site sent the desk from one address to the next without end"),
    Outcome.TLS_EXPIRED: say("The site’s certificate is out of date"),
    Outcome.TLS_WRONG_HOST: say("The site’s certificate is for another name"),
    Outcome.TLS_SELF_SIGNED: say("Nobody but the site itself vouches for its certificate"),
    Outcome.TLS_UNKNOWN_CA: say("Nobody this desk knows vouches for the site’s certificate"),
    Outcome.TLS_FAILED: say("No secure connection could be made"),
    Outcome.ENCODING: say("What came could not be unpacked"),
    Outcome.TIMEOUT: say("The site did not answer in time"),
    Outcome.PROTOCOL: say("What came is not a web server’s answer"),
    Outcome.DNS: say("The site’s name could not be looked up"),
    Outcome.CONNECT: say("No connection to the site could be made"),
    Outcome.NOT_FOUND: say("The site has no such page"),
    Outcome.HTTP: say("The site answered with an error"),
    Outcome.BROWSER: say("The browser could not draw the page"),
}
"""How each capture ended; after the first letter all is lower case, so that it fits into a sentence."""

OUTCOMES = {
    "ok": say("The whole page came"),
    "filed": say("Supplied by hand"),
    "unchanged": say("The site says nothing changed"),
    "partial": say("Only part of the page came"),
    "empty": say("The page came empty"),
    "suspect": say("Looks like an error page"),
    "blocked:by-site": say("The site turned the desk away"),
    "blocked": say("Not asked for"),
    "error:not-found": say("The site has no such page"),
    "error:tls": say("The site could not prove who it is"),
    "error": say("Could not be fetched"),
}
"""The kinds of ends, each by the words it begins with."""

OUTCOMES_MEANING = {
    "ok": say("All that the address gave was kept, byte for byte, with its fingerprint."),
    "filed": say(
        "A person gave the desk the file; that it is what the source published rests on that person’s word."
    ),
    "unchanged": say(
        "Asked whether the page had changed since the last capture, the site said no and sent nothing again."
    ),
    "partial": say(
        "Words found in that part count; of words missing there nobody can say that the page lacks them."
    ),
    "empty": say("The site answered and sent nothing, so there is nothing to quote."),
    "suspect": say(
        "The site called it a page, but it reads like “not found”, is the home page, "
        "or only sends its readers elsewhere, so it counts for nothing."
    ),
    "blocked:by-site": say(
        "It asks visitors to prove that they are human, to log in or to agree to something; "
        "what it showed instead counts for nothing."
    ),
    "blocked": say(
        "The address leads where this desk does not fetch, such as into a private network, "
        "so it did not go there."
    ),
    "error:not-found": say(
        "One such answer can be a mistake; after two, at least a day apart, the page is called gone."
    ),
    "error:tls": say(
        "Its certificate is out of date, for another name, or vouched for by nobody known; "
        "the desk never looks past that."
    ),
    "error": say(
        "Something between the desk and the site failed, such as an answer that did not come in time; "
        "it may work another day."
    ),
}

RUNG = {
    RecheckResult.SAME_BYTES: say("Nothing changed"),
    RecheckResult.SAME_TEXT: say("The text is the same"),
    RecheckResult.QUOTE_EXACT: say("The words still stand"),
    RecheckResult.QUOTE_TYPOGRAPHIC: say("The words still stand, in another typography"),
    RecheckResult.QUOTE_MOVED: say("The words still stand, in another place"),
    RecheckResult.QUOTE_ALTERED: say("The words now read otherwise"),
    RecheckResult.QUOTE_ABSENT: say("The words are no longer there"),
    RecheckResult.UNDETERMINED: say("Whether the words still stand could not be told"),
    RecheckResult.GONE: say("The page is gone"),
    RecheckResult.UNREACHABLE: say("The page could not be reached the last three times"),
}

RUNG_MEANING = {
    RecheckResult.SAME_BYTES: say("The page is the same to the last byte, or the site says that it is."),
    RecheckResult.SAME_TEXT: say(
        "The bytes differ, as with a new advertisement, but the words read from them do not."
    ),
    RecheckResult.QUOTE_EXACT: say("Something else on the page changed; the quote stands as it did."),
    RecheckResult.QUOTE_TYPOGRAPHIC: say(
        "The quote stands there, but for quotation marks, spaces and the like."
    ),
    RecheckResult.QUOTE_MOVED: say("The quote stands there, with other words around it than before."),
    RecheckResult.QUOTE_ALTERED: say(
        "Something in the quote was changed; the page shows what was taken out and what was put in."
    ),
    RecheckResult.QUOTE_ABSENT: say(
        "The whole page came, and neither the quote nor anything near it stands there."
    ),
    RecheckResult.UNDETERMINED: say(
        "Not all of the page came, something else may have come in its place, or no words could be read from it, "
        "so nothing is said either way."
    ),
    RecheckResult.GONE: say("Twice, at least a day apart, there was no such page or no site of that name."),
    RecheckResult.UNREACHABLE: say(
        "Three times in a row the site gave no proper answer; once or twice says nothing."
    ),
}


def ended(capture: Capture) -> Said:
    """How a capture ended, as it stands inside a sentence; an error with its number (RFC 9110, 15)."""
    if capture.text_outcome == TEXT_CUT:
        return say("only the beginning of its text was read")
    how = in_sentence(OUTCOME[capture.outcome])
    if capture.outcome is Outcome.HTTP and capture.status:
        return say("{outcome} ({status})", outcome=how, status=figure(capture.status))
    return how
