"""The options of Chromium that leave its packets no way but through the recording proxy, each with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.fetch.browser.recording_proxy import HOME


@dataclass(frozen=True, slots=True)
class Flag:
    """An option of Chromium by its name, and what would be otherwise."""

    name: str
    value: str
    why: str


def packet_flags(port: int, spki: str) -> tuple[Flag, ...]:
    """The options that keep packets in, for a proxy on this port whose authority has this key."""
    udp = "disable_non_proxied_udp"
    return (
        Flag(
            "proxy-server",
            f"http://{HOME}:{port}",
            "Sites are asked directly, by http, https and WebSockets.",
        ),
        Flag("proxy-bypass-list", "<-loopback>", "Addresses of this machine are asked directly."),
        Flag("ignore-certificate-errors-spki-list", spki, "Pages by https end at the proxy's certificate."),
        Flag("host-resolver-rules", f"MAP * ~NOTFOUND, EXCLUDE {HOME}", "Names are looked up ahead of use."),
        Flag("disable-quic", "", "Sites are asked by QUIC, which is UDP and passes by proxies."),
        Flag("webrtc-ip-handling-policy", udp, "STUN and TURN are asked by UDP."),
        Flag(
            "force-webrtc-ip-handling-policy", udp, "The same; the headless shell knows only this spelling."
        ),
        Flag(
            "disable-features",
            "WebRtcHideLocalIpsWithMdns",
            "Multicast groups are joined, to hide addresses.",
        ),
    )


def command_line(flags: Iterable[Flag]) -> list[str]:
    """Flags as Chromium takes them; the values of one name are one list, since the last one given counts alone."""
    values: dict[str, list[str]] = {}
    for flag in flags:
        values.setdefault(flag.name, []).extend(filter(None, (flag.value,)))
    return [f"--{name}={','.join(given)}" if given else f"--{name}" for name, given in values.items()]
