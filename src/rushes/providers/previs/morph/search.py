"""Far motion by exhaustive search on a very small picture: the first guess that optical flow refines.

Optical flow alone misses a near subject that jumps by more than its own size; trying every shift does not.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.pixels import floats, median, resized, shrunk
from rushes.providers.previs.morph.smooth import softened
from rushes.providers.previs.picture import Floats, Image

#: The longer side of the picture that is searched.
SEARCH_SIDE = 104
#: Reach of the search as a share of the longer side, across and down.
REACH_ACROSS, REACH_DOWN = 0.18, 0.1
#: What a shift of one small pixel must gain (grey levels) over a shorter one.
PENALTY = 0.12
WINDOW = 7


def levelled(image: Image) -> NDArray[np.uint8]:
    """Each channel divided by its local level and contrast."""
    values = image.astype(np.float32)
    sigma = max(image.shape[:2]) / 10
    level = softened(values, sigma)
    power = floats(cv2.transform((values - level) ** 2, np.full((1, 3), 1 / 3, np.float32)))
    contrast = np.sqrt(softened(power, sigma))[..., None]
    return np.clip(128 + 48 * (values - level) / (contrast + 8.0), 0, 255).astype(np.uint8)


def far_motion(a: Image, b: Image) -> Floats:
    """Motion a → b (H × W × 2, pixels of `a`), as coarse as the search; zero wins where nothing tells."""
    height, width = a.shape[:2]
    factor = min(1.0, SEARCH_SIDE / max(height, width))
    size = (max(8, round(width * factor)), max(8, round(height * factor)))
    best = median(_searched(levelled(shrunk(a, size)), levelled(shrunk(b, size))), 5)
    scale = np.array([width / size[0], height / size[1]], np.float32)
    return floats(resized(best, (width, height)) * scale)


def _searched(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> Floats:
    height, width = a.shape[:2]
    across, down = round(REACH_ACROSS * max(height, width)), round(REACH_DOWN * max(height, width))
    wide = cv2.copyMakeBorder(b, down, down, across, across, cv2.BORDER_REPLICATE)
    mean = np.full((1, 3), 1 / 3, np.float32)
    least = np.full((height, width), np.inf, np.float32)
    best = np.zeros((height, width, 2), np.float32)
    for dy in range(-down, down + 1):
        for dx in range(-across, across + 1):
            shifted = wide[down + dy : down + dy + height, across + dx : across + dx + width]
            cost = cv2.blur(cv2.transform(cv2.absdiff(a, shifted), mean), (WINDOW, WINDOW)).astype(np.float32)
            cost += PENALTY * float(np.hypot(dx, dy))
            better = cost < least
            least[better] = cost[better]
            best[better] = (dx, dy)
    return best
