"""The real encoder, for tests and measures that ask for it."""

from factcheck.matching.encoder import PATIENT_SECONDS, Encoder, installed_encoder


def patient_encoder() -> Encoder:
    """The encoder of this installation, waited for as long as a busy computer takes."""
    found = installed_encoder(PATIENT_SECONDS)
    assert found
    return found
