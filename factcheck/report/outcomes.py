"""The words for how a capture ended and for what a recheck found of a quote."""

from factcheck.model.source import Capture
from factcheck.model.vocabulary import Outcome, RecheckResult
from factcheck.report.wording import in_sentence

OUTCOME = {
    Outcome.OK: "The whole page came",
    Outcome.FILED: "Supplied by hand",
    Outcome.UNCHANGED: "The site says nothing changed",
    Outcome.EMPTY: "The page came empty",
    Outcome.PARTIAL: "Only part of the page came",
    Outcome.PARTIAL_ENCODING: "Only part of the page could be unpacked",
    Outcome.PARTIAL_INCOMPLETE: "Only part of the page came before the connection broke",
    Outcome.SOFT_404: "What came looks like an error page or the site’s home page",
    Outcome.BLOCKED_SCHEME: "Its address is not one of the web",
    Outcome.BLOCKED_USERINFO: "Its address carries a user name or a password",
    Outcome.BLOCKED_PORT: "Its address names a port that this desk does not fetch from",
    Outcome.BLOCKED_PRIVATE_ADDRESS: "Its address leads into a private network",
    Outcome.BLOCKED_BY_SITE: "The site asks visitors to prove that they are human, to log in or to agree to something",
    Outcome.BAD_URL: "Its address cannot be read",
    Outcome.TOO_MANY_REDIRECTS: "The site sent the desk from one address to the next without end",
    Outcome.TLS_EXPIRED: "The site’s certificate is out of date",
    Outcome.TLS_WRONG_HOST: "The site’s certificate is for another name",
    Outcome.TLS_SELF_SIGNED: "Nobody but the site itself vouches for its certificate",
    Outcome.TLS_UNKNOWN_CA: "Nobody this desk knows vouches for the site’s certificate",
    Outcome.TLS_FAILED: "No secure connection could be made",
    Outcome.ENCODING: "What came could not be unpacked",
    Outcome.TIMEOUT: "The site did not answer in time",
    Outcome.PROTOCOL: "What came is not a web server’s answer",
    Outcome.DNS: "The site’s name could not be looked up",
    Outcome.CONNECT: "No connection to the site could be made",
    Outcome.NOT_FOUND: "The site has no such page",
    Outcome.HTTP: "The site answered with an error",
}
"""How each capture ended; after the first letter all is lower case, so that it fits into a sentence."""

OUTCOMES = {
    "ok": "The whole page came",
    "filed": "Supplied by hand",
    "unchanged": "The site says nothing changed",
    "partial": "Only part of the page came",
    "empty": "The page came empty",
    "suspect": "Looks like an error page",
    "blocked:by-site": "The site turned the desk away",
    "blocked": "Not asked for",
    "error:not-found": "The site has no such page",
    "error:tls": "The site could not prove who it is",
    "error": "Could not be fetched",
}
"""The kinds of ends, each by the words it begins with."""

OUTCOMES_MEANING = {
    "ok": "All that the address gave was kept, byte for byte, with its fingerprint.",
    "filed": "A person gave the desk the file; that it is what the source published rests on that person’s word.",
    "unchanged": "Asked whether the page had changed since the last capture, the site said no and sent nothing again.",
    "partial": "Words found in that part count; of words missing there nobody can say that the page lacks them.",
    "empty": "The site answered and sent nothing, so there is nothing to quote.",
    "suspect": "The site called it a page, but it reads like “not found” or is the home page, "
    "so it counts for nothing.",
    "blocked:by-site": "It asks visitors to prove that they are human, to log in or to agree to something; "
    "what it showed instead counts for nothing.",
    "blocked": "The address leads where this desk does not fetch, such as into a private network, "
    "so it did not go there.",
    "error:not-found": "One such answer can be a mistake; after two, at least a day apart, the page is called gone.",
    "error:tls": "Its certificate is out of date, for another name, or vouched for by nobody known; "
    "the desk never looks past that.",
    "error": "Something between the desk and the site failed, such as an answer that did not come in time; "
    "it may work another day.",
}

RUNG = {
    RecheckResult.SAME_BYTES: "Nothing changed",
    RecheckResult.SAME_TEXT: "The text is the same",
    RecheckResult.QUOTE_EXACT: "The words still stand",
    RecheckResult.QUOTE_TYPOGRAPHIC: "The words still stand, in another typography",
    RecheckResult.QUOTE_MOVED: "The words still stand, in another place",
    RecheckResult.QUOTE_ALTERED: "The words now read otherwise",
    RecheckResult.QUOTE_ABSENT: "The words are no longer there",
    RecheckResult.UNDETERMINED: "Whether the words still stand could not be told",
    RecheckResult.GONE: "The page is gone",
    RecheckResult.UNREACHABLE: "The page could not be reached the last three times",
}

RUNG_MEANING = {
    RecheckResult.SAME_BYTES: "The page is the same to the last byte, or the site says that it is.",
    RecheckResult.SAME_TEXT: "The bytes differ, as with a new advertisement, but the words read from them do not.",
    RecheckResult.QUOTE_EXACT: "Something else on the page changed; the quote stands as it did.",
    RecheckResult.QUOTE_TYPOGRAPHIC: "The quote stands there, but for quotation marks, spaces and the like.",
    RecheckResult.QUOTE_MOVED: "The quote stands there, with other words around it than before.",
    RecheckResult.QUOTE_ALTERED: "Something in the quote was changed; the page shows what was taken out and what was put in.",  # noqa: E501 - one sentence
    RecheckResult.QUOTE_ABSENT: "The whole page came, and neither the quote nor anything near it stands there.",
    RecheckResult.UNDETERMINED: "Not all of the page came, or no words could be read from it, so nothing is said either way.",  # noqa: E501 - one sentence
    RecheckResult.GONE: "Twice, at least a day apart, there was no such page or no site of that name.",
    RecheckResult.UNREACHABLE: "Three times in a row the site gave no proper answer; once or twice says nothing.",
}


def ended(capture: Capture) -> str:
    """How a capture ended, as it stands inside a sentence; an error with its number (RFC 9110, 15)."""
    words = in_sentence(OUTCOME[capture.outcome])
    return f"{words} ({capture.status})" if capture.outcome is Outcome.HTTP and capture.status else words
