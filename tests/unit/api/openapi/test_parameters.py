"""Parameters and headers that the document names are those that the routes know."""

from __future__ import annotations

import re
from typing import Any

from tests.unit.api.openapi.conftest import operations

from rushes.api.openapi.parameters import HEADERS, PARAMETERS


def test_every_placeholder_of_a_path_is_a_parameter(spec: dict[str, Any]) -> None:
    for _, path, operation in operations(spec):
        named = {reference["$ref"].split("/")[-1] for reference in operation.get("parameters", [])}
        placed = {key for key in named if PARAMETERS[key]["in"] == "path"}
        assert placed == set(re.findall(r"{(\w+)}", path)), path


def test_no_parameter_or_header_is_without_use(spec: dict[str, Any]) -> None:
    text = str(spec["paths"])
    for key in PARAMETERS:
        assert f"#/components/parameters/{key}'" in text, key
    for key in HEADERS:
        assert f"#/components/headers/{key}'" in text, key


def test_a_list_of_statuses_is_one_pattern() -> None:
    pattern = PARAMETERS["status"]["schema"]["pattern"]
    for good in ("", "queued", "queued,failed"):
        assert re.match(pattern, good)
    for bad in ("done", "queued,", ",queued", "queued failed"):
        assert not re.match(pattern, bad)
