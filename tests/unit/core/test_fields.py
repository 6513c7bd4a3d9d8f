"""Fields, their paths, and what a client probably meant."""

from __future__ import annotations

import pytest

from rushes.core.fields import Fields, meant, show


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("aspectratio", "aspect_ratio"),
        ("aspectRatio", "aspect_ratio"),
        ("aspect-ratio", "aspect_ratio"),
        ("last_frame", "last_image"),
        ("lastImage", "last_image"),
        ("image_tail", "last_image"),
        ("cfgScale", "cfg_scale"),
        ("negativePrompt", "negative_prompt"),
        ("promt", "prompt"),
        ("multiPrompt", "multi_prompt"),
        ("durations", "duration"),
        ("quality", None),
        ("", None),
    ],
)
def test_a_near_miss_is_named(written: str, right: str | None) -> None:
    assert meant(written) == right


def test_a_path_is_where_the_client_wrote_the_field() -> None:
    fields = Fields({"cfg_scale": 1}, {"cfg_scale": "cfg_scale"})
    assert fields.path("cfg_scale") == "cfg_scale"
    assert fields.path("shot_type") == "extra_body.shot_type"
    assert fields.path("prompt") == "prompt"


def test_a_long_value_is_cut_in_a_message() -> None:
    assert len(show("x" * 1000)) <= 80
