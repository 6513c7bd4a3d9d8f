"""From outlines to lit pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from rushes.providers.previs.picture import Light
from rushes.providers.previs.subjects.paint import paint, round_form
from rushes.providers.previs.subjects.shape import Part, box, ellipse

LIGHT = Light((-0.6, 0.5), (0.5, 0.8, 1.0), (0.6, 0.5, 0.5), (0.7, 0.7, 0.9), haze_amount=0.1, backlit=0.7)

BALL = [Part((ellipse(0.0, 1.0, 1.0, count=48),), (0.3, 0.5, 0.7), 1)]


def centre(bgra: np.ndarray) -> np.ndarray:
    weight = bgra[..., 3].astype(float)
    ys, xs = np.mgrid[: weight.shape[0], : weight.shape[1]]
    return np.array(((xs * weight).sum(), (ys * weight).sum())) / weight.sum()


def test_a_shape_keeps_its_sub_pixel_place() -> None:
    places = []
    for k in range(6):
        ball = [Part((ellipse(0.013 * k, 1.0, 1.0, count=48),), (0.3, 0.5, 0.7), 1)]
        sprite = paint(ball, 20.0, 0.3, LIGHT)
        places.append(centre(sprite.bgra) - sprite.anchor)
    steps = np.diff(np.array(places)[:, 0])
    assert np.all(np.abs(steps - 0.26) < 0.08)


def test_the_side_towards_the_sun_is_brighter() -> None:
    for x in (-0.8, 0.8):
        sprite = paint(BALL, 60.0, 0.5, replace(LIGHT, direction=(x, 0.3)))
        red = sprite.bgra[..., 2].astype(int).sum(axis=0)
        half = len(red) // 2
        assert (red[:half].sum() > red[half:].sum()) == (x < 0)


def test_against_the_light_it_darkens_but_its_rim_stays() -> None:
    front = paint(BALL, 60.0, 0.3, replace(LIGHT, backlit=0.0)).bgra
    back = paint(BALL, 60.0, 0.3, replace(LIGHT, backlit=1.0)).bgra
    inside = (slice(55, 70), slice(55, 70))
    assert back[inside][..., :3].mean() < 0.75 * front[inside][..., :3].mean()
    assert back[..., 2].max() > 1.5 * back[inside][..., 2].mean()


def test_far_away_it_takes_the_colour_of_the_air() -> None:
    far = paint(BALL, 40.0, 0.3, replace(LIGHT, haze_amount=1.0)).bgra
    inside = far[38:44, 38:44].reshape(-1, 4)
    assert np.abs(inside[:, :3].mean(axis=0) - np.array(LIGHT.haze) * 255).max() < 3


def test_what_glows_shines_in_the_dark_and_what_is_thin_lets_light_through() -> None:
    night = replace(LIGHT, sun=(0.05, 0.05, 0.05), ambient=(0.05, 0.05, 0.05), haze_amount=0.0)
    dull, lamp = (
        paint([replace(BALL[0], glow=glow)], 30.0, 0.3, night).bgra[30:34, 30:34, 2].mean() for glow in (0, 1)
    )
    assert lamp > 10 * dull
    thick, thin = (
        paint([replace(BALL[0], thin=thin)], 30.0, 0.3, LIGHT).bgra[30:34, 30:34, 2].mean() for thin in (0, 0.6)
    )
    assert thin > 1.3 * thick


def test_a_veil_is_seen_through() -> None:
    parts = [Part((box(-1, 0, 1, 2),), (0.0, 0.0, 1.0), 1), Part((box(-1, 0, 1, 2),), (1.0, 0.0, 0.0), alpha=0.5)]
    blue, _, red, _ = paint(parts, 20.0, 0.2, LIGHT).bgra[20, 20]
    assert blue > 20 and red > 20


def test_a_form_is_flat_inside_and_turns_away_at_its_edges() -> None:
    volumes = np.zeros((80, 80), np.uint8)
    volumes[10:70, 10:70] = 1
    form, hollow = round_form(volumes, 12.0, (-1.0, 0.0))
    assert abs(float(form[40, 40])) < 0.05 and form[40, 13] > 0.3 and form[40, 66] < -0.3
    assert hollow[40, 40] > 0.95 and hollow[40, 11] < 0.5
