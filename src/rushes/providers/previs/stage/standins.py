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


def stand_ins(scene: Scene) -> list[str]:
    """A remark for each thing of the prompt that another one stands for."""
    return [
        f"'{next(word for word in words if said(scene, (word,)) >= 0)}' is drawn as {shown}."
        for words, shown in STAND_INS
        if said(scene, words) >= 0
    ]
