"""Equal creates have one digest, however they were written; others have another."""

from __future__ import annotations

from typing import Any

import pytest

from rushes.core.card import kling_v3_cards
from rushes.core.fields import Fields
from rushes.core.repeat import digest, identity
from rushes.core.rules import check

CARD = kling_v3_cards("previs", local=True, elements=False)[0]
PLAIN: dict[str, Any] = {"model": CARD.name, "prompt": "a fox", "duration": 5, "cfg_scale": 0.5}


def of(values: dict[str, Any], *, dialect: str = "", **more: Any) -> str:
    wanted = check(Fields(values, **more), CARD)
    return digest(wanted, identity(wanted.image), identity(wanted.last_image), dialect)


@pytest.mark.parametrize(
    "other",
    [
        dict(reversed(PLAIN.items())),
        {**PLAIN, "duration": "5"},
        {**PLAIN, "duration": 5.0},
        {"model": CARD.name, "prompt": "a fox"},
        {**PLAIN, "shot_type": "customize", "negative_prompt": "", "seed": None, "labels": {}},
    ],
)
def test_how_it_was_written_does_not_matter(other: dict[str, Any]) -> None:
    assert of(other) == of(PLAIN)


@pytest.mark.parametrize(
    "change",
    [
        {"prompt": "a wolf"},
        {"duration": 6},
        {"cfg_scale": 0.6},
        {"seed": 0},
        {"image": "https://h/a.png"},
        {"image": b"png"},
        {"labels": {"a": "b"}},
        {"external_task_id": "mine"},
        {"aspect_ratio": "1:1"},
    ],
)
def test_what_is_asked_matters(change: dict[str, Any]) -> None:
    assert of({**PLAIN, **change}) != of(PLAIN)


def test_labels_have_no_order_and_forms_no_numbers() -> None:
    one = {**PLAIN, "labels": {"a": "1", "b": "2"}, "seed": 7}
    other = {**PLAIN, "labels": {"b": "2", "a": "1"}, "seed": "7", "cfg_scale": "0.5", "duration": "5"}
    assert of(one) == of(other, numbers_as_text=True)


def test_a_picture_is_known_by_its_bytes_or_its_url() -> None:
    assert identity(None) is None
    assert identity(b"a") == identity(bytes(bytearray(b"a")))
    assert identity(b"a") != identity(b"b") != identity("b")
    one, other = {**PLAIN, "image": b"a"}, {**PLAIN, "image": b"a", "aspect_ratio": "9:16"}
    assert of(one) == of(other), "the ratio has no effect beside a picture"


def test_each_dialect_answers_in_its_own_words() -> None:
    assert of(PLAIN, dialect="kling") != of(PLAIN)
