"""The camera move between two pictures: one homography found from matched points, and its state at any moment.

Finds and interpolates the global move only; what moves besides the camera is `flow`'s.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.parallel import side_by_side
from rushes.providers.previs.morph.pixels import Matrix, shrunk
from rushes.providers.previs.picture import Floats, Image

#: The longer side, in pixels, at which pictures are compared.
ANALYSIS_SIDE = 640
FEATURES = 1500
RATIO_TEST = 0.78
LEAST_INLIERS = 16
LEAST_SHARE = 0.25
#: A homography must explain this much more than a similarity to be preferred.
HOMOGRAPHY_GAIN = 1.15
MAX_ZOOM = 4.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """`matrix` takes a pixel of the first picture to the last one (identity where nothing was found)."""

    matrix: Matrix
    inliers: int = 0
    share: float = 0.0

    @property
    def found(self) -> bool:
        """Whether enough points agree on one move."""
        return self.inliers >= LEAST_INLIERS


def flattened(image: Image) -> NDArray[np.uint8]:
    """Luminance with its light evened out locally, so that a change of light matters less."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.createCLAHE(2.5, (8, 8)).apply(grey), np.uint8)


def reduced(image: Image, side: int = ANALYSIS_SIDE) -> tuple[Image, float]:
    """The picture with its longer side at most `side`, and the factor."""
    factor = min(1.0, side / max(image.shape[:2]))
    if factor == 1.0:
        return image, 1.0
    size = (round(image.shape[1] * factor), round(image.shape[0] * factor))
    return shrunk(image, size), factor


def align(first: Image, last: Image) -> Alignment:
    """The global move from `first` to `last` (same size), by SIFT points and RANSAC."""
    small, factor = reduced(first)
    other, _ = reduced(last)
    pairs = _matches(flattened(small), flattened(other))
    if pairs is None:
        return Alignment(np.eye(3))
    matrix, inliers = _fitted(*pairs, small.shape[1], small.shape[0])
    share = inliers / len(pairs[0])
    if matrix is None or inliers < LEAST_INLIERS or share < LEAST_SHARE:
        return Alignment(np.eye(3), inliers, share)
    grow = np.diag([factor, factor, 1.0])
    matrix = np.linalg.inv(grow) @ matrix @ grow
    return Alignment(matrix / matrix[2, 2], inliers, share)


def _fitted(source: Floats, target: Floats, width: int, height: int) -> tuple[Matrix | None, int]:
    """The similarity that most pairs agree on, or a homography where far more do; and how many."""
    found: list[tuple[Matrix, int]] = []
    similar: Any  # OpenCV gives None where nothing fits, whatever its stubs say
    bent: Any
    similar, kept = cv2.estimateAffinePartial2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=3.0)
    if similar is not None:
        found.append((np.vstack([similar, [0, 0, 1]]).astype(np.float64), int(kept.sum())))
    bent, agreed = cv2.findHomography(source, target, cv2.USAC_MAGSAC, 2.0)
    if bent is not None:
        found.append((np.asarray(bent, np.float64), round(int(agreed.sum()) / HOMOGRAPHY_GAIN)))
    found = [(matrix, inliers) for matrix, inliers in found if _sane(matrix, width, height)]
    return max(found, key=lambda fit: fit[1], default=(None, 0))


def _matches(grey: NDArray[np.uint8], other: NDArray[np.uint8]) -> tuple[Floats, Floats] | None:
    (here, mine), (there, theirs) = side_by_side(
        lambda: cv2.SIFT.create(FEATURES).detectAndCompute(grey, None),
        lambda: cv2.SIFT.create(FEATURES).detectAndCompute(other, None),
    )
    if mine is None or theirs is None or len(here) < LEAST_INLIERS or len(there) < LEAST_INLIERS:
        return None
    found = cv2.BFMatcher(cv2.NORM_L2).knnMatch(mine, theirs, 2)
    good = [p[0] for p in found if len(p) == 2 and p[0].distance < RATIO_TEST * p[1].distance]
    if len(good) < LEAST_INLIERS:
        return None
    source = np.array([here[m.queryIdx].pt for m in good], np.float32)
    return source, np.array([there[m.trainIdx].pt for m in good], np.float32)


def corners(width: int, height: int) -> Floats:
    """The corners of a picture, 4 × 2, clockwise."""
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)


def moved(points: Floats, matrix: Matrix) -> Floats:
    """Points (N × 2) through a homography."""
    return np.asarray(cv2.perspectiveTransform(points[:, None], matrix), np.float32)[:, 0]


def _sane(matrix: Matrix, width: int, height: int) -> bool:
    """The frame stays a convex, upright-ish quadrilateral of a believable size."""
    if not np.isfinite(matrix).all() or abs(np.linalg.det(matrix)) < 1e-9:
        return False
    quad = moved(corners(width, height), matrix)
    side = np.roll(quad, -1, 0) - quad
    after = np.roll(side, -1, 0)
    turns = side[:, 0] * after[:, 1] - side[:, 1] * after[:, 0]
    area = cv2.contourArea(quad) / (width * height)
    return bool((turns > 0).all() and MAX_ZOOM**-2 < area < MAX_ZOOM**2)


class Move:
    """The camera move at any moment: identity at 0, `matrix` at 1, an even zoom and turn between."""

    def __init__(self, matrix: Matrix, width: int, height: int) -> None:
        self._frame = corners(width, height)
        self._centre = complex(width / 2, height / 2)
        self._turn, self._shift = self._similarity(moved(self._frame, matrix))
        #: What the similarity leaves: where its corners must still go.
        self._rest = moved(self._frame, matrix) - moved(self._frame, self._similar(1.0))

    @property
    def zoom(self) -> float:
        """How many times larger the last picture shows what the first one shows."""
        return abs(self._turn)

    def _similarity(self, quad: Floats) -> tuple[complex, complex]:
        here = self._frame[:, 0] + 1j * self._frame[:, 1] - self._centre
        there = quad[:, 0] + 1j * quad[:, 1] - self._centre
        shift = complex(there.mean() - here.mean())
        return complex(np.vdot(here, there - shift) / np.vdot(here, here)), shift

    def _similar(self, share: float) -> Matrix:
        a, b = self._turn, self._shift
        if abs(a - 1) < 1e-6:
            turn, shift = 1 + 0j, b * share
        else:
            turn = a**share
            shift = b * (turn - 1) / (a - 1)
        x, y = self._centre.real, self._centre.imag
        c, s = turn.real, turn.imag
        move = np.array([[c, -s, x - c * x + s * y + shift.real], [s, c, y - s * x - c * y + shift.imag], [0, 0, 1]])
        return move.astype(np.float64)

    def at(self, share: float) -> Matrix:
        """Takes a pixel of the first picture to where the camera sees it at `share` (0…1) of the way."""
        similar = self._similar(share)
        if np.abs(self._rest).max() < 0.25:
            return similar
        quad = moved(self._frame, similar)
        bent = cv2.getPerspectiveTransform(quad, (quad + np.float32(share) * self._rest).astype(np.float32))
        return np.asarray(bent @ similar, np.float64)
