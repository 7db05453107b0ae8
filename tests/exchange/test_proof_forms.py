"""Bundles whose times, editions, numbers, scales or names are none that a desk writes."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.proofs import (
    HISTORY,
    LAMPS,
    PLAIN,
    Files,
    Lines,
    changed,
    failed,
    of,
    packed,
    rechained,
    relisted,
    verified,
    without,
)

# times


def test_a_line_dated_before_the_line_above_it_is_left_open_with_by_how_much(
    files: Files, tmp_path: Path
) -> None:
    def back(lines: Lines) -> Lines:
        of(lines, "submit")["at"] = "1999-01-02T03:04:05Z"
        return lines

    told = verified(packed(rechained(files, back), tmp_path / "back.zip"))

    assert (told.code, told.failed) == (3, [])
    (line,) = (one for one in told.open if one.startswith(f"- {HISTORY} line 7: "))
    assert line.startswith(f"- {HISTORY} line 7: is dated 10167 days, ")
    assert line.endswith(" before the line above it.")


# editions of the rules


def _first_edition(lines: Lines) -> Lines:
    for line in lines:
        line.pop("edition", None)
    return lines


def _last_line_older(lines: Lines) -> Lines:
    lines[-1].pop("edition")
    return lines


def _unknown(lines: Lines) -> Lines:
    lines[-1]["edition"] = 99
    return lines


def _first_named(lines: Lines) -> Lines:
    lines[0]["edition"] = 1
    return lines


def test_a_history_of_the_first_edition_holds(files: Files, tmp_path: Path) -> None:
    assert failed(rechained(files, _first_edition), tmp_path / "old.zip") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_last_line_older, "is of an older edition than the line before"),
        (_unknown, "is of edition 99, newer than this program knows"),
        (_first_named, "line 1 is not written as a desk writes it"),
    ],
)
def test_an_edition_that_does_not_hold_is_named(
    files: Files, tmp_path: Path, change: Callable[[Lines], Lines], said: str
) -> None:
    found = failed(rechained(files, change), tmp_path / "forged.zip")

    assert [line for line in found if line.startswith(HISTORY) and said in line], found


# numbers, scales and refs


def test_a_number_that_is_written_as_a_fraction_is_none(files: Files, tmp_path: Path) -> None:
    found = failed(
        changed(files, HISTORY, lambda content: content.replace(b'"seq":1}', b'"seq":1.0}')),
        tmp_path / "a.zip",
    )

    assert [line for line in found if line.startswith(HISTORY) and "'1.0'" in line]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda scale: scale["ratings"].pop(0), id="no first step"),
        pytest.param(lambda scale: scale["ratings"][1].update(order=1), id="two first steps"),
        pytest.param(lambda scale: scale["ratings"][0].update(number=1), id="numbers that do not fall"),
        pytest.param(lambda scale: scale["ratings"][1].pop("number"), id="a step without a number"),
        pytest.param(lambda scale: scale["ratings"][-1].update(id="true"), id="a rating twice"),
        pytest.param(lambda scale: scale.update(version=True), id="true for a version"),
        pytest.param(lambda scale: scale.update(id="six-step"), id="another name"),
    ],
)
def test_a_scale_that_no_desk_has_is_named(
    files: Files, tmp_path: Path, change: Callable[[dict[str, Any]], Any]
) -> None:
    scale = json.loads(files["scale/seven-step-1.json"])
    change(scale)
    forged = {
        **without(files, "signed/"),
        "scale/seven-step-1.json": json.dumps(
            scale, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode(),
    }

    assert [
        one
        for one in failed(relisted(forged), tmp_path / "a.zip")
        if "is rated on what is no scale of a desk" in one or "holds True for a number" in one
    ]


def test_two_checks_under_each_others_names_are_named(files: Files, tmp_path: Path) -> None:
    other = {PLAIN: LAMPS, LAMPS: PLAIN}
    swapped = {
        re.sub(
            rf"^(claims|signed)/({PLAIN}|{LAMPS})", lambda found: f"{found[1]}/{other[found[2]]}", name
        ): content
        for name, content in files.items()
    }
    told = json.loads(files["manifest.json"])
    for one in told["claims"]:
        one["ref"] = other[one["ref"]]

    found = failed(relisted({**swapped, "manifest.json": json.dumps(told).encode()}), tmp_path / "a.zip")

    assert [line for line in found if "is of no page that is named after the check" in line]


@pytest.mark.parametrize("versions", [3, True, 0, 1.0])
def test_another_number_of_versions_than_there_are_is_named(
    files: Files, tmp_path: Path, versions: object
) -> None:
    told = json.loads(files["manifest.json"])
    told["claims"][1]["versions"] = versions

    found = failed(relisted({**files, "manifest.json": json.dumps(told).encode()}), tmp_path / "a.zip")

    assert [line for line in found if line.startswith(("manifest.json", HISTORY))]
