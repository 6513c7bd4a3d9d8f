"""A photograph as a moving picture: frame 0 is the photograph, then the camera moves through it.

Puts the parts of this package together; which move is the matter of `choice`, what it does to pixels of `warp`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from rushes.providers.previs import camera
from rushes.providers.previs.brief import FPS
from rushes.providers.previs.photo import choice, depth, framing, lines, subject, warp
from rushes.providers.previs.photo.air import Air, air, between
from rushes.providers.previs.photo.plate import Plate
from rushes.providers.previs.picture import Cue, Image
from rushes.providers.previs.scene import Camera, Scene

#: Surplus of the picture beyond the window that is kept on the plate, a share of the window.
SURPLUS = 0.5
#: How far beyond the picture (mirrored there) a pull back may look, a share of the frame's longer side; and how much
#: its ground is flattened, so that the subject recedes while the picture's edges nearly stay. So is the ground of a
#: travel aside: what stands on it (a mast, a tree) would lean.
PULL_RIM, PULL_RISE, ASIDE_RISE = 0.022, 0.3, 0.35
#: How much closer a whip pan lands.
WHIP_CLOSER = 0.22
#: From this growth of the subject on a finer plate comes in, over so much more; how fine it is at most, and the least
#: that is worth a second drawing.
FINE_FROM, FINE_OVER, FINEST, FINE_WORTH = 1.03, 0.12, 1.3, 1.12
#: Poses of the path that are tried to find how far the window must close in.
PROBES = 13

#: Moves that are nothing without depth, and the least of it that they get.
DEPTH_MOVES, SHOWN_DEPTH = frozenset({"dolly_zoom", "orbit"}), 0.4

RISES = {"pull": PULL_RISE, "truck_left": ASIDE_RISE, "truck_right": ASIDE_RISE, "orbit": ASIDE_RISE}


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
        settled: bool = False,
    ) -> None:
        """`settled`: light and weather are there from the start, as in a later shot of the same film."""
        self._frames, self._scene = frames, scene
        self._seen = seen or subject.find(image)
        window = framing.cover((image.shape[1], image.shape[0]), self._seen, width, height)
        whole = framing.scaled(image, window.scale, width=width, height=height)
        self._camera = choice.camera_for(scene, self._seen, window, (whole.shape[1], whole.shape[0]))
        part = _reachable(window, (whole.shape[1], whole.shape[0]))
        self._geometry = _geometry(whole, self._seen, window, part, self._camera)
        self._flatten(whole, part)
        self._plate = self._plated(whole, part, 1.0)
        seconds = max(frames, 1) / FPS
        top, left = round(self._geometry.top), round(self._geometry.left)
        first = self._plate.image[top : top + height, left : left + width]
        self._air = air(scene, first, seconds, settled=settled)
        self._turn = Air(seconds, settled)
        self._lead = 0.0 if self._camera.move == "whip_pan" else self._closing()
        self._fine = self._finer(image, window.scale, part) if self._grown(frames - 1) > FINE_FROM else None

    @property
    def frames(self) -> int:
        """How many frames the shot has."""
        return self._frames

    @property
    def cues(self) -> tuple[Cue, ...]:
        """The thunder of a storm laid over it; a photograph makes no sound of its own."""
        return self._air.cues if self._air else ()

    @property
    def facts(self) -> dict[str, object]:
        """What was done with the picture."""
        return {
            "picture": "photo",
            "subject": self._seen.found,
            "move": self._camera.move,
            "laid_over": self._plate.turns_to + (self._air.shows if self._air else []),
            "neural_parts": [subject.NET] if self._seen.neural else [],
            "remarks": self._remarks(),
        }

    def frame(self, index: int) -> Image:
        """The frame `index`."""
        pose = self._pose(index)
        grid = warp.grid(self._geometry, pose, 1.0 + self._lead * self._progress(index))
        turned = self._turn.turned(index / FPS)
        share = camera.smooth((self._grown(index) - FINE_FROM) / FINE_OVER) if self._fine else 0.0
        frames = [
            warp.draw(plate.at(turned, pose.focus), self._geometry, grid, plate.detail)
            for plate, shown in ((self._plate, share < 1.0), (self._fine, share > 0.0))
            if plate is not None and shown
        ]
        frame = frames[0] if len(frames) == 1 else between(frames[0], frames[1], share)
        length = round(pose.smear * self._geometry.width)
        if length > 1:
            frame = np.asarray(cv2.blur(frame, (length, 1)), np.uint8)
        if self._air is None:
            return frame
        return self._air.over(frame, warp.sampled(self._plate.far, self._geometry, grid), index / FPS)

    def _flatten(self, whole: Image, part: _Part) -> None:
        """Take so much off the relief that the move bends no line."""
        if self._camera.move == "whip_pan":  # a turn without travel, and no plate yet to whip over
            return
        drawn = lines.found(whole).on((whole.shape[1], whole.shape[0]), (part.left, part.top))
        poses = [self._pose(round(share * (self._frames - 1))) for share in (0.5, 1.0)]
        stood, kept = self._geometry.subject_depth, lines.borne(drawn, self._geometry, poses)
        self._geometry = replace(self._geometry, depth=stood + (self._geometry.depth - stood) * np.float32(kept))

    def _plated(self, whole: Image, part: _Part, detail: float) -> Plate:
        """The plate cut from the picture scaled to `detail` times the frame's size."""
        rows, columns = (
            slice(round(start * detail), round(end * detail))
            for start, end in ((part.top, part.bottom), (part.left, part.right))
        )
        plate = np.ascontiguousarray(whole[rows, columns])
        mask = depth.refined(whole, self._seen.mask)[rows, columns]
        return Plate(plate, mask, self._scene, rack=self._camera.move == "rack_focus", detail=detail)

    def _finer(self, image: Image, scale: float, part: _Part) -> Plate | None:
        """A finer plate for a move that goes near, where the picture has the detail."""
        detail = min(FINEST, 1.0 / scale)
        if detail < FINE_WORTH:
            return None
        least = {"width": round(part.right * detail), "height": round(part.bottom * detail)}
        return self._plated(framing.scaled(image, scale * detail, **least), part, detail)

    def _grown(self, index: int) -> float:
        """How much larger the subject is at a frame than at the start."""
        pose = self._pose(index)
        return pose.zoom * (1.0 + pose.dolly) * (1.0 + self._lead * self._progress(index))

    def _remarks(self) -> list[str]:
        style = self._scene.style
        unknown = bool(style) and style not in self._plate.turns_to
        return ([] if self._seen.neural else [subject.REMARK]) + (
            [f"There is no style '{style}'; the picture keeps its own."] if unknown else []
        )

    def _share(self, index: int) -> float:
        return index / max(1, self._frames - 1)

    def _pose(self, index: int) -> camera.Pose:
        pose = camera.pose(self._camera, self._share(index), index / FPS, self._scene.seed)
        if self._camera.move == "dolly_zoom":
            # Run back while the lens closes in: the world swells behind the subject, and nothing beyond the
            # picture is asked for, as it would be the other way round.
            back = 0.9 * pose.dolly
            return replace(pose, dolly=-back, zoom=1.0 / (1.0 - back))
        if self._camera.move == "whip_pan":
            return self._whipped(pose)
        return pose

    def _whipped(self, pose: camera.Pose) -> camera.Pose:
        """A whip from the picture over its mirror images back to it, landing closer on the subject."""
        turned = pose.pan / (camera.WHIP_TURN * self._camera.amount) if self._camera.amount else 0.0
        period = 2.0 * (self._plate.image.shape[1] - 1) / self._geometry.width
        pan = period * turned if turned < 1.0 else 0.0
        return replace(pose, pan=pan, zoom=1.0 + WHIP_CLOSER * turned)

    def _progress(self, index: int) -> float:
        """How far the window has closed in: it must keep ahead of the move."""
        if self._camera.move == "handheld":
            return camera.smooth(index / FPS / camera.SWAY_IN)
        return camera.ease(self._share(index))

    def _closing(self) -> float:
        """The zoom to add by the end so that no frame looks beyond the picture (or, in a pull, its mirrored rim)."""
        height, width = self._plate.image.shape[:2]
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
            seen = warp.grid(self._geometry, self._pose(index), lead).extent
            # Left and top exceed downwards, right and bottom upwards.
            over = [sign * (seen[k] - allowed[k]) for k, sign in enumerate((-1, -1, 1, 1))]
            reach = [max(sign * (seen[k] - to[k]), 1.0) for k, sign in enumerate((-1, -1, 1, 1))]
            excess = max(o / max(r - o, 1.0) for o, r in zip(over, reach, strict=True))
            if excess <= 0.0:
                break
            lead *= 1.0 + excess
        return lead - 1.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the scaled picture, in its pixels."""

    left: int
    top: int
    right: int
    bottom: int


def _reachable(window: framing.Window, whole: tuple[int, int]) -> _Part:
    """The window and as much around it as a move may reach."""
    spare_x, spare_y = round(SURPLUS * window.width), round(SURPLUS * window.height)
    return _Part(
        max(0, window.left - spare_x),
        max(0, window.top - spare_y),
        min(whole[0], window.left + window.width + spare_x),
        min(whole[1], window.top + window.height + spare_y),
    )


def _geometry(whole: Image, seen: subject.Subject, window: framing.Window, part: _Part, move: Camera) -> warp.Geometry:
    """Where the frame lies on the plate, and the plate's depth cut from the whole picture's at its own exact scale."""
    least = SHOWN_DEPTH if move.move in DEPTH_MOVES else 0.0
    full = depth.sheet(whole, seen, rise=RISES.get(move.move, 1.0), least=least)
    per_x, per_y = whole.shape[1] / full.shape[1], whole.shape[0] / full.shape[0]
    width, height = part.right - part.left, part.bottom - part.top
    columns, rows = max(2, round(width / per_x)), max(2, round(height / per_y))
    x = ((np.arange(columns) + 0.5) * (width / columns) + part.left) / per_x - 0.5
    y = ((np.arange(rows) + 0.5) * (height / rows) + part.top) / per_y - 0.5
    across, down = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
    near = cv2.remap(full, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    corner = (window.left - part.left, window.top - part.top)
    centre = (
        (seen.centre[0] * whole.shape[1] - window.left) / window.width,
        (seen.centre[1] * whole.shape[0] - window.top) / window.height,
    )
    top = (seen.box[1] * whole.shape[0] - window.top) / window.height
    to = choice.towards(move, seen, centre, top)
    return warp.Geometry(
        width=window.width,
        height=window.height,
        left=float(corner[0]),
        top=float(corner[1]),
        towards=(corner[0] + to[0] * window.width, corner[1] + to[1] * window.height),
        depth=np.asarray(near, np.float32),
        subject_depth=depth.stands_at(seen),
        depth_scale=(width / columns, height / rows),
    )
