"""URLs that two parsers read differently, and all others that must not be sent."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushes.errors import ImageUrlNotAllowed
from rushes.media.fetch import fetch
from rushes.media.policy import FetchPolicy
from rushes.media.target import MAX_URL, Blocked, host_of, port_of, redirected, target

STRICT = FetchPolicy()
HOME = httpx2.URL("https://img.test/a/b.png?c")

REFUSED = [
    # schemes
    "",
    "img.test/a.png",
    "//img.test/a.png",
    "/a.png",
    "http://img.test/",
    "ftp://img.test/",
    "file:///etc/passwd",
    "gopher://img.test/",
    "data:image/png;base64,AAAA",
    "javascript:alert(1)",
    "unix:///run/docker.sock",
    "https:img.test/",
    "https:/img.test/",
    "https:///img.test/",
    "https://",
    "https://?a",
    "https://#a",
    # userinfo
    "https://user@img.test/",
    "https://user:secret@img.test/",
    "https://@img.test/",
    "https://:@img.test/",
    "https://img.test@169.254.169.254/",
    "https://169.254.169.254@img.test/",
    "https://a@b@img.test/",
    "https://img.test:443@169.254.169.254/",
    "https://169.254.169.254%40img.test/",
    # backslashes, blanks, controls
    "https://169.254.169.254\\@img.test/",
    "https://img.test\\@169.254.169.254/",
    "https://img.test\\.evil.test/",
    "https:\\\\img.test/",
    "https://img.test/a\\b",
    "https://img.test /",
    " https://img.test/",
    "https://img.test/\n",
    "https://img\t.test/",
    "https://img.test\r\nHost: evil/",
    "https://img.test/\x00",
    "https://img.test/\x7f",
    "https://img.test/\u2028",
    "https://img.test/\u00a0",
    "https://img.test/\u200b",
    "https://img.test/\ud800",
    # percent signs and odd characters in the host
    "https://img.test%00.evil.test/",
    "https://img%2etest/",
    "https://%31%36%39.254.169.254/",
    "https://169.254.169.254%2f@img.test/",
    "https://img.test;evil.test/",
    "https://img.test,evil.test/",
    "https://img.test&evil.test/",
    "https://img!.test/",
    "https://{img}.test/",
    "https://*.test/",
    "https://img..test/",
    "https://img.test./",
    "https://.img.test/",
    "https://-img.test/",
    "https://img-.test/",
    "https://" + "a" * 64 + ".test/",
    "https://" + "a." * 130 + "test/",
    # no dot
    "https://localhost/",
    "https://metadata/",
    "https://img/",
    # addresses in disguise
    "https://2130706433/",
    "https://017700000001/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0x7f.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0177.0.0.1/",
    "https://127.0.0.01/",
    "https://127.0.0.0x1/",
    "https://127.0.0.1./",
    "https://256.1.1.1/",
    "https://1.1.1.1.1/",
    "https://1.1.1.0x/",
    "https://img.123/",
    "https://①②⑦.⓪.⓪.①/",
    "https://１２７.0.0.1/",
    "https://127。0。0。1/",
    "https://8。8。8。8/",
    "https://١٢٧.0.0.1/",
    "https://ⅼocalhost/",
    # IPv6 spellings
    "https://[::1/",
    "https://::1/",
    "https://[::1]]/",
    "https://[[::1]]/",
    "https://[]/",
    "https://[v1.fe80]/",
    "https://[fe80::1%25eth0]/",
    "https://[fe80::1%eth0]/",
    "https://[2606:4700::1111%eth0]/",
    "https://[127.0.0.1]/",
    "https://[img.test]/",
    "https://[::1]img.test/",
    "https://img.test[::1]/",
    "https://[1:2:3:4:5:6:7:8:9]/",
    # ports
    "https://img.test:/",
    "https://img.test:22/",
    "https://img.test:0/",
    "https://img.test:25/",
    "https://img.test:6379/",
    "https://img.test:65536/",
    "https://img.test:-443/",
    "https://img.test:+443/",
    "https://img.test: 443/",
    "https://img.test:４４３/",
    "https://img.test:4_43/",
    "https://img.test:443:80/",
    "https://img.test:443x/",
    "https://img.test:80@evil.test/",
    # length
    "https://img.test/" + "a" * MAX_URL,
]

ODD_LOCATIONS = ["", "//169.254.169.254@img.test/", "\\\\evil.test", "/\\evil.test", "//localhost/", "file:/etc/passwd"]
ODD_LOCATIONS += ["/a b", "/a\u200b", "https:/img.test", "x" * MAX_URL + "x", "//img.test:+443/", "https:evil"]

TAKEN = {
    "https://img.test": ("img.test", 443),
    "https://img.test/": ("img.test", 443),
    "HTTPS://IMG.TEST/A": ("img.test", 443),
    "https://img.test:443/a": ("img.test", 443),
    "https://img.test:8443/a": ("img.test", 8443),
    "https://img.test/a@b:c": ("img.test", 443),
    "https://img.test?@169.254.169.254/": ("img.test", 443),
    "https://img.test#@169.254.169.254/x": ("img.test", 443),
    "https://img.test/#\u00e9": ("img.test", 443),
    "https://a_b.c-d.img.test/": ("a_b.c-d.img.test", 443),
    "https://bücher.test/ü.png?q=ß": ("xn--bcher-kva.test", 443),
    "https://xn--bcher-kva.test/": ("xn--bcher-kva.test", 443),
    "https://例え.テスト/": ("xn--r8jz45g.xn--zckzah", 443),
    "https://1.1.1.1/a.png": ("1.1.1.1", 443),
    "https://[2606:4700::1111]/a.png": ("2606:4700::1111", 443),
    "https://1.img.test/": ("1.img.test", 443),
    "https://0x7f.img.test/": ("0x7f.img.test", 443),
}


@pytest.mark.parametrize("url", REFUSED)
def test_a_url_that_can_be_read_two_ways_is_refused(url: str) -> None:
    with pytest.raises(Blocked):
        target(url, STRICT)


@pytest.mark.parametrize("url", REFUSED)
def test_a_refused_url_is_never_resolved_nor_connected(kit: Any, url: str) -> None:
    names = kit.Names({})
    with pytest.raises(ImageUrlNotAllowed) as caught:
        asyncio.run(fetch(url, policy=FetchPolicy(resolver=names)))
    assert caught.value.message == ImageUrlNotAllowed().message
    assert not names.asked


@pytest.mark.parametrize(("url", "reached"), TAKEN.items())
def test_a_plain_url_is_taken_and_its_fragment_dropped(url: str, reached: tuple[str, int]) -> None:
    taken = target(url, STRICT)
    assert (host_of(taken), port_of(taken)) == reached
    assert taken.fragment == ""
    assert b"#" not in taken.raw_path


@given(st.text(alphabet="/\\@:#?%.[];\t \x00\u3002\uff0e0123456789abcdefx-_img.test", max_size=40))
def test_the_host_checked_is_the_host_written(authority: str) -> None:
    url = f"https://{authority}"
    try:
        taken = target(url, STRICT)
    except Blocked:
        return
    written = re.split("[/?#]", authority, maxsplit=1)[0].lower()
    match = re.fullmatch(r"(\[.*\]|[^:]*)(?::[0-9]+)?", written)
    assert match is not None
    assert match[1].strip("[]") == host_of(taken) or not written.isascii()


@given(st.text(alphabet="/\\@:#?%.;\t 0aimg.test", max_size=30))
def test_any_redirect_is_taken_or_blocked(location: str) -> None:
    try:
        assert redirected(HOME, location, STRICT).scheme == "https"
    except Blocked as error:
        assert str(error)


@given(st.text(max_size=200))
def test_any_text_is_taken_or_blocked(text: str) -> None:
    for url in (text, f"https://{text}", f"https://img.test/{text}"):
        try:
            target(url, STRICT)
        except Blocked as error:
            assert str(error)


def test_plain_http_needs_the_setting() -> None:
    assert port_of(target("http://img.test/", FetchPolicy(allow_http=True))) == 80


def test_a_name_without_dot_needs_an_allowed_network() -> None:
    assert host_of(target("https://minio/a.png", FetchPolicy(allow=("10.0.0.0/8",)))) == "minio"


@pytest.mark.parametrize(
    ("location", "reached"),
    [
        ("/c.png", "https://img.test/c.png"),
        ("c.png", "https://img.test/a/c.png"),
        ("../c.png", "https://img.test/c.png"),
        ("?d", "https://img.test/a/b.png?d"),
        ("//cdn.test/c.png", "https://cdn.test/c.png"),
        ("https://cdn.test:8443/c.png#d", "https://cdn.test:8443/c.png"),
    ],
)
def test_a_redirect_leads_where_browsers_go(location: str, reached: str) -> None:
    assert str(redirected(HOME, location, STRICT)) == reached


@pytest.mark.parametrize(
    "location",
    ODD_LOCATIONS + [url for url in REFUSED if "://" in url],
)
def test_a_redirect_to_a_refused_url_is_refused(location: str) -> None:
    with pytest.raises(Blocked):
        redirected(HOME, location, STRICT)


def test_a_redirect_never_leaves_https() -> None:
    lax = FetchPolicy(allow_http=True)
    with pytest.raises(Blocked, match="from https to http"):
        redirected(HOME, "http://img.test/", lax)
    assert redirected(httpx2.URL("http://img.test/"), "http://img.test/b", lax).path == "/b"
