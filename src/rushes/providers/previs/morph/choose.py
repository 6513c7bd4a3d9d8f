"""Which transition suits two pictures and a prompt: what is asked for by name, else what the pictures offer."""

from __future__ import annotations

import math
import re

import cv2
import numpy as np

from rushes.providers.previs.morph.living import Living
from rushes.providers.previs.morph.transitions.match_cut import meets, size_of
from rushes.providers.previs.picture import Image
from rushes.providers.previs.scene import Scene

#: Words that name a transition, in English and Chinese; the first hit wins.
WORDS = {
    "match_cut": r"\b(match|graphic)[ -](cuts?|match)\b|匹配剪辑|匹配转场|相似转场",
    "whip_pan": r"\b(whip|swish|flash)[ -]pans?\b|甩镜|甩到|快速摇",
    "luma_wipe": r"\b(wipes?|dissolv(es?|ing)|fad(es?|ing) (in)?to|dawns)\b|擦除|划像|叠化|溶解|淡入|渐变成",
    "push_through": r"\b(push|fly|flies|flying|zoom|dive)s? (in)?(to|through)\b|推进到|穿越|穿过|俯冲",
}
MOVES = {"whip_pan": "whip_pan", "dolly_zoom": "push_through"}
#: Subjects whose sizes differ more than this do not match; below the other they are made for each other.
MATCHING, CLOSE = 2.2, 1.6
#: A picture whose lights lie so far (grey levels) above its middle dawns well.
DAWNS = 70.0


def asked(scene: Scene) -> str:
    """The transition that the prompt names, or ""."""
    for name, words in WORDS.items():
        if re.search(words, scene.prompt, re.IGNORECASE):
            return name
    return MOVES.get(scene.camera.move, "")


def suited(first: Living, last: Living, scene: Scene) -> tuple[str, ...]:
    """The transitions that the pictures and the mood offer, the best first."""
    names = []
    if scene.mood in ("tense", "playful"):
        names.append("whip_pan")
    if matched(first, last) < MATCHING and meets(first, last):
        names.append("match_cut")
    if dawning(last.image) > DAWNS or scene.mood in ("calm", "tender"):
        names.append("luma_wipe")
    if first.subject.found or scene.mood == "epic":
        names.append("push_through")
    return tuple(names or ("luma_wipe", "push_through"))


def chosen(first: Living, last: Living, scene: Scene) -> str:
    """The transition: named, else a close match of subjects, else one of the two best by the seed."""
    named = asked(scene)
    if named:
        return named
    names = suited(first, last, scene)
    if matched(first, last) < MATCHING and "match_cut" not in names:
        # Alike, and at opposite ends of the frame: the camera is thrown from one to the other.
        return "whip_pan"
    if names[0] == "match_cut" and matched(first, last) < CLOSE:
        return names[0]
    rng = np.random.default_rng(np.random.SeedSequence([scene.seed, 77]))
    return names[int(rng.integers(min(2, len(names))))]


def matched(first: Living, last: Living) -> float:
    """How many times larger one subject is than the other; infinite where a picture has none."""
    if not (first.subject.found and last.subject.found):
        return math.inf
    ratio = size_of(first) / size_of(last)
    return max(ratio, 1 / ratio)


def dawning(image: Image) -> float:
    """How far the lights of a picture lie above its middle, in grey levels."""
    grey = cv2.resize(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), (64, 64), interpolation=cv2.INTER_AREA)
    return float(np.quantile(grey, 0.97) - np.median(grey))
