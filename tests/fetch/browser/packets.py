"""Counts what a browser sends past the recording proxy: `unshare -rn python -m tests.fetch.browser.packets CASES`.

It makes the network namespace that it is run in one with a way out on which nobody answers. CASES are JSON, a list of
`[program, [flag, …], [end, …]]`: a page in a secure context tries what leads out of a browser, without these of the
flags that keep packets in; if none is taken away, the browser is driven as for a capture. It is looked at until the
page is through and, on a busy machine, some seconds more until packets or refused addresses with these ends were seen.
Prints a `Seen` for each as JSON.
"""

import asyncio
import json
import socket
import struct
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from pathlib import Path

from factcheck.fetch.address import read_address
from factcheck.fetch.browser.chromium import Chromium, find_chromium
from factcheck.fetch.browser.flags import packet_flags
from factcheck.fetch.browser.recording_proxy import RecordingProxy
from factcheck.fetch.browser.run import NOWHERE, BrowserRun
from factcheck.fetch.exchange import Exchanges
from tests.fetch.browser.proxied import AUTHORITY, open_exchanges
from tests.fetch.visiting import NOON, at_home
from tests.servers import Authority, ScriptedServer, answer

PAGE = Path(__file__).with_name("ways_out.html")
SITE = "page.example"
MOST_SECONDS = 20
_WAY_OUT = """
link set lo up
link add way type veth peer name end
address add 192.0.2.1/24 dev way
address add 2001:db8::1/64 dev way nodad
link set way up
link set end up
neighbour replace 192.0.2.2 lladdr 02:00:00:00:00:02 dev way nud permanent
neighbour replace 2001:db8::2 lladdr 02:00:00:00:00:02 dev way nud permanent
route add default via 192.0.2.2
route add default via 2001:db8::2
"""
_ALL, _OUTGOING, _STATISTICS = 0x0003, 4, (263, 6)  # of linux/if_ether.h and linux/if_packet.h
_PROTOCOLS = {1: "icmp", 2: "igmp", 6: "tcp", 17: "udp", 58: "icmp6"}


class Packets:
    """The packets that leave any interface of this namespace, loopback too."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, socket.htons(_ALL))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32_000_000)
        self._socket.setblocking(False)

    def read(self, own_ports: Iterable[int] = ()) -> Counter[str]:
        """Those since the last time, by kind and target, without those of these TCP ports on loopback."""
        read: Counter[str] = Counter()
        with suppress(BlockingIOError):
            while True:
                data, (interface, _, direction, *_) = self._socket.recvfrom(65_536)
                if direction == _OUTGOING:
                    kind, ports, target = _told(data)
                    if interface != "lo" or kind != "tcp" or not {*own_ports}.intersection(ports):
                        read[target] += 1
        return read

    def lost(self) -> int:
        """How many the kernel had no room for."""
        return int(struct.unpack("II", self._socket.getsockopt(*_STATISTICS, 8))[1])


def _told(data: bytes) -> tuple[str, tuple[int, ...], str]:
    """The kind of a packet, its ports, and a word for both and its target."""
    version = data[0] >> 4 if data else 0
    if version not in (4, 6):
        return "other", (), "other"
    number, where, start = (
        (data[9], data[16:20], (data[0] & 15) * 4) if version == 4 else (data[6], data[24:40], 40)
    )
    kind = _PROTOCOLS.get(number, f"protocol {number}")
    ports = struct.unpack_from("!HH", data, start) if kind in ("tcp", "udp") else ()
    return kind, ports, f"{kind} {ip_address(where)}{f' {ports[1]}' if ports else ''}"


async def _quiet(packets: Packets) -> None:
    """Wait until the kernel has said what it says on new interfaces."""
    while packets.read():
        await asyncio.sleep(1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a browser did: `past` are packets that were not for the proxy, by kind and target.

    `lost` says how many could not be looked at, `tried` whether the page got to its end; `asked` are the paths that the
    server was asked for, `refused` the addresses that the proxy refused.
    """

    past: dict[str, int]
    lost: int
    tried: bool
    asked: list[str]
    refused: list[str]


async def see(program: str, without: set[str], ends: Iterable[str]) -> Seen:
    """What a page gets past the proxy, from a browser without these flags."""
    past: Counter[str] = Counter()

    def is_through() -> bool:
        past.update(packets.read((proxy.port, server.port, NOWHERE)))
        met = [*past, *(one.url for one in proxy.refused)]
        return bool(server.visits["/end"]) and all(any(one.endswith(end) for one in met) for end in ends)

    packets, authority = Packets(), Authority()
    pages = {"/": answer(PAGE.read_bytes()), "/worker.js": answer("", content_type="text/javascript")}
    begin = _try_flags if without else _capture
    # By number, a page comes without a proxy too, and is a secure context by http.
    tls, name = (None, "") if without else (authority.server(SITE), SITE)
    with ScriptedServer(pages, tls=tls) as server:
        url, settings = server.url("/", name), {"chromium": program, "sandbox": False}
        async with open_exchanges(
            server, names=at_home(SITE), tls=authority.visitor(), **settings
        ) as exchanges:
            await _quiet(packets)
            async with begin(exchanges, url, without) as proxy:
                await _until(is_through)
            past.update(packets.read((proxy.port, server.port, NOWHERE)))
        refused = sorted({one.url for one in proxy.refused})
        return Seen(dict(past), packets.lost(), bool(server.visits["/end"]), sorted(server.visits), refused)


@asynccontextmanager
async def _capture(exchanges: Exchanges, url: str, _: set[str]) -> AsyncIterator[RecordingProxy]:
    """A page opened as it is for a capture."""
    run = BrowserRun(exchanges, lambda: NOON)
    try:
        async with run.proxy(read_address(url), None) as proxy, run.page(proxy.port) as opened:
            await opened.page.navigate(url, MOST_SECONDS)
            yield proxy
    finally:
        await run.aclose()


@asynccontextmanager
async def _try_flags(exchanges: Exchanges, url: str, without: set[str]) -> AsyncIterator[RecordingProxy]:
    """A page in no context of its own, so that the flags alone say what is asked through the proxy."""
    async with RecordingProxy(exchanges, AUTHORITY, read_address(url)) as proxy:
        flags = [flag for flag in packet_flags(proxy.port, proxy.spki) if flag.name not in without]
        program = find_chromium(exchanges.policy.chromium)
        async with Chromium(program, flags, sandbox=False) as chromium:
            await chromium.devtools.call("Target.createTarget", url=url)
            yield proxy


async def _until(is_so: Callable[[], bool]) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(MOST_SECONDS):
            while not is_so():
                await asyncio.sleep(0.05)


def main(cases: list[tuple[str, list[str], list[str]]]) -> None:
    """Look at each case in turn."""
    Path("/proc/sys/net/ipv6/conf/default/router_solicitations").write_text("0")
    subprocess.run(["ip", "-batch", "-"], input=_WAY_OUT, text=True, check=True)
    seen = [asdict(asyncio.run(see(program, {*without}, ends))) for program, without, ends in cases]
    print(json.dumps(seen))  # noqa: T201 - a test reads it


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
