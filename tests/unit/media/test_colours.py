"""Every mode and profile comes to the sRGB values that a viewer would have seen."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image, ImageCms

from rushes.media.colours import to_srgb

P3 = ((0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407))
ADOBE_RGB = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
GREY = ((0.9642, 1.0, 0.8249),)


def fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def profile(name: str, primaries: tuple[tuple[float, ...], ...], gamma: float) -> bytes:
    """A version 2 display profile by hand: primaries as XYZ under D50, one gamma for all channels."""
    text = name.encode() + b"\x00"
    tags = {
        b"desc": b"desc\x00\x00\x00\x00" + struct.pack(">I", len(text)) + text + bytes(78),
        b"wtpt": b"XYZ \x00\x00\x00\x00" + fixed(0.9642, 1.0, 0.8249),
    }
    curve = b"curv\x00\x00\x00\x00" + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    for letter, place in zip(b"rgb" if len(primaries) == 3 else b"k", primaries, strict=True):
        tags[bytes([letter]) + b"TRC"] = curve
        if len(primaries) == 3:
            tags[bytes([letter]) + b"XYZ"] = b"XYZ \x00\x00\x00\x00" + fixed(*place)
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += padded
    space = b"RGB " if len(primaries) == 3 else b"GRAY"
    head = bytes(8) + b"\x02\x40\x00\x00" + b"mntr" + space + b"XYZ " + bytes(12) + b"acsp"
    head = head.ljust(68, b"\x00") + fixed(0.9642, 1.0, 0.8249)
    whole = head.ljust(128, b"\x00") + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(whole)) + whole[4:]


def plain(mode: str, colour: object, **info: object) -> Image.Image:
    image = Image.new(mode, (8, 8), colour)  # type: ignore[arg-type]
    image.info.update(info)  # type: ignore[arg-type]
    return image


def middle(image: Image.Image) -> tuple[int, ...]:
    result = to_srgb(image)
    assert result.mode == "RGB"
    value = result.getpixel((4, 4))
    assert isinstance(value, tuple)
    return tuple(int(part) for part in value)


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (plain("RGB", (1, 2, 3)), (1, 2, 3)),
        (plain("L", 77), (77, 77, 77)),
        (plain("1", 1), (255, 255, 255)),
        (plain("RGBA", (10, 20, 30, 255)), (10, 20, 30)),
        (plain("RGBA", (10, 20, 30, 0)), (255, 255, 255)),
        (plain("RGBA", (0, 0, 0, 51)), (204, 204, 204)),
        (plain("LA", (0, 0)), (255, 255, 255)),
        (plain("L", 7, transparency=7), (255, 255, 255)),
        (plain("L", 8, transparency=7), (8, 8, 8)),
        (plain("RGB", (5, 6, 7), transparency=(5, 6, 7)), (255, 255, 255)),
        (plain("CMYK", (0, 0, 0, 0)), (255, 255, 255)),
        (plain("CMYK", (255, 0, 0, 0)), (0, 255, 255)),
        (plain("CMYK", (0, 0, 0, 255)), (0, 0, 0)),
        (plain("I;16", 0), (0, 0, 0)),
        (plain("I;16", 257 * 100), (100, 100, 100)),
        (plain("I;16", 32768), (128, 128, 128)),
        (plain("I;16", 65535), (255, 255, 255)),
        (plain("I", 65535), (255, 255, 255)),
        (plain("YCbCr", (255, 128, 128)), (255, 255, 255)),
    ],
    ids=lambda value: value.mode if isinstance(value, Image.Image) else "",
)
def test_every_mode_comes_to_its_colour(image: Image.Image, colour: tuple[int, ...]) -> None:
    assert middle(image) == colour


def test_a_palette_keeps_its_colours_and_its_clear_entry() -> None:
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 200, 100, 50])
    assert middle(image) == (200, 100, 50)
    image.info["transparency"] = 1
    assert middle(image) == (255, 255, 255)
    image.info["transparency"] = bytes([255, 0])
    assert middle(image) == (255, 255, 255)


def test_srgb_with_its_profile_keeps_every_value() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for colour in ((0, 0, 0), (1, 2, 3), (100, 150, 200), (255, 0, 0), (254, 255, 253)):
        assert middle(plain("RGB", colour, icc_profile=srgb)) == colour


@pytest.mark.parametrize(("name", "primaries", "gamma"), [("P3", P3, 2.2), ("Adobe", ADOBE_RGB, 2.2)])
def test_a_wide_gamut_picture_comes_to_srgb(name: str, primaries: tuple[tuple[float, ...], ...], gamma: float) -> None:
    wide = profile(name, primaries, gamma)
    ImageCms.ImageCmsProfile(io.BytesIO(wide))
    for level in (0, 64, 128, 255):  # greys stay grey
        assert middle(plain("RGB", (level,) * 3, icc_profile=wide)) == pytest.approx((level,) * 3, abs=5)
    # A green that sRGB can show: in the wider space its numbers were duller, so here they are more vivid.
    red, green, blue = middle(plain("RGB", (120, 180, 120), icc_profile=wide))
    assert red < 120 - 10
    assert green == pytest.approx(180, abs=8)
    assert blue < 120
    # A green that it cannot show is cut to the edge, never wrapped round.
    assert middle(plain("RGB", (0, 255, 0), icc_profile=wide)) == pytest.approx((0, 255, 0), abs=3)


def test_a_profile_works_beside_transparency() -> None:
    wide = profile("P3", P3, 2.2)
    solid = middle(plain("RGB", (120, 180, 120), icc_profile=wide))
    assert middle(plain("RGBA", (120, 180, 120, 255), icc_profile=wide)) == solid
    assert middle(plain("RGBA", (120, 180, 120, 0), icc_profile=wide)) == (255, 255, 255)


def test_a_palette_goes_through_its_profile() -> None:
    wide = profile("P3", P3, 2.2)
    image = Image.new("P", (8, 8), 0)
    image.putpalette([120, 180, 120])
    image.info["icc_profile"] = wide
    assert middle(image) == middle(plain("RGB", (120, 180, 120), icc_profile=wide))


def test_a_grey_picture_goes_through_its_profile() -> None:
    linear = profile("linear grey", GREY, 1.0)
    assert middle(plain("L", 128, icc_profile=linear)) == pytest.approx((188, 188, 188), abs=2)


def test_a_16_bit_picture_goes_through_its_profile() -> None:
    linear = profile("linear grey", GREY, 1.0)
    assert middle(plain("I;16", 128 * 257, icc_profile=linear)) == pytest.approx((188, 188, 188), abs=2)


@pytest.mark.parametrize("data", [b"\x00", b"noise" * 100, profile("P3", P3, 2.2)[:200], profile("grey", GREY, 2.2)])
def test_a_profile_that_does_not_fit_is_passed_over(data: bytes) -> None:
    assert middle(plain("RGB", (10, 20, 30), icc_profile=data)) == (10, 20, 30)


def test_cmyk_with_a_profile_of_rgb_is_read_without_it() -> None:
    assert middle(plain("CMYK", (0, 255, 0, 0), icc_profile=profile("P3", P3, 2.2))) == (255, 0, 255)
