"""The socket seam: one lookup, every answer checked, the address connected to is the address checked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from typing import Any

import pytest

from rushes.errors import ImageUrlNotAllowed
from rushes.media.fetch import fetch
from rushes.media.pinned import Pinned, system_resolver
from rushes.media.policy import FetchPolicy
from rushes.media.target import Blocked

BODY = b"a picture"
INSIDE = ["127.0.0.1", "10.0.0.1", "169.254.169.254", "100.100.100.200", "168.63.129.16", "::1", "::ffff:127.0.0.1"]
INSIDE += ["fd00:ec2::254", "fe80::1%eth0", "64:ff9b::7f00:1", "2002:7f00:1::", "0.0.0.0", "::", "not an address", ""]
LOCATIONS = ["http://169.254.169.254/", "http://meta.test/", "http://[::1]/", "http://0x7f.1/", "http://localhost/"]
LOCATIONS += [
    "http://10.0.0.1/",
    "file:///etc/passwd",
    "http://user@img.test/",
    "//meta.test/",
    "http://img.test:22/",
    "",
]


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that the event loop is asked to connect to."""
    seen: list[Any] = []
    original = asyncio.BaseEventLoop.create_connection

    async def counting(self: Any, protocol: Any, host: Any = None, port: Any = None, **more: Any) -> Any:
        seen.append((host, port))
        return await original(self, protocol, host, port, **more)

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", counting)
    return seen


def refused(url: str, policy: FetchPolicy) -> None:
    with pytest.raises(ImageUrlNotAllowed) as caught:
        asyncio.run(fetch(url, policy=policy, param="image"))
    assert caught.value.message == ImageUrlNotAllowed().message


@pytest.mark.parametrize("inside", INSIDE)
@pytest.mark.parametrize("answers", ["{}", "{} 1.1.1.1", "1.1.1.1 {}", "1.1.1.1 2606:4700::1111 {} 8.8.8.8"])
def test_one_bad_answer_condemns_the_name(kit: Any, dialled: list[Any], inside: str, answers: str) -> None:
    names = kit.Names({"mixed.test": [inside if part == "{}" else part for part in answers.split()]})
    refused("https://mixed.test/", FetchPolicy(resolver=names))
    assert names.asked == {"mixed.test": 1}
    assert dialled == []


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "169.254.169.254", "[::1]", "[::ffff:7f00:1]", "[64:ff9b::a9fe:a9fe]"]
)
def test_an_address_inside_is_never_dialled(kit: Any, dialled: list[Any], address: str) -> None:
    names = kit.Names({})
    refused(f"https://{address}/", FetchPolicy(resolver=names))
    assert not names.asked
    assert dialled == []


def test_a_name_without_answers_is_refused(kit: Any, dialled: list[Any]) -> None:
    refused("https://none.test/", FetchPolicy(resolver=kit.Names({"none.test": []})))
    refused("https://unknown.test/", FetchPolicy(resolver=kit.Names({})))
    assert dialled == []


def test_a_slow_name_server_is_given_up(kit: Any) -> None:
    async def never(_host: str, _port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    refused("https://slow.test/", FetchPolicy(resolver=never, resolve_timeout=0.05))


def test_a_refused_network_is_refused_though_public(kit: Any, dialled: list[Any]) -> None:
    refused("https://1.1.1.1/", FetchPolicy(deny=("1.1.1.0/24",)))
    assert dialled == []


def test_a_name_that_changes_its_answer_is_asked_once_and_pinned(kit: Any, dialled: list[Any]) -> None:
    class Rebinding(kit.Names):  # type: ignore[misc]
        async def __call__(self, host: str, port: int) -> Sequence[str]:
            self.asked[host] += 1
            return ["127.0.0.1"] if self.asked[host] == 1 else ["169.254.169.254"]

    async def story() -> None:
        async with kit.wire() as server:
            server.answers["/"] = kit.http(BODY)
            names = Rebinding({})
            assert await fetch(f"http://img.test:{server.port}/", policy=kit.policy(server, names)) == BODY
            assert names.asked == {"img.test": 1}
            assert dialled == [("127.0.0.1", server.port)]

    asyncio.run(story())


def test_the_next_good_address_is_tried_when_one_does_not_answer(kit: Any) -> None:
    async def story() -> bytes:
        async with kit.wire() as server:
            server.answers["/"] = kit.http(BODY)
            rules = kit.policy(server, {"img.test": ["127.0.0.2", "127.0.0.1"]})
            return await fetch(f"http://img.test:{server.port}/", policy=rules)

    assert asyncio.run(story()) == BODY


def test_nobody_listening_is_refused_like_everything_else(kit: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        policy = FetchPolicy(allow_http=True, allow=("127.0.0.0/8",), ports=frozenset({port}))
        refused(f"http://127.0.0.1:{port}/", policy)


def test_tls_and_host_keep_the_name(kit: Any) -> None:
    async def story() -> None:
        async with kit.wire(tls=True) as server:
            server.answers["/"] = kit.http(BODY)
            assert await fetch(f"https://img.test:{server.port}/", policy=kit.policy(server)) == BODY
            assert server.names == ["img.test"]
            assert f"\r\nHost: img.test:{server.port}\r\n".encode() in server.requests[0]

    asyncio.run(story())


def test_a_certificate_for_another_name_is_refused(kit: Any) -> None:
    async def story() -> None:
        async with kit.wire(tls=True) as server:
            server.answers["/"] = kit.http(BODY)
            rules = kit.policy(server, {"other.test": ["127.0.0.1"]})
            for host in ("other.test", "127.0.0.1"):
                with pytest.raises(ImageUrlNotAllowed):
                    await fetch(f"https://{host}:{server.port}/", policy=rules)
            assert server.requests.count(b"") == len(server.requests)

    asyncio.run(story())


def test_a_certificate_of_an_unknown_authority_is_refused(kit: Any) -> None:
    async def story() -> None:
        async with kit.wire(tls=True) as server:
            with pytest.raises(ImageUrlNotAllowed):
                await fetch(f"https://img.test:{server.port}/", policy=kit.policy(server, tls=None))

    asyncio.run(story())


def follow(kit: Any, status: int, location: str, *, tls: bool = False, **rules: Any) -> tuple[bytes, int]:
    """Fetch `/`, which redirects; the body that comes home, and the number of requests that the server saw."""

    async def story() -> tuple[bytes, int]:
        async with kit.wire(tls=tls) as server:
            place = location.replace("PORT", str(server.port))
            server.answers["/"] = kit.http(b"moved", status=f"{status} Moved", location=place)
            server.answers["/there"] = kit.http(BODY)
            server.answers["/loop"] = kit.http(status="302 Found", location="/loop")
            for step in range(1, 5):
                server.answers[f"/{step}"] = kit.http(
                    status="302 Found", location=f"/{step - 1}" if step > 1 else "/there"
                )
            names = {"meta.test": ["169.254.169.254"], "other.test": ["127.0.0.1"]}
            policy = kit.policy(server, names, **rules)
            policy = FetchPolicy(**{**{k: getattr(policy, k) for k in policy.__slots__}, "ports": policy.ports | {80}})
            scheme = "https" if tls else "http"
            try:
                body = await fetch(f"{scheme}://img.test:{server.port}/", policy=policy)
            except ImageUrlNotAllowed:
                body = b""
            return body, server.connections

    return asyncio.run(story())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/there", "there", "http://other.test:PORT/there", "//img.test:PORT/there#x"])
def test_a_good_redirect_is_followed(kit: Any, status: int, location: str) -> None:
    assert follow(kit, status, location) == (BODY, 2)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", LOCATIONS)
def test_a_redirect_inside_is_refused(kit: Any, dialled: list[Any], status: int, location: str) -> None:
    assert follow(kit, status, location) == (b"", 1)
    assert len(dialled) == 1


@pytest.mark.parametrize("status", [300, 304, 305, 306, 309])
def test_no_other_status_redirects(kit: Any, status: int) -> None:
    assert follow(kit, status, "/there") == (b"", 1)


def test_three_redirects_are_followed_and_the_fourth_is_not(kit: Any) -> None:
    assert follow(kit, 302, "/2") == (BODY, 4)
    assert follow(kit, 302, "/3") == (b"", 4)
    assert follow(kit, 302, "/loop") == (b"", 4)


def test_a_policy_may_forbid_redirects(kit: Any) -> None:
    assert follow(kit, 302, "/there", redirects=0) == (b"", 1)


def test_a_redirect_from_https_to_http_is_refused(kit: Any) -> None:
    assert follow(kit, 302, "https://img.test:PORT/there", tls=True) == (BODY, 2)
    assert follow(kit, 302, "http://img.test:PORT/there", tls=True) == (b"", 1)


def test_unix_sockets_are_refused() -> None:
    with pytest.raises(Blocked):
        asyncio.run(Pinned(FetchPolicy()).connect_unix_socket("/run/docker.sock"))


def test_the_system_resolver_gives_each_address_once() -> None:
    found = asyncio.run(system_resolver("localhost", 80))
    assert set(found) <= {"127.0.0.1", "::1"}
    assert len(found) == len(set(found)) > 0
