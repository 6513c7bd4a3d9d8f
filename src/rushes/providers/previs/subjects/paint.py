"""Turns coloured outlines into a lit cut-out: form shading, rim light towards the sun, sky light, air.

The outlines come from the rigs; where the sprite goes in the picture is left to the stage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ..picture import Floats, Light, Sprite
from .shape import DETAIL, Part

#: Fractional bits of the polygon coordinates given to OpenCV.
SHIFT = 4
#: Form shading is smooth: it is worked out at no more than this many pixels of height.
FORM_PIXELS = 220
#: Pixels round the outline, for its soft edge.
MARGIN = 3


@dataclass(frozen=True, slots=True)
class Flat:
    """Unlit colours: premultiplied planes B, G, R, A (0…1), where it glows and where light comes through."""

    planes: Sequence[Floats]
    glow: Floats | None = None
    thin: Floats | None = None


def paint(parts: Sequence[Part], scale: float, roundness: float, light: Light) -> Sprite:
    """Draw parts (metres) at `scale` pixels a metre; limbs are round within `roundness` metres of their edge."""
    points = np.concatenate([c for part in parts for c in part.contours]) * (scale, -scale)
    low = np.floor(points.min(0)).astype(int) - MARGIN
    high = np.ceil(points.max(0)).astype(int) + MARGIN
    width, height = int(high[0] - low[0]), int(high[1] - low[1])
    points -= low
    drawing = _Drawing(parts, points, width, height)
    form, hollow = drawing.form(scale * roundness, light)
    bgra = light_up(drawing.colours(), form, hollow, light)
    return Sprite(bgra, (float(-low[0]), float(-low[1])))


def light_up(flat: Flat, form: Floats, hollow: Floats, light: Light) -> NDArray[np.uint8]:
    """Premultiplied BGRA of flat colours under a light; `form` -1…1 faces the sun, `hollow` 0…1 is open to the sky."""
    back = float(np.clip(light.backlit, 0, 1))
    alpha = flat.planes[3]
    clear = 1 - light.haze_amount
    sky = 0.5 * (0.83 - 0.25 * back)
    fill = cv2.addWeighted(hollow, sky, form, 0.06, sky)
    key = np.clip(0.56 + 0.66 * form, 0.04, 1.35) * (0.88 * (1 - back) + 0.32 * back)
    key *= 0.65 + 0.35 * hollow
    if flat.thin is not None:
        key += flat.thin * (0.75 * back)
    rim = rim_light(alpha, light) * (0.30 + 0.95 * back)
    rim += np.maximum(form - 0.35, 0) * alpha * (0.22 * back)
    lit = []
    for plane, sun, ambient, haze in zip(flat.planes[:3], light.sun, light.ambient, light.haze, strict=True):
        shine = sun * light.strength * clear
        tone = cv2.multiply(plane, cv2.addWeighted(fill, ambient * clear, key, shine, 0))
        tone = cv2.scaleAdd(rim, shine, tone)
        tone = cv2.scaleAdd(alpha, light.haze_amount * haze, tone)
        if flat.glow is not None:
            tone = cv2.max(tone, cv2.multiply(plane, flat.glow, scale=1 - 0.7 * light.haze_amount))
        lit.append(cv2.convertScaleAbs(tone, alpha=255.0))
    return np.asarray(cv2.merge([*lit, cv2.convertScaleAbs(alpha, alpha=255.0)]), np.uint8)


def rim_light(alpha: Floats, light: Light) -> Floats:
    """The thin bright edge towards the sun, 0…1, inside the outline."""
    height = alpha.shape[0]
    reach = max(1.0, height * 0.0085)
    x, y = light.direction
    length = max((x * x + y * y) ** 0.5, 1e-3)
    x, y = x / length, max(y / length, 0.25)
    shift = np.array(((1, 0, -x * reach), (0, 1, y * reach)), np.float32)
    inner = cv2.warpAffine(alpha, shift, (alpha.shape[1], height), flags=cv2.INTER_LINEAR)
    inner = cv2.GaussianBlur(inner, (0, 0), reach * 0.6)
    edge: Floats = np.clip(alpha - inner, 0, 1) * alpha
    return edge


class _Drawing:
    """The parts of one sprite in pixels."""

    def __init__(self, parts: Sequence[Part], points: NDArray[np.float64], width: int, height: int) -> None:
        self.parts, self.points, self.width, self.height = parts, points, width, height

    def _contours(self, factor: float) -> list[list[NDArray[np.int32]]]:
        """Fixed-point outlines; -0.5 puts pixel centres where OpenCV has them."""
        fixed = np.rint((self.points * factor - 0.5) * (1 << SHIFT)).astype(np.int32)
        found, start = [], 0
        for part in self.parts:
            outlines = []
            for contour in part.contours:
                outlines.append(fixed[start : start + len(contour)])
                start += len(contour)
            found.append(outlines)
        return found

    def colours(self) -> Flat:
        """The colours as drawn, before any light."""
        over = 4 if self.height < 90 else 2 if self.height < 460 else 1
        canvas = np.zeros((self.height * over, self.width * over, 4), np.uint8)
        glow = np.zeros(canvas.shape[:2], np.uint8) if any(part.glow for part in self.parts) else None
        thin = np.zeros(canvas.shape[:2], np.uint8) if any(part.thin for part in self.parts) else None
        for part, contours in zip(self.parts, self._contours(over), strict=True):
            b, g, r = part.colour
            ink = (b * 255, g * 255, r * 255, 255)
            if part.alpha < 1:
                _veil(canvas, contours, ink, part.alpha)
            else:
                cv2.fillPoly(canvas, contours, ink, cv2.LINE_AA, SHIFT)
            for mask, value in ((glow, part.glow), (thin, part.thin)):
                if mask is not None and part.alpha > 0.3:
                    cv2.fillPoly(mask, contours, value * 255, cv2.LINE_AA, SHIFT)
        size = (self.width, self.height)
        if over > 1:
            canvas = np.asarray(cv2.resize(canvas, size, interpolation=cv2.INTER_AREA), np.uint8)
        planes = [plane.astype(np.float32) * np.float32(1 / 255) for plane in cv2.split(canvas)]
        return Flat(planes, _share(glow, size), _share(thin, size))

    def form(self, radius: float, light: Light) -> tuple[Floats, Floats]:
        """How far each pixel faces the sun (-1…1), and how far it is from a crease (0…1)."""
        factor = min(1.0, FORM_PIXELS / self.height)
        width, height = max(int(self.width * factor), 4), max(int(self.height * factor), 4)
        volumes = np.zeros((height, width), np.uint8)
        for part, contours in zip(self.parts, self._contours(factor), strict=True):
            if part.label != DETAIL:
                cv2.fillPoly(volumes, contours, part.label, cv2.LINE_8, SHIFT)
        form, hollow = round_form(volumes, max(radius * factor, 1.2), light.direction)
        if factor < 1:
            size = (self.width, self.height)
            form = np.asarray(cv2.resize(form, size), np.float32)
            hollow = np.asarray(cv2.resize(hollow, size), np.float32)
        return form, hollow


def round_form(volumes: NDArray[np.uint8], radius: float, direction: tuple[float, float]) -> tuple[Floats, Floats]:
    """Shading of a label image as if every label were a body rounded within `radius` pixels of its edge."""
    inside = np.zeros_like(volumes)
    same = (volumes[1:-1, 1:-1] == volumes[1:-1, 2:]) & (volumes[1:-1, 1:-1] == volumes[2:, 1:-1])
    inside[1:-1, 1:-1] = same & (volumes[1:-1, 1:-1] > 0)
    depth = cv2.distanceTransform(inside, cv2.DIST_L2, 3)
    inner = 1 - np.minimum(depth * np.float32(1 / radius), 1)
    bulge = cv2.GaussianBlur(1 - inner * inner, (0, 0), max(radius * 0.3, 0.7))
    gain = radius * 0.5 / 8
    across = cv2.Sobel(bulge, cv2.CV_32F, 1, 0, scale=gain)
    down = cv2.Sobel(bulge, cv2.CV_32F, 0, 1, scale=gain)
    x, y = direction
    form: Floats = np.clip(across * np.float32(-x) + down * np.float32(max(y, 0.2)), -1, 1)
    return form, bulge


def _share(mask: NDArray[np.uint8] | None, size: tuple[int, int]) -> Floats | None:
    if mask is None:
        return None
    small: Floats = cv2.resize(mask, size, interpolation=cv2.INTER_AREA).astype(np.float32) * np.float32(1 / 255)
    return small


def _veil(canvas: NDArray[np.uint8], contours: list[NDArray[np.int32]], ink: tuple[float, ...], alpha: float) -> None:
    """Draw a see-through part."""
    every = np.concatenate(contours) >> SHIFT
    x0, y0 = np.maximum(every.min(0) - 2, 0)
    x1, y1 = every.max(0) + 3
    window = canvas[y0:y1, x0:x1]
    layer = window.copy()
    corner = np.array((x0, y0), np.int32) << SHIFT
    cv2.fillPoly(layer, [c - corner for c in contours], ink, cv2.LINE_AA, SHIFT)
    cv2.addWeighted(layer, alpha, window, 1 - alpha, 0, dst=window)
