"""The field table of the contract: for each rule a good value, a bad one, and the border between them."""

from __future__ import annotations

from typing import Any

import pytest

from rushes.core.card import kling_v3_cards
from rushes.core.fields import Fields
from rushes.core.request import Shot
from rushes.core.rules import Wanted, check
from rushes.errors import InvalidRequest

CARD = kling_v3_cards("kling-v3", local=True, elements=False)[0]
KNOWS_ELEMENTS = kling_v3_cards("kling-v3", local=False, elements=True)[0]
URL = "https://example.com/a.png"


def wanted(**values: Any) -> Wanted:
    return check(Fields({"prompt": "a fox", **values}), CARD)


def refused(**values: Any) -> InvalidRequest:
    with pytest.raises(InvalidRequest) as caught:
        wanted(**values)
    return caught.value


def shots(*items: Any, **values: Any) -> Wanted:
    return wanted(prompt=None, multi_prompt=list(items), **values)


GOOD: list[tuple[str, object, str, object]] = [
    ("prompt", "x", "prompt", "x"),
    ("prompt", "x" * 2500, "prompt", "x" * 2500),
    ("prompt", "一只狐狸", "prompt", "一只狐狸"),
    ("image", URL, "image", URL),
    ("image", b"bytes", "image", b"bytes"),
    ("aspect_ratio", "9:16", "aspect_ratio", "9:16"),
    ("aspect_ratio", None, "aspect_ratio", "16:9"),
    ("duration", 3, "seconds", 3),
    ("duration", 15, "seconds", 15),
    ("duration", "5", "seconds", 5),
    ("duration", 7.0, "seconds", 7),
    ("duration", None, "seconds", 5),
    ("negative_prompt", "", "negative_prompt", ""),
    ("negative_prompt", "n" * 2500, "negative_prompt", "n" * 2500),
    ("cfg_scale", 0, "cfg_scale", 0.0),
    ("cfg_scale", 1, "cfg_scale", 1.0),
    ("cfg_scale", 0.33, "cfg_scale", 0.33),
    ("cfg_scale", None, "cfg_scale", 0.5),
    ("shot_type", "customize", "shot_type", "customize"),
    ("shot_type", "intelligent", "shot_type", "intelligent"),
    ("shot_type", "intelligence", "shot_type", "intelligent"),
    ("element_list", [], "elements", ()),
    ("element_list", [{"element_id": 7}, {"element_id": "8"}, {"element_id": "nine"}], "elements", ("7", "8", "nine")),
    ("callback_url", "https://example.com/hook", "callback_url", "https://example.com/hook"),
    ("external_task_id", "order-17", "external_task_id", "order-17"),
    ("external_task_id", "x" * 128, "external_task_id", "x" * 128),
    ("seed", 0, "seed", 0),
    ("seed", 2**31 - 1, "seed", 2**31 - 1),
    ("labels", {}, "labels", {}),
    ("labels", {f"k{i}": "v" for i in range(16)}, "labels", {f"k{i}": "v" for i in range(16)}),
    ("labels", {"k" * 64: "v" * 512}, "labels", {"k" * 64: "v" * 512}),
    ("user", "u" * 256, "user", "u" * 256),
]


@pytest.mark.parametrize(("field", "value", "name", "kept"), GOOD, ids=lambda value: str(value)[:24])
def test_a_good_value_is_kept(field: str, value: object, name: str, kept: object) -> None:
    assert getattr(wanted(**{field: value}), name) == kept


BAD: list[tuple[str, object, str, str]] = [
    ("prompt", None, "prompt", "missing or empty"),
    ("prompt", "", "prompt", "missing or empty"),
    ("prompt", "  \n", "prompt", "missing or empty"),
    ("prompt", "x" * 2501, "prompt", "2501 characters; allowed: at most 2500. Shorten it by 1."),
    ("prompt", 5, "prompt", "prompt is 5; allowed: a string"),
    ("prompt", "a\x00b", "prompt", "not text"),
    ("prompt", "a\ud800b", "prompt", "not text"),
    ("image", 5, "image", "a URL, a data: URI or base64"),
    ("image", "", "image", "a URL, a data: URI or base64"),
    ("image", ["x"], "image", "a URL, a data: URI or base64"),
    ("last_image", URL, "last_image", "needs image"),
    ("aspect_ratio", "4:3", "aspect_ratio", '"4:3"; allowed: "16:9", "9:16", "1:1"'),
    ("aspect_ratio", "16:09", "aspect_ratio", 'Did you mean "16:9"?'),
    ("aspect_ratio", 1, "aspect_ratio", "aspect_ratio is 1"),
    ("duration", 2, "duration", "duration is 2; allowed: a whole number from 3 to 15"),
    ("duration", 16, "duration", "duration is 16"),
    ("duration", "16", "duration", 'duration is "16"'),
    ("duration", "5s", "duration", 'duration is "5s"'),
    ("duration", "٥", "duration", "duration is"),
    ("duration", 5.5, "duration", "duration is 5.5"),
    ("duration", True, "duration", "duration is true"),
    ("duration", [5], "duration", "duration is [5]"),
    ("duration", 10**30, "duration", "duration is 1000"),
    ("negative_prompt", "n" * 2501, "extra_body.negative_prompt", "allowed: at most 2500"),
    ("cfg_scale", -0.01, "extra_body.cfg_scale", "a number from 0 to 1"),
    ("cfg_scale", 1.01, "extra_body.cfg_scale", "a number from 0 to 1"),
    ("cfg_scale", "0.5", "extra_body.cfg_scale", "a number from 0 to 1"),
    ("cfg_scale", True, "extra_body.cfg_scale", "a number from 0 to 1"),
    ("shot_type", "inteligent", "extra_body.shot_type", 'Did you mean "intelligent"?'),
    ("shot_type", [], "extra_body.shot_type", "allowed:"),
    ("element_list", {}, "extra_body.element_list", "a list of at most 3"),
    ("element_list", [{"element_id": 1}] * 4, "extra_body.element_list", "a list of at most 3"),
    ("element_list", [{"id": 1}], "extra_body.element_list[0].element_id", "element_id is null"),
    ("element_list", [{"element_id": 1}, 2], "extra_body.element_list[1].element_id", "element_id is null"),
    ("element_list", [{"element_id": True}], "extra_body.element_list[0].element_id", "element_id is true"),
    ("callback_url", "x" * 2049, "callback_url", "allowed: at most 2048"),
    ("external_task_id", "x" * 129, "external_task_id", "allowed: at most 128"),
    ("external_task_id", " x", "external_task_id", "without spaces at the ends"),
    ("external_task_id", "a\nb", "external_task_id", "printable"),
    ("external_task_id", "", "external_task_id", "1 to 128"),
    ("seed", -1, "seed", "from 0 to 2147483647"),
    ("seed", 2**31, "seed", "from 0 to 2147483647"),
    ("seed", "1", "seed", 'seed is "1"'),
    ("labels", {f"k{i}": "v" for i in range(17)}, "labels", "at most 16"),
    ("labels", {"k": 1}, "labels.k", "labels.k is 1; allowed: a string"),
    ("labels", {"k" * 65: "v"}, "labels (a key)", "at most 64"),
    ("labels", {"": "v"}, "labels.", "a name of 1 to 64"),
    ("labels", {"k": "v" * 513}, "labels.k", "at most 512"),
    ("labels", ["k"], "labels", "an object of at most 16"),
    ("user", "u" * 257, "user", "at most 256"),
]


@pytest.mark.parametrize(("field", "value", "param", "says"), BAD, ids=lambda value: str(value)[:24])
def test_a_bad_value_is_refused_by_name_with_the_fix(field: str, value: object, param: str, says: str) -> None:
    error = refused(**{field: value})
    assert (error.param, error.code, error.status) == (param, "invalid_request", 400)
    assert says in error.message


CLASHES: list[tuple[dict[str, Any], str]] = [
    ({"multi_prompt": [{"prompt": "a"}]}, "prompt"),
    ({"prompt": None, "multi_prompt": [{"prompt": "a"}], "shot_type": "intelligent"}, "extra_body.shot_type"),
    ({"prompt": None, "multi_prompt": [{"prompt": "a"}], "image": URL, "last_image": URL}, "last_image"),
]


@pytest.mark.parametrize(("values", "param"), CLASHES)
def test_fields_that_exclude_each_other_are_refused(values: dict[str, Any], param: str) -> None:
    assert refused(**values).param == param


def test_an_empty_prompt_beside_multi_prompt_is_no_prompt() -> None:
    assert wanted(prompt=" ", multi_prompt=[{"prompt": "a"}]).prompt is None


@pytest.mark.parametrize(
    ("values", "param"),
    [
        ({"image": URL, "aspect_ratio": "1:1"}, "aspect_ratio"),
        ({"image": URL, "last_image": URL, "shot_type": "intelligent"}, "extra_body.shot_type"),
        ({"element_list": [{"element_id": 1}]}, "extra_body.element_list"),
    ],
)
def test_what_has_no_effect_is_said(values: dict[str, Any], param: str) -> None:
    assert [warning.param for warning in wanted(**values).warnings] == [param]


def test_a_plain_request_gives_no_warning() -> None:
    assert wanted(shot_type="customize", aspect_ratio="16:9").warnings == ()


def test_elements_raise_no_warning_where_the_model_knows_them() -> None:
    found = check(Fields({"prompt": "a fox", "element_list": [{"element_id": 1}]}), KNOWS_ELEMENTS)
    assert (found.elements, found.warnings) == (("1",), ())


def test_elements_that_a_model_takes_only_beside_a_picture_are_said_to_have_no_effect_without_one() -> None:
    card = kling_v3_cards("kling-v3", local=False, elements=True, beside_image=frozenset({"element_list"}))[0]
    values = {"prompt": "a fox", "element_list": [{"element_id": 1}]}
    assert [warning.param for warning in check(Fields(values), card).warnings] == ["extra_body.element_list"]
    assert check(Fields({**values, "image": URL}), card).warnings == ()


def test_multipart_may_send_every_number_as_text() -> None:
    values = {"prompt": "a", "duration": "5", "cfg_scale": "0.25", "seed": "7"}
    found = check(Fields(values, numbers_as_text=True), CARD)
    assert (found.seconds, found.cfg_scale, found.seed) == (5, 0.25, 7)


def test_shots_replace_the_prompt() -> None:
    found = shots({"prompt": "one"}, {"prompt": "two"}, duration=10)
    assert (found.prompt, found.shots) == (None, (Shot("one", 5), Shot("two", 5)))


def test_a_field_of_an_item_that_nobody_knows_is_named() -> None:
    found = shots({"prompt": "a", "durations": 3}, {"prompt": "b", "mood": 1, "\ud800": 1})
    assert [(warning.param, warning.message.partition("effect.")[2]) for warning in found.warnings] == [
        ("extra_body.multi_prompt[0].durations", " Did you mean duration?"),
        ("extra_body.multi_prompt[1].mood", ""),
        (r"extra_body.multi_prompt[1].\ud800", ""),
    ]
    elements = check(Fields({"prompt": "a", "element_list": [{"element_id": 1, "prompt": "b"}]}), KNOWS_ELEMENTS)
    assert [warning.param for warning in elements.warnings] == ["extra_body.element_list[0].prompt"]
    assert "has 17 fields" in str(
        refused(prompt=None, multi_prompt=[{"prompt": "a", **{f"x{at}": 1 for at in range(16)}}])
    )
