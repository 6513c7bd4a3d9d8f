"""A photograph as a moving picture: frame 0 is the photograph, then the camera moves through it.

Puts the parts of this package together; which move is the matter of `choice`, what it does to pixels of `warp`.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from rushes.providers.previs import camera
from rushes.providers.previs.brief import FPS
from rushes.providers.previs.photo import choice, depth, framing, subject, warp
from rushes.providers.previs.picture import Cue, Image
from rushes.providers.previs.scene import Camera, Scene

#: Surplus of the picture beyond the window that is kept on the plate, a share of the window.
SURPLUS = 0.5
#: How far beyond the picture (mirrored there) a pull back may look, a share of the frame's longer side.
PULL_RIM = 0.08
#: Poses of the path that are tried to find how far the window must close in.
PROBES = 13


class Photo:
    """A photograph, cover-fitted to width × height and moved. `frame(0)` is the fitted photograph itself."""

    def __init__(
        self,
        image: Image,
        scene: Scene,
        frames: int,
        *,
        width: int,
        height: int,
        seen: subject.Subject | None = None,
    ) -> None:
        self._frames, self._scene = frames, scene
        self._seen = seen or subject.find(image)
        window = framing.cover((image.shape[1], image.shape[0]), self._seen, width, height)
        whole = framing.scaled(image, window.scale, width=width, height=height)
        self._camera = choice.camera_for(scene, self._seen, window, (whole.shape[1], whole.shape[0]))
        self._plate, self._geometry = _laid(whole, self._seen, window, self._camera)
        self._lead = self._closing()

    @property
    def frames(self) -> int:
        """How many frames the shot has."""
        return self._frames

    @property
    def cues(self) -> tuple[Cue, ...]:
        """None: a photograph makes no sound of its own."""
        return ()

    @property
    def facts(self) -> dict[str, object]:
        """What was done with the picture."""
        return {
            "picture": "photo",
            "subject": self._seen.found,
            "move": self._camera.move,
            "neural_parts": [subject.NET] if self._seen.neural else [],
            "remarks": [] if self._seen.neural else [subject.REMARK],
        }

    def frame(self, index: int) -> Image:
        """The frame `index`."""
        pose = self._pose(index)
        x, y = warp.maps(self._geometry, pose, 1.0 + self._lead * self._progress(index))
        return np.asarray(cv2.remap(self._plate, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101), np.uint8)

    def _share(self, index: int) -> float:
        return index / max(1, self._frames - 1)

    def _pose(self, index: int) -> camera.Pose:
        pose = camera.pose(self._camera, self._share(index), index / FPS, self._scene.seed)
        if self._camera.move == "dolly_zoom":
            # Run back while the lens closes in: the world swells behind the subject, and nothing beyond the
            # picture is asked for, as it would be the other way round.
            back = 0.75 * pose.dolly
            return replace(pose, dolly=-back, zoom=1.0 / (1.0 - back))
        return pose

    def _progress(self, index: int) -> float:
        """How far the window has closed in: it must keep ahead of the move."""
        if self._camera.move == "handheld":
            return camera.smooth(index / FPS / camera.SWAY_IN)
        return camera.ease(self._share(index))

    def _closing(self) -> float:
        """The zoom to add by the end so that no frame looks beyond the picture (or, in a pull, its mirrored rim)."""
        height, width = self._plate.shape[:2]
        rim = PULL_RIM * max(self._geometry.width, self._geometry.height) if self._camera.move == "pull" else 0.0
        allowed = (-rim, -rim, width - 1 + rim, height - 1 + rim)
        needed = 0.0
        for index in sorted({round(k * (self._frames - 1) / (PROBES - 1)) for k in range(1, PROBES)}):
            if progress := self._progress(index):
                needed = max(needed, self._lacking(index, allowed) / progress)
        return needed

    def _lacking(self, index: int, allowed: tuple[float, float, float, float]) -> float:
        """The zoom that the pose of one frame lacks to lie within `allowed`, by a few secant steps."""
        to = self._geometry.towards * 2
        lead = 1.0
        for _ in range(3):
            seen = warp.extent(self._geometry, self._pose(index), lead)
            # Left and top exceed downwards, right and bottom upwards.
            over = [sign * (seen[k] - allowed[k]) for k, sign in enumerate((-1, -1, 1, 1))]
            reach = [max(sign * (seen[k] - to[k]), 1.0) for k, sign in enumerate((-1, -1, 1, 1))]
            excess = max(o / max(r - o, 1.0) for o, r in zip(over, reach, strict=True))
            if excess <= 0.0:
                break
            lead *= 1.0 + excess
        return lead - 1.0


def _laid(whole: Image, seen: subject.Subject, window: framing.Window, move: Camera) -> tuple[Image, warp.Geometry]:
    """The plate, cut to what a move can reach, and where the frame lies on it."""
    spare_x, spare_y = round(SURPLUS * window.width), round(SURPLUS * window.height)
    left, top = max(0, window.left - spare_x), max(0, window.top - spare_y)
    right = min(whole.shape[1], window.left + window.width + spare_x)
    bottom = min(whole.shape[0], window.top + window.height + spare_y)
    plate = np.ascontiguousarray(whole[top:bottom, left:right])
    full = depth.sheet(whole, seen)
    per_x, per_y = whole.shape[1] / full.shape[1], whole.shape[0] / full.shape[0]
    # The plate's part of the depth, at its own exact scale.
    lengths = (max(2, round((right - left) / per_x)), max(2, round((bottom - top) / per_y)))
    x = (np.arange(lengths[0], dtype=np.float32) + 0.5) * ((right - left) / lengths[0]) + left
    y = (np.arange(lengths[1], dtype=np.float32) + 0.5) * ((bottom - top) / lengths[1]) + top
    grid = np.meshgrid((x / per_x - 0.5).astype(np.float32), (y / per_y - 0.5).astype(np.float32))
    near = cv2.remap(full, grid[0], grid[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    corner = (window.left - left, window.top - top)
    centre = (seen.centre[0] * whole.shape[1] - window.left, seen.centre[1] * whole.shape[0] - window.top)
    share = choice.towards(move, seen, (centre[0] / window.width, centre[1] / window.height))
    return plate, warp.Geometry(
        width=window.width,
        height=window.height,
        left=float(corner[0]),
        top=float(corner[1]),
        towards=(corner[0] + share[0] * window.width, corner[1] + share[1] * window.height),
        depth=np.asarray(near, np.float32),
        subject_depth=depth.stands_at(seen),
        depth_scale=((right - left) / lengths[0], (bottom - top) / lengths[1]),
    )
