"""Land in relief: height maps seen in perspective column by column, lit from the side with cast shadows.

A range becomes one plate. What grows on it is `flora`'s matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.picture import Floats
from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.noise import Rng, blur, field, mix, resized, smooth, stretched

#: Samples across the world map of a range, and depth slices it is seen in.
MAP = 640
SLICES = 300
#: Rows drawn for each row of the plate.
FINE = 2

#: (height map 0…1, slope light -1…1, world x, z) are painted by the place: albedo from height, steepness, noise.
Paint = Callable[["Surface"], Floats]


@dataclass(frozen=True, slots=True)
class Surface:
    """What is seen of a range, one value a pixel (h × w): for the place to give it colour."""

    #: Height, 0 … 1 of the range's own.
    height: Floats
    #: Light from the sun, 0 in shadow … 1.
    light: Floats
    #: How steep, 0 flat … 1 wall.
    steep: Floats
    #: 0 the near edge of the range … 1 the far edge.
    far: Floats
    #: Two fine noises that lie on the ground.
    grain: Floats


@dataclass(frozen=True, slots=True)
class Range:
    """A strip of land: its height map and where it lies. Heights and distances in the same unit."""

    #: Rows from near to far, columns across; 0 … 1.
    heights: Floats
    #: Height of the map's 1.0.
    peak: float
    #: Nearest and farthest distance.
    near: float
    far: float
    #: Width of the map in the world.
    breadth: float
    #: Camera height over the map's 0.
    eye: float
    #: Sun: slope of the light's rise; small is low and casts long shadows.
    rise: float = 0.5


def ridges(rng: Rng, *, wave: float = 0.45, octaves: int = 8, gain: float = 0.5) -> Floats:
    """A mountainous height map: sharp ridges that branch, calm valleys; MAP × MAP, 0 … 1."""
    total, weight, amplitude = np.zeros((MAP, MAP), np.float32), np.ones((MAP, MAP), np.float32), 1.0
    size = wave * MAP
    for _ in range(octaves):
        if size < 2.5:
            break
        octave = field(MAP, MAP, (size, size), 1, rng, ridged=True)
        octave = octave * octave
        total += amplitude * octave * weight
        weight = np.clip(octave * weight * 2.2, 0, 1)
        amplitude, size = amplitude * gain, size / 2
    return stretched(total)


def _lighting(land: Range, side: int) -> tuple[Floats, Floats]:
    """Light and steepness over the map, the sun low on one side and a little in front of the camera."""
    cell_x, cell_z = land.breadth / MAP, (land.far - land.near) / MAP
    ground = land.heights * land.peak
    slope_z, slope_x = np.gradient(ground, cell_z, cell_x)
    length = np.sqrt(1 + slope_x**2 + slope_z**2)
    sun = np.array([side * 0.80, land.rise, -0.30])
    sun /= np.linalg.norm(sun)
    lambert = (-slope_x * sun[0] + sun[1] - slope_z * sun[2]) / length
    toward = ground[:, ::-1] if side > 0 else ground
    drop = cell_x * land.rise / 0.80
    roof = np.zeros_like(toward)
    level = np.full(toward.shape[0], -1e9, np.float32)
    for column in range(toward.shape[1]):
        level = np.maximum(level - drop, toward[:, column])
        roof[:, column] = level
    roof = roof[:, ::-1] if side > 0 else roof
    shadow = smooth(0.0, land.peak * 0.035 + 1e-6, roof - ground)
    light = np.clip(lambert * 1.25, 0, 1) * (1 - blur(shadow.astype(np.float32), 0.8))
    return light.astype(np.float32), np.clip(1 - 1 / length, 0, 1).astype(np.float32)


def see(easel: Easel, land: Range, horizon: float, rng: Rng) -> tuple[Surface, Floats, Floats]:
    """The range as the camera sees it: surface, coverage and distance, each the size of the set."""
    wide, high = easel.set_width, easel.set_height
    focal = 0.9 * max(easel.width, easel.height * 0.75)
    light, steep = _lighting(land, easel.side)
    depth = (land.near * (land.far / land.near) ** np.linspace(0, 1, SLICES)).astype(np.float32)[:, None]
    columns = (np.arange(wide, dtype=np.float32)[None] - wide / 2) * depth / focal
    # Beyond its ends the map goes on mirrored: wrapped round, its two ends would meet in a wall.
    turn = np.mod(columns / land.breadth + 0.5, 2.0)
    map_x = np.minimum(turn, 2.0 - turn) * (MAP - 1)
    map_y = np.broadcast_to((depth - land.near) / (land.far - land.near) * (MAP - 1), map_x.shape).astype(np.float32)
    maps = (map_x.astype(np.float32), np.ascontiguousarray(map_y))
    ground = np.asarray(cv2.remap(land.heights, *maps, cv2.INTER_LINEAR), np.float32)
    rows = (horizon - (ground * land.peak - land.eye) * focal / depth) * FINE
    skyline = np.minimum.accumulate(rows, axis=0)
    slice_of = _visible(rows, skyline, high * FINE)
    across = np.repeat(np.arange(wide, dtype=np.float32)[None], high * FINE, 0)

    def seen(values: Floats) -> Floats:
        spread = np.asarray(cv2.remap(values, *maps, cv2.INTER_LINEAR), np.float32)
        fine = np.asarray(cv2.remap(spread, across, slice_of, cv2.INTER_LINEAR), np.float32)
        return resized(fine, wide, high, cv2.INTER_AREA)

    grain = stretched(field(MAP, MAP, (MAP / 14, MAP / 14), 6, rng, gain=0.6))
    far = np.broadcast_to(np.linspace(0, 1, MAP, dtype=np.float32)[:, None], (MAP, MAP)).copy()
    surface = Surface(seen(land.heights), seen(light), seen(steep), seen(far), seen(grain))
    top = skyline[-1] / FINE
    cover = np.clip(np.arange(high, dtype=np.float32)[:, None] - top[None] + 0.5, 0, 1)
    return surface, cover, np.asarray(land.near + surface.far * (land.far - land.near), np.float32)


def _visible(rows: Floats, skyline: Floats, high: int) -> Floats:
    """For each pixel the (fractional) index of the depth slice that shows there."""
    wide = rows.shape[1]
    result = np.empty((high, wide), np.float32)
    wanted = np.arange(high, dtype=np.float32)
    last = rows.shape[0] - 1
    for column in range(wide):
        line = skyline[:, column]
        index = np.searchsorted(-line, -wanted, side="left")
        behind = np.clip(index, 1, last)
        before = behind - 1
        hidden = rows[before, column] > line[before] + 0.5
        step = line[before] - line[behind]
        share = np.where(step > 1e-3, (line[before] - wanted) / np.maximum(step, 1e-3), 1.0)
        result[:, column] = np.where(index == 0, 0.0, np.where(hidden, behind, before + np.clip(share, 0, 1)))
    return result


def hazed(easel: Easel, colour: Floats, distance: Floats, clear: float, low: Floats | float = 0.0) -> Floats:
    """Colour seen through air: two thirds are haze at the distance `clear`; `low` thickens it (mist)."""
    share = 1 - np.exp(-distance / clear * easel.palette.air**0.8)
    share = np.clip(share + np.asarray(low, np.float32) * (1 - share), 0, 0.97)
    return mix(colour, easel.palette.haze, share[..., None])
