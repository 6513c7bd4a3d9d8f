"""What one shot shows: the script's output and everybody else's input.

Plain data. Names (`place`, `actors[].name`, `camera.move` …) are lexicon keys; whoever draws a name looks it
up in its own registry and falls back, with a remark, where it does not know it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TIMES = ("dawn", "morning", "day", "golden", "sunset", "dusk", "night", "moonlit")
WEATHERS = ("clear", "cloudy", "overcast", "fog", "rain", "storm", "snow", "wind")
MOVES = (
    "static", "push", "pull", "pan_left", "pan_right", "tilt_up", "tilt_down", "truck_left", "truck_right",
    "crane_up", "crane_down", "orbit", "dolly_zoom", "whip_pan", "handheld", "rack_focus",
)  # fmt: skip
SIZES = ("extreme_wide", "wide", "medium", "close", "extreme_close")
ANGLES = ("eye", "low", "high", "overhead")


@dataclass(frozen=True, slots=True)
class Actor:
    """A subject on the stage."""

    #: A rig ("woman", "dog", "sailboat") or an outline ("glyph:violin").
    name: str
    #: "stand", "walk", "run", "sit", "dance", "talk", "fly", "swim", "sail", "drive", "float" …
    action: str = "stand"
    count: int = 1
    #: +1 faces right, -1 left, 0 lets the stage choose.
    facing: int = 0
    #: Words for looks: "red", "old", "small" …
    traits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Camera:
    """One eased move over the whole shot."""

    move: str = "push"
    #: 1 is the move's usual reach; cfg_scale and words like "slowly" scale it.
    amount: float = 1.0
    size: str = "wide"
    angle: str = "eye"


@dataclass(frozen=True, slots=True)
class Line:
    """A quoted line of dialogue."""

    text: str
    #: "en", "zh", … by its script and words.
    language: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """One shot, understood."""

    prompt: str
    place: str
    time: str = "golden"
    weather: str = "clear"
    actors: tuple[Actor, ...] = ()
    camera: Camera = field(default_factory=Camera)
    #: "" (natural light), "watercolour", "ink", "noir" …
    style: str = ""
    #: "calm", "dark", "epic", "tender", "tense", "playful".
    mood: str = "calm"
    lines: tuple[Line, ...] = ()
    #: What the prompt names and the place shows besides actors: "lighthouse", "bridge", "lanterns" …
    props: tuple[str, ...] = ()
    #: What `negative_prompt` takes away: "rain", "people", "grain", "blur" …
    without: frozenset[str] = frozenset()
    #: Snow lies on the ground (whatever falls from the sky).
    snowy: bool = False
    seed: int = 0
    #: Where nothing of the prompt was understood, the words to set on a card; else "".
    card: str = ""
    #: Which of "place", "time", "weather", "move", "size", "angle" the prompt names itself, as against what was
    #: chosen for it: a photograph keeps its own light, weather and best move unless the prompt asks for others.
    named: frozenset[str] = frozenset()
    understood: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
