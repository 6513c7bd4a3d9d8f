"""Which addresses Rushes connects to: the hostile corpus, and properties over all addresses."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.media.addresses import AllowList, is_public

HOSTILE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.0.0.53 127.255.255.254
168.63.129.16 169.254.0.23 169.254.169.254 169.254.170.2 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.9 192.0.0.170
192.0.0.192 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1
198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::169.254.169.254 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::ffff:100.100.100.200 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 ::ffff:0:169.254.169.254 ::ffff:0:8.8.8.8
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b::808:808 64:ff9b:1::a9fe:a9fe 64:ff9b:1:ffff::808:808
100::1 100:0:0:1::1 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:1::1 2001:2::1 2001:3::1 2001:10::1 2001:20::1
2001:30::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 2002:808:808::1 2620:4f:8000::1 3ffe::1 3fff::1 3fff:fff::1
2606:4700::5efe:127.0.0.1 2606:4700::5efe:808:808 2606:4700::200:5efe:a9fe:a9fe 4000::1 5f00::1 fc00::1
fd00:ec2::254 fd00:ec2::23 fd20:ce::254 fe80::1 fe80::5efe:127.0.0.1 fe80::1%eth0 2606:4700::1111%eth0 febf::1
fec0::1 ff02::1 ff0e::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
"""
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 128.0.0.1 168.63.129.15 168.63.129.17 169.253.255.255
172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.1 192.167.1.1 198.17.255.255 198.20.0.0 223.255.255.255
2606:4700::1111 2a00:1450:4001::1 2001:200::1 2001:4860:4860::8888 2003::1 2400::1 3ffd::1
"""
METADATA = """
169.254.169.254 169.254.170.2 fd00:ec2::254 fd20:ce::254 100.100.100.200 168.63.129.16 192.0.0.192 fe80::1
::ffff:169.254.169.254 ::ffff:100.100.100.200 64:ff9b::a9fe:a9fe 2002:a9fe:a9fe:: ::169.254.169.254
::ffff:0:a83f:8110 fd00::5efe:169.254.169.254
"""
NONSENSE = [
    "",
    "localhost",
    "127.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "2130706433",
    "1.2.3.4 ",
    "[::1]",
    "1.2.3.4/32",
    "١.1.1.1",
]


@pytest.mark.parametrize("address", HOSTILE.split())
def test_a_special_address_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_an_ordinary_address_is_public(address: str) -> None:
    assert is_public(address)
    assert is_public(ip_address(address))


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_not_an_address_is_not_public(text: str) -> None:
    assert not is_public(text)
    assert not AllowList.of("0.0.0.0/0", "::/0").permits(text)


def test_the_corpus_is_large_enough() -> None:
    assert len(set(HOSTILE.split())) >= 62


@given(st.ip_addresses())
def test_no_public_address_is_special_to_python(address: IPv4Address | IPv6Address) -> None:
    if is_public(address):
        assert not address.is_private
        assert not address.is_reserved
        assert not address.is_multicast
        assert not address.is_link_local
        assert not address.is_loopback
        assert not address.is_unspecified


@given(st.ip_addresses(v=4), st.sampled_from(["::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::", "64:ff9b:1::"]))
def test_no_ipv4_address_is_public_inside_an_ipv6_one(address: IPv4Address, prefix: str) -> None:
    inside = IPv6Address(int(IPv6Address(prefix)) | int(address))
    assert not is_public(inside)
    assert not AllowList.of("::/0").permits(inside) or inside == IPv6Address("::1")


@given(st.ip_addresses(v=6))
def test_no_ipv6_address_outside_global_unicast_is_public(address: IPv6Address) -> None:
    assert not is_public(address) or int(address) >> 125 == 0b001


def test_an_allowed_network_opens_itself_and_nothing_else() -> None:
    allowed = AllowList.of("10.1.2.0/24", "fd12::/16")
    assert allowed.permits("10.1.2.255")
    assert allowed.permits("fd12::1")
    assert allowed.permits("8.8.8.8")
    assert not allowed.permits("10.1.3.0")
    assert not allowed.permits("fd13::1")
    assert not allowed.permits("::ffff:10.1.2.3")


@pytest.mark.parametrize("address", METADATA.split())
def test_metadata_stays_closed_whatever_is_allowed(address: str) -> None:
    open_wide = AllowList.of("0.0.0.0/0", "::/0", "169.254.169.254/32", "fd00:ec2::254/128")
    assert not open_wide.permits(address)


def test_loopback_of_ipv6_opens_by_its_own_name_only() -> None:
    assert AllowList.of("::1/128").permits("::1")
    assert not AllowList.of("::/0").permits("::1")


def test_what_is_no_network_is_refused() -> None:
    for text in ("10.0.0.1/8", "localhost", "10.0.0.0/33", ""):
        with pytest.raises(ValueError, match=r"."):
            AllowList.of(text)
