"""A URL from a stranger, read once by the parser that will send it, or refused. No name is resolved here.

Every rule exists because two parsers once disagreed about it: the host that is checked must be the host that is
connected to.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, ip_address

import httpx2

from rushes.media.policy import FetchPolicy

MAX_URL = 2_048

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_AUTHORITY = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:@%\\]+)(?::[0-9]{1,5})?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DEFAULT_PORTS = {"https": 443, "http": 80}


class Blocked(Exception):
    """A fetch is refused. The text is for the log, never for the caller."""


def target(url: str, policy: FetchPolicy) -> httpx2.URL:
    """Give the URL that may be sent, without its fragment; raise `Blocked` where a rule forbids it."""
    _check_text(url)
    parsed = _parse(url)
    if parsed.scheme not in ({"https", "http"} if policy.allow_http else {"https"}):
        raise Blocked(f"the scheme {parsed.scheme!r} is not allowed")
    _check_host(url, parsed, policy)
    if port_of(parsed) not in policy.ports:
        raise Blocked(f"the port {port_of(parsed)} is not allowed")
    return parsed.copy_with(fragment=None)


def port_of(url: httpx2.URL) -> int:
    """The port that the URL leads to, named or not."""
    return _DEFAULT_PORTS[url.scheme] if url.port is None else url.port


def host_of(url: httpx2.URL) -> str:
    """The host as it goes on the wire: ASCII, without brackets."""
    return url.raw_host.decode("ascii")


def redirected(url: httpx2.URL, location: str, policy: FetchPolicy) -> httpx2.URL:
    """Give where a redirect leads, after the same checks; `Blocked` where it is forbidden."""
    _check_text(location)
    if _SCHEME.match(location):
        following = target(location, policy)
    elif location.startswith("//"):
        following = target(f"{url.scheme}:{location}", policy)
    else:
        following = target(_joined(url, location), policy)
    if url.scheme == "https" and following.scheme != "https":
        raise Blocked("a redirect leads from https to http")
    return following


def _check_text(url: str) -> None:
    if not url or len(url) > MAX_URL:
        raise Blocked("the URL is empty or too long")
    if any(char == "\\" or char.isspace() or not char.isprintable() for char in url):
        raise Blocked("the URL holds a backslash, a blank or a control character")


def _parse(url: str) -> httpx2.URL:
    try:
        return httpx2.URL(url)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Blocked(f"the URL cannot be read: {error}") from error


def _joined(url: httpx2.URL, location: str) -> str:
    try:
        return str(url.join(location))
    except (httpx2.InvalidURL, ValueError) as error:
        raise Blocked(f"the redirect cannot be read: {error}") from error


def _check_host(url: str, parsed: httpx2.URL, policy: FetchPolicy) -> None:
    """Compare the authority as written with the host as parsed, then look at the host itself."""
    start = f"{parsed.scheme}://"
    written = re.split(r"[/?#]", url[len(start) :], maxsplit=1)[0]
    match = _AUTHORITY.fullmatch(written)
    if not url.lower().startswith(start) or parsed.userinfo or match is None:
        raise Blocked("the URL's authority is not plain host:port")
    host = host_of(parsed)
    if match["host"].startswith("[") or _NUMERIC.fullmatch(host.rpartition(".")[2]):
        _check_literal(match["host"], host)
        return
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Blocked(f"the host {host!r} is not a name")
    if len(labels) == 1 and not policy.allow:
        raise Blocked(f"the host {host!r} has no dot")


def _check_literal(written: str, host: str) -> None:
    """An address must be written in the one way that every parser reads alike."""
    try:
        address = ip_address(host)
    except ValueError as error:
        raise Blocked(f"the host {host!r} looks like an address and is none") from error
    if isinstance(address, IPv4Address) and written != str(address):
        raise Blocked(f"the host {written!r} is an address in disguise")
