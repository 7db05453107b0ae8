"""What is wrong with a TLS handshake, in one named outcome and a sentence; nothing here ever weakens one."""

import ssl

from factcheck.fetch.stopped import Stopped
from factcheck.model.vocabulary import Outcome

_WHY = {
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
    Outcome.TLS_UNKNOWN_CA: "is vouched for by nobody this desk knows",
    Outcome.TLS_EXPIRED: "has expired",
    Outcome.TLS_SELF_SIGNED: "is signed by itself alone",
    Outcome.TLS_WRONG_HOST: "is for another site",
}


def explain_handshake(host: str, failed: BaseException) -> Stopped:
    """The outcome behind a failed handshake, told by the certificate error among its causes."""
    trouble: BaseException | None = failed
    while trouble is not None:
        if isinstance(trouble, ssl.SSLCertVerificationError):
            return _explain_certificate(host, trouble)
        if isinstance(trouble, ssl.SSLError):
            why = (trouble.reason or str(trouble)).replace("_", " ").lower()
            return Stopped(Outcome.TLS_FAILED, f"No secure connection to {host} could be made: {why}.")
        trouble = trouble.__cause__ or trouble.__context__
    why = "the connection was closed"
    return Stopped(Outcome.TLS_FAILED, f"No secure connection to {host} could be made: {why}.")


def _explain_certificate(host: str, trouble: ssl.SSLCertVerificationError) -> Stopped:
    outcome = _WHY.get(trouble.verify_code, Outcome.TLS_FAILED)
    words = _WORDS.get(outcome, f"cannot be trusted: {trouble.verify_message}")
    return Stopped(outcome, f"The certificate that {host} shows {words}.")
