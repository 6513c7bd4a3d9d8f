"""The table of operations and the routes are the same set."""

from __future__ import annotations

from typing import Any

from tests.unit.api.openapi.conftest import operations

from rushes.api.openapi.operations import OPERATIONS


def test_every_route_is_in_the_table_and_every_entry_is_a_route(spec: dict[str, Any]) -> None:
    assert {(method.upper(), path) for method, path, _ in operations(spec)} == set(OPERATIONS)


def test_operation_ids_are_unique() -> None:
    ids = [operation.id for operation in OPERATIONS.values()]
    assert len(set(ids)) == len(ids)
    assert {"createVideo", "getVideo", "listVideos", "deleteVideo"} <= set(ids)


def test_links_lead_to_operations_with_an_id(spec: dict[str, Any]) -> None:
    ids = {"task_id", "key_id", "file_id"}
    takers = {operation.id for operation in OPERATIONS.values() if ids & set(operation.parameters)}
    followed = {
        link["operationId"]
        for _, _, operation in operations(spec)
        for answer in operation["responses"].values()
        for link in answer.get("links", {}).values()
    }
    assert followed <= takers
    assert {"getVideo", "getVideoContent", "watchVideo", "cancelVideo", "deleteVideo"} <= followed
