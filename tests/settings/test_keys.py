"""Whose key holds when, as factcheck.toml says it, and which claims are to be signed with one."""

from base64 import b64encode
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from factcheck.errors import BadInput
from factcheck.settings import Settings, load
from factcheck.ssh_keys import ssh_string
from tests.desks import opened
from tests.records import findings_of


def _key(number: int) -> str:
    blob = ssh_string(b"ssh-ed25519") + ssh_string(bytes([number]) * 32)
    return f"ssh-ed25519 {b64encode(blob).decode()} somebody@somewhere"


def _desk(folder: Path, toml: str, people: str = 'people = ["Ana", "Ben"]') -> Settings:
    (folder / "factcheck.toml").write_text(f"{people}\n{toml}", "utf-8")
    return load(folder, "Ana", {})


def _entry(name: str = "Ana", key: str = "", **more: str) -> str:
    days = "".join(f"{word} = {day}\n" for word, day in more.items())
    return f'[[keys]]\nname = "{name}"\nkey = "{key or _key(1)}"\n{days}'


def test_without_keys_nobody_has_to_sign_with_one(tmp_path: Path) -> None:
    desk = _desk(tmp_path, "")

    assert desk.keys == ()
    assert not desk.requires_signature("figure")
    assert not desk.requires_signature(None)


def test_a_key_holds_on_its_days_where_the_desk_is(tmp_path: Path) -> None:
    days = {"from": "2026-01-01", "until": '"2026-06-30"'}
    (key,) = _desk(tmp_path, _entry(" ana ", **days)).keys

    assert (key.name, key.start, key.until, key.lost) == ("Ana", date(2026, 1, 1), date(2026, 6, 30), None)
    assert key.moments() == (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))
    assert key.moments(ZoneInfo("Pacific/Auckland")) == (
        datetime(2025, 12, 31, 11, tzinfo=UTC),
        datetime(2026, 6, 30, 12, tzinfo=UTC),
    )


def test_a_lost_key_ends_when_the_day_begins_on_which_it_was_lost(tmp_path: Path) -> None:
    (key,) = _desk(tmp_path, _entry(lost="2026-05-03")).keys

    assert key.moments() == (None, datetime(2026, 5, 3, tzinfo=UTC))


def test_one_person_may_have_several_keys_and_one_key_in_several_times(tmp_path: Path) -> None:
    away = _entry(until="2026-01-31") + _entry(**{"from": "2026-02-01"}) + _entry(key=_key(2))

    assert len(_desk(tmp_path, away).keys) == 3


def test_whoever_left_is_named_where_the_key_has_ended(tmp_path: Path) -> None:
    (key,) = _desk(tmp_path, _entry("Cem", until="2026-01-31")).keys

    assert key.name == "Cem"


def test_at_a_desk_without_a_list_of_people_anybody_may_have_a_key(tmp_path: Path) -> None:
    assert _desk(tmp_path, _entry("Cem"), "").keys[0].name == "Cem"


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        (
            _entry("Cem"),
            'keys: 1: name: "Cem" is not one of the people of this desk. Use one of: Ana, Ben. If they are new, add '
            "them: factcheck person add Cem. If they have left, say until which day: until = …",
        ),
        (
            _entry("Аna"),
            'keys: 1: name: "Аna" is not one of the people of this desk. Did you mean "Ana"? If they are new, add '
            "them: factcheck person add 'Аna'. If they have left, say until which day: until = …",
        ),
        (_entry("Ana\u200b"), 'keys: 1: name: "Ana" holds U+200B (zero width space), which nobody sees.'),
        (_entry(key="ssh-ed25519 AAAA"), "keys: 1: key: is cut short or was changed; copy the whole line of"),
        (
            _entry(key="-----BEGIN OPENSSH PRIVATE KEY-----"),
            "keys: 1: key: is a private key, which belongs to",
        ),
        ('[[keys]]\nname = "Ana"', "keys: 1: key: is not given. Write text in quotes."),
        (f'[[keys]]\nkey = "{_key(1)}"', "keys: 1: name: is not given. Write text in quotes."),
        (_entry(unti="2026-01-01"), 'keys: 1: unti: unknown key "unti". Did you mean "until"?'),
        (
            _entry(until="2026-13-01").replace("2026-13-01", '"soon"'),
            "keys: 1: until: is 'soon'. Write a day:",
        ),
        (_entry(until="2026-01-01T00:00:00Z"), "keys: 1: until: is datetime.datetime(2026, 1, 1, 0, 0"),
        (_entry(until="2026-01-01", lost="2026-01-01"), "keys: 1: lost: stands beside until. Keep one of"),
        (
            _entry(**{"from": "2026-02-01", "until": "2026-01-01"}),
            "keys: 1: ends on 2026-01-01, before it begins on 2026-02-01. Mend the days.",
        ),
        (
            _entry() + _entry("Ben"),
            "keys: 2: key: is the key of Ana already; each person signs with a key of their own. Take one of the two "
            "out.",
        ),
        (
            _entry(until="2026-01-31") + _entry(**{"from": "2026-01-31"}),
            "keys: 2: key: stands here twice for Ana for the same days. Keep one of them, or mend the days.",
        ),
        (
            _entry(lost="2026-01-31") + _entry(**{"from": "2026-02-01"}),
            "keys: 2: key: was lost, so nobody can use it again. Make another.",
        ),
        ("keys = ['ssh-ed25519 AAAA']", "keys: 1: is no key. Begin each with [[keys]]."),
        ("keys = 'ana.pub'", "keys: is 'ana.pub'. Write each of them below a line [[keys]]."),
        ("[keys]\nAna = 'ana.pub'", "keys: is {'Ana': 'ana.pub'}. Write each of them below a line [[keys]]."),
        (
            "require_signatures = 'yes'",
            "require_signatures: is 'yes'. Write true for all claims, or the kinds",
        ),
        (
            "require_signatures = [1]",
            "require_signatures: holds more than kinds of claim. Write true for all",
        ),
    ],
)
def test_what_is_no_key_of_a_person_here_is_named(tmp_path: Path, toml: str, said: str) -> None:
    (found,) = findings_of(lambda: _desk(tmp_path, toml))

    assert found.startswith(said)


def test_signatures_are_asked_for_on_all_claims_or_on_some_kinds(tmp_path: Path) -> None:
    every = _desk(tmp_path, "require_signatures = true")
    some = _desk(tmp_path, 'require_signatures = ["quote", "figure"]')

    assert every.requires_signature("quote")
    assert every.requires_signature(None)
    assert some.requires_signature("figure")
    assert not some.requires_signature("date")
    assert not some.requires_signature(None)


def test_a_kind_there_is_not_is_named_when_the_desk_is_opened(tmp_path: Path) -> None:
    with (
        pytest.raises(BadInput, match=r'require_signatures: "figur" is no kind of claim.* "figure"'),
        opened("sqlite://", tmp_path, require_signatures=("figur",)),
    ):
        pass
