"""The archive on the command line: copied to object storage and used there, and checked slice by slice."""

import pytest

from tests.cli.conftest import REF, TEXT, Program


@pytest.fixture
def filed(desk: Program) -> Program:
    """A desk with a claim that rests on two files."""
    desk.ok("add", TEXT)
    for name in ("plan", "map"):
        desk.ok("source", REF, str(desk.write(f"{name}.txt", f"It opened in 1932, says the {name}.")))
    return desk


def test_captures_are_copied_to_object_storage_and_used_there(filed: Program, objects_url: str) -> None:
    for said in ("2 captures copied, 0 there already", "0 captures copied, 2 there already and sound"):
        ran = filed("archive", "copy", objects_url)
        assert (ran.code, ran.lines) == (0, [objects_url])
        assert said in ran.err
        assert f'To use it, in factcheck.toml: archive = "{objects_url}"' in ran.err
    settings = (filed.folder / "factcheck.toml").read_text("utf-8")
    filed.write("factcheck.toml", f'archive = "{objects_url}"\n{settings}')
    (filed.folder / "archive").rename(filed.folder / "put-away")
    assert "2 captures" in filed("verify").err
    assert objects_url in filed("doctor").err
    back = filed("archive", "copy", str(filed.folder / "archive"))
    assert "To use it, in factcheck.toml: no line for archive" in back.err


def test_the_archive_is_checked_slice_by_slice(filed: Program) -> None:
    first = filed("verify", "--slice", "1")
    assert first.code == 0
    assert "1 capture checked" in first.err
    assert "The archive slice by slice:" in filed("verify").err
    for path in (filed.folder / "archive").rglob("*.gz"):
        path.write_bytes(b"damaged")
    second = filed("verify", "--slice", "1000")
    assert second.code == 3
    assert "capture-changed" in second.out
    assert "the last whole round from" in second.err
    assert "2 captures, 1 wrong" in second.err
