"""The options of Chromium that leave its packets no way but through the recording proxy, each with its reason."""

from dataclasses import dataclass

from factcheck.fetch.browser.recording_proxy import HOME


@dataclass(frozen=True, slots=True)
class Flag:
    """An option of Chromium, and what would leave without it."""

    text: str
    why: str


def packet_flags(port: int, spki: str) -> tuple[Flag, ...]:
    """The options that keep packets in, for a proxy on this port whose authority has this key."""
    return (
        Flag(f"--proxy-server=http://{HOME}:{port}", "All of http and https, and WebSockets."),
        Flag("--proxy-bypass-list=<-loopback>", "Loopback addresses are asked directly otherwise."),
        Flag(f"--ignore-certificate-errors-spki-list={spki}", "Else https ends at the proxy's certificate."),
        Flag("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "Names are looked up ahead of use."),
        Flag("--disable-quic", "QUIC is UDP, which no proxy carries."),
        Flag("--webrtc-ip-handling-policy=disable_non_proxied_udp", "STUN and TURN by UDP; of chromium."),
        Flag("--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "The same, as the headless shell has it."),
        Flag("--disable-features=WebRtcHideLocalIpsWithMdns", "Multicast joins, to hide addresses of this machine."),
    )
