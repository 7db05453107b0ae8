"""The proxy that a desk names in its settings, read strictly; none is taken from the environment."""

import httpcore
import httpx

from factcheck.errors import BadInput


def read_proxy(url: str | None) -> httpcore.Proxy | None:
    """The proxy behind a URL such as "http://proxy.example:3128"; None without one, BadInput for what is no proxy."""
    if not url:
        return None
    try:
        proxy = httpx.Proxy(url)
    except (httpx.InvalidURL, ValueError):
        raise _no_proxy(url) from None
    if proxy.url.scheme not in ("http", "https") or not proxy.url.host:
        raise _no_proxy(url)
    address = httpcore.URL(
        scheme=proxy.url.raw_scheme, host=proxy.url.raw_host, port=proxy.url.port, target=b"/"
    )
    return httpcore.Proxy(address, auth=proxy.raw_auth)


def host_port_of(proxy: httpcore.Proxy | None) -> tuple[str, int] | None:
    """The host and port of a proxy; None without one."""
    return (proxy.url.host.decode("ascii"), proxy.url.origin.port) if proxy else None


def _no_proxy(url: str) -> BadInput:
    return BadInput(f'"{url}" is no proxy. Write it as "http://proxy.example:3128".')
