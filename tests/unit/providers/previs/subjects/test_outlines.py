"""Signs of the font as figures."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image as Pictures
from PIL import ImageDraw, ImageFont

from rushes.providers.previs.picture import Light
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.glyphs import signs
from rushes.providers.previs.subjects.outlines import Cutout, Outline, Sway, available, font_path, ink, moved, outline

pytestmark = pytest.mark.skipif(not available(), reason="the font's package is not installed")

LIGHT = Light((-0.6, 0.5), (0.5, 0.8, 1.0), (0.6, 0.5, 0.5), (0.7, 0.7, 0.9), haze_amount=0.1, backlit=0.7)


def test_the_font_is_found_without_importing_its_package() -> None:
    path = font_path()
    assert path is not None and path.suffix == ".ttf"


def test_a_cut_out_is_filled_where_the_sign_is_hollow() -> None:
    drawn = ink(signs()["balloon"][0])
    cut = Cutout("balloon", (), 1)
    assert (drawn > 128).mean() < 0.2
    assert cut.flat[..., 3].mean() > 0.4


def test_its_fields_have_more_than_one_shade_and_no_black_strokes() -> None:
    flat = Cutout("castle", (), 1).flat
    solid = flat[flat[..., 3] > 0.99][:, :3]
    assert len(np.unique((solid.mean(axis=1) * 20).astype(int))) > 4
    assert (solid.max(axis=1) < 0.12).mean() < 0.03


def test_a_colour_word_paints_it() -> None:
    blue = Cutout("balloon", ("blue",), 1).flat
    b, _, r = (float(blue[..., k].sum()) for k in range(3))
    assert b > 1.5 * r


def test_no_two_share_a_silhouette() -> None:
    masks = []
    for name in ("violin", "guitar", "red_apple", "pear", "lion", "house", "castle", "balloon"):
        ys, xs = np.linspace(0, 1, 24), np.linspace(0, 1, 24)
        alpha = Cutout(name, (), 1).flat[..., 3]
        rows, columns = (ys * (alpha.shape[0] - 1)).astype(int), (xs * (alpha.shape[1] - 1)).astype(int)
        masks.append(alpha[np.ix_(rows, columns)] > 0.5)
    assert all((a != b).mean() > 0.05 for a, b in itertools.combinations(masks, 2))


def test_a_flame_shines_in_the_dark() -> None:
    night = replace(LIGHT, sun=(0.05,) * 3, ambient=(0.05,) * 3, haze_amount=0.0)
    brightness = []
    for name in ("glyph:fire", "glyph:red_apple"):
        figure = outline(Actor(name), 1)
        assert figure is not None
        brightness.append(figure.paint(0.0, 60, night).bgra[..., 2].max())
    assert brightness[0] > 5 * brightness[1]


def test_it_moves_after_its_kind_and_stays_when_it_is_a_thing() -> None:
    tree, cake = outline(Actor("glyph:palm_tree"), 1), outline(Actor("glyph:birthday_cake"), 1)
    assert isinstance(tree, Outline) and isinstance(cake, Outline)
    assert tree.height > 5 and cake.height < 0.5
    one, two = (tree.paint(t, 60, LIGHT) for t in (0.0, 1.0))
    assert one.bgra.shape != two.bgra.shape or not np.array_equal(one.bgra, two.bgra)
    assert np.array_equal(cake.paint(0.0, 60, LIGHT).bgra, cake.paint(1.0, 60, LIGHT).bgra)


def test_only_what_is_asked_to_go_goes() -> None:
    going, resting = (outline(Actor("glyph:penguin", action), 1) for action in ("walk", "stand"))
    assert going is not None and resting is not None
    assert going.speed() > 0 == resting.speed() and going.cues(3.0) == ()


def test_a_sway_keeps_the_foot_where_it_was() -> None:
    still = outline(Actor("glyph:birthday_cake"), 1)
    assert still is not None
    sprite = still.paint(0.0, 60, LIGHT)
    leaning = moved(sprite, Sway(lean=0.2))
    foot, old = leaning.bgra[int(leaning.anchor[1]) - 3], sprite.bgra[int(sprite.anchor[1]) - 3]
    assert (
        abs(np.flatnonzero(foot[:, 3]).mean() - leaning.anchor[0] - np.flatnonzero(old[:, 3]).mean() + sprite.anchor[0])
        < 1.5
    )


def test_the_font_has_every_sign_and_no_two_are_one() -> None:
    font = ImageFont.truetype(str(font_path()), 40)
    seen: dict[bytes, str] = {_drawn(font, "\U0010ffff"): "the box for a missing sign"}
    for name, (sign, _) in signs().items():
        known = seen.setdefault(_drawn(font, sign), name)
        assert known == name, f"{name} is drawn as {known}"


def _drawn(font: ImageFont.FreeTypeFont, sign: str) -> bytes:
    page = Pictures.new("L", (80, 80))
    ImageDraw.Draw(page).text((14, 14), sign, font=font, fill=255)
    return page.tobytes()


def test_a_blue_book_is_blue() -> None:
    b, _, r = (float(Cutout("blue_book", (), 1).flat[..., k].sum()) for k in range(3))
    assert b > 1.3 * r
