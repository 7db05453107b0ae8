"""The least that fetching can cost: a bare httpx.AsyncClient that reads every page and keeps nothing.

python -m tests.bench.bare LIST CONCURRENCY [ETAG]
"""

import asyncio
import sys
from pathlib import Path

import httpx


async def _fetch(urls: list[str], concurrency: int, headers: dict[str, str]) -> None:
    limits = httpx.Limits(max_connections=concurrency, max_keepalive_connections=concurrency)
    slots = asyncio.Semaphore(concurrency)
    async with httpx.AsyncClient(limits=limits, timeout=60, headers=headers, trust_env=False) as client:

        async def one(url: str) -> None:
            async with slots:
                (await client.get(url)).read()

        await asyncio.gather(*map(one, urls))


if __name__ == "__main__":
    tag = {"If-None-Match": sys.argv[3]} if len(sys.argv) > 3 else {}
    asyncio.run(_fetch(Path(sys.argv[1]).read_text("utf-8").split(), int(sys.argv[2]), tag))
