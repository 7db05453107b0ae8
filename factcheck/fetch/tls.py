"""Why a TLS handshake failed, as one named outcome and a sentence; nothing here weakens TLS."""

import ssl

from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome

_OUTCOMES = {
    # X509_V_ERR_* of OpenSSL's x509_vfy.h
    2: Outcome.TLS_UNKNOWN_CA,
    10: Outcome.TLS_EXPIRED,
    18: Outcome.TLS_SELF_SIGNED,
    19: Outcome.TLS_UNKNOWN_CA,
    20: Outcome.TLS_UNKNOWN_CA,
    21: Outcome.TLS_UNKNOWN_CA,
    62: Outcome.TLS_WRONG_HOST,
    64: Outcome.TLS_WRONG_HOST,
}

_WORDS = {
    Outcome.TLS_UNKNOWN_CA: "is signed by no authority that this desk trusts",
    Outcome.TLS_EXPIRED: "has expired",
    Outcome.TLS_SELF_SIGNED: "is signed by itself alone",
    Outcome.TLS_WRONG_HOST: "is for another site",
}


def explain_handshake(host: str, failed: BaseException) -> Stopped:
    """The outcome and reason of a failed handshake, from the certificate error among its causes."""
    error: BaseException | None = failed
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return _explain_certificate(host, error)
        if isinstance(error, ssl.SSLError):
            why = (error.reason or str(error)).replace("_", " ").lower()
            return Stopped(Outcome.TLS_FAILED, f"No secure connection to {host} could be made: {why}.")
        error = error.__cause__ or error.__context__
    why = "the connection was closed"
    return Stopped(Outcome.TLS_FAILED, f"No secure connection to {host} could be made: {why}.")


def _explain_certificate(host: str, error: ssl.SSLCertVerificationError) -> Stopped:
    outcome = _OUTCOMES.get(error.verify_code, Outcome.TLS_FAILED)
    words = _WORDS.get(outcome, f"cannot be trusted: {error.verify_message}")
    return Stopped(outcome, f"The certificate that {host} shows {words}.")
