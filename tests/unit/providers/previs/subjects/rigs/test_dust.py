"""Dust behind wheels."""

from __future__ import annotations

from rushes.providers.previs import script
from rushes.providers.previs.scene import Actor
from rushes.providers.previs.stage import Stage
from rushes.providers.previs.subjects.rigs import MAKERS
from rushes.providers.previs.subjects.rigs.dust import PUFFS, raised


def test_the_cloud_lies_behind_what_drives() -> None:
    rig = MAKERS["sports car"](Actor("sports car", "drive"), 1)
    cloud = raised(rig, 1).draw(0.7)[:PUFFS]
    assert all(part.contours[0][:, 0].mean() < 0 and 0 <= part.alpha < 0.5 for part in cloud)


def test_what_stands_raises_none() -> None:
    rig = MAKERS["sports car"](Actor("sports car", "park"), 1)
    assert raised(rig, 1) is rig


def test_a_car_in_dust_brings_its_own_and_no_flecks() -> None:
    scene = script.read("a car drives along a desert highway, dust behind it", seed=3)
    stage = Stage(scene, 160, 90, 24)
    assert "dust" in stage.set.drawn
    assert not any(type(layer).__name__ == "Motes" for layer in stage.layers)
