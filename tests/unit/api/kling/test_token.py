"""A token opens as the key does that it names and is signed with, for its time."""

from __future__ import annotations

import json

import pytest
from tests.unit.api.conftest import Api, Wire

from rushes.api.kling.token import is_token, key_of
from rushes.errors import Unauthenticated
from rushes.providers.kling.token import _base64, signed

KEY = "sk-0123456789abcdef"
NOW = 1_000_000.0
GOOD = signed(KEY, KEY, NOW, 1800, 5)
NO_ALGORITHM = _base64(b'{"alg":"none"}')
HEAD, BODY, SIGNATURE = GOOD.split(".")


def test_a_token_gives_its_key() -> None:
    assert is_token(GOOD)
    assert not is_token(KEY)
    assert key_of(GOOD, NOW) == KEY
    assert key_of(GOOD, NOW + 1799) == KEY


@pytest.mark.parametrize(
    ("token", "at", "says"),
    [
        (GOOD, NOW + 1800, "expired"),
        (GOOD, NOW - 6, "not hold yet"),
        (signed(KEY, "another", NOW, 1800, 5), NOW, "not signed with"),
        (f"{HEAD}.{_base64(json.dumps({'iss': KEY, 'exp': 2**40}).encode())}.{SIGNATURE}", NOW, "not signed with"),
        (f"{NO_ALGORITHM}.{BODY}.", NOW, "HS256"),
        (f"{HEAD}.{_base64(b'[]')}.{SIGNATURE}", NOW, "cannot be read"),
        ("a.b.c", NOW, "cannot be read"),
        (f"{HEAD}.{BODY}.é", NOW, "cannot be read"),
    ],
)
def test_any_other_opens_nothing(token: str, at: float, says: str) -> None:
    with pytest.raises(Unauthenticated, match=says):
        key_of(token, at)


def test_over_http_it_opens_kling_only(api: Api) -> None:
    async def story(wire: Wire) -> None:
        now = wire.parts.studio._now()

        async def status(path: str, token: str) -> int:
            return (await wire.client.get(path, headers={"Authorization": f"Bearer {token}"})).status_code

        token = signed(KEY, KEY, now, 1800, 5)
        assert await status("/kling/v1/videos/text2video", token) == 200
        assert await status("/kling/v1/videos/text2video", KEY) == 200
        assert await status("/kling/v1/videos/text2video", signed("sk-x", "sk-x", now, 1800, 5)) == 401
        assert await status("/kling/v1/videos/text2video", signed(KEY, "x", now, 1800, 5)) == 401
        assert await status("/v1/videos", token) == 401

    api(story, keys=(KEY,))


def test_an_open_server_asks_no_token_for_its_signature(api: Api) -> None:
    async def story(wire: Wire) -> None:
        theirs = signed("their-access-key", "their-secret-key", NOW, 1800, 5)
        answer = await wire.client.get("/kling/v1/videos/text2video", headers={"Authorization": f"Bearer {theirs}"})
        assert answer.status_code == 200

    api(story)
