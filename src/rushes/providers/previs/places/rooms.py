"""What kind of room an interior is, by the prompt's words, and what is in it.

Walls, window, floor and light are `interior`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import room_pieces as pieces
from rushes.providers.previs.stage.drawing import Drawing
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.furniture import picture, plant_pot, shelf, table
from rushes.providers.previs.stage.words import said

#: Furnishes: drawing, easel, the row where floor and wall meet.
Furnish = Callable[[Drawing, Easel, float], None]


@dataclass(frozen=True, slots=True)
class Room:
    """A kind of room."""

    furnish: Furnish
    #: Wall colours, one chosen by the seed.
    walls: tuple[str, ...]
    #: Boards or tiles: dark and light.
    floor: tuple[str, str] = ("5a3d28", "a87a4e")
    #: Light of its own by day: 0 as a living room … 1 bright.
    bright: float = 0.35


def _classroom(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    pieces.board(draw, rng, easel.x(0.5 - easel.side * 0.26), easel.y(0.27), 0.46 * tall, 0.26 * tall)
    for share, depth in ((-0.40, 0.06), (-0.16, 0.06), (0.36, 0.06)):
        pieces.desk(draw, rng, easel.x(0.5 + easel.side * share), foot + depth * tall, 0.13 * tall)


def _office(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    for share in (-0.42, -0.20, 0.40):
        pieces.desk(draw, rng, easel.x(0.5 + easel.side * share), foot + 0.05 * tall, 0.14 * tall, screen=True)
    plant_pot(draw, rng, easel.x(0.5 - easel.side * 0.31), foot + 0.03 * tall, 0.26 * tall)
    pieces.pendants(
        draw, [easel.x(0.5 - easel.side * 0.30), easel.x(0.5 + easel.side * 0.30)], 0, easel.y(0.12), 0.05 * tall
    )


def _ward(draw: Drawing, easel: Easel, foot: float) -> None:
    tall = easel.height
    for share, way in ((-0.30, -easel.side), (0.38, easel.side)):
        pieces.bed(draw, easel.x(0.5 + easel.side * share), foot + 0.08 * tall, 0.15 * tall, way, ward=True)
    x = easel.x(0.5 - easel.side * 0.10)
    draw.box(x, foot - 0.32 * tall, 0.006 * tall, 0.38 * tall, pieces.STEEL, 0.6)
    draw.pillow(x - 0.02 * tall, foot - 0.32 * tall, 0.045 * tall, 0.08 * tall, pieces.CLOTH, 0.7)


def _bedroom(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    pieces.bed(draw, easel.x(0.5 - easel.side * 0.27), foot + 0.09 * tall, 0.17 * tall, -easel.side)
    picture(draw, rng, easel.x(0.5 - easel.side * 0.25), easel.y(0.32), 0.11 * tall)
    table(draw, easel.x(0.5 + easel.side * 0.38), foot + 0.04 * tall, 0.14 * tall, 0.13 * tall)


def _bar(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    x = easel.x(0.5 - easel.side * 0.26)
    pieces.bar(draw, rng, x, foot + 0.06 * tall, (0.50 if easel.tall else 0.88) * min(tall, easel.width), 0.24 * tall)
    hung = [x + share * 0.3 * min(tall, easel.width) for share in (-1, 0, 1)]
    pieces.pendants(draw, hung, 0, easel.y(0.15), 0.04 * tall)


def _library(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    for share in (-0.50, -0.36, -0.22, 0.38, 0.52):
        shelf(draw, rng, easel.x(0.5 + easel.side * share), foot + 0.01 * tall, 0.20 * tall, 0.66 * tall)
    table(draw, easel.x(0.5 - easel.side * 0.30), foot + 0.08 * tall, 0.34 * tall, 0.13 * tall)


def _workshop(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    pieces.tools(
        draw, rng, easel.x(0.5 - easel.side * 0.28), foot + 0.06 * tall, 0.60 * min(tall, easel.width), 0.20 * tall
    )
    shelf(draw, rng, easel.x(0.5 + easel.side * 0.42), foot + 0.02 * tall, 0.18 * tall, 0.46 * tall)


def _laboratory(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    pieces.flasks(
        draw, rng, easel.x(0.5 - easel.side * 0.27), foot + 0.06 * tall, 0.72 * min(tall, easel.width), 0.20 * tall
    )
    pieces.desk(draw, rng, easel.x(0.5 + easel.side * 0.40), foot + 0.05 * tall, 0.15 * tall, screen=True)


def _gym(draw: Drawing, easel: Easel, foot: float) -> None:
    pieces.racks(draw, easel.rng(10), easel.x(0.5 - easel.side * 0.25), foot + 0.05 * easel.height,
                 0.8 * min(easel.height, easel.width), 0.21 * easel.height)  # fmt: skip


def _cafe(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    pieces.board(draw, rng, easel.x(0.5 - easel.side * 0.30), easel.y(0.26), 0.32 * tall, 0.18 * tall)
    for share in (-0.40, -0.20, 0.40):
        table(draw, easel.x(0.5 + easel.side * share), foot + 0.07 * tall, 0.15 * tall, 0.13 * tall)
    hung = [easel.x(0.5 + easel.side * share) for share in (-0.42, -0.30, -0.18, 0.38)]
    pieces.pendants(draw, hung, 0, easel.y(0.16), 0.035 * tall)
    plant_pot(draw, rng, easel.x(0.5 + easel.side * 0.47), foot + 0.05 * tall, 0.28 * tall)


def _museum(draw: Drawing, easel: Easel, foot: float) -> None:
    rng, tall = easel.rng(10), easel.height
    for share in (-0.44, -0.28, -0.14, 0.42):
        picture(draw, rng, easel.x(0.5 + easel.side * share), easel.y(0.36), (0.11 + 0.05 * rng.random()) * tall)
    for share in (-0.37, 0.36):
        pieces.plinth(draw, rng, easel.x(0.5 + easel.side * share), foot + 0.05 * tall, 0.17 * tall)


PALE, WARM, TILES = ("c8ccc8", "d2cbb8", "bcc8cc"), ("a08a6c", "8a6f5a", "94725a"), ("8a9096", "c4c8c8")
ROOMS: dict[str, tuple[Room, str]] = {
    "classroom": (Room(_classroom, ("b8c0a4", "cfc6a8", "a8bcc0"), bright=0.6),
                  "classroom school teacher pupil student lecture kindergarten 教室 学校 课堂 老师"),
    "ward": (Room(_ward, PALE, TILES, 0.8), "hospital ward clinic patient nurse surgeon operating 医院 病房 诊所 病床"),
    "laboratory": (Room(_laboratory, PALE, TILES, 0.8), "laboratory lab scientist chemist microscope 实验室 科学家"),
    "library": (Room(_library, WARM, bright=0.4), "library bookshop bookstore archive librarian 图书馆 书店"),
    "bar": (Room(_bar, ("5a4438", "4a3f4a", "64483a"), ("3f2a1e", "7a5434"), 0.15),
            "bar pub tavern bartender saloon inn whisky cocktail 酒吧 酒馆 客栈"),
    "gym": (Room(_gym, ("8a9096", "a0a4a6"), ("4a4c50", "6f7276"), 0.6),
            "gym gymnasium boxing boxer weightlifter workout dojo 健身房 拳击"),
    "office": (Room(_office, PALE, ("6f747a", "989ea2"), 0.7),
               "office newsroom cubicle meeting boardroom programmer coder startup bank 办公室 会议室 程序员"),
    "workshop": (Room(_workshop, ("7d7466", "8a7a64"), ("6b6258", "948a7c"), 0.35),
                 "workshop workbench carpenter garage mechanic blacksmith watchmaker cobbler luthier atelier potter "
                 "forge tailor 作坊 车间 工作台 车库 铁匠 木匠 修表 钟表"),
    "cafe": (Room(_cafe, WARM, bright=0.5),
             "cafe café coffee-shop diner restaurant teahouse bakery 咖啡 餐厅 茶馆 饭店"),
    "bedroom": (Room(_bedroom, ("8a94a8", "a8949a", "9aa08c"), bright=0.4),
                "bedroom bed pillow pyjamas pajamas asleep nursery dormitory hotel 卧室 床上 宿舍 宾馆"),
    "museum": (Room(_museum, ("c9c4ba", "a8a49c", "8a5f5a"), ("8a6a48", "b89468"), 0.6),
               "museum gallery exhibition painting sculptor 博物馆 美术馆 画廊 展览"),
}  # fmt: skip


def room(scene: Scene) -> tuple[str, Room | None]:
    """The kind of room that the words name, and what it is like; "living" and None for a living room."""
    spots = [(said(scene, words.split()), name, kind) for name, (kind, words) in ROOMS.items()]
    found = [spot for spot in spots if spot[0] >= 0]
    if "bed" in scene.props and not found:
        return "bedroom", ROOMS["bedroom"][0]
    if not found:
        return "living", None
    _, name, kind = min(found, key=lambda spot: spot[0])
    return name, kind


def wall_colour(kind: Room, easel: Easel) -> str:
    """The wall of a room, chosen by the seed."""
    return kind.walls[int(np.random.default_rng([easel.seed, 77]).integers(0, len(kind.walls)))]
