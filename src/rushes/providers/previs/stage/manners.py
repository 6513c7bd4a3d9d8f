"""How a town builds: the manner of its house fronts, chosen from the prompt's words, else by the seed.

The fronts themselves are painted in `fronts`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rushes.providers.previs.picture import Colour
from rushes.providers.previs.scene import Scene
from rushes.providers.previs.stage.noise import Rng
from rushes.providers.previs.stage.palette import rgb
from rushes.providers.previs.stage.words import said


def _inks(words: str) -> tuple[Colour, ...]:
    return tuple(rgb(word) for word in words.split())


@dataclass(frozen=True, slots=True)
class Manner:
    """One way to build."""

    name: str
    walls: tuple[Colour, ...]
    trim: Colour
    #: "tall" with shutters, "sash", "band" (all glass), "lattice".
    window: str
    #: "awning", "glass", "door" (no shop), "curtain" (a hung cloth and lanterns).
    shop: str
    #: "flat", "mansard", "eaves".
    roof: str
    storeys: tuple[int, int]
    #: Upright boards that glow by night, a front.
    signs: float = 0.0
    lanterns: float = 0.0
    #: Courses of brick show.
    brick: bool = False
    #: Width of a front for its height of one storey.
    wide: tuple[float, float] = (1.3, 2.6)


MANNERS = {
    manner.name: manner
    for manner in (
        Manner("plaster", _inks("c9a98a d9c7a4 b98a70 a7b09a d8b48a c4b8a8"), rgb("efe6d6"), "sash", "awning", "flat",
               (3, 4), 0.15),
        Manner("paris", _inks("d8ccb4 cfc2a8 e0d6c0 c8bca4"), rgb("8d8a86"), "tall", "awning", "mansard", (3, 4)),
        Manner("brick", _inks("8f4a3a 7c4236 a0604a 6d4a42 94584a"), rgb("d9cbb4"), "sash", "glass", "flat", (3, 5),
               0.25, brick=True),
        Manner("alley", _inks("6e4438 5f4a44 7a5244 584a46"), rgb("8f8578"), "sash", "door", "flat", (4, 5), 0.1,
               brick=True, wide=(1.6, 2.4)),
        Manner("glass", _inks("6f8494 5c7080 8496a0 4f6270"), rgb("c8d0d4"), "band", "glass", "flat", (4, 6), 0.3,
               wide=(2.0, 3.4)),
        Manner("neon", _inks("6d7078 8a8580 5a5f6a 9a948a 70665f"), rgb("b8b4ac"), "band", "glass", "flat", (4, 6), 2.4,
               wide=(0.9, 1.6)),
        Manner("hutong", _inks("8c8a86 7f7d7a 96928c"), rgb("7a2f28"), "lattice", "door", "eaves", (1, 1), 0.0, 0.9,
               brick=True, wide=(2.2, 3.8)),
        Manner("asian", _inks("a0604a 8a4a3a b07a58 7d5a48"), rgb("4a2e24"), "lattice", "curtain", "eaves", (2, 2), 0.7,
               0.8, wide=(1.4, 2.4)),
        Manner("adobe", _inks("d9b98a cfa878 e2caa0 c99a6c"), rgb("5f7f8a"), "sash", "curtain", "flat", (2, 3)),
        Manner("white", _inks("f0ece2 e9e4da f4f1ea"), rgb("3f6f9a"), "sash", "door", "flat", (2, 3)),
    )
}  # fmt: skip

#: Words that name a manner, the first found in the prompt decides.
WORDS = (
    ("hutong", "hutong beijing 胡同 四合院 北京 老街 弄堂"),
    ("neon", "shinjuku shibuya neon cyberpunk hong-kong kowloon akihabara times-square osaka"),
    ("neon", "霓虹 赛博朋克 香港 重庆 新宿"),
    ("asian", "kyoto japanese tokyo izakaya chinatown asian night-market lantern"),
    ("asian", "古镇 夜市 江南 唐人街 灯笼 京都 东京 水乡 庙会"),
    ("paris", "paris parisian montmartre boulevard french vienna prague european 巴黎 café cafe"),
    ("adobe", "bazaar souk morocco marrakech medina cairo desert-town mexican istanbul delhi"),
    ("white", "santorini greek mediterranean andalusia"),
    ("alley", "alley alleyway back-alley"),
    ("brick", "brooklyn new-york london manchester boston gritty noir detective industrial"),
    ("glass", "modern futuristic downtown business financial dubai singapore 未来 写字楼 现代"),
    ("plaster", "old-town medieval italian rome venice village market 小镇"),
)  # fmt: skip


def manner(scene: Scene, rng: Rng) -> Manner:
    """The manner of a scene's houses."""
    for name, words in WORDS:
        if said(scene, words.split()) >= 0:
            return MANNERS[name]
    chinese = any("一" <= letter <= "鿿" for letter in scene.prompt)
    free = ("asian", "hutong", "neon") if chinese else ("plaster", "paris", "brick", "glass", "plaster")
    return MANNERS[free[int(rng.integers(0, len(free)))]]
