"""Which addresses of the net a page may be fetched from: public ones, and others only if the user says so."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from argmap.errors import error

__all__ = ["addresses_of", "is_public"]

_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses as hosts without IPv4 see them (RFC 6052)."""


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public net: not this machine's, not a private network's, not a group's.

    >>> is_public("8.8.8.8"), is_public("192.168.1.1"), is_public("224.0.0.1")
    (True, False, False)
    >>> is_public("::ffff:127.0.0.1"), is_public("64:ff9b::a00:1"), is_public("2002:7f00:1::")
    (False, False, False)
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        # A v4 address inside a v6 one is reached as that v4 address.
        found = found.ipv4_mapped or found.sixtofour or _behind_nat64(found) or found
    odd = found.is_multicast or found.is_reserved or (isinstance(found, IPv6Address) and found.is_site_local)
    return found.is_global and not odd


def _behind_nat64(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


def addresses_of(host: str, port: int, *, allow_local: bool) -> list[str]:
    """Look `host` up and return its IP addresses, in the order to try them.

    Who connects must connect to these and not look the name up again: the second answer may be another one (DNS rebinding).
    Raises ArgmapError for a host that is not found, and for one with an address that is not public unless `allow_local`.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise error("unreachable", host=host, reason=getattr(problem, "strerror", None) or problem) from None
    addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
    for address in addresses:
        if not (allow_local or is_public(address)):
            raise error("local-address", host=host, address=address)
    return addresses
