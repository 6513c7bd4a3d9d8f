"""Whether two pictures are views of one thing: only then may one become the other by moving its pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.align import Alignment
from rushes.providers.previs.morph.between import Between, ends
from rushes.providers.previs.morph.flow import Flow, View, evened, textured
from rushes.providers.previs.picture import Floats, Image

#: Share of the textured pixels seen by both whose flow returns to its start.
CONSISTENT = 0.45
#: The same, where many points agree on one camera move.
CONSISTENT_ALIGNED = 0.2
MANY_INLIERS = 40
#: Correlation of the evened pictures along the flow.
ALIKE = 0.45
#: Of the frame, what both pictures must show.
SHARED = 0.12
#: Less detail than this tells nothing of motion; then only pictures this close (grey levels) are one.
LEAST_TEXTURE = 0.01
SAME = 4.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The figures, and what follows from them."""

    related: bool
    consistency: float
    inliers: int
    likeness: float
    shared: float
    #: Mean absolute difference of the two along the flow, in grey levels.
    error: float
    #: Too little detail to tell of any motion.
    featureless: bool = False

    def as_facts(self) -> dict[str, object]:
        """For the report."""
        return {
            "related": self.related,
            "consistency": round(self.consistency, 3),
            "inliers": self.inliers,
            "likeness": round(self.likeness, 3),
            "shared": round(self.shared, 3),
            "error": round(self.error, 1),
        }


def judge(a: View, b: View, alignment: Alignment, flows: tuple[Flow, Flow], middle: Between) -> Verdict:
    """The verdict on two canvases, from their flows and the view between them."""
    views = ends(a.image, b.image, middle.motion, middle.share)
    seen = middle.in_both
    detail_a, detail_b = textured(a.image), textured(b.image)
    consistency = 0.5 * (_share(flows[0].sure, detail_a) + _share(flows[1].sure, detail_b))
    likeness = _correlation(views, seen & (textured(views[0]) | textured(views[1])))
    error = float(np.abs(views[0].astype(np.float32) - views[1])[seen].mean()) if seen.any() else 255.0
    shared = float(seen.mean())
    featureless = bool(min(detail_a.mean(), detail_b.mean()) < LEAST_TEXTURE)
    if featureless:
        related = float(np.abs(a.image.astype(np.float32) - b.image).mean()) < SAME
    else:
        floor = CONSISTENT_ALIGNED if alignment.found and alignment.inliers >= MANY_INLIERS else CONSISTENT
        related = consistency >= floor and likeness >= ALIKE and shared >= SHARED
    return Verdict(related, consistency, alignment.inliers, likeness, shared, error, featureless)


def _share(sure: Floats, where: NDArray[np.bool_]) -> float:
    return float((sure[where] > 0.5).mean()) if where.any() else 0.0


def _correlation(views: tuple[Image, Image], where: NDArray[np.bool_]) -> float:
    if where.sum() < 64:
        return 0.0
    x, y = (evened(view)[where].astype(np.float32) for view in views)
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x * x).mean() * (y * y).mean()))
    return float((x * y).mean()) / scale if scale > 1 else 0.0
