"""Who is let in by the API: one good token and no cookie; what it may be used for; and that nobody signs their own."""

import logging
from datetime import timedelta

import pytest

from factcheck.model.account import CredentialKind
from factcheck.model.roles import Role, Scope
from factcheck.web.api import reads
from factcheck.workflow.people.accounts import add_account, change_role, end_account
from factcheck.workflow.people.credentials import end_credential, make_token
from factcheck.workflow.people.open_accounts import acting_as
from tests.web.api.client import Client, token_of


@pytest.mark.parametrize(
    "given",
    [
        "",
        "Bearer",
        "Basic QWRhOg==",
        "Bearer nonsense",
        "Token {token}",
        "{token}",
        "Bearer {token}x",
    ],
)
def test_without_a_good_token_nothing_is_told(api: Client, given: str) -> None:
    headers = {"authorization": given.format(token=api.tokens["Ed"])} if given else {}
    for method, path in (
        ("GET", "/claims"),
        ("GET", "/claims/none"),
        ("POST", "/claims"),
        ("POST", "/claims/x/note"),
    ):
        answer = api.ask(method, path, "", headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="factcheck"')
        assert answer.headers["content-type"] == "application/problem+json"
        assert "bridge" not in answer.text


def test_a_token_is_taken_once_and_never_beside_a_cookie(api: Client) -> None:
    served, token = api.served, api.tokens["Ed"]
    host, bearer = f"Host: {served.host}", f"Authorization: Bearer {token}"
    assert served.ask("GET /api/v1/me", host, bearer).status == 200
    assert served.ask("GET /api/v1/me", host, bearer, bearer).status == 401
    assert served.ask("GET /api/v1/me", host, bearer, f"Cookie: {served.cookie}").status == 400
    assert served.ask("GET /api/v1/me", host, bearer, "Cookie: other=1").status == 400
    assert served.ask("GET /api/v1/me", host, f"Cookie: {served.cookie}").status == 400


def test_a_page_from_elsewhere_cannot_use_a_token_nor_our_own_page_its_cookie(api: Client) -> None:
    served, body = api.served, b'{"text": "Seen."}'
    fields = (f"Host: {served.host}", "Content-Type: application/json", f"Content-Length: {len(body)}")
    bearer = f"Authorization: Bearer {api.tokens['Ed']}"
    line = "POST /api/v1/claims/bridge/note"
    for elsewhere in (
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: http://evil.example",
    ):
        answer = served.ask(line, *fields, bearer, elsewhere, body=body)
        assert (answer.status, answer["content-type"]) == (403, "application/problem+json")
    own = ("Sec-Fetch-Site: same-origin", f"Cookie: {served.cookie}")
    assert served.ask(line, *fields, *own, body=body).status == 400
    asked = served.ask("OPTIONS /api/v1/claims", fields[0], "Origin: http://evil.example")
    assert (asked.status, "access-control-allow-origin" in asked) == (403, False)


def test_a_token_that_was_ended_or_is_over_lets_nobody_in(api: Client) -> None:
    ada = acting_as(api.served.desk, "Ada")
    given = make_token(ada, "Ed", "short", [Scope.READ])
    assert api.ask("GET", "/me", given.secret).status_code == 200
    end_credential(ada, "Ed", CredentialKind.TOKEN, given.kept.id)
    assert api.ask("GET", "/me", given.secret).status_code == 401
    over = make_token(ada, "Ed", "over", [Scope.READ], timedelta(seconds=-1))
    assert api.ask("GET", "/me", over.secret).status_code == 401


def test_a_token_goes_by_the_role_of_today_and_ends_with_the_account(api: Client) -> None:
    desk = api.served.desk
    ada = acting_as(desk, "Ada")
    add_account(ada, "Mo", Role.REPORTER)
    token, path = token_of(desk, "Mo"), api.cited("The bell cracked.")
    rating = {"rating": "true", "because": "It says so [e1].", "summary": "It did."}
    assert api.post(f"{path}/rate", token, **rating).status_code == 403
    change_role(ada, "Mo", Role.CHECKER)
    assert api.post(f"{path}/rate", token, **rating).status_code == 200
    end_account(ada, "Mo")
    assert api.ask("GET", "/claims", token).status_code == 401


@pytest.mark.parametrize(
    ("scopes", "reads", "notes", "signs"),
    [
        ([Scope.READ], 200, 403, 403),
        ([Scope.ACT], 403, 200, 403),
        ([Scope.SIGN], 403, 403, 200),
        ([Scope.READ, Scope.ACT], 200, 200, 403),
    ],
)
def test_a_token_does_what_its_scopes_say_and_no_more(
    api: Client, scopes: list[Scope], reads: int, notes: int, signs: int
) -> None:
    token = token_of(api.served.desk, "Ed", *scopes)
    path = api.submitted(f"The shed has {scopes} doors.")
    digest = api.get(path)["claim"]["digest"]
    for asked in ("/claims", path, f"{path}/log", "/todo", "/articles", "/matches?claim=shed", "/me"):
        assert api.ask("GET", asked, token).status_code == reads
    assert api.post(f"{path}/note", token, "", text="Seen.").status_code == notes
    assert api.post(f"{path}/approve", token, digest=digest).status_code == signs


def test_who_may_not_read_is_not_told_what_moved(api: Client) -> None:
    path = api.added("The hedge is tall.", claimant="A neighbour")
    head = api.tag(path)
    api.done(f"{path}/edit", "Rae", claimant="The gardener")
    token = token_of(api.served.desk, "Rae", Scope.ACT)
    answer = api.post(f"{path}/edit", token, head, claimant="The owner")
    assert (answer.status_code, answer.json()["head"]) == (412, api.tag(path).strip('"'))
    assert "gardener" not in answer.text


def test_a_guest_reads_and_does_nothing(api: Client) -> None:
    for path in (
        "/claims",
        "/claims/bridge",
        "/claims/bridge/captures/c1/text",
        "/articles/night",
        "/todo",
        "/me",
    ):
        assert api.ask("GET", path, "Gus").status_code == 403
    for path in ("/claims/bridge/note", "/claims"):
        assert api.post(path, "Gus", text="Hello.").status_code == 403


def test_nobody_signs_their_own_verdict_by_any_act(api: Client) -> None:
    path = api.submitted("The pier is new.", by="Ed")
    digest = api.get(path)["claim"]["digest"]
    assert api.post(f"{path}/approve", "Ed", digest=digest).status_code == 409
    as_ada = {"digest": digest, "by": "Ada"}
    assert api.ask("POST", f"{path}/approve", "Ed", json=as_ada, headers={"if-match": "*"}).status_code == 422
    assert api.post(f"{path}/publish", "Ed", "").status_code == 409
    other = api.added("The pier is new.", anyway=True)
    api.done(f"{other}/match", "Ed", confirm=path.rpartition("/")[2], take_over=True)
    api.done(f"{other}/submit", "Ed")
    assert api.post(f"{other}/approve", "Ed", digest=api.get(other)["claim"]["digest"]).status_code == 409
    claim = api.get(path)["claim"]
    assert (claim["status"], claim["reviews"]) == ("in-review", [])


def test_at_a_desk_without_accounts_there_are_no_tokens(api: Client) -> None:
    answer = api.ask("GET", "/me", "factcheck_none")
    assert answer.json()["detail"] == "This token is not good, or no longer."


def test_no_token_is_in_a_log(
    api: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "list_page", _fails)
    with caplog.at_level(logging.DEBUG, "factcheck"):
        answer = api.ask("GET", "/claims?words=secret", "Ed")
    assert (answer.status_code, answer.json()["title"]) == (500, "Something went wrong in the program itself")
    ours = [str(vars(one)) for one in caplog.records if one.name.startswith("factcheck")]
    assert ours
    assert not any(api.tokens["Ed"] in one or "secret" in one for one in ours)


def _fails(*_: object) -> None:
    raise ZeroDivisionError
