"""Which addresses may be asked: the source's own hosts, over https, on the public net."""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from vraagbaak.errors import WrongUsage
from vraagbaak.source.failures import RequestFailed

_HTTPS = 443


class Hosts(NamedTuple):
    """The hosts that a source has.

    ``allowed`` are their names. ``loopback`` is the one ``host:port`` of this machine that may be
    asked, over plain http: a stand-in that was set up on purpose; None for none.
    """

    allowed: frozenset[str]
    loopback: str | None = None


def loopback_of(address: str) -> str | None:
    """The ``host:port`` of an http address on this machine; None for an https address.

    Raises:
        WrongUsage: it is neither.
    """
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return None
    if parts.scheme == "http" and _is_loopback(parts.hostname or ""):
        return parts.netloc
    raise WrongUsage(f"{address} is no https address (http is for this machine alone: 127.0.0.1)")


def check_address(hosts: Hosts, address: str) -> SplitResult:
    """The parts of an address that may be asked.

    Raises:
        RequestFailed: ``refused_address``.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _refusal(address, str(error)) from error
    if hosts.loopback and parts.scheme == "http" and parts.netloc == hosts.loopback:
        return parts
    if parts.scheme != "https":
        raise _refusal(address, "it is not https")
    if parts.hostname not in hosts.allowed or port not in (None, _HTTPS) or "@" in parts.netloc:
        raise _refusal(address, "it is no host of this source")
    return parts


def resolve(host: str) -> str:
    """The public address of a host, to connect to as it is: a second look-up might say otherwise.

    Raises:
        RequestFailed: ``unresolved``, or ``refused_address`` where it lies in a private net.
    """
    try:
        found = socket.getaddrinfo(host, _HTTPS, type=socket.SOCK_STREAM)
    except OSError as error:
        raise RequestFailed(
            "unresolved", f"{host} is not found: {error.strerror or error}", is_passing=True
        ) from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        if not _is_public(address):
            raise _refusal(host, f"it leads to {address}, which is not on the public net")
    # Most machines have IPv4; those without get nothing else from the look-up.
    return min(addresses, key=lambda address: ":" in address)


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None)
    return (mapped or parsed).is_global and not parsed.is_multicast


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refusal(address: str, why: str) -> RequestFailed:
    return RequestFailed("refused_address", f"{address} is not asked: {why}")
