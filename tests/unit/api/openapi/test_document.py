"""The document as a server gives it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi import APIRouter
from tests.unit.api.conftest import Api, Wire
from tests.unit.api.openapi.conftest import described, operations

from rushes.api.openapi.document import Facts, document

KEY = "sk-0123456789abcdef"


def test_every_reference_leads_somewhere(spec: dict[str, Any]) -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(target := value.get("$ref"), str):
                found: Any = spec
                for step in target.removeprefix("#/").split("/"):
                    found = found[step]
            for inner in value.values():
                walk(inner)
        if isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(spec)
    json.dumps(spec)


def test_a_server_without_keys_says_that_none_is_needed(spec: dict[str, Any]) -> None:
    assert spec["paths"]["/v1/videos"]["get"]["security"] == [{"key": []}, {}]
    keyed = described(keyed=True)["paths"]
    assert keyed["/v1/videos"]["get"]["security"] == [{"key": []}]
    assert {} in keyed["/v1/videos/{task_id}/content"]["get"]["security"]
    assert keyed["/livez"]["get"]["security"] == []


def test_every_operation_says_what_it_is(spec: dict[str, Any]) -> None:
    for _, path, operation in operations(spec):
        assert operation["summary"], path
        assert operation["description"], path
        assert set(operation["tags"]) <= {tag["name"] for tag in spec["tags"]}


def test_a_route_that_the_table_lacks_is_an_error() -> None:
    router = APIRouter()
    router.add_api_route("/v1/other", described)
    with pytest.raises(ValueError, match="/v1/other"):
        document(router.routes, Facts(keyed=False, models=()))  # type: ignore[arg-type]


def test_the_server_gives_the_document_of_its_models_to_everyone(api: Api) -> None:
    async def story(wire: Wire) -> None:
        answer = await wire.client.get("/openapi.json")
        found = answer.json()
        assert found["openapi"].startswith("3.1")
        models = found["components"]["schemas"]["CreateVideo"]["properties"]["model"]["enum"]
        assert {"previs-std-silent", "kling-v3-pro-audio"} <= set(models)
        assert found["paths"]["/v1/videos"]["get"]["security"] == [{"key": []}]

    api(story, keys=(KEY,))
