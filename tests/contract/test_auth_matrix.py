"""Every operation of the OpenAPI document × every kind of caller × one's own, a stranger's and no object at all.

A new route needs a row in `roles.py`. What belongs to another tenant answers exactly as what never was, and what is
refused leaves everything as it was.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.contract.cases import PICTURE
from tests.contract.house import BOUNDARY, Answer, House, Story, house
from tests.contract.roles import ROLES, ROWS, TARGETS, expected

from rushes.core.ids import new_task_id

__all__ = ["house"]

#: A picture on its way to `/v1/files`.
FORM = (
    f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="x.png"\r\n\r\n'.encode()
    + base64.b64decode(PICTURE)
    + f"\r\n--{BOUNDARY}--\r\n".encode()
)
#: Where vendors call back: by a token that only they were told, and it is not in the document.
VENDORS = "/v1/callbacks/{task_id}/{token}"


async def operations(house: House) -> list[tuple[str, str, str, Any]]:
    """Method, path, id and a good body of each operation, from the document that the server gives."""
    spec = json.loads((await house.ask("GET", "/openapi.json", "none")).body)
    found = []
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            content = operation.get("requestBody", {}).get("content", {})
            examples = content.get("application/json", {}).get(
                "examples", {"form": {"value": FORM if content else None}}
            )
            body = next(iter(examples.values()))["value"]
            if isinstance(body, dict) and "image" in body:
                body = {**body, "image": PICTURE}  # the example's address is nobody's
            found.append((method.upper(), path, operation["operationId"], body))
    return found


def alike(answer: Answer, target: str) -> tuple[int, dict[str, str], str]:
    """An answer without what differs from request to request."""
    own = (answer.headers["x-request-id"], target)
    body = answer.body
    for text in own:
        body = body.replace(text, "…")
    passing = ("x-request-id", "content-length", "date")
    return answer.status, {name: value for name, value in answer.headers.items() if name not in passing}, body


def test_every_operation_has_a_row(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        served = {name for _, _, name, _ in await operations(house)}
        assert served == set(ROWS), "say in ROWS what the new operation needs and what its path names"
        routes = {(method, route.path) for route in house.app._app.state.routes for method in route.methods}
        described = {(method, path) for method, path, _, _ in await operations(house)}
        apart = {("GET", "/docs"), ("GET", "/docs/{name}"), ("POST", VENDORS)}
        assert routes - described == apart, "a route that the document lacks"

    house(story)


def test_a_vendors_word_opens_nothing_and_a_forged_one_tells_nothing(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        task, absent = await house.task("task", "north"), new_task_id()
        paths = [VENDORS.format(task_id=task_id, token="0" * 32) for task_id in (task.id, absent)]
        for role in ("none", "owner", "other tenant", "operator"):
            answers = [
                alike(await house.ask("POST", path, role, {"task_status": "succeed"}), name)
                for path, name in zip(paths, (task.id, absent), strict=True)
            ]
            assert answers[0] == answers[1]
        assert await house.parts.store.known(task.id) == task

    house(story)


class Cell(NamedTuple):
    """What one caller was answered of one object, and what should not be."""

    answer: tuple[int, dict[str, str], str]
    wrong: list[str]


async def cell(house: House, operation: tuple[str, str, str, Any], role: str, whose: str) -> Cell:
    """Ask, and look at what has changed."""
    method, path, name, body = operation
    row, owner, wrong = ROWS[name], TARGETS[whose], []
    target = await house.target(row.names, owner)
    kept = owner and row.names not in ("", "model", "provider")
    before = await house.state(row.names, target) if kept else None
    where = path.replace("{" + path.partition("{")[2].partition("}")[0] + "}", target)
    answer = await house.ask(method, where, role, body)
    if answer.status != expected(row, ROLES[role], owner):
        wrong.append(f"{name} by {role} of {whose}: {answer.status} {answer.body[:200]}")
    if kept and answer.status != 200 and await house.state(row.names, target) != before:
        wrong.append(f"{name} by {role} of {whose}: it was refused and changed something")
    return Cell(alike(answer, target), wrong)


def test_every_cell_is_as_it_should_be(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        wrong, cells = [], 0

        async def of_role(operation: tuple[str, str, str, Any], role: str) -> None:
            nonlocal cells
            targets = list(TARGETS)[: None if ROWS[operation[2]].names else 1]
            found = [await cell(house, operation, role, whose) for whose in targets]
            cells += len(found)
            wrong.extend(line for each in found for line in each.wrong)
            hidden = [each.answer for each in found if each.answer[0] != 200]
            if any(other != hidden[0] for other in hidden):
                wrong.append(f"{operation[2]} by {role}: refusals differ: {hidden}")

        for operation in await operations(house):  # all roles at once: their writes share the disk's syncs
            await asyncio.gather(*(of_role(operation, role) for role in ROLES))
        assert not wrong, "\n".join(wrong)
        assert cells >= len(ROWS) * len(ROLES)

    house(story)


def test_lists_and_streams_hold_ones_own_only(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        north, south = await house.task("film", "north"), await house.task("film", "south")
        for role, own, other in (("owner", north, south), ("other tenant", south, north)):
            listed = (await house.ask("GET", "/v1/videos?limit=100", role)).body
            assert own.id in listed
            assert other.id not in listed
            told = (await house.ask("GET", "/v1/events?last_event_id=0", role)).body
            assert other.id not in told
        assert json.loads((await house.ask("GET", "/v1/videos", "operator")).body)["data"] == []
        for role, tenants in (("admin", {"north"}), ("operator", {"north", "south", "default"})):
            keys = json.loads((await house.ask("GET", "/v1/keys?limit=100", role)).body)["data"]
            assert {key["tenant"] for key in keys} == tenants

    house(story)


def test_a_stranger_cannot_be_named_anywhere_else_either(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        own, foreign = await house.task("film", "north"), await house.task("film", "south")
        await house.task("named", "south")
        absent = new_task_id()
        pairs = [
            (f"/v1/videos?after={foreign.id}", f"/v1/videos?after={absent}"),
            ("/v1/videos/mine of south", "/v1/videos/mine of nobody"),
        ]
        for one, other in pairs:
            answers = [await house.ask("GET", path, "owner") for path in (one, other)]
            shown = [
                alike(answer, path.split("/")[-1].split("=")[-1])
                for answer, path in zip(answers, (one, other), strict=True)
            ]
            assert shown[0] == shown[1]
            assert shown[0][0] in (400, 404)
        link = (await house.ask("GET", f"/v1/videos/{own.id}", "owner")).body
        query = json.loads(link)["video_url"].partition("?")[2]
        assert (await house.ask("GET", f"/v1/videos/{own.id}/content?{query}", "none")).status == 200
        assert (await house.ask("GET", f"/v1/videos/{own.id}/content?{query}", "other tenant")).status == 200
        for task_id in (foreign.id, absent):
            assert (await house.ask("GET", f"/v1/videos/{task_id}/content?{query}", "owner")).status == 401
        taken = {"model": "previs-std-silent", "prompt": "a fox", "external_task_id": "mine of south"}
        assert (await house.ask("POST", "/v1/videos", "owner", taken)).status == 200

    house(story)


def test_usage_adds_up_ones_own_and_all_for_the_operator(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        for role in ("owner", "other tenant"):
            await house.ask("POST", "/v1/videos", role, {"model": "previs-std-silent", "prompt": "a fox"})
        sees = {"owner": {"north"}, "admin": {"north"}, "other tenant": {"south"}, "operator": {"north", "south"}}
        for role, tenants in sees.items():
            for query in ("", "&tenant=south"):
                answer = await house.ask("GET", f"/v1/usage?by=tenant{query}", role)
                found = {row["tenant"] for row in json.loads(answer.body)["data"]}
                assert found == ({"south"} if query and role == "operator" else tenants)

    house(story)


def test_the_same_idempotency_key_of_another_tenant_is_another_request(house: Callable[[Story], None]) -> None:
    async def story(house: House) -> None:
        body = {"model": "previs-std-silent", "prompt": "a fox"}
        made = [
            await house.ask("POST", "/v1/videos", role, body, **{"idempotency-key": "one"})
            for role in ("owner", "other tenant", "owner")
        ]
        ids = [json.loads(answer.body)["id"] for answer in made]
        assert ids[0] == ids[2] != ids[1]
        assert [answer.headers.get("idempotent-replayed") for answer in made] == [None, None, "true"]

    house(story)
