"""OpenAI's field names under ours."""

from __future__ import annotations

from typing import Any

import pytest

from rushes.api.openai import from_openai
from rushes.core.fields import Fields
from rushes.core.request import Warn
from rushes.errors import InvalidRequest


def read(values: dict[str, Any], **others: Any) -> Fields:
    warnings = tuple(Warn(name, "unknown") for name in others)
    fields, left = from_openai(Fields(values, others=others), warnings)
    assert [warning.param for warning in left] == [name for name in others if name == "quality"]
    return fields


def test_their_names_mean_ours() -> None:
    found = read({"model": "kling-v3-pro-audio"}, seconds="8", size="1080x1920", input_reference=b"png", quality="hd")
    assert found.values == {
        "model": "kling-v3-pro-audio", "duration": "8", "aspect_ratio": "9:16", "image": b"png",
    }  # fmt: skip
    assert (found.path("duration"), found.path("image"), found.path("aspect_ratio")) == (
        "seconds",
        "input_reference",
        "size",
    )


def test_a_reference_may_be_wrapped() -> None:
    assert read({}, input_reference={"image_url": "https://e.com/a.png"}).values["image"] == "https://e.com/a.png"


def test_our_names_keep_working() -> None:
    assert read({"duration": 4, "aspect_ratio": "1:1"}).values == {"duration": 4, "aspect_ratio": "1:1"}


def test_both_names_with_different_values_are_refused() -> None:
    with pytest.raises(InvalidRequest, match="seconds and duration"):
        read({"duration": 4}, seconds="5")
    with pytest.raises(InvalidRequest, match="size and aspect_ratio"):
        read({"model": "kling-v3-std-silent", "aspect_ratio": "16:9"}, size="720x1280")


@pytest.mark.parametrize("ratio", ["9:16", None])
def test_a_size_beside_the_same_ratio_or_none_counts(ratio: str | None) -> None:
    found = read({"model": "kling-v3-std-silent", "aspect_ratio": ratio}, size="720x1280")
    assert found.values["aspect_ratio"] == "9:16"


@pytest.mark.parametrize("size", ["1792x1024", "1920x1080", "720", 720, "16:9"])
def test_a_size_that_the_model_does_not_make_is_refused(size: object) -> None:
    with pytest.raises(InvalidRequest, match="1280x720, 720x1280, 960x960"):
        read({"model": "kling-v3-std-silent"}, size=size)
