"""No packet leaves a browser but through the recording proxy, and without each of the flags some do."""

import json
import subprocess
import sys
from shutil import which
from typing import Any

import pytest

from tests.needed import lack, need

WEBRTC = ("webrtc-ip-handling-policy", "force-webrtc-ip-handling-policy")
TAKEN_AWAY = {
    ("proxy-server",): "tcp 127.0.0.1 8009",
    ("proxy-bypass-list",): "tcp 127.0.0.1 8009",
    ("disable-features",): "igmp 224.0.0.22",
    WEBRTC: "udp 93.184.215.77 3478",
    (*WEBRTC, "host-resolver-rules"): " 53",
}
"""What is seen without flags. Names are looked up only where something else is open too. `disable-quic` is not among
them: where there is a proxy, Chromium of today does not try HTTP/3."""
TRIED = (
    *("/beacon", "/events", "/fetched", "/font", "/frame", "/kept", "/ping", "/prefetch", "/socket"),
    *("/stream", "/worker", "http://127.0.0.1:8009/socket"),
)
"""The ends of addresses that the proxy was asked for and refused, so that the page did try."""

Seen = dict[str, Any]


@pytest.fixture(scope="module")
def seen() -> tuple[list[Seen], list[Seen]]:
    """What came of the browsers with all flags, and of the first one without some."""
    preferred = need("chromium-headless-shell", "chromium")
    programs = {preferred, which("chromium") or preferred}
    need("ip")
    alone = [need("unshare"), "--map-root-user", "--net"]
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        lack("This needs a network namespace of its own, which this machine forbids.")
    whole = [(program, (), TRIED) for program in sorted(programs)]
    cases = [*whole, *((preferred, flags, [end]) for flags, end in TAKEN_AWAY.items())]
    counting = [*alone, sys.executable, "-m", "tests.fetch.browser.packets", json.dumps(cases)]
    told = json.loads(subprocess.run(counting, stdout=subprocess.PIPE, check=True).stdout)
    return told[: len(programs)], told[len(programs) :]


@pytest.mark.slow
def test_no_packet_leaves_but_through_the_proxy(seen: tuple[list[Seen], list[Seen]]) -> None:
    for one in seen[0]:
        assert (one["past"], one["lost"], one["tried"]) == ({}, 0, True)
        assert [end for end in TRIED if not any(url.endswith(end) for url in one["refused"])] == []


@pytest.mark.slow
@pytest.mark.parametrize("flags", TAKEN_AWAY, ids=lambda flags: flags[-1])
def test_without_one_of_its_flags_packets_leave(
    seen: tuple[list[Seen], list[Seen]], flags: tuple[str, ...]
) -> None:
    one = seen[1][[*TAKEN_AWAY].index(flags)]

    assert one["tried"]
    assert any(packet.endswith(TAKEN_AWAY[flags]) for packet in one["past"])
    if flags == WEBRTC:
        assert not any(packet.endswith(" 53") for packet in one["past"])
