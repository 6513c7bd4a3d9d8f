"""Which signs of the emoji font make a subject, what they are called, how big they are and how they move.

The tables only; turning a sign into a picture is `outlines`' work.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

PREFIX = "glyph:"


@dataclass(frozen=True, slots=True)
class Kind:
    """What the signs of a group have in common: metres, where they stand, how they move, their colours (RRGGBB)."""

    height: float
    stands_on: str
    motion: str
    base: int
    accent: int


KINDS: dict[str, Kind] = {
    "food": Kind(0.14, "ground", "still", 0xC98A4A, 0xE8D6A8),
    "fruit": Kind(0.10, "ground", "still", 0xC8452F, 0x5E8A3C),
    "plant": Kind(0.5, "ground", "sway", 0x4F8A45, 0x6B4A2E),
    "flower": Kind(0.4, "ground", "sway", 0xD2577A, 0x4F8A45),
    "tree": Kind(7.0, "ground", "sway", 0x44783C, 0x6B4A30),
    "beast": Kind(0.9, "ground", "hop", 0x8A6A4C, 0xD8C4A4),
    "bird": Kind(0.5, "ground", "hop", 0x6F6257, 0xE0A83C),
    "sea": Kind(0.5, "water", "bob", 0x4A7F9C, 0xD7E3E6),
    "insect": Kind(0.05, "ground", "hover", 0x5A4632, 0xC98F3A),
    "monster": Kind(1.8, "ground", "bob", 0x7C8C9A, 0xE0DFD2),
    "object": Kind(0.35, "ground", "still", 0x9A6B45, 0xD9C9A6),
    "thing": Kind(0.9, "ground", "still", 0x7F7C78, 0xC9C2B2),
    "music": Kind(0.8, "ground", "rock", 0xA5642E, 0xE3C27A),
    "ball": Kind(0.24, "ground", "roll", 0xD9D6CF, 0x33353A),
    "toy": Kind(0.4, "ground", "rock", 0xC2543E, 0xE6C75E),
    "cloth": Kind(0.7, "ground", "sway", 0x4C6A92, 0xC8CEDA),
    "building": Kind(14.0, "ground", "still", 0xB39A80, 0x5A6672),
    "vehicle": Kind(1.8, "ground", "drive", 0xB5483C, 0x3A4350),
    "boat": Kind(3.0, "water", "bob", 0xD8D2C6, 0x7A3E35),
    "aircraft": Kind(4.0, "air", "hover", 0xC9CED4, 0x4A6B8C),
    "heaven": Kind(60.0, "air", "hover", 0xD9C58A, 0x8A7A9C),
    "weather": Kind(80.0, "air", "hover", 0xD5DBE2, 0xF0C24A),
    "festive": Kind(0.5, "ground", "rock", 0xC23F3A, 0xE5B84A),
    "hung": Kind(0.6, "air", "sway", 0xC03A30, 0xE5B84A),
    "earth": Kind(400.0, "ground", "still", 0x6F7F8C, 0xE7EBEE),
    "nest": Kind(0.2, "ground", "still", 0x8A6A45, 0xD8CDB4),
}

#: Code points (hex, ranges by "-") of each kind.
_SIGNS: dict[str, str] = {
    "food": "1f32d-1f32f 1f382 1f354-1f359 1f35a-1f35f 1f360-1f36a 1f36b-1f36f 1f370-1f373 1f375-1f37c "
    "1f37e-1f37f 2615 "
    "1f950 1f953 1f956-1f95f 1f960-1f964 1f967-1f96b 1f96e-1f96f 1f9c0-1f9c1 1f9c3 1f9c6-1f9cb 1fad3-1fad7 1fad9",
    "fruit": "1f330 1f336 1f33d 1f345-1f353 1f951-1f952 1f954-1f955 1f95c-1f95d 1f965-1f966 1f96c-1f96d 1f9c4-1f9c5 "
    "1fad0-1fad2 1fad8",
    "plant": "1f331 1f335 1f33e-1f344 2618 1fab4 1f38d",
    "flower": "1f337-1f33c 1f490 1f940 1fab7 1fabb",
    "tree": "1f332-1f334 1f384 1f38b",
    "beast": "1f400-1f408 1f40a 1f40d-1f412 1f415-1f418 1f422 1f429-1f42b 1f438-1f439 1f43c 1f43f 1f428 1f981 1f984 "
    "1f98c-1f98f 1f992-1f996 1f998-1f999 1f99b 1f99d 1f9a1 1f9a3 1f9a5-1f9a8 1f9ab-1f9ae 1face-1facf",
    "bird": "1f413-1f414 1f423-1f424 1f426-1f427 1f54a 1f983 1f986 1f989 1f99a 1f99c 1f9a2 1f9a4 1f9a9 1fabf",
    "sea": "1f40b-1f40c 1f419-1f41a 1f41f-1f421 1f42c 1f433 1f980 1f988 1f990-1f991 1f99e 1f9aa 1fabc 1fab8 1f9ad",
    "insect": "1f41b-1f41e 1f577 1f982 1f987 1f98b 1f997 1f99f 1fab0-1fab3",
    "monster": "1f409 1f47b 1f47d 1f916 1f9dc 1f479",
    "object": "231a 231b 23f0 23f1 260e 2696 2697 2702 270f 26b1 26cf 2692 1f302 1f380 1f381 1f392 1f393 1f399 "
    "1f3a5 1f3ac "
    "1f3a9 1f3ae 1f3c6 1f3fa 1f451-1f456 1f45b-1f462 1f484 1f489 1f48d-1f48e 1f4a1 1f4a3 1f4b0 1f4bb 1f4bc 1f4d5-1f4da "
    "1f4dc 1f4e1 1f4e3 1f4e6 1f4f0 1f4f1 1f4f7 1f4f9 1f4fb 1f50b 1f50d 1f511-1f512 1f514 1f526-1f52a 1f52c 1f52e 1f56f "
    "1f576 1f58a-1f58d 1f5dd 1f5e1 1f970 1f97e-1f97f 1f9ea 1f9ed-1f9f0 1f9f2-1f9f6 1f9f9-1f9fa 1f9fc-1f9fd 1f9ff 1fa70 "
    "1fa79 1fa7a 1fa84 1fa86 1fa90 1fa92-1fa94 1fa96 1fa99-1fa9b 1faa0-1faa5 1faad 1f514 1f3f9 1f3a3 1f941 "
    "1f9b4 1fab6 1f3a8 1f3ad 1f525 1f480 1f9f1 1fa9c 1f6e1 1f6de 1f6df 1f3a7 1f374 1f944 1f962 1f5de 2694 1f4ef",
    "thing": "26f1 1f4fa 1f52d 1f570 1f5bc 1f5d1 1f5fa 1f6aa 1f6bd 1f6bf 1f6c1 1f6cb 1f6cf 1f6d2 1f6e2 1fa91 "
    "1fa9e 1fa9f "
    "1faa3 1faa6 1faa8 1f4ba 1f4ee 1f4ea 1f488 1f3b0 1f4fd 1f5a5 1f5a8 2328 1f6a6 1f5c4 1f9ef 26b0 2693 1f9f3 "
    "1fab5 2699 "
    "1f321 26d3",
    "music": "1f3b7-1f3bb 1fa87-1fa88 1fa95 1fa97-1fa98",
    "ball": "26bd 26be 1f3be 1f3c0 1f3c8-1f3c9 1f3d0 1f94e 1f3b1 1f3b3",
    "toy": "1f9f8 1fa80-1fa81 1fa83 1fa85 1f3b2 1f9e9 1f579 1f3af 1f3a0 1f94a 1f94c 1f94f 1f6f7 1f6f9 1f6fc "
    "1f3bf 26f8 1f38e",
    "cloth": "1f457-1f45a 1f97b-1f97d 1f9e2-1f9e6 1fa71-1fa73 1f3bd 1f94b 1f9ba",
    "building": "26e9 26ea 26f2 26fa 26fd 1f3a1-1f3a2 1f3aa 1f3d7-1f3df 1f3e0-1f3e2 1f3e5-1f3e6 1f3e8 "
    "1f3ea-1f3ed 1f3ef-1f3f0 "
    "1f492 1f54b-1f54d 1f5fc-1f5fd 1f5ff 1f6d5-1f6d6 1f689 1f309 1f6dd 1f3db",
    "vehicle": "1f682-1f686 1f688 1f68a-1f68c 1f68e 1f690-1f693 1f695 1f697 1f699-1f69d 1f6b2 1f6f4-1f6f5 1f6fa-1f6fb "
    "1f3cd-1f3ce 1f9bd 1f69f 1f6a0",
    "boat": "26f4 26f5 1f6a2 1f6a4 1f6e5-1f6e6 1f6f3 1f6f6",
    "aircraft": "2708 1f6e9 1f680-1f681 1f6f0 1f6f8 1fa82",
    "heaven": "2604 1f30d-1f30f 1f315 1f319 2b50 1f31f 1fa90 2600",
    "weather": "2601 26c5 26c8 1f308 1f327-1f32a 2744 1f30a 26a1",
    "festive": "1f3ee 26c4 2603 1f383 1f38a 1f9e7-1f9e8 1f3c5 1f396 1f389",
    "hung": "1f388 1f38f-1f390 1faa9",
    "earth": "26f0 1f30b 1f3d4 1f5fb",
    "nest": "1f95a 1faba 1fab9",
}

#: Metres of signs that differ from their kind.
HEIGHTS: dict[str, float] = {
    "rat": 0.12, "mouse": 0.06, "ox": 1.5, "water_buffalo": 1.6, "cow": 1.45, "tiger": 1.0, "leopard": 0.75,
    "rabbit": 0.3,
    "cat": 0.3, "crocodile": 0.6, "snake": 0.3, "horse": 1.65, "ram": 1.0, "goat": 0.85, "ewe": 0.9, "monkey": 0.6,
    "pig": 0.8,
    "boar": 0.9, "elephant": 3.0, "turtle": 0.35, "poodle": 0.5, "camel": 2.1, "two-hump_camel": 2.1, "frog": 0.1,
    "hamster": 0.09, "chipmunk": 0.15, "koala": 0.7, "panda": 1.1, "lion": 1.2, "unicorn": 1.7, "gorilla": 1.7,
    "lizard": 0.15,
    "rhinoceros": 1.7, "giraffe": 5.0, "zebra": 1.4, "hedgehog": 0.16, "sauropod": 9.0, "T-Rex": 5.5, "kangaroo": 1.5,
    "llama": 1.7, "hippopotamus": 1.5, "raccoon": 0.4, "badger": 0.35, "mammoth": 3.3, "sloth": 0.6, "otter": 0.5,
    "orangutan": 1.3, "skunk": 0.35, "beaver": 0.4, "bison": 1.8, "seal": 0.9, "moose": 2.0, "donkey": 1.3,
    "rooster": 0.5,
    "chicken": 0.4, "penguin": 0.7, "peacock": 1.1, "flamingo": 1.3, "swan": 0.9, "turkey": 0.9, "goose": 0.8,
    "dodo": 0.9,
    "hatching_chick": 0.12, "baby_chick": 0.1, "whale": 4.0, "snail": 0.06, "octopus": 0.8, "crab": 0.15,
    "lobster": 0.2,
    "shrimp": 0.08, "spiral_shell": 0.1, "fish": 0.3, "tropical_fish": 0.2, "dolphin": 1.0, "shark": 1.4,
    "dragon": 5.0, "ghost": 1.6, "alien": 1.2, "robot": 1.7, "merperson": 1.7, "goldfish": 0.1, "guitar": 1.0,
    "violin": 0.6,
    "musical_keyboard": 0.9, "drum": 0.5, "saxophone": 0.7, "trumpet": 0.4, "teddy_bear": 0.45,
    "kite": 0.9,
    "house": 7.0, "hut": 4.0, "tent": 2.2, "castle": 30.0, "Japanese_castle": 35.0, "Tokyo_tower": 330.0,
    "Statue_of_Liberty": 93.0,
    "moai": 6.0, "fountain": 3.5, "ferris_wheel": 60.0, "office_building": 40.0, "fuel_pump": 1.9,
    "church": 18.0, "shinto_shrine": 8.0, "mosque": 25.0, "circus_tent": 12.0, "factory": 16.0, "stadium": 25.0,
    "palm_tree": 9.0, "evergreen_tree": 11.0, "Christmas_tree": 3.0, "cactus": 2.2, "mushroom": 0.12, "sunflower": 1.7,
    "potted_plant": 0.8, "tractor": 2.7, "bus": 3.0, "locomotive": 4.0, "racing_car": 1.0, "bicycle": 1.05,
    "motorcycle": 1.1,
    "motor_scooter": 1.1, "ship": 22.0, "ferry": 14.0, "passenger_ship": 30.0, "canoe": 0.6, "rocket": 30.0,
    "satellite": 4.0,
    "flying_saucer": 5.0, "airplane": 10.0, "parachute": 5.0, "balloon": 0.6, "snowman": 1.6,
    "snowman_without_snow": 1.6,
    "jack-o-lantern": 0.35,
    "red_paper_lantern": 0.5, "fire": 0.8, "door": 2.1, "bed": 1.0, "couch_and_lamp": 1.3, "chair": 0.95, "bathtub":
    0.7,
    "umbrella_on_ground": 2.2, "barrel": 0.9, "rock": 0.8, "ladder": 2.5, "bow_and_arrow": 1.4, "anchor": 1.2,
    "telescope": 1.2,
    "camera": 0.14, "mobile_phone": 0.15, "ring": 0.03, "gem_stone": 0.06, "feather": 0.25, "candle": 0.22,
    "crown": 0.2,
    "hot_beverage": 0.12, "red_apple": 0.08,
    "birthday_cake": 0.25, "ant": 0.01, "honeybee": 0.02, "bat": 0.15, "butterfly": 0.08,
    "cloud": 90.0,
}  # fmt: skip


@lru_cache(maxsize=1)
def signs() -> dict[str, tuple[str, Kind]]:
    """Every subject of the font: name ("hot_dog") to its character and kind."""
    import emoji

    found: dict[str, tuple[str, Kind]] = {}
    for kind, codes in _SIGNS.items():
        for item in codes.split():
            first, _, last = item.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                data = emoji.EMOJI_DATA.get(chr(code)) or emoji.EMOJI_DATA.get(chr(code) + "\ufe0f")
                if data is not None:
                    found.setdefault(data["en"].strip(":"), (chr(code), KINDS[kind]))
    return found


def height_of(name: str) -> float:
    """Metres of a sign's subject."""
    return HEIGHTS.get(name, signs()[name][1].height)


@lru_cache(maxsize=4)
def spoken(language: str) -> dict[str, str]:
    """Lower-case words of a language to the actor they name."""
    import emoji

    if language != "en":
        emoji.config.load_language(language)
    words: dict[str, str] = {}
    for name, (sign, _) in signs().items():
        data = emoji.EMOJI_DATA.get(sign) or emoji.EMOJI_DATA[sign + "\ufe0f"]
        word = str(data.get(language, "")).strip(":").replace("_", " ").replace("’", "'").lower()
        if word:
            words[word] = PREFIX + name
        if language == "en":
            for alias in data.get("alias", ()):
                words.setdefault(alias.strip(":").replace("_", " ").lower(), PREFIX + name)
    return words
