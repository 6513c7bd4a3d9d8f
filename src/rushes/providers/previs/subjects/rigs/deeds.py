"""What people do: for each deed its pose, how it is framed, what is held and what is stood at.

The plain deeds of standing, walking and talking are `people`'s. A deed is one line here and one in the lexicon.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import labours, poses, sports
from .poses import Poser


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing people do. `tall` in statures, `yaw` the side shown."""

    pose: Poser
    tall: float = 1.0
    yaw: float = 0.45
    tool: str = ""
    station: str = ""


DEEDS: dict[str, Deed] = {
    "hold": Deed(labours.hold, 1.0, 0.60),
    "toss": Deed(labours.toss, 1.0, 0.35, "wok"),
    "toss_noodles": Deed(labours.toss, 1.0, 0.35, "noodles"),
    "stir": Deed(labours.stir, 1.0, 0.30, "ladle", "stove"),
    "knead": Deed(labours.knead, 1.0, 0.35, "", "worktop"),
    "craft": Deed(labours.bench_work, 0.80, 0.40, "", "bench"),
    "write": Deed(labours.write, 0.80, 0.40, "pen", "desk"),
    "type": Deed(labours.typing, 0.80, 0.40, "", "computer"),
    "dine": Deed(labours.bench_work, 0.80, 0.45, "", "meal"),
    "piano": Deed(labours.piano, 0.98, 0.20, "", "piano"),
    "drum": Deed(labours.drums, 0.86, 0.40, "sticks", "drums"),
    "mix": Deed(labours.knead, 1.0, 0.45, "", "decks"),
    "serve": Deed(labours.pour, 1.0, 0.50, "jug", "counter"),
    "paint": Deed(labours.paint, 1.05, 0.25, "brush", "easel"),
    "hammer": Deed(labours.hammer, 1.1, 0.25, "hammer", "anvil"),
    "weld": Deed(labours.knead, 1.0, 0.25, "", "weld"),
    "chop": Deed(labours.chop, 1.15, 0.25, "axe", "logs"),
    "dig": Deed(labours.dig, 0.95, 0.30, "spade"),
    "sweep": Deed(labours.sweep, 1.0, 0.40, "broom"),
    "haul": Deed(labours.haul, 0.95, 0.25, "rope"),
    "haul_net": Deed(labours.haul, 0.95, 0.25, "net"),
    "push": Deed(labours.push, 1.0, 0.25, "", "cart"),
    "stroll_pram": Deed(labours.push, 1.0, 0.25, "", "pram"),
    "pour": Deed(labours.pour, 1.0, 0.50, "jug"),
    "lift": Deed(labours.lift, 1.15, 1.10, "barbell"),
    "climb": Deed(labours.climb, 1.65, 0.05, "", "rock"),
    "pray": Deed(labours.pray, 0.74, 0.35),
    "tend": Deed(labours.tend, 0.62, 0.30),
    "garden": Deed(labours.tend, 0.62, 0.30, "", "bed_of_plants"),
    "stack": Deed(labours.tend, 0.66, 0.30, "", "blocks"),
    "build_snowman": Deed(labours.tend, 0.80, 0.30, "", "snowman"),
    "sandcastle": Deed(labours.tend, 0.62, 0.30, "", "sandcastle"),
    "fish": Deed(labours.fish, 1.12, 0.30, "rod"),
    "cast_net": Deed(labours.cast_net, 1.0, 0.35, "net"),
    "teach": Deed(labours.teach, 1.1, 0.35, "", "blackboard"),
    "peer": Deed(labours.peer, 0.95, 0.30, "", "laboratory"),
    "pottery": Deed(labours.bench_work, 0.80, 0.35, "", "wheel"),
    "tai_chi": Deed(sports.tai_chi, 1.0, 0.35),
    "throw": Deed(sports.throw, 1.05, 0.30, "ball"),
    "kick": Deed(sports.kick, 1.0, 0.25, "football"),
    "dribble": Deed(sports.dribble, 0.95, 0.35, "basketball"),
    "save": Deed(sports.dive, 1.36, 0.30, "", "goal"),
    "box": Deed(sports.box, 1.0, 0.30, "gloves"),
    "slash": Deed(sports.slash, 1.2, 0.25, "blade"),
    "shoot": Deed(sports.shoot, 1.05, 0.20, "bow"),
    "shield": Deed(sports.shield, 1.0, 0.30, "shield"),
    "ski": Deed(sports.ski, 0.86, 0.15, "skis"),
    "snowboard": Deed(poses.balance, 0.92, 0.45, "snowboard"),
    "skate": Deed(poses.balance, 0.92, 0.45, "skateboard"),
    "surf": Deed(poses.balance, 0.95, 0.35, "board", "wave"),
    "crawl": Deed(sports.crawl, 0.62, 0.25),
    "jump": Deed(sports.jump, 1.25, 0.50),
    "fall": Deed(sports.fall, 0.8, 0.40),
    "hug": Deed(sports.hug, 1.0, 0.30),
    "cry": Deed(sports.cry, 0.98, 0.60),
    "laugh": Deed(sports.laugh, 1.0, 0.70),
    "bow": Deed(sports.bow, 1.0, 0.25),
    "flute": Deed(sports.blow, 1.0, 0.45, "flute"),
    "horn": Deed(sports.blow, 1.0, 0.40, "horn"),
    "sax": Deed(sports.blow, 1.0, 0.45, "sax"),
    "photograph": Deed(sports.aim, 1.0, 0.45, "camera"),
    "phone": Deed(sports.call, 1.0, 0.70, "mobile_phone"),
    "sip": Deed(sports.sip, 1.0, 0.60, "hot_beverage"),
    "conduct": Deed(poses.talk, 1.0, 0.55, "baton"),
    "blow_bubbles": Deed(sports.puff, 1.0, 0.45, "bubbles"),
    "propose": Deed(sports.propose, 0.76, 0.30, "ring"),
    "wand": Deed(poses.point, 1.0, 0.40, "wand"),
}
