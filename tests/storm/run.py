"""`make storm`: the whole of a large desk under fault, and the verdict; the same `--seed` chooses the same harm."""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import SystemRandom
from typing import Any

from factcheck.desk import Desk, open_desk
from factcheck.model.roles import Role, Scope
from factcheck.settings import load
from factcheck.settings.machine_user import machine_user
from factcheck.workflow.jobs import queue_status
from factcheck.workflow.people.accounts import add_account
from factcheck.workflow.people.credentials import make_token
from factcheck.workflow.people.login import NewPassword, set_password
from factcheck.workflow.people.open_accounts import acting_as
from tests.forked import forked_program
from tests.storm.checks import lost_and_doubled, miscounted, read_histories, stuck
from tests.storm.clients import Asked, Client, Crowd, FormClient, Person, Told
from tests.storm.faults import Faults
from tests.storm.parts import PATIENCE, Parts, answers, started

PASSWORD = "seven slow barges turn"
ROLES = (Role.REPORTER, Role.CHECKER, Role.EDITOR, Role.CHECKER, Role.EDITOR)


@dataclass(frozen=True)
class Setup:
    """How much of everything: `seconds` of harm with about `pause` seconds between, and what acts meanwhile.

    `haste` is how long people wait between two acts, in seconds.
    """

    seed: int
    seconds: float = 180
    webs: int = 4
    workers: int = 2
    clients: int = 50
    pause: float = 3
    haste: float = 3


@dataclass
class Verdict:
    """What was done and what was found; `wrong` is empty where all is as it has to be."""

    told: Counter[str] = field(default_factory=Counter)
    harm: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    recovered: float = 0.0
    """Seconds from the end of the harm until every process answered and nothing waited."""


def storm(setup: Setup, folder: Path) -> Verdict:
    """All of it; what the parts said stays in `folder`."""
    with started(folder, setup.webs, setup.workers) as parts:
        people, counters = _begin(parts)
        faults = Faults(parts, setup.seed)
        _settle(parts, faults)
        crowd = Crowd([one.port for one in parts.webs], parts.pages.url()[:-1], counters, setup.haste)
        clients = [
            (FormClient if number % 5 == 4 else Client)(
                number, people[number % len(people)], crowd, setup.seed
            )
            for number in range(setup.clients)
        ]
        for client in clients:
            client.start()
        faults.go_on(time.monotonic() + setup.seconds, setup.pause)
        crowd.over.set()
        verdict = Verdict(harm=faults.done)
        verdict.recovered = _settle(parts, faults)
        for client in clients:
            client.join(60)
        asked = [one for client in clients for one in client.asked]
        verdict.told.update(one.told.name for one in asked)
        verdict.unknown.update(_brief(one) for one in asked if one.told is Told.UNKNOWN)
        verdict.refused.update(_brief(one) for one in asked if one.told is Told.REFUSED)
        verdict.wrong += [client.broken for client in clients if client.broken]
        _judge(parts, crowd, asked, verdict)
        return verdict


def _brief(asked: Asked) -> str:
    """What was told of an act that was not done, in brief and without what differs from one to the next."""
    said = asked.answer
    words = re.sub(
        r"\S*(m\d+x\d+z|counter-\d|:\d\d)\S*",
        "…",
        str(said.get("detail") or said.get("text") or said.get("lost")),
    )
    return f"{asked.act}: {words[-160:]}"


@contextmanager
def _opened(parts: Parts) -> Any:
    with open_desk(load(parts.desk, "Ada", {**parts.environ, "FACTCHECK_ARCHIVE": "archive"})) as desk:
        yield desk


def _begin(parts: Parts) -> tuple[list[Person], list[str]]:
    """People with accounts, and the claims that they count in."""
    from factcheck.workflow.claims.add import add_claims

    with _opened(parts) as desk:
        add_account(desk, "Ada", Role.ADMIN, machine_user())
        ada = acting_as(desk, "Ada")
        people = [_person(ada, f"Person {chr(65 + n)}", role) for n, role in enumerate(ROLES * 2)]
        counters = [("storm", {"text": f"There are {n} counters.", "ref": f"counter-{n}"}) for n in range(3)]
        return people, add_claims(ada, counters, "storm", anyway=True).refs


def _person(ada: Desk, name: str, role: Role) -> Person:
    set_password(ada, add_account(ada, name, role).secret, NewPassword(PASSWORD))
    return Person(name, role, make_token(acting_as(ada, "Ada"), name, "storm", tuple(Scope)).secret, PASSWORD)


def _settle(parts: Parts, faults: Faults) -> float:
    """Wait until every web process is ready and no job is due or being done; how long that took, in seconds."""
    began = time.monotonic()
    while not all(answers(web.port) for web in parts.webs):
        faults.heal()
        _wait(began, "not every web process is ready", parts)
    with _opened(parts) as desk:
        while any(one.due or one.doing for one in queue_status(desk).queues):
            faults.heal()
            _wait(began, "jobs are due still", parts)
    return time.monotonic() - began


def _wait(began: float, what: str, parts: Parts) -> None:
    time.sleep(0.5)
    if time.monotonic() - began > PATIENCE:
        raise AssertionError(f"{what} after {PATIENCE} seconds; see {parts.folder}")


def _judge(parts: Parts, crowd: Crowd, asked: Sequence[Asked], verdict: Verdict) -> None:
    """Hold what is there against what was told, and let the desk verify itself, here and where it is restored."""
    with _opened(parts) as desk:
        records = read_histories(desk)
        verdict.wrong += stuck(asked, desk)
    verdict.wrong += lost_and_doubled(asked, records)
    verdict.wrong += miscounted(asked, records, crowd.counters)
    verdict.wrong += [
        f"{one.name} told of a fault of its own: {one.log}" for one in parts.programs if _failed(one.log)
    ]
    backup = parts.folder / "backup.zip"
    _run(parts, verdict, "verify")
    _run(parts, verdict, "backup", str(backup))
    parts.postgres.create("again")
    there = {"FACTCHECK_DATABASE_URL": parts.url("again"), "FACTCHECK_ARCHIVE": "archive"}
    elsewhere = replace(parts, environ={**parts.environ, **there})
    _run(elsewhere, verdict, "backup", "--restore", str(backup), str(parts.folder / "again"))


def _failed(log: Path) -> bool:
    return log.exists() and "Traceback" in log.read_text("utf-8")


def _run(parts: Parts, verdict: Verdict, *arguments: str) -> None:
    """Run a command that has to succeed."""
    ended = subprocess.run(
        [str(forked_program()), *arguments],
        cwd=parts.desk,
        env={**parts.environ},
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        verdict.wrong.append(
            f"{' '.join(arguments)} ended with {ended.returncode}: {ended.stdout}{ended.stderr}"
        )


def main(arguments: Sequence[str]) -> int:
    """Run it and print what came of it; 1 where anything is wrong, and the folder with what the parts said stays."""
    asked = argparse.ArgumentParser(prog="make storm", description=__doc__)
    asked.add_argument("--minutes", type=float, default=3)
    asked.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    for name in ("webs", "workers", "clients"):
        asked.add_argument(f"--{name}", type=int, default=getattr(Setup, name))
    for name in ("pause", "haste"):
        asked.add_argument(f"--{name}", type=float, default=getattr(Setup, name))
    given = vars(asked.parse_args(arguments))
    setup = Setup(seconds=60 * given.pop("minutes"), **given)
    print(f"seed {setup.seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="factcheck-storm-"))
    verdict = storm(setup, folder)
    print(f"harm: {dict(verdict.harm)}\nacts: {dict(verdict.told)}\nrecovered in {verdict.recovered:.1f} s")
    for name, several in (("refused", verdict.refused), ("unknown", verdict.unknown)):
        print(*(f"{name} {count}× {said}" for said, count in several.most_common(12)), sep="\n")
    if verdict.wrong:
        print(*verdict.wrong, f"{len(verdict.wrong)} wrong; what the parts said is in {folder}", sep="\n")
        return 1
    shutil.rmtree(folder)
    print("Nothing lost, nothing doubled, nothing stuck.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
