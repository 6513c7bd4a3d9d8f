"""Whether two pictures are views of one thing: only then may one become the other by moving its pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rushes.providers.previs.morph.align import Alignment
from rushes.providers.previs.morph.flow import Flow, looked_up, textured
from rushes.providers.previs.morph.middle import Middle
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
#: Less detail than this tells nothing of motion.
LEAST_TEXTURE = 0.01


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

    def as_facts(self) -> dict[str, object]:
        """For the report."""
        return {
            "related": self.related, "consistency": round(self.consistency, 3), "inliers": self.inliers,
            "likeness": round(self.likeness, 3), "shared": round(self.shared, 3), "error": round(self.error, 1),
        }  # fmt: skip


def judge(
    a: Image, b: Image, alignment: Alignment, flows: tuple[Flow, Flow], middle: Middle, views: tuple[Image, Image]
) -> Verdict:
    """The verdict on two canvases, their flows, their middle and both pictures seen from there."""
    there, back = flows
    seen = np.minimum(middle.in_first, middle.in_last) > 0.5
    tell_a, tell_b = textured(a), textured(b)
    detail = float(np.mean(tell_a & tell_b))
    consistency = 0.5 * (_share(there.sure, tell_a) + _share(back.sure, tell_b))
    likeness = _correlation(views, seen & (textured(views[0]) | textured(views[1])))
    error = float(np.abs(views[0].astype(np.float32) - views[1])[seen].mean()) if seen.any() else 255.0
    shared = float(seen.mean())
    if detail < LEAST_TEXTURE:
        related = error < 4.0
    else:
        floor = CONSISTENT_ALIGNED if alignment.found and alignment.inliers >= MANY_INLIERS else CONSISTENT
        related = consistency >= floor and likeness >= ALIKE and shared >= SHARED
    return Verdict(related, consistency, alignment.inliers, likeness, shared, error)


def _share(sure: Floats, where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    return float((sure[where] > 0.5).mean()) if where.any() else 0.0


def _correlation(views: tuple[Image, Image], where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> float:
    if where.sum() < 64:
        return 0.0
    from rushes.providers.previs.morph.flow import evened

    x, y = (evened(v)[where].astype(np.float32) for v in views)
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x * x).mean() * (y * y).mean()))
    return float((x * y).mean()) / scale if scale > 1 else 0.0


__all__ = ["Verdict", "judge", "looked_up"]
