"""Motion in layers: a few affine motions that explain most of a flow, and which pixel follows which.

A flow blurs where a near thing stands before a far one. Choosing between whole motions by matching cost, held to
the picture's edges, keeps that border sharp; and what is hidden continues with its own layer.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.morph.pixels import floats, sampled
from rushes.providers.previs.morph.search import levelled
from rushes.providers.previs.morph.smooth import guided, spread
from rushes.providers.previs.picture import Floats, Image

#: At most so many motions, each explaining at least this share of the believed pixels within so many pixels.
MOST, LEAST_SHARE, WITHIN = 6, 0.02, 1.2
#: Every so many pixels of the flow take part in the fit.
SAMPLE = 5
#: A match this bad (grey levels, three channels together) is just bad.
WORST = 150.0
#: What the free flow must gain over the best layer, and the radius of the choice.
FREE_COST, RADIUS = 5.0, 6
#: How much a pixel's own match counts beside its neighbourhood's: it keeps thin rims with their thing.
OWN_SHARE = 0.6
#: How far a layer reaches into what is hidden, in pixels.
HIDDEN_REACH = 60.0


def motions(flow: Floats, sure: Floats, at: Floats) -> list[Floats]:
    """Affine motions (H × W × 2 each) that explain the believed flow, the commonest first."""
    picked = (slice(SAMPLE // 2, None, SAMPLE), slice(SAMPLE // 2, None, SAMPLE))
    keep = sure[picked] > 0.5
    source = at[picked][keep]
    target = source + flow[picked][keep]
    least = max(12, int(LEAST_SHARE * keep.size))
    found: list[Floats] = []
    while len(found) < MOST and len(source) >= least:
        matrix, agreed = cv2.estimateAffine2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=WITHIN)
        if matrix is None or int(agreed.sum()) < least:
            break
        found.append(floats(cv2.transform(at, matrix) - at))
        rest = agreed.ravel() == 0
        source, target = source[rest], target[rest]
    return found


def chosen(a: Image, b: Image, candidates: list[Floats], at: Floats) -> NDArray[np.uint8]:
    """For each pixel of `a`, the candidate whose motion finds it again in `b`; the last candidate costs extra."""
    level_a, level_b = levelled(a), levelled(b)
    guide = floats(cv2.cvtColor(a, cv2.COLOR_BGR2GRAY)) / np.float32(255)
    costs = []
    for motion in candidates:
        apart = cv2.absdiff(level_a, sampled(level_b, at + motion)).astype(np.float32)
        off = floats(cv2.transform(apart, np.ones((1, 3))))
        off = floats(np.minimum(off, WORST))
        costs.append(guided(guide, off, RADIUS, 1e-3) + np.float32(OWN_SHARE) * cv2.blur(off, (3, 3)))
    costs[-1] = costs[-1] + FREE_COST
    return np.asarray(np.argmin(np.stack(costs), axis=0), np.uint8)


def followed(labels: NDArray[np.uint8], candidates: list[Floats]) -> Floats:
    """The motion of each pixel's own candidate."""
    out = candidates[-1].copy()
    for index, motion in enumerate(candidates[:-1]):
        mine = labels == index
        out[mine] = motion[mine]
    return out


def continued(
    labels: NDArray[np.uint8], candidates: list[Floats], motion: Floats, sure: Floats, guide: Image
) -> Floats:
    """Motion with its unsure pixels given to the layer of their like-coloured neighbours."""
    trust = sure * sure + 1e-7
    votes = np.dstack([(labels == index).astype(np.float32) for index in range(len(candidates))] + [motion])
    near = spread(votes, trust, guide, HIDDEN_REACH)
    layer = np.argmax(near[..., :-2], axis=2).astype(np.uint8)
    filled = followed(layer, [*candidates[:-1], np.ascontiguousarray(near[..., -2:])])
    return floats(np.where((sure > 0.5)[..., None], motion, filled))
