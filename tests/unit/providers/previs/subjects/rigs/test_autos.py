"""Cars of a character."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import Actor
from rushes.providers.previs.subjects.rigs.autos import MAKERS


@pytest.mark.parametrize("name", MAKERS)
def test_it_stands_on_its_wheels_and_drives_until_it_parks(name: str) -> None:
    rig = MAKERS[name](Actor(name, "drive"), 2)
    points = np.concatenate([c for part in rig.draw(0.4) for c in part.contours])
    assert abs(float(points[:, 1].min())) < 0.05 and 0.8 < float(points[:, 1].max()) / rig.height < 1.15
    assert rig.speed > 2 and MAKERS[name](Actor(name, "park"), 2).speed == 0


def test_a_colour_that_is_named_is_the_paint() -> None:
    plain, green = (MAKERS["convertible"](Actor("convertible", traits=t), 2).draw(0.0) for t in ((), ("green",)))
    assert {part.colour for part in plain} != {part.colour for part in green}
