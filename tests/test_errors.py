"""Errors that say what is wrong, where, and what to do next."""

import pickle

import pytest

from factcheck import errors
from factcheck.errors import (
    BadInput,
    FactcheckError,
    Finding,
    NotFound,
    NotSoNow,
    Remedy,
    RuleRefused,
    StorageFailed,
    did_you_mean,
)


def test_every_error_stands_in_the_tree_of_the_docstring() -> None:
    kinds = [kind.__name__ for kind in FactcheckError.__subclasses__() if kind.__module__ == errors.__name__]
    drawn = [line.split()[1] for line in (errors.__doc__ or "").splitlines() if line.startswith(("├", "└"))]
    assert drawn == kinds


def test_an_error_is_its_message() -> None:
    for kind in (BadInput, NotFound, NotSoNow, StorageFailed):
        wrong = kind("No desk here. Make one.")
        assert str(wrong) == wrong.message == "No desk here. Make one."
        assert wrong.findings == ()


def test_a_finding_reads_as_place_trouble_and_mend() -> None:
    assert str(Finding("bad-key", "a.toml: tagz", "unknown key.", "Use tags.")) == (
        "a.toml: tagz: unknown key. Use tags."
    )
    assert str(Finding("bad-key", "", "unknown key.")) == "unknown key."


def test_a_finding_as_json_has_five_words() -> None:
    assert Finding("bad-key", "a.toml", "unknown key.").as_json() == {
        "code": "bad-key",
        "where": "a.toml",
        "message": "unknown key.",
        "mend": "",
        "remedy": None,
    }


def test_a_remedy_is_an_act_its_arguments_and_a_sentence() -> None:
    fetch = Remedy.by("fetch", "Fetch the page.", ref="bridge")
    finding = Finding("never-captured", "s1", "was never captured.", fetch, "Or cite it as transcribed.")
    assert finding.as_json() == {
        "code": "never-captured",
        "where": "s1",
        "message": "was never captured.",
        "mend": "Fetch the page. Or cite it as transcribed.",
        "remedy": {"act": "fetch", "arguments": {"ref": "bridge"}, "text": "Fetch the page."},
    }


@pytest.mark.parametrize(("count", "said"), [(1, "1 thing to mend"), (2, "2 things to mend")])
def test_bad_input_counts_what_is_to_mend_and_keeps_it(count: int, said: str) -> None:
    findings = [Finding("bad-value", f"line {number}", "is wrong.") for number in range(count)]
    wrong = BadInput.of("claims.csv", findings)
    assert str(wrong) == f"claims.csv: {said}; nothing was stored."
    assert wrong.findings == tuple(findings)


def test_a_refusal_names_the_rule_the_trouble_and_the_mend() -> None:
    refused = RuleRefused(2, "there is evidence against it.", "Say how that is settled.")
    assert str(refused) == "Rule 2: there is evidence against it. Say how that is settled."
    assert refused.rule == 2


@pytest.mark.parametrize(
    "wrong",
    [
        NotFound("No desk here.", [Finding("a", "b", "c", "Mend it.")], [Remedy.by("init", "Make one.")]),
        RuleRefused(2, "there is evidence against it.", Remedy.again("Say how.", resolves=None)),
    ],
)
def test_an_error_reaches_another_process_whole(wrong: FactcheckError) -> None:
    there = pickle.loads(pickle.dumps(wrong))  # noqa: S301 - our own bytes
    assert type(there) is type(wrong)
    assert vars(there) == vars(wrong)


def test_a_near_word_is_suggested() -> None:
    assert did_you_mean("Claimnat", ["claimant", "context"]) == 'Did you mean "claimant"?'


def test_without_a_near_word_the_choices_are_listed() -> None:
    assert did_you_mean("zzz", iter(["text", "quote"])) == "Use one of: text, quote."


def test_without_choices_nothing_is_suggested() -> None:
    assert did_you_mean("zzz", []) == ""
