"""Fields, their paths, and what a client probably meant."""

from __future__ import annotations

import pytest

from rushes.core.fields import Fields, meant, show
from rushes.errors import InvalidRequest


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


@pytest.mark.parametrize(("written", "number"), [("0.5", 0.5), ("1e-05", 1e-05), ("5E-1", 0.5), (" 1 ", 1.0)])
def test_a_form_writes_a_number_in_each_way_that_json_does(written: str, number: float) -> None:
    assert Fields({"cfg_scale": written}, numbers_as_text=True).number("cfg_scale", 0, 1) == number


@pytest.mark.parametrize("written", ["", "nan", "inf", "1e999", "0x1", "٠.٥", "1_0", ".5", "1e"])
def test_what_json_does_not_write_is_no_number_in_a_form(written: str) -> None:
    with pytest.raises(InvalidRequest):
        Fields({"cfg_scale": written}, numbers_as_text=True).number("cfg_scale", 0, 1)
