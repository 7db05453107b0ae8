"""People who act at a desk through its web, by the API and by its forms, and keep a list of what they were told."""

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from random import Random
from typing import Any

import httpx

HOST = "desk.test"
"""The name under which the desk is served, by whichever process."""
PATIENCE = 20.0
"""Seconds after which a person takes an answer for lost."""


class Told(Enum):
    """What somebody was told of an act."""

    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown: no answer came, or one that says nothing of the act"


@dataclass(frozen=True)
class Asked:
    """One act that somebody asked for: on what, the word that marks it, what was told, and the head after it."""

    act: str
    ref: str
    mark: str
    told: Told
    head: str = ""
    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """Somebody with an account: a token of the API, and the password."""

    name: str
    role: str
    token: str
    password: str


@dataclass
class Crowd:
    """What all have in common: the ports of the desk, the pages they quote, the claims they know, and the counters."""

    ports: Sequence[int]
    site: str
    counters: Sequence[str]
    pause: float
    refs: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


Move = tuple[str, dict[str, Any]]


class Client(threading.Thread):
    """One person at one machine. `asked` is the list; `broken` what went wrong in the client itself."""

    def __init__(self, number: int, person: Person, crowd: Crowd, seed: int) -> None:
        super().__init__(daemon=True)
        self.number, self.person, self.crowd = number, person, crowd
        self.asked: list[Asked] = []
        self.broken = ""
        self._random = Random(f"{seed}-{number}")
        self._http = httpx.Client(timeout=PATIENCE, headers={"host": HOST}, trust_env=False)

    def run(self) -> None:
        """Act until it is over."""
        try:
            with self._http:
                while not self.crowd.over.is_set():
                    self.step()
                    self.crowd.over.wait(self._random.uniform(0.2, 1.8) * self.crowd.pause)
        except Exception as wrong:  # noqa: BLE001 - told in the verdict
            self.broken = f"client {self.number}: {wrong!r}"

    def step(self) -> None:
        """One thing that somebody does."""
        what = self._random.random()
        if what < 0.08 or len(self.crowd.refs) < 3:
            self._add()
        elif what < 0.18:
            self._count(self._random.choice(self.crowd.counters))
        else:
            recent = self.crowd.refs[-12:]
            self._go_on(self._random.choice(recent))

    def _add(self) -> None:
        mark = self._mark()
        text = f"The bridge {mark} opened in {self._random.randint(1800, 2020)}."
        ref = self._act("add", "", mark, {"text": text}, "")
        if ref:
            self.crowd.refs.append(ref)

    def _count(self, ref: str) -> None:
        """Raise the number that all count together in, unless it moved."""
        if found := self._claim(ref):
            claim, head = found
            mark = self._mark()
            self._act("edit", ref, mark, {"context": f"{counted(claim['context']) + 1} {mark}"}, head)

    def _go_on(self, ref: str) -> None:
        """Take the next step of a claim, or say something on it."""
        if found := self._claim(ref):
            claim, head = found
            mark = self._mark()
            talks = [("comment", {"text": mark}), ("note", {"text": mark}), ("edit", {"locator": mark})]
            step = next_step(claim, self.person, f"{self.crowd.site}/{mark}", mark)
            act, fields = step if step and self._random.random() < 0.85 else self._random.choice(talks)
            self._act(act, ref, mark, fields, head)

    def _mark(self) -> str:
        """A word that nobody used."""
        return f"m{self.number}x{len(self.asked)}z"

    def _claim(self, ref: str) -> tuple[dict[str, Any], str] | None:
        """A claim and its head as they are now; None where no answer comes."""
        try:
            answer = self._ask("GET", f"/api/v1/claims/{ref}", headers=self._token)
        except httpx.HTTPError:
            return None
        return (answer.json()["claim"], answer.headers["etag"]) if answer.status_code == 200 else None

    @property
    def _token(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.person.token}"}

    def _ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        """Ask whichever process takes the connection, as a load balancer does."""
        ports = self._random.sample(self.crowd.ports, len(self.crowd.ports))
        for port in ports[:-1]:
            try:
                return self._http.request(method, f"http://127.0.0.1:{port}{path}", **how)
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue
        return self._http.request(method, f"http://127.0.0.1:{ports[-1]}{path}", **how)

    def _act(self, act: str, ref: str, mark: str, fields: Mapping[str, Any], head: str) -> str:
        """Act, and keep what was told; the ref of a claim that is new."""
        try:
            answer = self._send(act, ref, fields, head)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return ""  # it never left
        except httpx.HTTPError as wrong:
            self.asked.append(Asked(act, ref, mark, Told.UNKNOWN, answer={"lost": repr(wrong)}))
            return ""
        told, after, said = self._read(answer)
        self.asked.append(Asked(act, ref, mark, told, after, said))
        return next(iter(said.get("refs", ())), "") if told is Told.DONE else ""

    def _send(self, act: str, ref: str, fields: Mapping[str, Any], head: str) -> httpx.Response:
        path = f"/api/v1/claims/{ref}/{act}" if ref else "/api/v1/claims"
        named = {"if-match": head} if head else {}
        return self._ask("POST", path, json=fields, headers=self._token | named)

    def _read(self, answer: httpx.Response) -> tuple[Told, str, Mapping[str, Any]]:
        said = answer.json() if "json" in answer.headers["content-type"] else {"text": answer.text[:400]}
        if answer.status_code < 300:
            return Told.DONE, answer.headers.get("etag", "").strip('"'), said
        return _told_of(answer.status_code, str(said.get("detail", ""))), "", said


def _told_of(status: int, words: str) -> Told:
    """Whether an answer says that nothing was done."""
    refused = 400 <= status < 500 or "othing was stored" in words
    return Told.REFUSED if refused else Told.UNKNOWN


def counted(context: str | None) -> int:
    """The number that a claim's context begins with; 0 where it is blank."""
    return int((context or "0").split()[0])


class FormClient(Client):
    """The same, with the forms of the desk in a browser."""

    _cookie = ""

    def _send(self, act: str, ref: str, fields: Mapping[str, Any], head: str) -> httpx.Response:
        self._cookie = self._cookie or self._log_in()
        path = f"/claims/{ref}/{act}" if ref else "/claims"
        given = {_IN_FORMS.get((act, name), name): value for name, value in fields.items()}
        return self._post(path, given | ({"head": head.strip('"')} if head else {}))

    def _post(self, path: str, given: Mapping[str, Any]) -> httpx.Response:
        headers = {"sec-fetch-site": "same-origin"} | ({"cookie": self._cookie} if self._cookie else {})
        return self._ask("POST", path, data=given, headers=headers)

    def _log_in(self) -> str:
        """Log in, by the cookie that comes back; blank where that fails."""
        answer = self._post("/login", {"name": self.person.name, "password": self.person.password})
        self._http.cookies.clear()
        return str(answer.headers.get("set-cookie", "")).partition(";")[0]

    def _read(self, answer: httpx.Response) -> tuple[Told, str, Mapping[str, Any]]:
        told = answer.text.partition('role="alert"')[2].partition("</div>")[0] or answer.text
        words = " ".join(re.sub(r"<[^>]*>", " ", told).split())
        if answer.status_code == 401:
            self._cookie = ""
        if answer.status_code == 303:
            ref = re.match(r"/claims/([^/?#]+)", answer.headers["location"])
            return Told.DONE, "", {"refs": [ref[1]] if ref else []}
        return _told_of(answer.status_code, words), "", {"text": words[:400]}


_IN_FORMS = {("note", "text"): "note", ("comment", "text"): "body"}
"""Fields that forms call otherwise than the API does."""

_EDITS = ("editor", "admin")
_CHECKS = ("checker", *_EDITS)


def next_step(claim: Mapping[str, Any], person: Person, page: str, mark: str) -> Move | None:
    """What brings a claim on, for somebody whose role may do it."""
    steps = _STEPS.get(claim["status"])
    return steps(claim, person, page, mark) if steps else None


def _gather(claim: Mapping[str, Any], person: Person, page: str, mark: str) -> Move | None:
    if not claim["sources"]:
        return "source", {"url": page}
    if not any(one["outcome"] == "ok" for one in claim["captures"]):
        return "fetch", {"later": True}
    if not claim["evidence"]:
        return "cite", {
            "source": claim["sources"][0]["id"],
            "quote": "opened in 1932",
            "stance": "supports",
            "note": mark,
        }
    return _rated(claim, person, page, mark)


def _rated(_: Mapping[str, Any], person: Person, __: str, mark: str) -> Move | None:
    reasons = {
        "rating": "true",
        "because": f"It says so [e1]. {mark}",
        "summary": "So it is.",
        "cites": ["e1"],
    }
    return ("rate", reasons) if person.role in _CHECKS else None


def _submitted(_: Mapping[str, Any], person: Person, __: str, ___: str) -> Move | None:
    return ("submit", {}) if person.role in _CHECKS else None


def _reviewed(claim: Mapping[str, Any], person: Person, _: str, mark: str) -> Move | None:
    if person.role not in _EDITS or claim["verdicts"][-1]["by"] == person.name:
        return None
    return "approve", {"digest": claim["digest"], "comment": mark}


def _published(_: Mapping[str, Any], person: Person, __: str, ___: str) -> Move | None:
    return ("publish", {"later": True}) if person.role in _EDITS else None


def _corrected(_: Mapping[str, Any], person: Person, __: str, mark: str) -> Move | None:
    slip = {"kind": "minor", "what": f"A slip {mark}.", "why": "We misread."}
    return ("correct", slip) if person.role in _EDITS and int(mark[-2], 36) % 3 == 0 else None


_STEPS: Mapping[str, Callable[[Mapping[str, Any], Person, str, str], Move | None]] = {
    "unverified": _gather,
    "checking": _gather,
    "rated": _submitted,
    "in-review": _reviewed,
    "signed-off": _published,
    "published": _corrected,
    "needs-recheck": _rated,
    "returned": _rated,
}
"""From the status of a claim to what is done next."""
