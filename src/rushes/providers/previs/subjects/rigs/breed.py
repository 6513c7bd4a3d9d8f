"""What tells one four-legged animal from another: proportions, coat, and the outline of its head.

Putting them on a moving skeleton is left to `quadruped`; the animals themselves are listed in `species`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ...picture import Colour
from ..shape import Points, plot


@dataclass(frozen=True, slots=True)
class Species:
    """Proportions in withers heights, angles in radians; colours as BGR."""

    height: float
    coat: Colour
    belly: Colour
    legs: Colour
    #: Hip to shoulder, depth of the chest, waist (share of the chest), muscle of the haunch.
    length: float = 0.92
    chest: float = 0.46
    tuck: float = 0.86
    haunch: float = 1.0
    #: Neck: length, angle above the horizon, thickness at its base and at the head.
    neck: tuple[float, float, float, float] = (0.42, 0.85, 0.19, 0.11)
    #: Head: length, angle below the horizon; its outline and ears are named.
    head: tuple[float, float] = (0.40, 0.75)
    face: str = "horse"
    ear: str = "pointed"
    ear_size: float = 0.13
    #: Tail: points from its root (x back, y up) and radii.
    tail: tuple[tuple[float, float, float], ...] = (
        (0.0, 0.0, 0.03),
        (0.10, -0.10, 0.05),
        (0.13, -0.45, 0.05),
        (0.10, -0.62, 0.01),
    )
    #: Radii of a leg: upper, middle, cannon, foot.
    limb: tuple[float, float, float, float] = (0.105, 0.052, 0.034, 0.040)
    hoof: bool = True
    mane: Colour | None = None
    extras: tuple[str, ...] = ()
    sound: str = "hoof"
    #: How much lower than on straight legs the trunk is carried.
    crouch: float = 0.0

    @property
    def top(self) -> float:
        """Height of the ears over the withers at rest."""
        length, angle, _, _ = self.neck
        return 1.0 + length * math.sin(angle) - self.crouch


#: Heads in head lengths: (0, 0) is the poll, x towards the nose, y up from the line of the face.
FACES: dict[str, Points] = {
    "horse": plot(
        "-0.10 0.02, 0.02 0.14, 0.22 0.17, 0.45 0.13, 0.75 0.09, 0.95 0.06, 1.03 -0.02, "
        "1.01 -0.12, 0.92 -0.18, 0.78 -0.17, 0.60 -0.20, 0.42 -0.31, 0.18 -0.38, -0.02 -0.30"
    ),
    "dog": plot(
        "-0.24 -0.02, -0.12 0.18, 0.08 0.28, 0.30 0.26, 0.43 0.14, 0.58 0.11, 0.82 0.11, "
        "0.95 0.06, 0.96 -0.06, 0.90 -0.14, 0.84 -0.22, 0.62 -0.26, 0.38 -0.31, 0.12 -0.40, "
        "-0.18 -0.32"
    ),
    "fox": plot(
        "-0.20 0.0, -0.08 0.18, 0.10 0.26, 0.28 0.22, 0.45 0.10, 0.72 0.04, 1.0 0.01, 1.02 -0.05, "
        "0.90 -0.10, 0.62 -0.13, 0.36 -0.24, 0.12 -0.32, -0.16 -0.26"
    ),
    "cat": plot(
        "-0.32 0.0, -0.20 0.28, 0.06 0.40, 0.32 0.36, 0.50 0.20, 0.64 0.10, 0.74 0.05, 0.76 -0.08, "
        "0.68 -0.22, 0.46 -0.34, 0.16 -0.40, -0.18 -0.32"
    ),
    "bear": plot(
        "-0.24 0.0, -0.12 0.22, 0.10 0.30, 0.34 0.25, 0.50 0.13, 0.75 0.11, 0.97 0.08, 1.02 -0.02, "
        "0.96 -0.13, 0.75 -0.20, 0.45 -0.28, 0.12 -0.38, -0.18 -0.30"
    ),
    "cow": plot(
        "-0.12 0.06, 0.0 0.18, 0.20 0.20, 0.50 0.14, 0.82 0.12, 1.0 0.06, 1.05 -0.06, 1.0 -0.18, "
        "0.84 -0.22, 0.60 -0.22, 0.35 -0.34, 0.08 -0.36, -0.10 -0.20"
    ),
    "sheep": plot(
        "-0.16 0.04, 0.0 0.20, 0.25 0.22, 0.55 0.14, 0.90 0.06, 1.02 -0.04, 0.96 -0.16, "
        "0.70 -0.20, 0.40 -0.30, 0.10 -0.34, -0.12 -0.20"
    ),
    "rabbit": plot(
        "-0.28 0, -0.16 0.26, 0.10 0.36, 0.38 0.29, 0.60 0.14, 0.70 0.02, 0.70 -0.10, 0.60 -0.22, 0.40 -0.31, "
        "0.10 -0.37, -0.20 -0.28"
    ),
    "pig": plot(
        "-0.20 0.04, -0.05 0.26, 0.22 0.28, 0.55 0.14, 0.98 0.14, 1.06 0.0, 1.02 -0.14, "
        "0.70 -0.20, 0.40 -0.34, 0.05 -0.40, -0.18 -0.2"
    ),
    "elephant": plot(
        "-0.30 0.05, -0.18 0.40, 0.08 0.52, 0.34 0.40, 0.52 0.10, 0.66 -0.15, 0.60 -0.36, "
        "0.38 -0.46, 0.10 -0.50, -0.22 -0.30"
    ),
}
