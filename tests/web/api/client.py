"""A client of the API with the tokens of a desk's people."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from factcheck.desk import Desk
from factcheck.model.roles import Role, Scope
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.credentials import make_token
from factcheck.workflow.people.open_accounts import acting_as
from tests.web.served import Served

PEOPLE = {"Rae": Role.REPORTER, "Cy": Role.CHECKER, "Ed": Role.EDITOR, "Gus": Role.GUEST}
Json = Any


def staffed(desk: Desk) -> dict[str, str]:
    """Give accounts to Ada, who looks after the desk, and to the others; a token of each with every scope."""
    add_account(desk, "Ada", Role.ADMIN)
    ada = acting_as(desk, "Ada")
    for name, role in PEOPLE.items():
        add_account(ada, name, role)
    return {name: token_of(desk, name) for name in ("Ada", *PEOPLE)}


def token_of(desk: Desk, name: str, *scopes: Scope) -> str:
    """A new token of somebody."""
    return make_token(acting_as(desk, "Ada"), name, "test", scopes or tuple(Scope)).secret


@contextmanager
def client(served: Served) -> Iterator["Client"]:
    """Clients of a desk that gets accounts now."""
    with httpx.Client(timeout=60, limits=httpx.Limits(max_keepalive_connections=0)) as http:
        yield Client(served, staffed(served.desk), http)


@dataclass(frozen=True)
class Client:
    """Requests to a served desk, each by somebody."""

    served: Served
    tokens: Mapping[str, str]
    http: httpx.Client

    def ask(self, method: str, path: str, by: str = "Ed", **more: Any) -> httpx.Response:
        """One request; `by` is one of the desk's people, blank for nobody."""
        headers = {"authorization": f"Bearer {self.tokens.get(by, by)}"} if by else {}
        headers |= more.pop("headers", {})
        return self.http.request(method, f"{self.served.address}/api/v1{path}", headers=headers, **more)

    def get(self, path: str, by: str = "Ed") -> Json:
        """What is shown there."""
        answer = self.ask("GET", path, by)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, by: str = "Ed", head: str = "*", **body: Any) -> httpx.Response:
        """An act that is given these fields, decided on a head."""
        headers = {"if-match": head} if head else {}
        return self.ask("POST", path, by, headers=headers, json=body)

    def tag(self, path: str) -> str:
        """The ETag that comes with what is shown there."""
        return self.ask("GET", path).headers["etag"]

    def added(self, text: str, **fields: Any) -> str:
        """A new claim; its address."""
        answer = self.post("/claims", "Rae", "", text=text, **fields)
        assert answer.status_code == 201, answer.text
        return f"/claims/{answer.json()['refs'][0]}"

    def cited(self, text: str) -> str:
        """A new claim with a quote of a file; its address."""
        path = self.added(text)
        filed = self.ask("POST", f"{path}/attach", "Rae", files={"file": ("said.txt", text.encode())})
        self.done(f"{path}/cite", "Rae", quote=text, source=filed.json()["source"], stance="supports")
        return path

    def submitted(self, text: str, by: str = "Cy") -> str:
        """A new claim with a verdict that waits for a second person; its address."""
        path = self.cited(text)
        self.done(f"{path}/rate", by, rating="true", because="It says so [e1].", summary="So it is.")
        self.done(f"{path}/submit", by)
        return path

    def signed(self, text: str) -> str:
        """A new claim with a verdict of Cy's that Ed signed; its address."""
        path = self.submitted(text)
        self.done(f"{path}/approve", "Ed", digest=self.get(path)["claim"]["digest"])
        return path

    def done(self, path: str, by: str = "Ed", head: str = "*", **body: Any) -> Json:
        """What an act brought about that went well."""
        answer = self.post(path, by, head, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()
