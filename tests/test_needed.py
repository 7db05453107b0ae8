import pytest

from tests import needed
from tests.needed import how_to_get, need

LACKS = "Skipped: This needs a program that is not installed: "


def test_what_was_skipped_is_counted_with_the_command_that_mends_it() -> None:
    reasons = [f"{LACKS}java", f"{LACKS}chromium", f"{LACKS}chromium", "Skipped: Root may read every file."]

    assert how_to_get(reasons) == (
        "Skipped: 2 for want of chromium, 1 for want of java. "
        "To run them too: sudo apt-get install chromium fonts-noto-core default-jre-headless"
    )
    assert how_to_get(reasons[3:]) == ""


def test_a_program_is_found_under_any_of_its_names() -> None:
    assert need("no-such-program", "sh").endswith("/sh")


def test_a_program_that_is_lacking_ends_the_test_which_fails_in_ci_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for in_ci, ends_with in ((False, pytest.skip.Exception), (True, pytest.fail.Exception)):
        monkeypatch.setattr(needed, "IN_CI", in_ci)
        with pytest.raises(ends_with, match="not installed: no-such-program"):
            need("no-such-program")
