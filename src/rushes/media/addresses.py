"""Which internet addresses Rushes may connect to on a stranger's word.

The table is our own: `ipaddress.is_global` answers differently from one Python patch release to the next, and neither
it nor `is_private` knows translation prefixes or the metadata addresses of clouds. Resolving and connecting are
`pinned.py`'s. Sources: IANA special-purpose registries for IPv4 and IPv6 (as of 2026-11), RFC 6052, RFC 5214.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NOT_PUBLIC_4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; holds Alibaba's metadata, 100.100.100.200
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's wire server
        "169.254.0.0/16",  # link-local, holds most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments; holds Oracle's metadata, 192.0.0.192
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # multicast tunnels (AMT)
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)

_PUBLIC_6 = IPv6Network("2000::/3")
_NOT_PUBLIC_6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID, ORCHIDv2 …
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: carries an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the 6bone, given back
        "3fff::/20",  # documentation
    )
)

#: IPv6 ranges that carry an IPv4 address somewhere: what they reach is decided elsewhere.
_TRANSLATED_6 = tuple(
    IPv6Network(block)
    for block in (
        "::/96",  # IPv4-compatible; also loopback and unspecified
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated (SIIT)
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local use
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
    )
)
#: Interface identifiers of ISATAP (RFC 5214): 0000:5efe and 0200:5efe, then an IPv4 address.
_ISATAP = (0x00005EFE, 0x02005EFE)

_LOOPBACK_6 = IPv6Address("::1")
_ONLY_LOOPBACK_6 = IPv6Network("::1/128")

#: Never reachable, whatever the operator allows: they hand out a machine's credentials.
_METADATA = tuple(
    ip_network(block)
    for block in (
        "100.100.100.200/32",  # Alibaba
        "168.63.129.16/32",  # Azure
        "169.254.0.0/16",  # AWS, GCP, Azure, Oracle, Tencent, container credentials
        "192.0.0.192/32",  # Oracle
        "fd00:ec2::/32",  # AWS
        "fd20:ce::254/128",  # GCP
        "fe80::/10",  # link-local
    )
)


def is_public(ip: str | Address) -> bool:
    """Whether `ip` is an ordinary unicast address of the public internet. Anything unreadable is not."""
    address = _parsed(ip)
    if isinstance(address, IPv4Address):
        return not any(address in block for block in _NOT_PUBLIC_4)
    if address is None or address.scope_id is not None or address not in _PUBLIC_6:
        return False
    return not _translates(address) and not any(address in block for block in _NOT_PUBLIC_6)


@dataclass(frozen=True, slots=True)
class AllowList:
    """Networks that an operator opens to fetches although they are not public. Metadata addresses stay closed."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, *networks: str) -> AllowList:
        """Read "10.1.2.0/24", "fd12::/16" …; ValueError where one is not a network."""
        return _read(networks)

    def permits(self, ip: str | Address) -> bool:
        """Whether a connection to `ip` is fine: it is public, or one of `networks` covers it."""
        return is_public(ip) or self.covers(ip)

    def covers(self, ip: str | Address) -> bool:
        """Whether one of `networks` covers `ip`. An IPv4 address inside an IPv6 one is never looked into;
        ::1 must be named by itself.
        """
        address = _parsed(ip)
        if address is None or any(address in block for block in _METADATA):
            return False
        if isinstance(address, IPv6Address) and (address.scope_id is not None or _translates(address)):
            return address == _LOOPBACK_6 and any(network == _ONLY_LOOPBACK_6 for network in self.networks)
        return any(address in network for network in self.networks)


@lru_cache(maxsize=64)
def _read(networks: tuple[str, ...]) -> AllowList:
    return AllowList(tuple(ip_network(network) for network in networks))


def _parsed(ip: str | Address) -> Address | None:
    if not isinstance(ip, str):
        return ip
    try:
        return ip_address(ip)
    except ValueError:
        return None


def _translates(address: IPv6Address) -> bool:
    return (int(address) >> 32) & 0xFFFFFFFF in _ISATAP or any(address in block for block in _TRANSLATED_6)
