"""A hundred people who read and ten who write, for some seconds, as a process of its own.

    python -m tests.bench.visitors ANSWER ADDRESS COOKIE SECONDS COUNT

The desk has COUNT claims as `tests.bench.desks` makes them. Each reader opens one of its pages every ten seconds, each
writer opens a claim and sends a note for it every six. Writes the 50th and 99th of a hundred answers (milliseconds),
how many there were, and how many were not what they should be.
"""

import asyncio
import re
import sys
import time
from collections.abc import Sequence
from itertools import count as endless
from pathlib import Path
from random import Random
from statistics import quantiles
from urllib.parse import quote

import httpx

from tests.bench import material

READERS, READER_EVERY = 100, 10.0
WRITERS, WRITER_EVERY = 10, 6.0
_PATIENCE = 30.0


class Visitors:
    """Everybody at once, and how long each answer took."""

    def __init__(self, client: httpx.AsyncClient, seconds: float, claims: int) -> None:
        self._client = client
        self._ends = time.monotonic() + seconds
        self._claims = claims
        self.milliseconds: list[float] = []
        self.wrong = 0

    async def all(self) -> None:
        """Return when the time is over."""
        readers = (self._person(number, READER_EVERY, self._read) for number in range(READERS))
        writers = (self._person(READERS + number, WRITER_EVERY, self._write) for number in range(WRITERS))
        await asyncio.gather(*readers, *writers)

    async def _person(self, number: int, every: float, does) -> None:  # type: ignore[no-untyped-def]
        rng = Random(number)
        await asyncio.sleep(rng.random() * every)
        for turn in endless():
            if time.monotonic() > self._ends:
                return
            began = time.monotonic()
            await does(rng, turn)
            await asyncio.sleep(max(0.0, every - (time.monotonic() - began)))

    async def _read(self, rng: Random, turn: int) -> None:
        claim = f"/claims/{material.ref_of(rng.randrange(self._claims))}"
        pages = (
            "/",
            "/claims",
            claim,
            f"/claims?article=article-{rng.randrange(self._claims // 100)}",
            claim,
        )
        await self._ask("GET", pages[turn % len(pages)])

    async def _write(self, rng: Random, turn: int) -> None:
        claim = f"/claims/{quote(material.ref_of(rng.randrange(self._claims)))}"
        form = await self._ask("GET", f"{claim}/note")
        head = re.search(r'name="head" value="([^"]*)"', form)
        words = {"note": f"Asked again, turn {turn}.", "head": head[1] if head else ""}
        await self._ask("POST", f"{claim}/note", words)

    async def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> str:
        began = time.perf_counter()
        try:
            answer = await self._client.request(method, path, data=form)
        except httpx.HTTPError:
            self.wrong += 1
            return ""
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        self.wrong += answer.status_code != (303 if form else 200)
        return answer.text


async def _visit(address: str, cookie: str, seconds: float, claims: int) -> Sequence[float]:
    fields = {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"}
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(
        base_url=address, headers=fields, limits=limits, timeout=_PATIENCE
    ) as client:
        visitors = Visitors(client, seconds, claims)
        await visitors.all()
    parts = quantiles(visitors.milliseconds, n=100)
    return parts[49], parts[98], len(visitors.milliseconds), visitors.wrong


if __name__ == "__main__":
    answer, address, cookie, seconds, claims = sys.argv[1:]
    told = asyncio.run(_visit(address, cookie, float(seconds), int(claims)))
    Path(answer).write_text(" ".join(map(str, told)), "utf-8")
