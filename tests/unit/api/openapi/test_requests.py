"""Schemas of a create take and refuse what the rules take and refuse, limits included."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.api.openapi.conftest import Judge

from rushes.core.card import ModelCard
from rushes.core.fields import NESTED, TOP, Fields
from rushes.core.rules import check
from rushes.errors import InvalidRequest

CARD = ModelCard("previs-std-silent", "std", audio=False)
MODEL = {"model": CARD.name}
ASKED = {**MODEL, "prompt": "a fox"}
SHOTS = [{"prompt": "a fox"}, {"prompt": "it looks back"}]

BODIES: list[dict[str, Any]] = [
    ASKED,
    MODEL,
    {**MODEL, "prompt": "  "},
    {**MODEL, "prompt": "\x85"},
    {**MODEL, "prompt": "x" * 2500},
    {**MODEL, "prompt": "x" * 2501},
    {**MODEL, "prompt": 5},
    *({**ASKED, "duration": value} for value in (2, 3, 15, 16, "2", "3", "15", "16", "five", 5.0, 5.5, True, None)),
    *({**ASKED, "aspect_ratio": value} for value in ("16:9", "1:1", "4:3", "", None)),
    *({**ASKED, "cfg_scale": value} for value in (0, 1, 0.5, -0.1, 1.1, "0.5", True, None)),
    *({**ASKED, "shot_type": value} for value in ("customize", "intelligence", "auto", 1)),
    *({**ASKED, "seed": value} for value in (0, 2**31 - 1, 2**31, -1, 1.5, "7")),
    *({**ASKED, "negative_prompt": value} for value in ("", "x" * 2500, "x" * 2501, 1)),
    *({**ASKED, "labels": value} for value in ({}, {"a": "b"}, {"": "b"}, {"a": 1}, {"a": "x" * 513}, [])),
    {**ASKED, "labels": {str(at): "" for at in range(17)}},
    {**ASKED, "labels": {"k" * 65: ""}},
    *({**ASKED, "external_task_id": value} for value in ("a", "x" * 128, "x" * 129, "", 1)),
    *({**ASKED, "user": value} for value in ("u", "u" * 257)),
    *({**ASKED, "callback_url": value} for value in ("https://example.com", "u" * 2049)),
    *({**ASKED, "image": value} for value in ("https://example.com/a.png", "", 5, ["a"])),
    *({**MODEL, "multi_prompt": value} for value in (SHOTS, [], SHOTS * 4, "a fox", [{}], [{"prompt": "x" * 513}])),
    *({**MODEL, "multi_prompt": [{"prompt": "a", "duration": value}]} for value in (3, "15", 0, 16, "0", 2.5)),
    *({**MODEL, "multi_prompt": [{"prompt": "a", "index": value}]} for value in (1, 0, 7, "1")),
    *({**ASKED, "element_list": value} for value in ([{"element_id": "e"}], [{"element_id": 5}], [{}], ["e"])),
    {**ASKED, "element_list": [{"element_id": "e"}] * 4},
]


@pytest.mark.parametrize("body", BODIES, ids=lambda body: str(body)[30:100])
def test_the_schema_and_the_rules_agree(holds: Judge, body: dict[str, Any]) -> None:
    try:
        check(Fields(body), CARD)
        right = True
    except InvalidRequest:
        right = False
    assert holds("CreateVideo", body) == right


def test_every_field_of_the_contract_is_described_at_both_places(spec: dict[str, Any]) -> None:
    schemas = spec["components"]["schemas"]
    assert set(schemas["CreateVideo"]["properties"]) == {*TOP, *NESTED, "extra_body"}
    assert set(schemas["CreateVideoForm"]["properties"]) == {*TOP, *NESTED, "extra_body"}
    assert set(schemas["ExtraBody"]["properties"]) == set(NESTED)
    theirs = {"seconds", "size", "input_reference"}
    for name in ("CreateVideoOpenAI", "CreateVideoOpenAIForm"):
        assert set(schemas[name]["properties"]) == {*TOP, *NESTED, "extra_body"} | theirs
    for schema in (*schemas["CreateVideo"]["properties"].values(), *schemas["ExtraBody"]["properties"].values()):
        assert "$ref" in str(schema) or schema["description"]


def test_a_form_has_no_null_and_takes_files(spec: dict[str, Any], holds: Judge) -> None:
    form = spec["components"]["schemas"]["CreateVideoForm"]["properties"]
    assert all("null" not in str(schema.get("type")) for schema in form.values())
    assert form["image"]["format"] == "binary"
    assert holds("CreateVideoForm", {**ASKED, "duration": "5", "extra_body": '{"cfg_scale": 0.5}'})
    assert not holds("CreateVideoForm", {**ASKED, "user": None})
    assert not holds("CreateVideoForm", {**ASKED, "a]b": "c"})


def test_openai_names_stand_beside_ours(holds: Judge) -> None:
    asked = {**ASKED, "seconds": "4", "size": "1280x720", "input_reference": {"image_url": "https://example.com/a.png"}}
    assert holds("CreateVideoOpenAI", asked)
    assert not holds("CreateVideoOpenAI", {**ASKED, "size": "640x480"})
    assert not holds("CreateVideoOpenAI", {**ASKED, "seconds": "2"})
