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
