"""Pictures in, plain PNGs out; or an answer that says what is wrong."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from rushes.errors import InvalidImage
from rushes.media.images import Prepared, prepare
from rushes.media.rules import LONGEST_SIDE

CORNERS = {"red": (200, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 200), "white": (240, 240, 240)}


def seen(made: Prepared) -> Image.Image:
    image = Image.open(io.BytesIO(made.png))
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (made.width, made.height))
    return image


def chunks(png: bytes) -> list[bytes]:
    at, found = 8, []
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        found.append(png[at + 4 : at + 8])
        at += 12 + length
    return found


def test_a_bad_picture_is_refused(bad: str, pictures: Any) -> None:
    make, word = pictures.BAD[bad]
    with pytest.raises(InvalidImage) as caught:
        prepare(make())
    assert word in caught.value.message
    assert len(caught.value.message) < 250
    assert caught.value.param is None


def test_the_corpus_is_large_enough(pictures: Any) -> None:
    assert len(pictures.BAD) >= 60
    assert len(pictures.BAD) + len(pictures.ODD) >= 100


def test_an_odd_picture_becomes_a_plain_png(odd: str, pictures: Any) -> None:
    made = prepare(pictures.ODD[odd]())
    seen(made).load()
    assert set(chunks(made.png)) == {b"IHDR", b"IDAT", b"IEND"}
    assert b"SECRET" not in made.png
    assert made.source_format == next(kind for kind in ("webp", "png", "jpeg") if kind in f"{odd.lower()} jpeg")


def cornered() -> Image.Image:
    """Four corners, four colours: no turn or flip leaves it as it was."""
    image = Image.new("RGB", (400, 320))
    for index, colour in enumerate(CORNERS.values()):
        image.paste(colour, (index % 2 * 200, index // 2 * 160, index % 2 * 200 + 200, index // 2 * 160 + 160))
    return image


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_turned_picture_stands_upright_and_forgets_where_it_was_taken(
    pictures: Any, kind: str, orientation: int
) -> None:
    upright = cornered()
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposition that a camera so turned records
    stored = upright if orientation == 1 else upright.transpose(Image.Transpose(undo[orientation]))
    data = pictures.turned(kind, orientation, stored)
    assert b"SECRET" in data
    made = prepare(data)
    assert (made.width, made.height) == (400, 320)
    assert max(ImageStat.Stat(ImageChops.difference(seen(made), upright)).mean) < 3
    assert b"SECRET" not in made.png


@pytest.mark.parametrize("orientation", [0, 9, 65535, None])
def test_an_orientation_that_is_none_turns_nothing(pictures: Any, orientation: Any) -> None:
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    made = prepare(pictures.saved("JPEG", cornered(), exif=exif))
    assert (made.width, made.height) == (400, 320)


def test_a_lossless_picture_keeps_every_pixel(pictures: Any) -> None:
    picture = pictures.photo((640, 480))
    for kind, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        made = prepare(pictures.saved(kind, picture, **options))
        assert seen(made).tobytes() == picture.tobytes()


def test_a_jpeg_looks_as_its_decoder_sees_it(pictures: Any) -> None:
    data = pictures.saved("JPEG", pictures.photo((640, 480)))
    assert seen(prepare(data)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_the_first_frame_of_an_animation_is_what_is_left(pictures: Any, kind: str) -> None:
    shades = [Image.new("RGB", (400, 300), colour) for colour in ("lime", "red", "blue")]
    options = {"lossless": True} if kind == "WEBP" else {}
    made = prepare(pictures.saved(kind, shades[0], save_all=True, append_images=shades[1:], **options))
    assert seen(made).getpixel((200, 150)) == (0, 255, 0)


def test_what_is_behind_a_picture_does_not_survive(pictures: Any) -> None:
    plain = prepare(pictures.saved("JPEG"))
    for tail in (b"PK\x03\x04" + bytes(100), b"<script>alert(1)</script>", bytes(1 << 20)):
        assert prepare(pictures.saved("JPEG") + tail) == plain


def test_a_huge_picture_is_scaled_down_in_proportion(pictures: Any) -> None:
    made = prepare(pictures.saved("JPEG", Image.new("RGB", (6000, 3000), "teal")))
    assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert seen(made).getpixel((10, 10)) == pytest.approx((0, 128, 128), abs=4)


def test_a_few_scans_too_many_do_no_harm(pictures: Any) -> None:
    made = prepare(pictures.scans(30, 1000))
    assert (made.width, made.height) == (1000, 1000)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["JPEG", "PNG", "WEBP"]), st.data())
def test_a_picture_with_changed_bytes_is_taken_or_refused(kind: str, data: st.DataObject) -> None:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((320, 320)).convert("RGB").save(
        buffer, kind, exif=b"Exif\x00\x00II*\x00" + bytes(20)
    )
    whole = bytearray(buffer.getvalue())
    for at in data.draw(st.lists(st.integers(0, min(len(whole) - 1, 2000)), min_size=1, max_size=8)):
        whole[at] = data.draw(st.integers(0, 255))
    try:
        assert prepare(bytes(whole)).png
    except InvalidImage as error:
        assert error.message
