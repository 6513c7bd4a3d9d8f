"""Who people are: builds, wardrobes and the roles that go with a trait or a trade.

A person's colours come from the seed unless a word of the prompt names one. Drawing is left to `person`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...picture import Colour
from ..colours import named
from ..shape import bgr, shade
from .body import Outfit
from .carried import HELD
from .head import Look
from .skeleton import Build

BUILDS: dict[str, Build] = {
    "man": Build(),
    "woman": Build(1.66, 0.134, 0.098, 0.052, 0.88, 0.82, 1.08, 0.026, 0.0, 0.87, 0.82),
    "boy": Build(1.20, 0.195, 0.096, 0.046, 0.92, 1.0, 0.92, 0.0, 0.008, 1.0, 0.85),
    "girl": Build(1.16, 0.197, 0.092, 0.046, 0.90, 0.98, 0.94, 0.0, 0.006, 0.96, 0.80),
    "toddler": Build(0.88, 0.275, 0.104, 0.05, 1.0, 1.22, 1.05, 0.0, 0.024, 1.28, 0.85),
    "oldman": Build(1.68, 0.138, 0.108, 0.052, 0.98, 1.12, 1.02, 0.0, 0.035, 0.96, 0.95),
    "oldwoman": Build(1.56, 0.140, 0.098, 0.054, 0.95, 1.10, 1.14, 0.022, 0.022, 0.93, 0.88),
    "baby": Build(0.72, 0.30, 0.104, 0.05, 1.0, 1.25, 1.08, 0.0, 0.026, 1.34, 0.8),
}
SKINS = tuple(bgr(c) for c in (0xF0C6A4, 0xE3AE86, 0xD19A70, 0xB57B50, 0x8C5A3A, 0x6B432C))
HAIRS = tuple(bgr(c) for c in (0x1E1814, 0x2A1D17, 0x3B2618, 0x5A3820, 0x8A5A2E, 0xB98A4A))
GREY = bgr(0xB4B0AA)
COATS = tuple(bgr(c) for c in (0x3E6E8E, 0x8A5F45, 0xA8483F, 0x5F7A56, 0xC08A42, 0x4A5A8E, 0xA08E74, 0x7A4A6A))
DRESSES = tuple(bgr(c) for c in (0xB5413D, 0xD98C4A, 0x3F6E7C, 0xE6D3B0, 0x6C4A7A, 0x8FA58A, 0xC76B7E, 0x2F4A6B))
SHIRTS = tuple(bgr(c) for c in (0xEFE8DA, 0x7FA8C4, 0xCF6A48, 0x6FA37C, 0x4A6FA5, 0xE0B04F, 0xC2504F, 0x8F7FB5))
TROUSERS = tuple(bgr(c) for c in (0x3A4460, 0x54483C, 0x56719A, 0x8A7658, 0x33384A, 0x9A8E74))
SHOES = tuple(bgr(c) for c in (0x1E1A18, 0x3A2820, 0x5A4636, 0x2A2C33))
WHITE, BLACK = bgr(0xEEEAE2), bgr(0x1C1C20)

#: A trade's clothes: (garment, top, bottom, hat, hat colour, extras); None keeps the person's own.
_ROLES: dict[str, tuple[str, Colour | None, Colour | None, str, Colour, tuple[str, ...]]] = {
    "chef": ("trousers", WHITE, bgr(0x33363D), "chef", WHITE, ("apron",)),
    "detective": ("coat", bgr(0x9C8361), bgr(0x2B2A2E), "detective", bgr(0x6F5A42), ()),
    "trench": ("coat", bgr(0xA8946C), bgr(0x34343A), "fedora", bgr(0x4A4238), ()),
    "samurai": ("robe", bgr(0x3A2630), bgr(0x2A2022), "samurai", BLACK, ("sword",)),
    "knight": ("trousers", bgr(0x98A1AB), bgr(0x848D97), "knight", bgr(0x8A2F2F), ("cape", "sword")),
    "hiker": ("trousers", None, None, "cap", bgr(0x7A3E3A), ("backpack",)),
    "wizard": ("robe", bgr(0x3A3F70), bgr(0x2A2D55), "witch", bgr(0x343866), ("staff",)),
    "witch": ("robe", bgr(0x2C2433), bgr(0x2C2433), "witch", bgr(0x231D2A), ("staff",)),
    "monk": ("robe", bgr(0xB5622E), bgr(0x9C4F25), "", WHITE, ()),
    "king": ("robe", bgr(0x7E2A35), bgr(0x5E1F28), "crown", bgr(0x8A2F2F), ("cape",)),
    "queen": ("dress", bgr(0x5B3A75), bgr(0x5B3A75), "crown", bgr(0x5B3A75), ("cape",)),
    "princess": ("dress", bgr(0xD9A5B5), bgr(0xD9A5B5), "crown", bgr(0xD9A5B5), ()),
    "superhero": ("trousers", bgr(0x2F4E9E), bgr(0x2A3F80), "", bgr(0xB5302F), ("cape",)),
    "cowboy": ("trousers", bgr(0x9A5A3A), bgr(0x41506B), "cowboy", bgr(0x6B4A2E), ()),
    "farmer": ("trousers", bgr(0xA3553F), bgr(0x46597A), "straw", bgr(0xC9A866), ()),
    "fisherman": ("coat", bgr(0xC7A13B), bgr(0x3A4048), "fedora", bgr(0xB8922F), ()),
    "soldier": ("trousers", bgr(0x5B6145), bgr(0x4E543C), "helmet", bgr(0x4E543C), ("backpack",)),
    "worker": ("trousers", bgr(0xD0782F), bgr(0x39435A), "helmet", bgr(0xD9B23A), ()),
    "firefighter": ("coat", bgr(0x9E7A35), bgr(0x2C2C30), "helmet", bgr(0xB02F2A), ()),
    "doctor": ("coat", WHITE, bgr(0x4A6572), "", WHITE, ()),
    "nurse": ("trousers", bgr(0x8FB8C2), bgr(0x7BA6B2), "", WHITE, ()),
    "pirate": ("coat", bgr(0x6B2A2E), bgr(0x2B2A2E), "fedora", BLACK, ("sword",)),
    "ninja": ("trousers", bgr(0x202229), bgr(0x1C1D23), "hood", bgr(0x1C1D23), ()),
    "vampire": ("trousers", bgr(0x202026), bgr(0x1C1C20), "", bgr(0x5E1620), ("cape",)),
    "athlete": ("shorts", bgr(0xC8443C), bgr(0x2A2D38), "", WHITE, ()),
    "police": ("trousers", bgr(0x2B3A5C), bgr(0x222B42), "cap", bgr(0x222B42), ()),
    "businessman": ("trousers", bgr(0x39425A), bgr(0x39425A), "", BLACK, ("tie",)),
    "musician": ("trousers", None, None, "", BLACK, ("guitar",)),
    "bride": ("dress", bgr(0xF4EFE6), bgr(0xF4EFE6), "", WHITE, ()),
    "smith": ("trousers", bgr(0x8A6A4A), bgr(0x3F3A38), "", WHITE, ("leather",)),
    "barista": ("trousers", bgr(0xE8E2D6), bgr(0x33363D), "", WHITE, ("leather",)),
    "artist": ("trousers", bgr(0xC9B48A), bgr(0x56719A), "", WHITE, ("leather",)),
    "lumberjack": ("trousers", bgr(0xC23A32), bgr(0x3F5680), "cap", bgr(0x8A2F2A), ()),
    "roman": ("skirt", bgr(0xB8863A), bgr(0xA8302C), "roman", bgr(0xB9A05A), ("cape",)),
    "archer": ("trousers", bgr(0x4F7A45), bgr(0x6B5238), "hood", bgr(0x3F6238), ()),
    "keeper": ("shorts", bgr(0x3FC06A), bgr(0x1F2A38), "", WHITE, ()),
    "boxer": ("shorts", bgr(0xC8443C), bgr(0xC23A32), "", WHITE, ()),
    "skier": ("trousers", bgr(0xD9402F), bgr(0x2A4F8A), "beanie", bgr(0xE8B93A), ("scarf",)),
    "climber": ("trousers", bgr(0xE07A2F), bgr(0x4A5A6A), "helmet", bgr(0xE8D03A), ()),
    "swimwear": ("shorts", bgr(0x2F6FB0), bgr(0xE0A03A), "", WHITE, ()),
    "kimono": ("robe", bgr(0xC2405A), bgr(0xA8304A), "", WHITE, ()),
    "hanfu": ("robe", bgr(0xD8E4E0), bgr(0x7FA8B8), "", WHITE, ()),
    "toga": ("robe", bgr(0xF0ECE2), bgr(0xE6E0D2), "", WHITE, ()),
    "sari": ("dress", bgr(0xE0862F), bgr(0xC2403A), "", WHITE, ()),
    "victorian": ("coat", bgr(0x4A4458), bgr(0x3A3640), "top", bgr(0x26242C), ()),
    "courier": ("trousers", bgr(0xE8B92F), bgr(0x3A4460), "helmet", bgr(0xE8E4DA), ("backpack",)),
    "dj": ("trousers", bgr(0x8A4AD0), bgr(0x33384A), "cap", bgr(0x26242C), ()),
    "scientist": ("coat", WHITE, bgr(0x56719A), "", WHITE, ()),
    "teacher": ("trousers", bgr(0x5F8A6A), bgr(0x54483C), "", WHITE, ("tie",)),
    "pilot": ("trousers", bgr(0x8A6238), bgr(0x54483C), "", WHITE, ("scarf",)),
    "clown": ("trousers", bgr(0xE8C03A), bgr(0xC2403A), "clown", bgr(0xE0503A), ()),
    "pajamas": ("trousers", bgr(0x6FB08A), bgr(0x6FB08A), "", WHITE, ("dots",)),
    "ballerina": ("tutu", bgr(0xE9C6CC), bgr(0xE9C6CC), "", WHITE, ()),
}
#: Clothes that name no trade of their own: traits only.
_COSTUMES = frozenset({
    "smith", "barista", "artist", "lumberjack", "roman", "archer", "keeper", "boxer", "skier", "climber", "swimwear",
    "kimono", "hanfu", "toga", "sari", "victorian", "courier", "dj", "scientist", "teacher", "pilot", "clown",
    "pajamas",
})  # fmt: skip
ROLES = tuple(role for role in _ROLES if role not in _COSTUMES)
_EXTRAS = {
    "umbrella",
    "backpack",
    "scarf",
    "cape",
    "book",
    "guitar",
    "sword",
    "staff",
    "apron",
    "pan",
    "violin",
    "board",
    "leather",
    "tie",
    "dots",
}
_CUTS = {"bald": "bald", "bun": "bun", "ponytail": "tail", "long_hair": "long"}
_NIGHT = bgr(0x39425A)
_HATS = {
    "hat": "sun",
    "cap": "cap",
    "helmet": "helmet",
    "hood": "hood",
    "crown": "crown",
    "straw": "straw",
    "beanie": "beanie",
    "top_hat": "top",
}


def dress(who: str, traits: Sequence[str], seed: int) -> Outfit:
    """An outfit for a build ("man", "girl" …) from words and a seed."""
    rng = np.random.default_rng([seed, 11])
    feminine = who in {"woman", "girl", "oldwoman"}
    young = who in {"boy", "girl", "baby", "toddler"}
    skin = SKINS[int(rng.integers(len(SKINS) - 1))]
    hair = GREY if who.startswith("old") or "old" in traits else HAIRS[int(rng.integers(len(HAIRS)))]
    cuts = ("long", "bob", "tail", "long", "bun") if feminine else ("short",)
    look = Look(skin, hair, cuts[int(rng.integers(len(cuts)))], beard=not feminine and not young and rng.random() < 0.3)
    if who == "oldman":
        look = replace(look, beard=True, cut="fringe")
    if who == "oldwoman":
        look = replace(look, cut="bun")
    garments = ("dress", "coat", "dress", "skirt", "trousers") if feminine else ("trousers", "coat", "trousers")
    garment = garments[int(rng.integers(len(garments)))] if not young else ("dress" if feminine else "trousers")
    racks = {"dress": DRESSES, "coat": COATS, "robe": COATS}
    rack = racks.get(garment, DRESSES if young else SHIRTS)
    outfit = Outfit(
        look,
        top=rack[int(rng.integers(len(rack)))],
        bottom=TROUSERS[int(rng.integers(len(TROUSERS)))],
        shoes=SHOES[int(rng.integers(len(SHOES)))],
        garment=garment,
        hem={"coat": 0.23, "dress": 0.22, "skirt": 0.25}.get(garment, 0.30) + float(rng.random()) * 0.04,
        sleeves=garment != "dress" or rng.random() < 0.4,
        extras=("scarf",) if garment == "coat" and rng.random() < 0.4 else (),
    )
    return _worn(outfit, traits)


def _worn(outfit: Outfit, traits: Sequence[str]) -> Outfit:
    for trait in traits:
        if trait in _ROLES:
            garment, top, bottom, hat, colour, extras = _ROLES[trait]
            hem = {"robe": 0.06, "tutu": 0.44, "dress": 0.07}.get(garment, outfit.hem)
            outfit = replace(
                outfit,
                look=replace(outfit.look, hat=hat, hat_colour=colour),
                top=top or outfit.top,
                bottom=bottom or outfit.bottom,
                garment=garment,
                hem=hem,
                sleeves=garment != "tutu",
                extras=(*outfit.extras, *extras),
            )
    if {"swimwear", "boxer"} & set(traits) and outfit.look.cut in {"short", "bald", "fringe"}:
        outfit = replace(outfit, top=outfit.look.skin, sleeves=False)
    for trait in traits:
        if trait in {"dress", "skirt", "coat", "robe", "trousers", "shorts"}:
            outfit = replace(outfit, garment=trait)
        elif (trait in _EXTRAS or trait.startswith(HELD)) and trait not in outfit.extras:
            outfit = replace(outfit, extras=(*outfit.extras, trait))
        elif trait in _HATS and not outfit.look.hat:
            outfit = replace(outfit, look=replace(outfit.look, hat=_HATS[trait], hat_colour=shade(outfit.top, 0.7)))
        elif trait in _CUTS:
            outfit = replace(outfit, look=replace(outfit.look, cut=_CUTS[trait]))
        elif trait == "bearded":
            outfit = replace(outfit, look=replace(outfit.look, beard=True))
        elif trait == "suit":
            outfit = replace(outfit, garment="trousers", top=_NIGHT, bottom=_NIGHT)
        elif trait in {"blonde", "redhead"}:
            tone = bgr(0xD2A85A) if trait == "blonde" else bgr(0x9A4322)
            outfit = replace(outfit, look=replace(outfit.look, hair=tone))
    tint = named(traits)
    if tint is None:
        return outfit
    return replace(outfit, top=tint) if outfit.garment != "skirt" else replace(outfit, bottom=tint)
