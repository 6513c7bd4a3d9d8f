"""Other light over a photograph: an hour of the day or a weather's grade, and shafts of sun, asked for by the prompt.

A grade is worked once per shot on the whole plate; `moving` fades it in, for frame 0 is the photograph.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.photo.depth import HORIZON
from rushes.providers.previs.picture import Colour, Floats, Image
from rushes.providers.previs.scene import Scene

LUMA = np.array((0.114, 0.587, 0.299), np.float32)
WHITE: Colour = (1.0, 1.0, 1.0)
#: Rows that are graded at once.
STRIP = 96


@dataclass(frozen=True, slots=True)
class Look:
    """A light. Colours are BGR factors."""

    #: Mean brightness that it aims at, and how far the curve may bend to reach it (exponents).
    aim: float
    bend: tuple[float, float]
    shadows: Colour = WHITE
    lights: Colour = WHITE
    saturation: float = 1.0
    #: Added light at the far horizon.
    glow: Colour = (0.0, 0.0, 0.0)
    #: How much the upper far (the sky) darkens.
    dome: float = 0.0
    #: How far blacks are lifted by air.
    air: float = 0.0


TIMES = {
    "dawn": Look(0.40, (1.0, 1.5), (1.10, 0.98, 0.94), (0.93, 0.95, 1.06), 0.9, (0.10, 0.12, 0.26), 0.25, 0.02),
    "morning": Look(0.50, (0.85, 1.2), (1.04, 1.0, 0.98), (0.93, 1.0, 1.04), 1.0, (0.05, 0.08, 0.10)),
    "day": Look(0.52, (0.75, 1.1), WHITE, WHITE, 1.06),
    "golden": Look(0.43, (1.0, 1.45), (0.94, 0.96, 1.02), (0.66, 0.92, 1.12), 1.12, (0.02, 0.10, 0.22), 0.12),
    "sunset": Look(0.34, (1.05, 1.8), (1.04, 0.90, 0.98), (0.58, 0.80, 1.16), 1.18, (0.04, 0.16, 0.42), 0.32),
    "dusk": Look(0.22, (1.2, 2.3), (1.24, 0.95, 0.82), (1.02, 0.90, 0.95), 0.78, (0.02, 0.09, 0.24), 0.45),
    "night": Look(0.12, (1.4, 2.6), (1.42, 1.00, 0.62), (1.22, 0.99, 0.68), 0.28, (0.05, 0.03, 0.01), 0.55),
    "moonlit": Look(0.14, (1.4, 2.7), (1.26, 1.02, 0.76), (1.16, 1.04, 0.88), 0.38, (0.08, 0.06, 0.03), 0.45),
}
WEATHERS = {
    "cloudy": Look(0.46, (1.0, 1.15), (1.02, 1.0, 0.98), (1.0, 0.99, 0.97), 0.9),
    "overcast": Look(0.42, (1.0, 1.3), (1.04, 1.0, 0.97), (0.98, 0.97, 0.95), 0.68, dome=0.10, air=0.02),
    "rain": Look(0.34, (1.05, 1.55), (1.08, 1.0, 0.94), (0.95, 0.92, 0.88), 0.58, dome=0.18, air=0.025),
    "storm": Look(0.22, (1.2, 2.1), (1.12, 1.0, 0.90), (0.90, 0.86, 0.80), 0.48, dome=0.42, air=0.02),
    "fog": Look(0.52, (0.85, 1.2), (1.02, 1.0, 0.99), (0.99, 0.98, 0.97), 0.62, air=0.05),
    "snow": Look(0.50, (0.85, 1.25), (1.08, 1.01, 0.96), (1.0, 0.98, 0.96), 0.62, air=0.03),
}


def graded(plate: Image, far: Floats, scene: Scene) -> Image | None:
    """The plate in the prompt's light, or None where the prompt asks for none.

    `far` is 0 near … 1 far, at the plate's size.
    """
    looks = []
    if "time" in scene.named and scene.time in TIMES:
        looks.append(TIMES[scene.time])
    if "weather" in scene.named and scene.weather in WEATHERS and scene.weather not in scene.without:
        looks.append(WEATHERS[scene.weather])
    if not looks:
        return None
    height, width = plate.shape[:2]
    small = (max(2, width // 8), max(2, height // 8))
    sample = _values(np.asarray(cv2.resize(plate, small, interpolation=cv2.INTER_AREA), np.uint8))
    near = np.asarray(cv2.resize(far, small, interpolation=cv2.INTER_AREA), np.float32)
    curves = []
    for look in looks:
        curves.append((look, _power(sample, look)))
        sample = _lit(sample, near, (0.0, 1.0), *curves[-1])
    shown = np.empty_like(plate)
    for first in range(0, height, STRIP):  # in strips, for a whole plate in floats takes a hundred megabytes
        last = min(height, first + STRIP)
        values = _values(plate[first:last])
        for look, power in curves:
            values = _lit(values, far[first:last], (first / height, last / height), look, power)
        shown[first:last] = np.clip(values, 0, 1) * 255 + 0.5
    return shown


def _values(pixels: Image) -> Floats:
    return np.asarray(pixels, np.float32) / np.float32(255)


def _power(values: Floats, look: Look) -> float:
    """The exponent that brings the picture's mean brightness towards the look's aim."""
    mean = float(np.clip((values @ LUMA).mean(), 0.03, 0.9))
    return float(np.clip(np.log(look.aim) / np.log(mean), *look.bend))


def _lit(values: Floats, far: Floats, rows: tuple[float, float], look: Look, power: float) -> Floats:
    """Part of a picture, from and to a share of its height, in a look."""
    luma = values @ LUMA
    # Lamps and windows keep their light: the curve bends back towards white at the top.
    curved = values**power
    curved += (values - curved) * (values**6) * np.float32(0.7)
    bright = curved @ LUMA
    out = bright[..., None] + (curved - bright[..., None]) * np.float32(look.saturation)
    shadows, lights = (np.array(colour, np.float32) for colour in (look.shadows, look.lights))
    out *= shadows + (lights - shadows) * np.clip(bright, 0, 1)[..., None]
    down = np.linspace(*rows, values.shape[0], endpoint=False, dtype=np.float32)[:, None]
    if look.dome:
        out *= (1 - look.dome * np.clip(1 - down / HORIZON, 0, 1) * far)[..., None]
    if any(look.glow):
        band = np.exp(-(((down - HORIZON) / 0.22) ** 2)) * far * np.clip(luma * 1.6, 0, 1)
        out += band[..., None] * np.array(look.glow, np.float32)
    return np.asarray(out * (1 - look.air) + look.air, np.float32)


#: What a prompt calls shafts of light.
SHAFTS = (
    "god ray", "godray", "light ray", "rays of light", "sunbeam", "sun beam", "light beam", "beams of light",
    "light shaft", "shafts of light", "shafts of sun", "sunrays", "sun rays", "volumetric light", "crepuscular",
    "丁达尔", "光束", "光柱", "耶稣光", "阳光穿过", "阳光透过",
)  # fmt: skip
#: The shafts are worked at this part of the frame's size.
SHAFT_CELL = 6


class Shafts:
    """Slowly breathing shafts of sun from the brighter upper corner."""

    def __init__(self, first: Image, seed: int) -> None:
        """`first` is frame 0: where it is brighter above, the sun stands."""
        self._height, self._width = first.shape[:2]
        high, wide = -(-self._height // SHAFT_CELL), -(-self._width // SHAFT_CELL)
        third = first[: self._height // 3]
        right = third[:, self._width // 2 :].mean() >= third[:, : self._width // 2].mean()
        sun = (wide * (0.86 if right else 0.14), -0.35 * high)
        y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
        away = np.hypot(x - sun[0], y - sun[1]) / max(high, wide)
        self._angle = np.arctan2(x - sun[0], y - sun[1]).astype(np.float32)
        self._reach = (np.clip(1.35 - away, 0, 1) ** 1.3 * np.clip(1.1 - 0.75 * y / high, 0, 1)).astype(np.float32)
        rng = np.random.default_rng(np.random.SeedSequence([seed, 431]))
        self._waves = tuple(
            (float(rng.uniform(9, 46)), float(rng.uniform(0, 6.28)), float(rng.uniform(-0.5, 0.5))) for _ in range(6)
        )

    def add(self, frame: Image, seconds: float, share: float) -> Image:
        """The frame with `share` 0…1 of the shafts."""
        total = np.zeros_like(self._angle)
        for many, phase, speed in self._waves:
            total += np.cos(self._angle * np.float32(many) + np.float32(phase + speed * seconds))
        rays = np.clip(total / 3.2, 0, 1) ** 1.4 * self._reach + 0.18 * self._reach
        plane = (np.clip(rays, 0, 1) * 150 * share).astype(np.uint8)
        full = cv2.resize(plane, (self._width, self._height), interpolation=cv2.INTER_LINEAR)
        warm = cv2.merge([cv2.convertScaleAbs(full, alpha=gain) for gain in (0.62, 0.86, 1.0)])
        return np.asarray(cv2.add(frame, warm), np.uint8)


def asks_for_shafts(scene: Scene) -> bool:
    """Whether the prompt wants shafts of light."""
    return any(word in scene.prompt.lower() for word in SHAFTS)
