"""A pseudo-depth for a photograph: the subject stands as one plane before a ground that rises to the far.

0 is far, 1 near. It is a guess that makes parallax plausible, not a measurement.
"""

from __future__ import annotations

import cv2
import numpy as np

from rushes.providers.previs.photo.subject import Subject
from rushes.providers.previs.picture import Floats, Image

#: Where the ground begins to come nearer, a share of the height, and how near it and the far are.
HORIZON, FAR, NEAR = 0.42, 0.08, 0.85
#: The longer side at which depth is kept: it is smooth, so a map need not be as fine as the picture.
DEPTH_SIDE = 480
#: The longer side at which a mask's edge is drawn.
REFINE_SIDE = 1280
#: How far around the subject the background is held to it, a share of the longer side: the rubber of the sheet.
COLLAR = 0.03
#: The coherence around the subject from which lines would be seen to bend, and the least parallax that is kept.
LINED, LEAST_BEARING = 0.035, 0.10


def guided(guide: Floats, mask: Floats, radius: int, epsilon: float) -> Floats:
    """He's guided filter: `mask` smoothed along the edges of `guide`, both h × w."""
    size = (2 * radius + 1, 2 * radius + 1)

    def mean(values: Floats) -> Floats:
        return np.asarray(cv2.blur(values, size), np.float32)

    mean_guide, mean_mask = mean(guide), mean(mask)
    slope = (mean(guide * mask) - mean_guide * mean_mask) / (mean(guide * guide) - mean_guide**2 + epsilon)
    offset = mean_mask - slope * mean_guide
    return mean(slope) * guide + mean(offset)


def grey(image: Image) -> Floats:
    """The picture's brightness, 0…1."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.float32) / np.float32(255)


def refined(image: Image, mask: Floats) -> Floats:
    """The mask at the picture's size, its edge drawn to the picture's edges."""
    full = (image.shape[1], image.shape[0])
    scale = min(1.0, REFINE_SIDE / max(full))
    size = (max(2, round(full[0] * scale)), max(2, round(full[1] * scale)))
    guide = grey(np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8))
    coarse = np.asarray(cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR), np.float32)
    edge = guided(guide, coarse, max(2, round(0.009 * max(size))), 1e-3)
    fine = np.clip((edge - 0.12) / 0.76, 0.0, 1.0)
    return np.asarray(cv2.resize(fine, full, interpolation=cv2.INTER_LINEAR), np.float32)


def ground(height: int, width: int) -> Floats:
    """The depth of an empty scene: far above the horizon, nearer below."""
    rise = np.clip((np.linspace(0.0, 1.0, height, dtype=np.float32) - HORIZON) / (1.0 - HORIZON), 0.0, 1.0)
    column = FAR + (NEAR - FAR) * rise**1.25
    return np.repeat(column[:, None], width, axis=1).astype(np.float32)


def distance(mask: Floats) -> Floats:
    """How far off each pixel is for its light, 0 … 1, sharp at the subject's edge: no glow must cling to it."""
    return np.asarray((1.0 - ground(*mask.shape) / NEAR).clip(0, 1) * (1.0 - mask), np.float32)


def stands_at(subject: Subject) -> float:
    """The depth of the subject's plane, from where its foot meets the ground."""
    if not subject.found:
        return 0.35
    foot = min(1.0, max(0.0, (subject.box[3] - HORIZON) / (1.0 - HORIZON)))
    return float(np.clip(FAR + (NEAR - FAR) * foot**1.25 + 0.12, 0.45, 0.95))


def bearing(guide: Floats, mask: Floats) -> float:
    """How much parallax the picture bears, LEAST_BEARING…1: little where straight lines run behind the subject.

    From the mean coherence of the structure tensor in a ring around the subject.
    """
    across, down = (cv2.Sobel(guide, cv2.CV_32F, *order, scale=0.25) for order in ((1, 0), (0, 1)))
    xx, xy, yy = (cv2.GaussianBlur(part, (0, 0), 4) for part in (across * across, across * down, down * down))
    straight = np.sqrt(np.sqrt((xx - yy) ** 2 + 4 * xy**2))
    solid = (cv2.resize(mask, (guide.shape[1], guide.shape[0])) > 0.3).astype(np.uint8)
    near, far = (cv2.dilate(solid, np.ones((side, side), np.uint8)) for side in (9, 41))
    ring = (far > 0) & (near == 0)
    lined = float(straight[ring].mean()) if ring.any() else 0.0
    return float(np.clip(1.0 - (lined - LINED) / 0.05, LEAST_BEARING, 1.0))


def sheet(image: Image, subject: Subject, *, rise: float = 1.0, least: float = 0.0) -> Floats:
    """The depth of each part of the picture, h × w with the longer side DEPTH_SIDE: a sheet without tears.

    `rise` scales how near the ground comes; `least` is the parallax that a move cannot do without, lines or not.
    """
    scale = DEPTH_SIDE / max(image.shape[:2])
    size = (max(2, round(image.shape[1] * scale)), max(2, round(image.shape[0] * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    guide = grey(small)
    depth = guided(guide, rise * ground(size[1], size[0]), 24, 2e-2)
    depth = np.asarray(cv2.GaussianBlur(depth, (0, 0), DEPTH_SIDE / 60), np.float32)
    if not subject.found:
        return depth
    stood = stands_at(subject)
    depth = stood + (depth - stood) * max(least, bearing(guide, subject.mask))
    mask = refined(small, subject.mask)
    collar = max(1.5, COLLAR * DEPTH_SIDE)
    # So wide that the blur has not begun to fall at the subject's own edge: thin parts of it must stay rigid.
    side = 2 * round(1.7 * collar) + 1
    wide = cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    held = np.asarray(np.clip(cv2.GaussianBlur(wide, (0, 0), collar) / 0.94, 0, 1), np.float32)
    return np.asarray(depth * (1.0 - held) + stood * held, np.float32)
