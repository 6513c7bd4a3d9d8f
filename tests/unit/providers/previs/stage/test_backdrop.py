"""Soft plates laid as one."""

from __future__ import annotations

import numpy as np

from rushes.providers.previs.picture import Image
from rushes.providers.previs.stage.backdrop import Backdrop, gathered
from rushes.providers.previs.stage.plate import Layer, Plate, premultiplied
from rushes.providers.previs.stage.view import Moment, View

WIDTH, HEIGHT = 160, 90
MOMENT = Moment(0, 1.0, 0.5, View(WIDTH, HEIGHT, (92, 50), (184, 100), truck=3.0))


def plates() -> tuple[Plate, Plate]:
    y, x = np.mgrid[0:100, 0:184].astype(np.float32)
    sky = premultiplied(np.dstack([y / 100, 0.5 + 0 * y, 1 - y / 100]), np.ones_like(y))
    cloud = premultiplied(
        np.ones((100, 184, 3), np.float32), 0.8 * np.exp(-(((x - 90) / 30) ** 2 + ((y - 30) / 9) ** 2))
    )
    return Plate(sky, 0.0, coarse=True), Plate(cloud, 0.004, drift=3.2, coarse=True)


def drawn(layers: list[Layer]) -> Image:
    frame = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for layer in layers:
        layer.draw(frame, MOMENT, HEIGHT)
    return frame


def test_it_looks_as_its_plates_do_one_by_one() -> None:
    apart, together = drawn(list(plates())), drawn(gathered(list(plates())))
    assert np.abs(apart.astype(int) - together).max() <= 3


def test_only_soft_plates_at_the_back_are_gathered() -> None:
    sky, cloud = plates()
    hard = Plate(sky.bgra, 0.5)
    assert [type(layer) for layer in gathered([sky, cloud, hard, cloud])] == [Backdrop, Plate, Plate]
    assert gathered([hard, sky, cloud]) == [hard, sky, cloud]


def test_it_hides_what_its_sky_hides() -> None:
    sky, cloud = plates()
    assert Backdrop((sky, cloud)).opaque_from(MOMENT) == sky.opaque_from(MOMENT)
