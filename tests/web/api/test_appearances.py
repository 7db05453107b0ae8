"""Where claims are said again, by the API: the list in parts, and what a person makes of each."""

from pathlib import Path

from factcheck.workflow.earlier.watch import watch
from tests.web.api.client import Client
from tests.workflow.earlier.test_watch import CHECK, SRT

SAID = CHECK.text


def _watched(api: Client, folder: Path, *texts: str) -> list[int]:
    with api.served.desk.store.writing() as ledger:
        ledger.shelve([CHECK])
    for number, text in enumerate(texts):
        (folder / f"{number}.{'srt' if '-->' in text else 'txt'}").write_text(text, "utf-8")
    return watch(api.served.desk, str(folder)).numbers


def test_the_list_goes_on_at_the_address_it_tells(api: Client, tmp_path: Path) -> None:
    numbers = _watched(api, tmp_path, SAID, SAID, SRT)
    whole = api.get("/appearances")["appearances"]
    first = api.get("/appearances?limit=2")
    rest = api.get(first["next"].removeprefix("/api/v1"))
    assert [told["number"] for told in whole] == sorted(numbers, reverse=True)
    assert [*first["appearances"], *rest["appearances"]] == whole
    assert rest["next"] is None
    told = next(one for one in whole if one["seconds"] is not None)
    assert (told["speaker"], told["seconds"], told["file"]) == ("MAYOR RUIZ", 61, "2.srt")
    assert (told["check_url"], told["rating"], told["ref"]) == (CHECK.url, "False", None)


def test_each_is_decided_once_and_by_who_may(api: Client, tmp_path: Path) -> None:
    one, other = _watched(api, tmp_path, SAID, SRT)
    assert api.post(f"/appearances/{one}/noted", "Gus", "").status_code == 403
    assert api.post(f"/appearances/{one}/noted", "Rae", "").status_code == 200
    assert api.post(f"/appearances/{one}/another", "Rae", "").status_code == 409
    refused = api.post(f"/appearances/{other}/add", "Rae", "", url="https://channel.example/1")
    assert (refused.status_code, "one of others" in refused.text) == (409, True)
    assert api.post(f"/appearances/{other}/another", "Rae", "").status_code == 200
    assert not {one, other} & {told["number"] for told in api.get("/appearances")["appearances"]}
    assert [told["by"] for told in api.get("/appearances?state=noted")["appearances"]] == ["Rae"]
    assert api.post("/appearances/99/noted", "Rae", "").status_code == 404
    assert api.post("/appearances/x/noted", "Rae", "").status_code == 404
