"""What is drawn as something near it, and says so: no wrong thing without a word."""

from __future__ import annotations

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.words import said

#: Words of a prompt -> what is drawn for them.
STAND_INS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("cello", "cellist", "大提琴"), "a violin"),
    (("double bass", "viola"), "a violin"),
    (("icebreaker", "破冰船"), "a cargo ship"),
    (("canal", "运河"), "a river"),
    (("moped", "scooter", "vespa", "小电驴"), "a motorcycle"),
    (("manta ray",), "a fish"),
    (("cormorant", "鸬鹚"), "a bird of another kind"),
    (("paddle steamer", "steamer", "steamship"), "a cargo ship"),
)
#: Words of a prompt that nothing is drawn for, although what they are said of is.
LEFT_OUT: tuple[tuple[str, ...], ...] = (
    ("flaming", "in flames"), ("crowded", "bustling", "拥挤", "熙熙攘攘"),
    ("timelapse", "time-lapse", "hyperlapse", "延时"),
)  # fmt: skip


def left_out(scene: Scene) -> list[str]:
    """A remark for each word that is understood and not shown; a crowd that is among the actors is."""
    crowd = any(actor.name == "crowd" or actor.count > 4 for actor in scene.actors)
    asked = [words for words in LEFT_OUT if not (crowd and "crowded" in words)]
    found = [next((word for word in words if said(scene, (word,)) >= 0), "") for words in asked]
    return [f"'{word.replace('-', ' ')}' is not drawn." for word in found if word]


def stand_ins(scene: Scene) -> list[str]:
    """A remark for each thing of the prompt that another one stands for."""
    return [
        f"'{next(word for word in words if said(scene, (word,)) >= 0)}' is drawn as {shown}."
        for words, shown in STAND_INS
        if said(scene, words) >= 0
    ]
