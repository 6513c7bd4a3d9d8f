"""Who says what when: lines that a voice speaks inside their shot, lines that are shown instead, and the ducking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from rushes.providers.previs.picture import Cue
from rushes.providers.previs.scene import Line
from rushes.providers.previs.sound import voice
from rushes.providers.previs.sound.heard import Heard, Subtitle
from rushes.providers.previs.sound.noise import RATE, TICK, TICKS_PER_SECOND, Wave, place, silence, stretch, ticks
from rushes.providers.previs.sound.struck import SAME_AS

#: Text and speed to samples.
Say = Callable[[str, float], Wave]

#: (pause before the first line, after the last, between two) when there is room, and when there is not.
_AT_EASE = (0.35, 0.3, 0.3)
_PRESSED = (0.05, 0.08, 0.12)
_SPEEDS = (1.0, 1.12, 1.25)
#: A lone line does not start later than this into its shot.
_LATEST = 0.8
#: Sounds that would drown a word, and for how long, seconds.
_LOUD = frozenset({"thunder", "boom", "horn", "glass", "roar", "land"})
_LOUD_LASTS = 0.8
#: The bed sinks over this many seconds before a line and comes back over as many after it.
_SINK = 0.15
_RETURN = 0.45
#: How fast people read, characters a second, and the least time a subtitle stands.
_READ = {"zh": 5.5, "ja": 5.5, "ko": 7.0}
_READ_LATIN = 15.0
_LEAST = 1.1
_SILENT = "the film is silent"
_LANGUAGES = {
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian",
    "pt": "Portuguese", "ru": "Russian", "ar": "Arabic", "hi": "Hindi", "th": "Thai", "uk": "Ukrainian", "el": "Greek",
    "he": "Hebrew", "tr": "Turkish", "pl": "Polish", "nl": "Dutch", "vi": "Vietnamese", "id": "Indonesian",
    "fa": "Persian",
}  # fmt: skip
_MEN = frozenset(
    {"man", "boy", "father", "king", "he", "grandfather", "brother", "son", "husband", "男人", "男孩", "父亲", "老人"}
)
_VOICELESS = frozenset({"voice", "voices", "speech", "dialogue", "dialog", "talking", "narration", "voiceover"})


@dataclass(slots=True)
class Plan:
    """What is spoken (text, moment of the film, samples), what is shown, and what is to be told."""

    spoken: list[tuple[str, float, Wave]] = field(default_factory=list)
    subtitles: list[Subtitle] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The voice's bus, when it speaks (0 … 1 at every control tick), and the plan behind them."""

    bus: Wave
    speaking: Wave
    plan: Plan


def _start(first: float, spare: float, need: float, cues: Sequence[Cue]) -> float:
    """When to begin to speak for `need` seconds, with `spare` seconds to choose from: not into a thunderclap."""
    wished = first + min(spare / 2, max(0.0, _LATEST - first))

    def cost(at: float) -> float:
        drowned = 0.0
        for cue in cues:
            if SAME_AS.get(cue.kind, cue.kind) in _LOUD:
                drowned += max(0.0, min(at + need, cue.at + _LOUD_LASTS) - max(at, cue.at - 0.05))
        return drowned + 0.1 * abs(at - wished)

    return min([wished, *(first + 0.1 * k for k in range(int(spare * 10) + 1))], key=cost)


def _fit(shot: Heard, lines: Sequence[Line], say: Say) -> list[tuple[float, Wave]] | None:
    """(moment, samples) of every line inside the shot; None where they do not fit at 1.25 times the pace."""
    for pauses, speeds in ((_AT_EASE, _SPEEDS), (_PRESSED, _SPEEDS[-1:])):
        before, after, between = pauses
        for speed in speeds:
            waves = [say(line.text, speed) for line in lines]
            need = sum(len(wave) for wave in waves) / RATE + between * (len(waves) - 1)
            spare = shot.seconds - before - after - need
            if spare < 0:
                continue
            at = _start(before, spare, need, shot.cues)
            placed = []
            for wave in waves:
                placed.append((at, wave))
                at += len(wave) / RATE + between
            return placed
    return None


def _speakable(shot: Heard, why_not: str, say: Say, told: dict[str, None]) -> list[Line]:
    """The lines of a shot that the voice can speak; says why of the others."""
    found = []
    for line in shot.scene.lines:
        if line.language != voice.LANGUAGE and why_not != _SILENT:
            name = _LANGUAGES.get(line.language, f"“{line.language}”")
            told[f"{name} dialogue is shown as a subtitle: no packaged voice for it."] = None
        elif why_not or shot.scene.without & _VOICELESS:
            told[f"Dialogue is shown as a subtitle: {why_not or 'the negative prompt takes the voice away'}."] = None
        elif len(say(line.text, 1.0)) == 0:
            told[f"“{line.text}” is shown as a subtitle: there is nothing in it that the voice can say."] = None
        else:
            found.append(line)
    return found


def _shown(lines: Sequence[Line], shot: Heard, index: int, after: float) -> list[Subtitle]:
    """Subtitles one after the other in the shot, each as long as it takes to read, as far as the shot allows.

    They wait for what is spoken before them, until `after` seconds of the shot, where enough time is left.
    """
    if not lines:
        return []
    wanted = [max(_LEAST, 0.4 + len(line.text) / _READ.get(line.language, _READ_LATIN)) for line in lines]
    first = after + 0.1 if shot.seconds - after - 0.3 > 0.8 * sum(wanted) else 0.15
    room = max(0.5, shot.seconds - 0.15 - first)
    scale = min(1.5, room / sum(wanted))
    at = shot.start + first + max(0.0, min(0.3, (room - scale * sum(wanted)) / 2))
    found = []
    for line, length in zip(lines, wanted, strict=True):
        end = min(shot.end, at + scale * length)
        found.append(Subtitle(line.text, round(at, 3), round(end, 3), index))
        at = end
    return found


def _sunk(n: int, intervals: Sequence[tuple[float, float]]) -> Wave:
    """1 while somebody speaks, 0 otherwise, with smooth flanks, at every control tick."""
    t = np.arange(ticks(n)) / TICKS_PER_SECOND
    curve = np.zeros(len(t))
    for start, end in intervals:
        rise = np.clip((t - start) / _SINK + 1, 0, 1)
        back = np.clip((end - t) / _RETURN + 1, 0, 1)
        curve = np.maximum(curve, np.minimum(rise, back))
    return np.asarray(curve * curve * (3 - 2 * curve), np.float32)


def duck(speaking: Wave, decibels: float, n: int) -> Wave:
    """The gain of a bus that steps back by so many dB while somebody speaks, at every sample."""
    return stretch(np.asarray(10 ** (-decibels / 20 * speaking), np.float32), TICK, n)


def plan(shots: Sequence[Heard], *, silent: bool = False, say: Say = voice.say, ready: bool | None = None) -> Plan:
    """Every line spoken where it can be and shown where it cannot; in a silent film all are shown."""
    there = voice.installed() if ready is None else ready
    why_not = _SILENT if silent else "" if there else "the voice (package hibari-tts) is not installed"
    found = Plan()
    for index, shot in enumerate(shots):
        lines = _speakable(shot, why_not, say, found.remarks)
        placed = None
        while lines and (placed := _fit(shot, lines, say)) is None:
            late = lines.pop()
            found.remarks[f"“{late.text}” is shown as a subtitle: it does not fit into its {shot.seconds:g} s."] = None
        for line, (at, wave) in zip(lines, placed or (), strict=True):
            found.spoken.append((line.text, shot.start + at, wave))
            if line.speaker.lower() in _MEN:
                found.remarks[f"“{line.speaker}” speaks with a woman's voice: it is the only one packaged."] = None
        rest = [line for line in shot.scene.lines if not any(line is said for said in lines)]
        first_is_spoken = bool(lines) and lines[0] is shot.scene.lines[0]
        after = max((at + len(wave) / RATE for at, wave in placed or ()), default=0.0) if first_is_spoken else 0.0
        found.subtitles += _shown(rest, shot, index, after)
    return found


def dialogue(planned: Plan, n: int) -> Dialogue:
    """The planned lines as sound over a film of n samples."""
    bus = silence(n)
    for _, at, wave in planned.spoken:
        place(bus, wave, round(at * RATE), 2**0.5)
    intervals = [(at, at + len(wave) / RATE) for _, at, wave in planned.spoken]
    return Dialogue(bus, _sunk(n, intervals), planned)
