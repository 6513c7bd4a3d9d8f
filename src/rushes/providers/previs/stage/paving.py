"""Paved ground in perspective and the street lamps that stand along it."""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.stage.easel import Easel
from rushes.providers.previs.stage.ground import SNOW_LIGHT, air, perspective_noise
from rushes.providers.previs.stage.noise import mix, smooth
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.plate import Plate, premultiplied

LAMP = rgb("ffcf8a")


def pavement(
    easel: Easel,
    horizon: float,
    line: float,
    top: float,
    *,
    slabs: float = 1.0,
    dark: str = "3a3d44",
    light: str = "7d7a76",
) -> Plate:
    """Slabs towards the vanishing point, worn and a little uneven."""
    palette = easel.palette
    x, y = easel.grid()
    below = np.clip(y - horizon, 1, None) / easel.height
    grain = perspective_noise(easel, horizon, 82, 40)
    patch = perspective_noise(easel, horizon, 83, 200)
    across = (x - easel.set_width / 2) / easel.height / below * 1.4 * slabs
    along = 0.9 * slabs / below
    width = np.clip(0.020 / np.sqrt(below) * 0.45, 0.006, 0.2)
    joints = np.maximum(
        smooth(width * 2, width, np.abs(np.mod(across, 1) - 0.5)),
        smooth(width * 5, width * 2, np.abs(np.mod(along, 1) - 0.5)),
    )
    joints = joints * smooth(0.02, 0.10, below)
    albedo = mix(rgb(dark), rgb(light), np.clip(0.2 + 0.6 * grain + 0.4 * (patch - 0.4), 0, 1)[..., None])
    if easel.snowed:
        albedo = mix(albedo, SNOW_LIGHT, np.clip(0.55 + 0.8 * (patch - 0.3), 0.3, 0.95)[..., None])
    colour = palette.lit(albedo, np.clip(0.48 + 0.4 * (patch - 0.5) - 0.28 * joints, 0, 1).astype(np.float32))
    colour = mix(
        colour,
        air(easel, horizon),
        (0.55 * smooth(0.12, 0.0, (y - top) / easel.height))[..., None] * np.ones_like(colour[..., :1]),
    )
    colour = mix(
        colour,
        np.asarray(palette.shade) * 0.85,
        (0.42 * smooth(0.08, 0.55, (y - top) / easel.height))[..., None] * np.ones_like(colour[..., :1]),
    )
    cover = np.clip(y - top + 0.5, 0, 1) * np.ones_like(x)
    return easel.plate(colour, np.asarray(cover, np.float32), 1.0, ground=(horizon, line))


def lamp_posts(easel: Easel, horizon: float, line: float) -> list[Plate]:
    """A few lamps on one side, one near and large; lit from dusk."""
    near = []
    for depth, share in (
        (0.42, 0.5 + easel.side * 0.12),
        (0.62, 0.5 + easel.side * 0.24),
        (1.0, 0.5 + easel.side * 0.44),
    ):
        near.append(
            lamp_post(
                easel,
                easel.x(share),
                horizon + (line - horizon) * depth,
                depth * 0.62 * easel.height * (0.75 if easel.tall else 1.0),
                depth,
            )
        )
    return near


def lamp_post(easel: Easel, x: float, foot: float, tall: float, depth: float) -> Plate:
    """One lamp: a slim post, an arm, a glowing head with its halo."""
    fine, wide, high = 2, easel.set_width, easel.set_height
    mask = np.zeros((high * fine, wide * fine), np.uint8)
    thick, top, way = max(1.2, tall * 0.010), foot - tall, -easel.side

    def quad(points: list[tuple[float, float]]) -> None:
        cv2.fillPoly(mask, [np.round(np.array(points) * fine * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)

    quad([(x - thick, foot), (x - thick * 0.55, top), (x + thick * 0.55, top), (x + thick, foot)])
    quad(
        [
            (x - thick * 2.6, foot),
            (x - thick * 1.5, foot - tall * 0.05),
            (x + thick * 1.5, foot - tall * 0.05),
            (x + thick * 2.6, foot),
        ]
    )
    arm = tall * 0.11
    points = [(x + way * arm * t, top - tall * 0.035 * np.sin(t * np.pi * 0.9)) for t in np.linspace(0, 1, 9)]
    quad([(px, py - thick * 0.5) for px, py in points] + [(px, py + thick * 0.5) for px, py in points[::-1]])
    hx, hy, size = x + way * arm, top + tall * 0.012, tall * 0.026
    quad(
        [
            (hx - size, hy + size * 0.5),
            (hx - size * 0.55, hy - size * 0.6),
            (hx + size * 0.55, hy - size * 0.6),
            (hx + size, hy + size * 0.5),
        ]
    )
    cover = cv2.resize(mask, (wide, high), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    base = mix(easel.palette.shade, easel.palette.haze, 0.28 * (1 - min(depth, 1)))
    colour = np.broadcast_to(np.asarray(base) * 0.8, (high, wide, 3)).astype(np.float32)
    plate = premultiplied(colour, cover)
    if easel.palette.lamps > 0.4 and "lamps" not in easel.scene.without:
        gx, gy = easel.grid()
        away = np.hypot(gx - hx, gy - hy - size * 0.4)
        light = (
            np.exp(-((away / (size * 0.8)) ** 2)) * 1.1
            + 0.34 * np.exp(-away / (tall * 0.085))
            + 0.10 * np.exp(-away / (tall * 0.2))
        )
        light = np.clip(light - 0.016, 0, None)
        glow = np.clip(light * easel.palette.lamps, 0, 1)[..., None] * np.asarray(LAMP) * 255
        plate = np.dstack([np.clip(plate[..., :3] + glow, 0, 255), plate[..., 3]]).astype(np.uint8)
    return Plate(plate, depth, hides=False)
