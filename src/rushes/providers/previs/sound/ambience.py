"""Which beds and calls a scene has, and their course over the film.

A layer that several shots share goes on through their cuts; where shots differ, layers cross over in `CROSS` seconds.
What the layers are made of is in `air`, `waters`, `rainfall`, `town` and `creatures`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.random import Generator

from rushes.providers.previs.scene import Scene
from rushes.providers.previs.sound import air, creatures, rainfall, town, waters
from rushes.providers.previs.sound.heard import Heard
from rushes.providers.previs.sound.loudness import levelled
from rushes.providers.previs.sound.noise import TICK, TICKS_PER_SECOND, Wave, rng_for, silence, stretch, ticks

Layer = Callable[[int, Generator], Wave]
Recipe = dict[str, float]

#: The loudness in LUFS of a bed at gain 1, before the mix is levelled.
LEVEL = -26.0
#: Seconds over which layers that come and go at a cut cross.
CROSS = 0.3

BEDS: Mapping[str, Layer] = {
    layer.__name__: layer
    for layer in (
        air.wind, air.gale, air.breeze, air.leaves, air.hollow_wind, air.flapping, air.deep_rumble, air.sand_hiss,
        air.hush, air.high_air, air.room_tone, air.hall_air, air.deep_space, air.cave_air, waters.surf,
        waters.swell, waters.laps, waters.brook, waters.waterfall, waters.fountain, waters.under_water,
        rainfall.light_rain, rainfall.heavy_rain, rainfall.rain_on_leaves, rainfall.rain_on_water,
        rainfall.rain_outside, town.traffic, town.passing_cars, town.city_hum, town.fridge, town.crackling,
        town.sizzle, town.pulse_of_machines, creatures.crickets, creatures.grasshoppers, creatures.cicadas,
        creatures.bees,
    )
}  # fmt: skip
#: Layers that stand in the room: they are sent to its reverberation.
CALLS: Mapping[str, Layer] = {
    layer.__name__: layer
    for layer in (
        creatures.songbirds, creatures.dawn_chorus, creatures.sparrows, creatures.lark, creatures.cuckoo,
        creatures.jungle_birds, creatures.gulls, creatures.raven, creatures.eagle, creatures.owl, creatures.rooster,
        creatures.far_dog, creatures.hens, creatures.church_bell, creatures.temple_bell, creatures.frogs,
        creatures.whale, creatures.mast_bell, waters.dripping, rainfall.far_thunder, town.murmur, town.clock,
        town.far_horns,
    )
}  # fmt: skip

#: Gains against each layer's level: 1 stands at `LEVEL`, 0.5 is 6 dB less.
PLACES: Mapping[str, Recipe] = {
    "sea": {"swell": 1.0, "breeze": 0.35},
    "coast": {"surf": 1.1, "breeze": 0.2},
    "lake": {"laps": 0.7, "breeze": 0.3},
    "river": {"brook": 0.9, "leaves": 0.15},
    "mountains": {"wind": 0.7, "high_air": 0.3},
    "desert": {"wind": 0.5, "sand_hiss": 0.5},
    "forest": {"leaves": 0.6, "breeze": 0.3},
    "meadow": {"breeze": 0.45, "leaves": 0.25},
    "city": {"traffic": 0.8, "passing_cars": 0.55},
    "street": {"traffic": 0.35, "passing_cars": 0.5, "murmur": 0.8},
    "interior": {"room_tone": 0.25, "clock": 0.5},
    "hall": {"hall_air": 0.3, "room_tone": 0.3},
    "greenhouse": {"leaves": 0.15, "room_tone": 0.2},
    "courtyard": {"fountain": 0.3, "breeze": 0.2},
    "stage": {"hall_air": 0.35},
    "village": {"breeze": 0.3, "leaves": 0.12, "hens": 0.9},
    "underwater": {"under_water": 0.8, "whale": 0.8},
    "space": {"deep_space": 0.7},
    "sky": {"high_air": 0.9, "wind": 0.25},
    "jungle": {"leaves": 0.3, "cicadas": 0.4, "dripping": 0.4},
    "field": {"breeze": 0.5, "grasshoppers": 0.12},
    "garden": {"leaves": 0.3, "fountain": 0.3, "breeze": 0.15},
    "road": {"breeze": 0.35, "passing_cars": 0.8},
    "kitchen": {"room_tone": 0.18, "fridge": 0.3, "sizzle": 0.12},
    "harbour": {"laps": 0.8, "mast_bell": 0.9, "breeze": 0.25},
    "cave": {"cave_air": 0.5, "dripping": 1.0},
    "ruins": {"hollow_wind": 0.6, "breeze": 0.25},
    "studio": {"room_tone": 0.2},
}
#: Where a place is not known: neutral open air.
ANYWHERE: Recipe = {"breeze": 0.35, "room_tone": 0.25}
#: Places that no weather and no animal of the open reaches.
SEALED = frozenset({"underwater", "space", "cave", "studio", "stage"})
#: Places under a roof: rain is heard on it.
ROOFED = frozenset({"interior", "kitchen", "hall"})
#: Other worlds: no animal there, and on the moon no air.
_BARREN = frozenset({"mars", "lunar"})
LEAFY = frozenset({"forest", "jungle", "garden"})
WET = frozenset({"sea", "lake", "river", "harbour", "coast"})
DARK_TIMES = frozenset({"dusk", "night", "moonlit"})

_BIRDS_BY_DAY: Mapping[str, Recipe] = {
    "sea": {"gulls": 0.6}, "coast": {"gulls": 0.9}, "harbour": {"gulls": 1.0}, "lake": {"songbirds": 0.6},
    "river": {"songbirds": 0.8}, "mountains": {"eagle": 0.8}, "forest": {"songbirds": 1.0, "cuckoo": 0.5},
    "meadow": {"songbirds": 0.8, "bees": 0.18, "grasshoppers": 0.15}, "street": {"sparrows": 0.5},
    "city": {"sparrows": 0.35, "far_horns": 0.7}, "village": {"sparrows": 0.9, "far_dog": 0.7, "church_bell": 0.6},
    "desert": {"eagle": 0.5},
    "jungle": {"jungle_birds": 1.0}, "field": {"lark": 1.0}, "garden": {"songbirds": 0.9, "bees": 0.24},
    "road": {"songbirds": 0.4}, "ruins": {"raven": 0.9},
}  # fmt: skip
_CREATURES_BY_NIGHT: Mapping[str, Recipe] = {
    "lake": {"crickets": 0.2, "frogs": 0.8}, "river": {"crickets": 0.2, "frogs": 0.5},
    "forest": {"crickets": 0.24, "owl": 0.9},
    "meadow": {"crickets": 0.36}, "field": {"crickets": 0.36}, "garden": {"crickets": 0.36}, "road": {"crickets": 0.28},
    "village": {"crickets": 0.28, "far_dog": 0.7, "owl": 0.5}, "jungle": {"crickets": 0.28, "frogs": 1.0},
    "desert": {"crickets": 0.12}, "ruins": {"crickets": 0.12, "owl": 1.0}, "city": {"city_hum": 0.63, "far_horns": 0.4},
    "street": {"city_hum": 0.49}, "coast": {"crickets": 0.06}, "harbour": {},
}  # fmt: skip
#: What things in the picture add, by any word of a prop.
_PROPS: Mapping[str, Recipe] = {
    "waterfall": {"waterfall": 0.9}, "volcano": {"deep_rumble": 0.8}, "flag": {"flapping": 0.4},
    "tent": {"flapping": 0.3},
    "temple": {"temple_bell": 0.9}, "torii": {"temple_bell": 0.5}, "palms": {"leaves": 0.4}, "bamboo": {"leaves": 0.5},
    "boats": {"mast_bell": 0.5}, "ferris": {"murmur": 0.5}, "embers": {"crackling": 0.4}, "ice": {"hush": 0.4},
    "fountain": {"fountain": 0.8}, "fire": {"crackling": 0.9},
    "campfire": {"crackling": 1.0},
    "fireplace": {"crackling": 0.9}, "bonfire": {"crackling": 1.0}, "brook": {"brook": 0.7}, "stream": {"brook": 0.7},
    "river": {"brook": 0.6}, "clock": {"clock": 0.9}, "crowd": {"murmur": 0.9}, "audience": {"murmur": 0.6},
    "market": {"murmur": 1.0}, "machine": {"pulse_of_machines": 0.7}, "factory": {"pulse_of_machines": 0.8},
    "traffic": {"passing_cars": 0.8}, "trees": {"leaves": 0.3}, "palm": {"leaves": 0.4}, "bees": {"bees": 1.0},
    "gulls": {"gulls": 0.9}, "birds": {"songbirds": 0.8}, "crickets": {"crickets": 0.8}, "rain": {"light_rain": 0.8},
}  # fmt: skip
#: What a word of `without` silences.
_SILENCED: Mapping[str, tuple[str, ...]] = {
    "rain": ("light_rain", "heavy_rain", "rain_on_leaves", "rain_on_water", "rain_outside"),
    "thunder": ("far_thunder",),
    "storm": ("far_thunder", "gale", "heavy_rain"),
    "wind": ("wind", "gale", "breeze", "leaves", "sand_hiss"),
    "people": ("murmur",),
    "crowd": ("murmur",),
    "cars": ("passing_cars", "far_horns", "traffic"),
    "traffic": ("passing_cars", "far_horns", "traffic"),
    "birds": (
        "songbirds",
        "dawn_chorus",
        "sparrows",
        "lark",
        "cuckoo",
        "jungle_birds",
        "gulls",
        "raven",
        "eagle",
        "owl",
    ),
    "insects": ("crickets", "grasshoppers", "cicadas", "bees"),
    "animals": ("frogs", "far_dog", "rooster", "whale", "songbirds", "dawn_chorus", "gulls", "owl", "raven", "eagle"),
    "fire": ("crackling",),
}


def _add(recipe: Recipe, more: Recipe, by: float = 1.0) -> None:
    for name, gain in more.items():
        recipe[name] = max(recipe.get(name, 0.0), gain * by)


def _weather(scene: Scene) -> Recipe:
    """What the weather adds where it reaches."""
    if scene.place in SEALED:
        return {}
    if scene.place in ROOFED:
        inside: Mapping[str, Recipe] = {
            "rain": {"rain_outside": 0.9}, "storm": {"rain_outside": 1.3, "far_thunder": 0.8, "wind": 0.2},
            "wind": {"wind": 0.3}, "snow": {"hush": 0.5},
        }  # fmt: skip
        return inside.get(scene.weather, {})
    surface = "rain_on_leaves" if scene.place in LEAFY else "rain_on_water" if scene.place in WET else "light_rain"
    outside: Mapping[str, Recipe] = {
        "rain": {surface: 0.9, "light_rain": 0.4},
        "storm": {"heavy_rain": 1.1, "gale": 0.9, "far_thunder": 1.0},
        "snow": {"hush": 1.0, "wind": 0.3},
        "wind": {"wind": 1.0, "leaves": 0.5 if scene.place in LEAFY else 0.1},
    }
    return outside.get(scene.weather, {})


def _creatures(scene: Scene) -> Recipe:
    """Who is heard at this place and time: nobody in rain, storm and snow."""
    if scene.weather in ("rain", "storm", "snow") or (scene.snowy and scene.place not in ("city", "street")):
        return {"raven": 0.5} if scene.snowy and scene.place in ("forest", "field", "mountains") else {}
    if scene.time in DARK_TIMES:
        return _CREATURES_BY_NIGHT.get(scene.place, {})
    found = dict(_BIRDS_BY_DAY.get(scene.place, {}))
    if scene.time in ("dawn", "morning") and "songbirds" in found:
        found["dawn_chorus"] = found.pop("songbirds")
    if scene.time == "dawn" and scene.place == "village":
        found["rooster"] = 0.9
    if scene.weather in ("wind", "fog", "overcast"):
        found = {name: 0.6 * gain for name, gain in found.items() if name not in ("bees", "lark", "grasshoppers")}
    return found


def recipe(scene: Scene) -> Recipe:
    """The layers of a scene and their gains. Never empty."""
    found: Recipe = {}
    barren = _BARREN.intersection(scene.props)
    still = 0.45 if scene.weather in ("snow", "fog") or scene.snowy else 1.0
    if "lunar" in barren:
        return dict(PLACES["space"])
    _add(found, PLACES.get(scene.place, ANYWHERE), still)
    _add(found, _weather(scene))
    if not barren:
        _add(found, _creatures(scene))
    if scene.snowy and scene.place not in SEALED | ROOFED:
        _add(found, {"hush": 0.8})
    for prop in scene.props:
        for word in prop.replace("_", " ").split():
            _add(found, _PROPS.get(word, {}))
    if scene.time in DARK_TIMES:
        for name in ("passing_cars", "murmur", "traffic", "grasshoppers"):
            if name in found:
                found[name] *= 0.55
    for word in scene.without:
        for name in _SILENCED.get(word, ()):
            found.pop(name, None)
    return found or {"room_tone": 0.6}


def _course(shots: Sequence[Heard], gains: Sequence[float], n: int) -> Wave:
    """The gain of one layer at every control tick: a step a shot, crossing smoothly at the cuts."""
    t = np.arange(ticks(n)) / TICKS_PER_SECOND
    course = np.full(len(t), gains[0])
    for shot, before, after in zip(shots[1:], gains, gains[1:], strict=False):
        x = np.clip((t - shot.start) / CROSS + 0.5, 0, 1)
        rise = np.sqrt(x) if after > before else 1 - np.sqrt(1 - x)
        course = course + (after - before) * rise
    return np.asarray(np.maximum(course, 0), np.float32)


def layers(shots: Sequence[Heard], n: int, seed: int, kinds: Mapping[str, Layer]) -> Wave:
    """All layers of one kind (`BEDS` or `CALLS`) over the film, each in its own course."""
    bus = silence(n)
    recipes = [recipe(shot.scene) for shot in shots]
    for name in dict.fromkeys(name for found in recipes for name in found):
        if name not in kinds:
            continue
        course = _course(shots, [found.get(name, 0.0) for found in recipes], n)
        heard = np.flatnonzero(course > 0)
        first, last = int(heard[0]) * TICK, min(n, (int(heard[-1]) + 2) * TICK)
        if first >= last:
            continue
        wave = kinds[name](last - first, rng_for(seed, name))
        if kinds is BEDS:
            wave = levelled(wave, LEVEL)
        bus[:, first:last] += wave * stretch(course, TICK, n)[first:last]
    return bus
