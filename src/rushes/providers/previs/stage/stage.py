"""The moving picture of a scene: builds the set once, then draws any frame of it.

Places paint the layers; this puts actors, weather, camera and grade to them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from rushes.providers.previs.brief import FPS
from rushes.providers.previs.picture import Cue, Image
from rushes.providers.previs.places import builder
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage import tabletop
from rushes.providers.previs.stage.backdrop import gathered
from rushes.providers.previs.stage.cast import Blocking, cues
from rushes.providers.previs.stage.company import needs, parts, without
from rushes.providers.previs.stage.dressing import dress
from rushes.providers.previs.stage.easel import Easel, Set
from rushes.providers.previs.stage.framing import framed
from rushes.providers.previs.stage.grade import Grade
from rushes.providers.previs.stage.halo import halos
from rushes.providers.previs.stage.lens import Lens, smeared
from rushes.providers.previs.stage.palette import palette
from rushes.providers.previs.stage.plate import Layer, Plate, merged
from rushes.providers.previs.stage.role import Role
from rushes.providers.previs.stage.standins import left_out, stand_ins
from rushes.providers.previs.stage.view import Moment, Operator
from rushes.providers.previs.stage.weather import Lightning, fog, lightning, rain, snow
from rushes.providers.previs.styles import look

ZOOMS = {"medium": 1.06, "close": 1.15, "extreme_close": 1.25}
#: Sizes whose frame ends above the actors' feet, and how much is blurred behind them (720-line pixels).
CUT = frozenset({"close", "extreme_close"})
SOFT = {"medium": 1.0, "close": 4.5, "extreme_close": 7.5}


class Stage:
    """A scene as a `Picture`: `frame` is a pure function of its index and may be called from several threads."""

    def __init__(self, scene: Scene, width: int, height: int, frames: int) -> None:
        self._frames = frames
        self._seconds = frames / FPS
        scene = without(scene)
        company, missing = parts(scene)
        self.easel = Easel(scene, palette(scene.time, scene.weather), width, height, scene.seed, needs(company))
        self.place, build = builder(scene.place)
        self.set: Set = build(self.easel)
        dress(self.easel, self.set)
        if tabletop.wanted(self.place, company):
            tabletop.lay(self.easel, self.set)
        style = look(scene.style)
        if style is not None and style.brush is not None:
            self.set.layers = [_brushed(layer, style.brush, self.easel.unit) for layer in self.set.layers]
        self.set.layers = [layer.cropped() if isinstance(layer, Plate) else layer for layer in merged(self.set.layers)]
        blocking = Blocking(self.easel, self.set, self._seconds)
        self.roles, follow = blocking.roles(company)
        if style is not None and style.cutout is not None:
            self.roles = [replace(role, cutout=style.cutout, unit=self.easel.unit) for role in self.roles]
        tallest = max((role.pixels for role in self.roles), default=0.0)
        cut = scene.camera.size in CUT and not self.set.table and tallest > 0.9 * height
        aim = (self._aim_x(), self._aim_y())
        self.operator = Operator(
            scene.camera, width, height, (self.easel.set_width, self.easel.set_height), aim,
            follow=(-follow / 2, follow / 2), zoom=ZOOMS.get(scene.camera.size, 1.0), seed=scene.seed,
        )  # fmt: skip
        self.roles = framed(self.roles, self.operator, self._seconds, cut_below=cut)
        self.layers = self._ordered(self.roles)
        self._light_actors()
        self.layers = gathered(self.layers)
        self._lightning = next((layer for layer in self.layers if isinstance(layer, Lightning)), None)
        light = self.easel.palette
        bloom = 0.30 if light.elevation > 0.3 and not light.moon else 0.75
        self.grade = Grade(width, height, seed=scene.seed, grain="grain" not in scene.without, bloom=bloom, look=style)
        self._missing = missing

    @property
    def frames(self) -> int:
        """How many frames the shot has."""
        return self._frames

    @property
    def cues(self) -> tuple[Cue, ...]:
        """Steps and wings of the actors, thunder a moment after its lightning."""
        material = next((lane.material for lane in self.set.lanes.values() if lane.material), "")
        heard = list(cues(self.roles, self.easel, self._seconds, material))
        if self._lightning is not None:
            heard += [
                Cue("thunder", at + 0.45, 1.0, 0.2) for at, _ in self._lightning.strokes if at + 0.45 < self._seconds
            ]
        return tuple(sorted(heard, key=lambda cue: cue.at))

    @property
    def facts(self) -> dict[str, object]:
        """What is shown, and what was asked for and is not."""
        scene = self.easel.scene
        facts: dict[str, object] = {
            "place": self.place, "time": scene.time, "weather": scene.weather, "camera": scene.camera.move,
            "size": scene.camera.size, "angle": scene.camera.angle, "style": scene.style,
            "actors": [f"{actor.name}:{actor.action}" for actor in scene.actors],
        }  # fmt: skip
        remarks = [*stand_ins(scene), *left_out(scene)]
        if scene.style and look(scene.style) is None:
            remarks.append(f"There is no style '{scene.style}'; the shot is in natural light.")
        if self.place != scene.place:
            remarks.append(f"There is no place '{scene.place}' yet; the nearest, '{self.place}', is shown.")
        missing = [*self._missing, *(prop for prop in scene.props if prop not in self.set.drawn)]
        if missing:
            facts["not_drawn"] = missing
        if remarks:
            facts["remarks"] = remarks
        return facts

    def frame(self, index: int) -> Image:
        """The frame `index` as H × W × 3 BGR."""
        moment = self._moment(index)
        frame = self._drawn(self.layers, moment)
        if moment.view.smear > 1:
            frame = smeared(frame, moment.view.smear)
        return self.grade.finish(frame, index)

    def _moment(self, index: int) -> Moment:
        seconds, share = index / FPS, index / max(1, self._frames - 1)
        return Moment(index, seconds, share, self.operator.view(share, seconds))

    def _drawn(self, layers: list[Layer], moment: Moment) -> Image:
        frame = np.zeros((self.easel.height, self.easel.width, 3), np.uint8)
        bottoms, hidden = [], self.easel.height
        for layer in reversed(layers):
            bottoms.append(hidden)
            hidden = min(hidden, layer.opaque_from(moment))
        for layer, bottom in zip(layers, reversed(bottoms), strict=True):
            layer.draw(frame, moment, bottom)
        return frame

    def _light_actors(self) -> None:
        """Lay light behind actors that stand before something dark."""
        if not self.roles or self.set.halo <= 0:
            return
        moment = self._moment(self._frames // 2)
        behind = [layer for layer in self.layers if not isinstance(layer, Role) and layer.depth < 1.0 + 1e-6]
        empty = self._drawn(behind, moment)
        for halo in reversed(halos(self.easel, self.set, self.roles, empty, moment)):
            self.layers.insert(self.layers.index(self.roles[0]), halo)

    def _aim_x(self) -> float:
        if not self.roles:
            return self.easel.set_width / 2
        middle = sum(role.at(self._seconds / 2)[0] + sum(role.span) / 2 for role in self.roles) / len(self.roles)
        return float(np.clip(middle, self.easel.x(0.35), self.easel.x(0.65)))

    def _aim_y(self) -> float:
        """Near framings go towards a face or the middle of a thing, wide ones towards the horizon."""
        near = self.easel.scene.camera.size in CUT or self.set.table
        if not near or not self.roles:
            return self.set.horizon
        lead = max(self.roles, key=lambda role: role.pixels)
        return lead.y - lead.pixels + min(0.5 * lead.pixels, 0.26 * self.easel.height)

    def _ordered(self, roles: list[Role]) -> list[Layer]:
        """The set's layers with actors and weather in between, far to near."""
        camera = self.easel.scene.camera
        close = camera.size in CUT
        layers: list[Layer] = [layer for layer in self.set.layers if not (close and layer.depth > self.set.foreground)]
        soft = (SOFT.get(camera.size, 0.0) or 2.2 * self.set.table) * self.easel.unit
        if "blur" in self.easel.scene.without:
            soft = 0.0
        racked = camera.move == "rack_focus"
        if roles and (soft or racked):
            # Blur what lies well behind; where somebody stands the ground is in focus only in wide shots.
            spot = next(
                (n for n, layer in enumerate(layers) if layer.depth > (0.999 if self.set.table else roles[0].depth)),
                len(layers),
            )
            layers.insert(spot, Lens(max(soft, 7.0 * self.easel.unit * racked), racks=racked, depth=roles[0].depth))
        for role in roles:
            spot = next((n for n, layer in enumerate(layers) if layer.depth > max(role.depth, 1.0)), len(layers))
            layers.insert(spot, role)
        return self._weathered(layers)

    def _weathered(self, layers: list[Layer]) -> list[Layer]:
        scene, easel = self.easel.scene, self.easel
        if not self.set.outdoors:
            return layers
        weather, without = scene.weather, scene.without
        if weather == "storm" and "lightning" not in without:
            spot = next((n for n, layer in enumerate(layers) if layer.depth > 0.012), len(layers))
            layers.insert(spot, lightning(easel, self.set.horizon, self._seconds))
        if weather in ("fog", "rain", "snow") and "fog" not in without:
            thick = {"fog": 0.85, "rain": 0.35, "snow": 0.45}[weather]
            spot = next((n for n, layer in enumerate(layers) if layer.depth >= 0.9), len(layers))
            layers.insert(spot, fog(easel, 0.4, self.set.horizon, easel.height * 0.16, thick))
        if weather in ("rain", "storm") and "rain" not in without:
            layers += rain(easel, 1.5 if weather == "storm" else 1.0)
        if weather == "snow" and "snow" not in without:
            layers += snow(easel, 1.0)
        return layers


def _brushed(layer: Layer, brush: Callable[[NDArray[np.uint8], float], NDArray[np.uint8]], unit: float) -> Layer:
    return replace(layer, bgra=brush(layer.bgra, unit)) if isinstance(layer, Plate) else layer
