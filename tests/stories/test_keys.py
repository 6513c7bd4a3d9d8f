"""A team's keys on a real server: the first one closes it, a revoked one ends at once, streams and all."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.stories.conftest import Server
from tests.stories.test_cli import Person, person

__all__ = ["person"]


def test_the_life_of_a_teams_keys(make_server: Callable[..., Server], person: Person) -> None:
    server = make_server()
    flags = ("--data", str(server.data))
    with server.client() as client:
        assert client.get("/v1/models").status_code == 200
        made = person.json("keys", "create", "editing", "--tenant", "north", *flags)
        text, key_id = made["key"], made["id"]
        assert client.get("/v1/models").status_code == 401, "open to nobody from the first key on"
        headers = {"Authorization": f"Bearer {text}"}
        assert client.get("/v1/models", headers=headers).status_code == 200

    with server.client() as client, client.stream("GET", "/v1/events", headers=headers) as stream:
        told = stream.iter_raw()
        assert next(told)
        assert person.run("keys", "revoke", key_id, *flags).stdout.strip() == key_id
        revoked = time.monotonic()
        for _ in told:
            continue
        assert time.monotonic() - revoked < 1, "the stream ends with its key"
        refused = client.get("/v1/videos", headers=headers)
    assert (refused.status_code, "revoked" in refused.text) == (401, True)
    assert text not in server.log()
