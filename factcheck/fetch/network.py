"""The guard of all connections: one look-up for each, checked addresses alone, and TLS that verifies the name."""

import asyncio
import os
import ssl
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from ipaddress import ip_address
from socket import EAI_AGAIN, gaierror

import httpcore

from factcheck.fetch.lookup import Resolver
from factcheck.fetch.policy import Policy
from factcheck.fetch.proxy import host_port_of, read_proxy
from factcheck.fetch.public_ip import is_public, may_be_named
from factcheck.fetch.response_head import MOST_HEAD, end_of_head, is_notice, mend_head
from factcheck.fetch.stopped import Stopped
from factcheck.fetch.tls import explain_handshake
from factcheck.model.vocabulary import Outcome

_TRIED_ADDRESSES = 4


class Guard(httpcore.AsyncNetworkBackend):
    """Opens connections to addresses that the policy permits and to no others, for which it raises Stopped.

    An IP address that the policy lets through is reached by its number alone, a name by that name alone.
    """

    def __init__(self, policy: Policy, resolve: Resolver) -> None:
        self._policy = policy
        self._resolve = resolve
        self._backend = httpcore.AnyIOBackend()
        self._proxy = host_port_of(read_proxy(policy.proxy))

    def lets_through(self, host: str, address: str, port: int) -> bool:
        """Whether this address and port are reached only because the settings say so."""
        regular = is_public(ip_address(address)) and port in self._policy.ports
        return not regular and self._is_allowed(host, port)

    async def check_redirect(self, asked: tuple[str, int], target: tuple[str, int]) -> None:
        """Stopped where only the settings would let a redirect reach another host and port than was asked for."""
        if target != asked and target in self._policy.allow:
            await Guard(replace(self._policy, allow=frozenset()), self._resolve).permitted(*target)

    async def permitted(self, host: str, port: int, seconds: float | None = None) -> Sequence[str]:
        """The IP addresses of a host, looked up within `seconds`; Stopped if it has none or not all are permitted."""
        if port not in self._policy.ports and not self._is_allowed(host, port):
            self._check_literal(host, port)
            raise Stopped(Outcome.BLOCKED_PORT, _port_not_fetched(host, port))
        addresses = await self._look_up(host, port, seconds)
        for address in addresses:
            self._check(host, address, port)
        return addresses

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first checked address that accepts one; Stopped, or an error of httpcore, for none."""
        if (host, port) == self._proxy:
            stream = await self._backend.connect_tcp(host, port, timeout, local_address, socket_options)
            return GuardedStream(stream, host)
        addresses = (await self.permitted(host, port, timeout))[:_TRIED_ADDRESSES]
        share = timeout and timeout / len(addresses)
        last_error: Exception = OSError("no address")
        for address in addresses:
            try:
                stream = await self._backend.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last_error = error
                continue
            await self._check_peer(stream, host, (address, port))
            return GuardedStream(stream, host)
        raise _not_connected(host, addresses, last_error)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002 - the parameters are httpcore's
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Raises Stopped: no page is fetched from a socket on this machine."""
        raise Stopped(Outcome.BLOCKED_PRIVATE_ADDRESS, f"{path} is a socket on this machine.")

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore."""
        await asyncio.sleep(seconds)

    def _is_allowed(self, host: str, port: int) -> bool:
        """Whether the settings let through what was asked for, letter by letter: no other name that leads there."""
        return (host, port) in self._policy.allow

    async def _look_up(self, host: str, port: int, seconds: float | None) -> Sequence[str]:
        if _is_ip(host):
            return [host]
        try:
            async with asyncio.timeout(seconds or self._policy.connect_seconds):
                addresses = await self._resolve(host, port)
        except TimeoutError:
            raise Stopped(Outcome.TIMEOUT, f"The name {host} could not be looked up in time.") from None
        except (OSError, ValueError) as error:
            raise Stopped(Outcome.DNS, _unknown_name(host, error)) from error
        if not addresses:
            raise Stopped(Outcome.DNS, _unknown_name(host))
        return list(dict.fromkeys(addresses))

    def _check_literal(self, host: str, port: int) -> None:
        if _is_ip(host):
            self._check(host, host, port)

    def _check(self, host: str, address: str, port: int) -> None:
        ip = ip_address(address)
        if self._is_allowed(host, port) and (host == address or may_be_named(ip)):
            return
        if not is_public(ip):
            at = f"{host} is" if host == address else f"{host} leads to {address},"
            raise Stopped(
                Outcome.BLOCKED_PRIVATE_ADDRESS,
                f"{at} an address inside a network or reserved, not a public one.",
            )
        if port not in self._policy.ports:
            raise Stopped(Outcome.BLOCKED_PORT, _port_not_fetched(host, port))

    async def _check_peer(
        self, stream: httpcore.AsyncNetworkStream, host: str, wanted: tuple[str, int]
    ) -> None:
        """Compare the peer of the open socket with the checked address; Stopped where it is another."""
        peer = stream.get_extra_info("server_addr")
        if peer and (ip_address(peer[0]), peer[1]) == (ip_address(wanted[0]), wanted[1]):
            return
        await stream.aclose()
        raise Stopped(Outcome.BLOCKED_PRIVATE_ADDRESS, f"{host} was answered from {peer}, not from {wanted}.")


class GuardedStream(httpcore.AsyncNetworkStream):
    """A connection that tells one closed without an answer from a broken answer, and why a TLS handshake failed.

    The heads of answers come mended; "mended_head" is among the information about the connection.
    """

    def __init__(self, stream: httpcore.AsyncNetworkStream, host: str) -> None:
        self._stream = stream
        self._host = host
        self._has_answered = False
        self._awaits_head = False
        self._mended = False

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes; ReadError for a connection closed before the first byte of an answer."""
        data = await self._stream.read(max_bytes, timeout)
        if not data and not self._has_answered:
            raise httpcore.ReadError("closed without an answer")
        self._has_answered = True
        return await self._head(data, max_bytes, timeout) if self._awaits_head else data

    async def _head(self, data: bytes, max_bytes: int, timeout: float | None) -> bytes:
        """The head that begins with these bytes, mended, and what came after it; as it came if it is too long."""
        while not (size := end_of_head(data)) and len(data) < MOST_HEAD:
            more = await self._stream.read(max_bytes, timeout)
            if not more:
                return data
            data += more
        head, rest = data[:size], data[size:]
        mended = mend_head(head) if size else head
        self._mended = self._mended or mended != head
        self._awaits_head = is_notice(head)
        if self._awaits_head and rest:
            rest = await self._head(rest, max_bytes, timeout)
        return mended + rest

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send a request."""
        self._has_answered = self._mended = False
        self._awaits_head = True
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """The same connection with TLS; Stopped says what is wrong with the certificate."""
        try:
            inner = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except httpcore.ConnectError as failed:
            raise explain_handshake(server_hostname or self._host, failed) from failed
        except BaseException:
            await self.aclose()  # cancelled, as by the limit of a whole visit, httpcore leaves it open
            raise
        return GuardedStream(inner, self._host)

    def get_extra_info(self, info: str) -> object:
        """Information about the connection, by httpcore's names; whether the last head was mended."""
        return self._mended if info == "mended_head" else self._stream.get_extra_info(info)


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _port_not_fetched(host: str, port: int) -> str:
    return f"Port {port} of {host} is not one that pages are fetched from (80 and 443 are)."


def _unknown_name(host: str, error: Exception | None = None) -> str:
    if isinstance(error, gaierror) and error.errno == EAI_AGAIN:
        return f"The name {host} could not be looked up: the DNS gave no answer."
    return f"There is no site of the name {host}: it is not in the DNS."


def _not_connected(host: str, addresses: Sequence[str], error: Exception) -> Exception:
    if isinstance(error, httpcore.ConnectTimeout):
        return error
    numbers = [cause.errno for cause in _causes(error) if isinstance(cause, OSError) and cause.errno]
    why = os.strerror(numbers[0]).lower() if numbers else "no connection"
    last = addresses[-1]
    at = host if host == last else f"{host} ({last})"
    return Stopped(Outcome.CONNECT, f"{at} cannot be reached: {why}.")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
