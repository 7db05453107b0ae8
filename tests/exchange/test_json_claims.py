import pytest

from factcheck.errors import BadInput
from factcheck.exchange.claim_sheet import SheetChoices
from factcheck.exchange.json_claims import read_json_claims

NOT_JSON = {
    "half a character": (r'{"text": "It \ud800 rained."}', r"\ud800 is half a character"),
    "half a character in a key": (r'{"text": "It rained.", "\udfff": 1}', r"\udfff is half a character"),
    "not a number": ('{"text": NaN}', "NaN is no number"),
    "infinity": ('{"text": "It rained.", "claimed_on": -Infinity}', "-Infinity is no number"),
    "a key twice": ('{"text": "It rained.", "text": "It snowed."}', 'the key "text" occurs twice'),
}


@pytest.mark.parametrize(("text", "said"), NOT_JSON.values(), ids=NOT_JSON.keys())
@pytest.mark.parametrize("form", ["{}", "[{}]", "[\n{}\n]", '{{"claims": [{}]}}', '{{"text": "One."}}\n{}'])
def test_what_json_cannot_say_of_a_claim_is_refused(text: str, said: str, form: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_json_claims(
            form.replace("{}", text).replace("{{", "{").replace("}}", "}"), "s.json", SheetChoices()
        )

    [finding] = refused.value.findings
    assert said in finding.message


def test_two_halves_are_a_character() -> None:
    sheet = read_json_claims(r'{"text": "Rain \ud83c\udf27 fell."}', "s.json", SheetChoices())

    assert [row.fields["text"] for row in sheet.rows] == ["Rain 🌧 fell."]


ROWS = ("It rained.", "Ana"), ("It snowed.", None)


@pytest.mark.parametrize(
    "text",
    [
        '[{"claim": "It rained.", "speaker": "Ana"}, {"claim": "It snowed.", "speaker": null}]',
        '{"claim": {"0": "It rained.", "1": "It snowed."}, "speaker": {"0": "Ana", "1": null}}',
        '{"claim": ["It rained.", "It snowed."], "speaker": ["Ana", null]}',
        '{"17": {"claim": "It rained.", "speaker": "Ana"}, "x": {"claim": "It snowed."}}',
        '{"version": 2, "data": [{"claim": "It rained.", "speaker": "Ana"}, {"claim": "It snowed."}]}',
    ],
    ids=["rows", "columns by number", "columns", "rows by key", "rows in an object"],
)
def test_claims_come_in_each_form_that_a_data_frame_is_written_in(text: str) -> None:
    sheet = read_json_claims(text, "s.json", SheetChoices())

    assert [(row.fields["text"], row.fields.get("claimant") or None) for row in sheet.rows] == [*ROWS]


@pytest.mark.parametrize(
    "text",
    [
        '{"claim": {"0": "It rained."}, "speaker": {"1": "Ana"}}',
        '{"claim": {"wording": "It rained.", "id": 1}}',
        "{}",
    ],
)
def test_what_holds_no_claims_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_json_claims(text, "s.json", SheetChoices())
