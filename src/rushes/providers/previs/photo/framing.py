"""How a picture of any ratio fills a film's frame: cover-fit around the subject, and other framings of it.

Geometry and resampling only; what moves is the matter of `move` and `sheet`.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from rushes.providers.previs.photo.subject import Subject, find
from rushes.providers.previs.picture import Image

#: The framings after the first: the part of the picture's cover-fit that is kept, and where the subject's centre
#: lies in it (shares of the new frame). Closer, then wider from its other side, as an editor would cut.
REFRAMINGS = ((0.58, (0.50, 0.50)), (0.74, (0.36, 0.55)), (0.54, (0.60, 0.48)), (0.82, (0.60, 0.58)))

#: Air above a head, a share of the frame's height.
HEADROOM = 0.09
#: Air below its feet; how much of a standing figure a cut at the hips shows; and from which share on a framing that
#: shows all of the subject would be the first one again.
FOOTROOM, HIPS, WIDEST = 0.05, 0.56, 0.9
#: The picture's own pixels for one of the frame's, across, at least: a nearer framing would be all blur.
COARSEST = 0.42


@dataclass(frozen=True, slots=True)
class Window:
    """A crop in pixels of a picture scaled by `scale`."""

    scale: float
    left: int
    top: int
    width: int
    height: int


def cover(size: tuple[int, int], subject: Subject, width: int, height: int) -> Window:
    """The largest window of the frame's ratio in a picture of `size` (width, height), the subject well inside."""
    scale = max(width / size[0], height / size[1])
    whole = (max(width, round(size[0] * scale)), max(height, round(size[1] * scale)))
    left = _placed(whole[0], width, subject.centre[0], (subject.box[0], subject.box[2]), 0.5)
    # Heads matter more than feet: where the subject is taller than the window, its top stays.
    top = _placed(whole[1], height, subject.centre[1], (subject.box[1], subject.box[3]), 0.08)
    return Window(scale, left, top, width, height)


def _placed(whole: int, window: int, centre: float, span: tuple[float, float], spare: float) -> int:
    low, high = span
    if (high - low) * whole <= window:
        middle = (low + high) / 2 * 0.6 + centre * 0.4
        wanted = middle * whole - window / 2
    else:
        # Too large: keep its near end, `spare` of the window before it (0.5: its centre).
        wanted = centre * whole - window / 2 if spare == 0.5 else low * whole - spare * window
    return round(float(np.clip(wanted, 0, whole - window)))


def scaled(image: Image, scale: float, *, width: int, height: int) -> Image:
    """The picture resampled by `scale`, at least width × height."""
    size = (max(width, round(image.shape[1] * scale)), max(height, round(image.shape[0] * scale)))
    if size == (image.shape[1], image.shape[0]):
        return image
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, size, interpolation=method), np.uint8)


def framed(image: Image, width: int, height: int, *, subject: Subject | None = None) -> Image:
    """The picture cover-fitted to width × height around its subject: what frame 0 shows."""
    window = cover((image.shape[1], image.shape[0]), subject or find(image), width, height)
    whole = scaled(image, window.scale, width=width, height=height)
    return np.ascontiguousarray(whole[window.top : window.top + height, window.left : window.left + width])


def reframed(image: Image, index: int, *, width: int, height: int, subject: Subject | None = None) -> Image:
    """Another framing of the same picture for the shot `index` ≥ 1, of the frame's ratio, plainly unlike the first."""
    seen = subject or find(image)
    scale = max(width / image.shape[1], height / image.shape[0])
    # The cover-fit as shares of the picture: what a framing keeps is a share of it.
    whole = (width / scale / image.shape[1], height / scale / image.shape[0])
    share, left, top = _reframing(seen, index, whole, least=COARSEST * width / (whole[0] * image.shape[1]))
    crop = (share * whole[0] * image.shape[1], share * whole[1] * image.shape[0])
    x = int(np.clip(left * image.shape[1], 0, image.shape[1] - crop[0]))
    y = int(np.clip(top * image.shape[0], 0, image.shape[0] - crop[1]))
    return np.ascontiguousarray(image[y : y + max(2, round(crop[1])), x : x + max(2, round(crop[0]))])


def _reframing(seen: Subject, index: int, whole: tuple[float, float], least: float) -> tuple[float, float, float]:
    """The share of the cover-fit that a later shot keeps, and its left and top, shares of the picture.

    Nobody is cut at the shins, no boat at its hull: the subject is whole, or cut at the hips below a head, or, too
    large for either, shown from its lower end on as a detail.
    """
    share, (at_x, at_y) = REFRAMINGS[(index - 1) % len(REFRAMINGS)]
    tall, broad = (seen.box[3] - seen.box[1]) / whole[1], (seen.box[2] - seen.box[0]) / whole[0]
    if not seen.found or max(tall, broad) < 0.7 * share:
        return share, seen.centre[0] - at_x * share * whole[0], seen.centre[1] - at_y * share * whole[1]
    fits = max(tall / (1 - HEADROOM - FOOTROOM), broad / 0.94)
    hips = HIPS * tall / (1 - HEADROOM)
    # Where the picture itself ends at the subject's foot, it is a bust already.
    bust = seen.box[3] > 0.985 and not seen.tapers
    if share < fits and (bust or (not seen.tapers and hips >= least and (index % 2 or fits > WIDEST))):
        share = share if bust else hips
        return share, seen.head - at_x * share * whole[0], seen.box[1] - HEADROOM * share * whole[1]
    if fits > WIDEST:
        share = max(share, 0.6)
        return share, seen.centre[0] - at_x * share * whole[0], seen.box[3] - (1 - FOOTROOM) * share * whole[1]
    # Whole, on one side of the frame and then on the other.
    share = max(share, fits)
    spare = max(0.0, share * whole[0] - (seen.box[2] - seen.box[0]))
    before = (0.14 if index % 2 else 0.80) * spare
    return share, seen.box[0] - before, seen.box[1] - HEADROOM * share * whole[1]
