"""What a place paints on and with: the set's size, the frame in it, the light, and seeded chance.

And what it hands back: a `Set` of layers with the lanes that actors may stand on. Painting is the places' matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.noise import Rng, Values, kuwahara
from rushes.providers.previs.stage.palette import Palette
from rushes.providers.previs.stage.plate import Layer, Plate, Sway, premultiplied
from rushes.providers.previs.stage.view import MARGIN_X, MARGIN_Y, Plane, ground_plane

#: How far an angle moves the horizon and the actors' line down, as a share of the frame's height.
ANGLES = {"eye": 0.0, "low": 0.22, "high": -0.24, "overhead": -0.52}
LINES = {"eye": 0.0, "low": 0.085, "high": -0.05, "overhead": -0.14}


@dataclass(frozen=True, slots=True)
class Easel:
    """The paper of one set: all lengths are set pixels, the frame lies in the middle of the set."""

    scene: Scene
    palette: Palette
    #: The frame's size.
    width: int
    height: int
    seed: int
    #: What the actors need: "ground", "water", "air", "wall".
    needs: frozenset[str] = frozenset()

    @property
    def set_width(self) -> int:
        """Width of the set, the frame and its margins."""
        return 2 * round(self.width * (0.5 + MARGIN_X))

    @property
    def set_height(self) -> int:
        """Height of the set, the frame and its margins."""
        return 2 * round(self.height * (0.5 + MARGIN_Y))

    @property
    def unit(self) -> float:
        """A pixel of a 720-line frame, in set pixels."""
        return min(self.width, self.height) / 720

    @property
    def tall(self) -> bool:
        """Is this an upright frame?"""
        return self.height > self.width

    @property
    def snowed(self) -> bool:
        """Does snow lie here?"""
        return (self.scene.snowy or self.scene.weather == "snow") and "snow" not in self.scene.without

    @property
    def side(self) -> int:
        """The side of the frame the sun stands on: +1 right, -1 left."""
        return 1 if self.rng(1).random() < 0.5 else -1

    def rng(self, key: int) -> Rng:
        """A source of chance of its own for each `key`."""
        return np.random.default_rng(np.random.SeedSequence([self.seed, key]))

    def x(self, share: float) -> float:
        """The set column at a share of the frame's width."""
        return (self.set_width - self.width) / 2 + share * self.width

    def y(self, share: float) -> float:
        """The set row at a share of the frame's height."""
        return (self.set_height - self.height) / 2 + share * self.height

    def horizon(self, share: float) -> float:
        """The horizon's row for a place that likes it at `share` of the frame, moved by the camera's angle."""
        angle = self.scene.camera.angle
        least = 0.02 if angle == "overhead" else 0.16
        return self.y(min(0.875, max(least, share + ANGLES.get(angle, 0.0))))

    def line(self, share: float) -> float:
        """The row of the actors' feet for a place that likes it at `share` of the frame, moved as the horizon is."""
        return self.y(min(0.975, share + LINES.get(self.scene.camera.angle, 0.0)))

    def sun(self, horizon: float) -> tuple[float, float]:
        """Where sun or moon stands."""
        off = 0.20 + 0.07 * float(self.rng(2).random())
        rise = self.palette.elevation * (horizon - self.y(0.02)) * (0.80 if self.palette.elevation < 0.7 else 0.98)
        return self.x(0.5 + self.side * off), horizon - rise

    def grid(self) -> tuple[Floats, Floats]:
        """Columns (1, w) and rows (h, 1) of the set as floats that broadcast."""
        return (
            np.arange(self.set_width, dtype=np.float32)[None],
            np.arange(self.set_height, dtype=np.float32)[:, None],
        )

    def plate(
        self,
        colour: Values,
        alpha: Values,
        depth: float,
        *,
        ground: tuple[float, float] | None = None,
        plane: Plane | None = None,
        brush: float = 0.0,
        drift: float = 0.0,
        sway: Sway | None = None,
        hides: bool = True,
    ) -> Plate:
        """A plate of float colour and coverage; `brush` is the size of the brush strokes in 720-line pixels."""
        rows = np.flatnonzero(np.asarray(alpha).max(axis=1) > 0.002)
        top, bottom = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, 1)
        shown = np.asarray(colour[top:bottom], np.float32)
        strokes = round(brush * self.unit)
        if strokes >= 1:
            eight = np.clip(shown * 255 + 0.5, 0, 255).astype(np.uint8)
            shown = np.asarray(kuwahara(eight, strokes) / 255, np.float32)
        bgra = np.zeros((*np.shape(alpha), 4), np.uint8)
        bgra[top:bottom] = premultiplied(shown, alpha[top:bottom])
        if ground is not None:
            plane = ground_plane(*ground)
        return Plate(bgra, depth, plane=plane, drift=drift, sway=sway, hides=hides)


@dataclass(frozen=True, slots=True)
class Lane:
    """Where actors of one kind stand: the row of their feet (or middles, in the air) at the actors' plane."""

    y: float
    #: Middle of the lane as a share of the frame's width.
    x: float = 0.5
    material: str = ""
    #: Middle and half-width, set columns, of what may be stood or floated on at a row; None: the whole width.
    course: Callable[[float], tuple[float, float]] | None = None


@dataclass(slots=True)
class Set:
    """A built place: layers from far to near and where things go in it."""

    layers: list[Layer]
    horizon: float
    sun: tuple[float, float]
    #: By what an actor stands on.
    lanes: dict[str, Lane]
    #: The set row of the actors' line on the ground: disparity 1.
    line: float
    #: How much sky light is behind the actors: 1 against the light.
    backlit: float = 0.7
    #: Depth from which plates count as foreground (dropped for close framings).
    foreground: float = 1.2
    #: Haze between camera and actors.
    haze: float = 0.06
    #: Weather falls from the sky here.
    outdoors: bool = True
    #: Swimmers swim at a surface here, not in the water's midst.
    surface: bool = True
    #: The ground mirrors (wet street).
    wet: bool = False
    #: Height of a person in the frame as a share of its height.
    person: float = 0.30
    #: Things drawn as part of the set: names of `scene.props`.
    drawn: set[str] = field(default_factory=set)
    #: A light of the place's own that the actors stand in after dark: its colour and direction (x right, y up).
    key: tuple[Colour, tuple[float, float]] | None = None
    #: Things stand on a table before the camera.
    table: bool = False
    #: How much light to lay behind the actors where it is dark there.
    halo: float = 0.30
