"""Small things stand on a table."""

from __future__ import annotations

from rushes.providers.previs.scene import Actor, Scene
from rushes.providers.previs.stage import Stage
from rushes.providers.previs.stage.company import parts
from rushes.providers.previs.stage.tabletop import wanted


def test_a_cup_gets_a_table_and_a_man_none() -> None:
    assert wanted("forest", parts(Scene("", "forest", actors=(Actor("glyph:teapot"),)))[0])
    assert not wanted("forest", parts(Scene("", "forest", actors=(Actor("glyph:teapot"), Actor("man"))))[0])
    assert not wanted("studio", parts(Scene("", "studio", actors=(Actor("glyph:teapot"),)))[0])


def test_it_stands_on_the_boards() -> None:
    stage = Stage(Scene("", "forest", actors=(Actor("glyph:teapot"),), seed=2), 160, 90, 24)
    assert stage.set.table and stage.roles[0].y > stage.easel.y(0.78)
    assert stage.frame(12)[82:, 20:140].std() > 1
