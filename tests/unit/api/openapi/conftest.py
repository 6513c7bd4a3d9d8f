"""The document of a server with all models, and a judge of values by its schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import jsonschema_rs
import pytest

from rushes.api.app import ROUTERS
from rushes.api.openapi.document import Facts, document

MODELS = ("previs-std-silent", "previs-pro-silent", "previs-std-audio", "kling-v3-pro-audio")
Judge = Callable[[str, Any], bool]


def described(*, keyed: bool = False) -> dict[str, Any]:
    """The document, over the routes that there are."""
    routes: list[Any] = [route for router in ROUTERS for route in router.routes]
    return document(routes, Facts(keyed=keyed, models=MODELS))


@pytest.fixture(scope="session")
def spec() -> dict[str, Any]:
    """The document of an open server."""
    return described()


@pytest.fixture(scope="session")
def holds(spec: dict[str, Any]) -> Judge:
    """Whether a value is as a component's schema says."""

    def judge(name: str, value: Any) -> bool:
        whole = {"$ref": f"#/components/schemas/{name}", "components": spec["components"]}
        return jsonschema_rs.Draft202012Validator(whole).is_valid(value)

    return judge


def operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation of all."""
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            yield method, path, operation
