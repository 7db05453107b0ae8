"""Verdicts signed off with people's own keys, as a desk with real keys and the real ssh-keygen does it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from factcheck.cli.remedies import error_in_words
from factcheck.desk import Desk
from factcheck.errors import BadInput, FactcheckError, NotFound, RuleRefused
from factcheck.exchange.log.desk_key import read_desk_key
from factcheck.model.key_signatures import SignedWith, signed_with, text_of
from factcheck.model.record import Record
from factcheck.model.signing import signing_digest
from factcheck.model.vocabulary import Act, Decision
from factcheck.settings.keys import KeyEntry
from factcheck.ssh_keys import PublicKey
from factcheck.workflow.claims.edit import note_claim
from factcheck.workflow.claims.gate import check
from factcheck.workflow.claims.key_signing import sign
from factcheck.workflow.claims.list import show_claim
from factcheck.workflow.claims.redact import redact
from factcheck.workflow.claims.verdicts import Reasons, approve, rate, review, submit, text_to_sign
from factcheck.workflow.evidence.cite import cite
from factcheck.workflow.evidence.sources import add_source
from factcheck.workflow.transfer.exports import export_dossiers
from factcheck.workflow.transfer.imports import import_dossiers
from factcheck.workflow.transfer.verify import verify
from tests.desks import added, by, emptied, moved, opened
from tests.ssh import KINDS, SecurityKey, agent, make_key, public, signature

REF = "trains"
TODAY = date(2026, 11, 3)


@pytest.fixture
def bens(tmp_path: Path) -> Path:
    return make_key(tmp_path, "ben")


@pytest.fixture
def desk(database_url: str, tmp_path: Path, bens: Path) -> Iterator[Desk]:
    """Ben's desk, at which Ana's verdict waits for him."""
    (tmp_path / "desk").mkdir()
    with opened(database_url, tmp_path / "desk", keys=(KeyEntry("Ben", public(bens)),)) as desk:
        _submitted(desk)
        yield by(desk, "Ben")


def _submitted(desk: Desk) -> None:
    added(desk, "Every train was late.", ref=REF, kind="figure")
    add_source(desk, REF, "https://example.org/trains", {})
    quote = {"exact": "All were late.", "stance": "supports", "standing": "transcribed", "who": "Ana"}
    cite(desk, REF, "s1", {**quote, "when": "2026-11-01"})
    _rated(desk)


def _rated(desk: Desk) -> None:
    rate(desk, REF, "true", Reasons("The board says so [e1].", "All were late."))
    submit(desk, REF)


def _with_keys(desk: Desk, *keys: KeyEntry) -> Desk:
    return replace(desk, settings=replace(desk.settings, keys=keys))


def _approved(desk: Desk, key: Path) -> Record:
    return approve(desk, REF, None, None, signature(key, text_to_sign(desk, REF).text))


def _told(desk: Desk, key: Path) -> str:
    """What is said to whoever approves with this key."""
    with pytest.raises(FactcheckError) as wrong:
        _approved(desk, key)
    assert not show_claim(desk, REF).reviews
    return error_in_words(wrong.value)


def _stands(desk: Desk) -> SignedWith:
    record = show_claim(desk, REF)
    return SignedWith(str(signed_with(record, record.reviews[0], desk.keys)))


def test_what_is_signed_is_the_approval_of_this_verdict_here_and_now(desk: Desk) -> None:
    record = show_claim(desk, REF)

    offered = text_to_sign(desk, REF)

    assert offered.digest == signing_digest(record, desk.scales)
    assert json.loads(offered.text) == {
        "schema": 1,
        "desk": read_desk_key(desk.settings.log_key).log_id,
        "claim": record.events[0].hash,
        "verdict": "v1",
        "decision": "approve",
        "digest": offered.digest,
        "previous": record.head,
    }
    assert offered.text == json.dumps(json.loads(offered.text), sort_keys=True, separators=(",", ":"))
    assert show_claim(desk, REF).head == record.head


@pytest.mark.parametrize("kind", KINDS)
def test_a_verdict_is_signed_off_with_a_key_of_any_kind(desk: Desk, tmp_path: Path, kind: str) -> None:
    key = make_key(tmp_path, kind, kind)
    desk = _with_keys(desk, KeyEntry("Ben", public(key)))

    signed = approve(desk, REF, "Read.", None, sign(desk, text_to_sign(desk, REF).text, str(key)))

    assert signed.reviews[0].signature
    assert _stands(desk) is SignedWith.KEY
    assert verify(desk).findings == []


def test_a_verdict_is_signed_off_with_a_hardware_key(desk: Desk) -> None:
    key = SecurityKey(Ed25519PrivateKey.generate())
    desk = _with_keys(desk, KeyEntry("Ben", key.public))

    approve(desk, REF, None, None, key.sign(text_to_sign(desk, REF).text))

    assert _stands(desk) is SignedWith.KEY


def test_an_agent_signs_for_whoever_names_nothing(
    desk: Desk, tmp_path: Path, bens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_to_sign(desk, REF).text
    line = public(bens).line
    with agent(tmp_path, bens) as environ:
        bens.unlink()
        monkeypatch.setenv("SSH_AUTH_SOCK", environ["SSH_AUTH_SOCK"])
        given = {sign(desk, text, None), sign(desk, text, line), sign(desk, text, f"{bens}.pub")}

    approve(desk, REF, None, None, given.pop())
    assert _stands(desk) is SignedWith.KEY
    assert given == set()


def test_a_long_key_is_named_by_its_line_and_no_name_is_too_long(desk: Desk, tmp_path: Path) -> None:
    key = make_key(tmp_path, "rsa", "rsa")
    desk = _with_keys(desk, KeyEntry("Ben", public(key)))
    with pytest.raises(BadInput, match="is public, and neither an agent nor a file"):
        sign(desk, "{}", public(key).line)
    with pytest.raises(BadInput, match=r"The key that was named is cut short or was changed"):
        sign(desk, "{}", "ssh-rsa AAAA")
    with pytest.raises(NotFound, match=r"^There is no key ~nobody-here/key\."):
        sign(desk, "{}", "~nobody-here/key")
    with pytest.raises(BadInput, match=r"cannot be read: File name too long"):
        sign(desk, "{}", "k" * 5000)


def test_a_key_of_the_usual_folder_signs_for_whoever_names_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(BadInput, match=r"^Neither an agent nor ~/.ssh has the key of Ben"):
        sign(desk, text_to_sign(desk, REF).text, None)

    (tmp_path / ".ssh").mkdir()
    other, key = (make_key(tmp_path / ".ssh", name) for name in ("id_another", "id_ed25519"))
    desk = _with_keys(desk, KeyEntry("Ben", public(key)))

    approve(desk, REF, None, None, sign(desk, text_to_sign(desk, REF).text, None))
    assert _stands(desk) is SignedWith.KEY
    assert public(other) != public(key)


def test_a_name_that_was_typed_is_told_from_a_key(desk: Desk) -> None:
    review(desk, REF, Decision.APPROVE, None, None)

    assert _stands(desk) is SignedWith.NAME


def test_a_signature_over_something_else_is_refused(desk: Desk, bens: Path) -> None:
    text = text_to_sign(desk, REF).text
    for other in (text.replace('"v1"', '"v2"'), text.replace("approve", "return"), f"{text}\n"):
        with pytest.raises(RuleRefused) as wrong:
            approve(desk, REF, None, None, signature(bens, other))
        assert error_in_words(wrong.value) == (
            "Rule 3: the signature under trains does not hold for what was signed here. "
            "What is signed may have changed meanwhile. Sign it again."
        )
    assert not show_claim(desk, REF).reviews


def test_a_signature_made_for_something_else_is_refused(desk: Desk, bens: Path) -> None:
    signed = signature(bens, text_to_sign(desk, REF).text, "git")

    with pytest.raises(RuleRefused, match='trains was made for "git", not for "factcheck-signoff"'):
        approve(desk, REF, None, None, signed)


def test_a_signature_for_another_desk_is_refused(desk: Desk, bens: Path) -> None:
    text = json.loads(text_to_sign(desk, REF).text) | {"desk": "ab" * 32}
    signed = signature(bens, json.dumps(text, sort_keys=True, separators=(",", ":")))

    with pytest.raises(RuleRefused, match="does not hold for what was signed here"):
        approve(desk, REF, None, None, signed)


def test_a_signature_is_refused_once_the_claim_has_a_new_line(desk: Desk, bens: Path) -> None:
    signed = signature(bens, text_to_sign(desk, REF).text)
    note_claim(desk, REF, "Call the station.")

    with pytest.raises(RuleRefused, match=r"changed meanwhile\. Sign it again"):
        approve(desk, REF, None, None, signed)


def test_a_signature_cannot_be_played_again_after_a_return(desk: Desk, bens: Path) -> None:
    signed = signature(bens, text_to_sign(desk, REF).text)
    review(desk, REF, Decision.RETURN, "Ask again.", None)
    _rated(by(desk, "Ana"))

    with pytest.raises(RuleRefused, match="does not hold for what was signed here"):
        approve(desk, REF, None, None, signed)


def test_what_is_no_signature_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="given as a signature is no signature as ssh-keygen writes it"):
        approve(desk, REF, None, None, "signed, Ben")


def test_a_key_the_settings_do_not_give_is_refused(desk: Desk, tmp_path: Path) -> None:
    key = make_key(tmp_path, "stranger")

    assert _told(desk, key) == (
        f"Rule 3: the settings do not give the key {public(key).fingerprint} as that of Ben. If it is theirs, give it "
        "to them: factcheck person key Ben FILE"
    )


def test_another_persons_key_is_refused(desk: Desk, bens: Path) -> None:
    assert _told(by(desk, "Cem"), bens) == (
        "Rule 3: this is the key of Ben, and Cem acts. Say who signs: --as Ben"
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"start": date(2026, 11, 4)}, "holds from 2026-11-04 on"),
        ({"until": date(2026, 11, 2)}, "ended on 2026-11-02"),
        ({"lost": date(2026, 11, 2)}, "was lost on 2026-11-02"),
    ],
)
def test_a_key_that_does_not_hold_today_is_refused_before_and_after_it_signs(
    desk: Desk, bens: Path, days: dict[str, date], said: str
) -> None:
    desk = _with_keys(desk, KeyEntry("Ben", public(bens), **days))

    assert _told(desk, bens) == f"Rule 3: the key of Ben {said}. Use another one."
    with pytest.raises(RuleRefused, match=said):
        sign(desk, "{}", str(bens))


@pytest.mark.parametrize("days", [{"start": TODAY}, {"until": TODAY}])
def test_a_key_holds_on_its_first_and_its_last_day(desk: Desk, bens: Path, days: dict[str, date]) -> None:
    desk = _with_keys(desk, KeyEntry("Ben", public(bens), **days))

    _approved(desk, bens)

    assert _stands(desk) is SignedWith.KEY


def test_whoever_has_no_key_is_told_how_to_give_one(desk: Desk) -> None:
    with pytest.raises(RuleRefused, match=r"the settings give no key of Cem that holds today"):
        sign(by(desk, "Cem"), "{}", None)


@pytest.mark.parametrize(
    ("keys", "stands"),
    [
        ({"until": TODAY}, SignedWith.KEY),
        ({"until": date(2026, 11, 2)}, SignedWith.ENDED_KEY),
        ({"start": date(2026, 11, 4)}, SignedWith.ENDED_KEY),
        ({"lost": date(2026, 11, 4)}, SignedWith.LOST_KEY),
        ({"lost": TODAY}, SignedWith.ENDED_KEY),
        (None, SignedWith.UNKNOWN_KEY),
    ],
)
def test_what_stands_behind_a_signature_follows_from_the_days_the_settings_give_later(
    desk: Desk, bens: Path, keys: dict[str, date] | None, stands: SignedWith
) -> None:
    _approved(desk, bens)
    later = [] if keys is None else [KeyEntry("Ben", public(bens), **keys)]

    assert _stands(_with_keys(desk, *later)) is stands


def test_a_key_that_went_to_somebody_else_in_the_settings_proves_nothing(desk: Desk, bens: Path) -> None:
    _approved(desk, bens)

    assert _stands(_with_keys(desk, KeyEntry("Cem", public(bens)))) is SignedWith.UNKNOWN_KEY


def test_a_desk_that_asks_for_keys_takes_no_name_that_was_typed(desk: Desk, bens: Path) -> None:
    asking = replace(desk, settings=replace(desk.settings, require_signatures=("figure",)))
    other = replace(desk, settings=replace(desk.settings, require_signatures=("quote",)))

    with pytest.raises(RuleRefused) as wrong:
        review(asking, REF, Decision.APPROVE, None, None)
    assert error_in_words(wrong.value) == (
        "Rule 3: the desk asks for signatures with people's own keys on claims like trains. "
        "Sign it with yours: --sign"
    )
    review(asking, REF, Decision.RETURN, "Ask again.", None)
    _rated(by(asking, "Ana"))
    _approved(asking, bens)
    assert "unproved-signature" not in _codes(asking)
    assert "unproved-signature" not in _codes(other)


def test_what_was_signed_by_name_is_kept_back_where_the_desk_asks_for_keys(desk: Desk) -> None:
    review(desk, REF, Decision.APPROVE, None, None)
    asking = replace(desk, settings=replace(desk.settings, require_signatures=("default",)))

    assert "unproved-signature" not in _codes(desk)
    (found,) = [one for one in check(asking).findings if one.finding.code == "unproved-signature"]
    assert found.blocks
    assert found.finding.message == (
        "Ben signed with a name that was typed; the desk asks for a signature with a key."
    )


def test_an_export_brings_signatures_to_another_desk(desk: Desk, tmp_path: Path, bens: Path) -> None:
    before = _approved(desk, bens)
    export_dossiers(desk, tmp_path / "out")
    emptied(desk.settings.database_url)
    other = moved(desk, tmp_path / "elsewhere")

    import_dossiers(other, tmp_path / "out")

    assert show_claim(other, REF).events == before.events
    assert _stands(other) is SignedWith.KEY


def test_a_signature_changed_on_record_is_found(desk: Desk, tmp_path: Path, bens: Path) -> None:
    _approved(desk, bens)
    other = signature(make_key(tmp_path, "other"), "{}").strip().replace("\n", "\\n")
    line = next((tmp_path / "out").rglob("*.jsonl")) if export_dossiers(desk, tmp_path / "out") else None
    assert line is not None
    text = line.read_text("utf-8")
    signed = show_claim(desk, REF).reviews[0].signature
    assert signed is not None
    line.write_text(text.replace(signed.replace("\n", "\\n"), other), "utf-8")
    emptied(desk.settings.database_url)

    with pytest.raises(BadInput):
        import_dossiers(moved(desk, tmp_path / "elsewhere"), tmp_path / "out")


def _codes(desk: Desk) -> set[str]:
    return {one.finding.code for one in check(desk).findings}


def test_public_keys_alone_sign_nothing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    key: PublicKey = public(tmp_path / "ben")
    (tmp_path / "ben").unlink()

    with pytest.raises(
        BadInput, match=r"is public, and neither an agent nor a file beside it has the private one"
    ):
        sign(desk, "{}", key.line)
    with pytest.raises(NotFound, match=r"^There is no key .*nobody"):
        sign(desk, "{}", str(tmp_path / "nobody"))


def test_words_taken_out_for_good_leave_the_signature_as_it_was(desk: Desk, bens: Path) -> None:
    text = text_to_sign(desk, REF).text
    approve(desk, REF, "The clerk is called Nour.", None, signature(bens, text))
    lines = {one.act: one.seq for one in show_claim(desk, REF).events}

    for act in (Act.ADD, Act.CITE, Act.RATE, Act.APPROVE):
        redact(desk, REF, [str(lines[act])], "A court ordered it.")

    record = show_claim(desk, REF)
    assert "Nour" not in (record.reviews[0].comment or "")
    assert _stands(desk) is SignedWith.KEY
    assert text_of(record, record.reviews[0], record.events[lines[Act.APPROVE] - 1].previous) == text
    assert verify(desk).findings == []
