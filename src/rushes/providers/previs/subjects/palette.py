"""The natural colours of the font's subjects: an apple is red, a tree green above and brown below.

One line a subject: base, accent, and the height (share from the top) below which the accent begins, 0 for none.
"""

from __future__ import annotations

from ..picture import Colour
from .glyphs import Kind
from .shape import bgr

_COLOURS = """
red_apple c0322a 6f9a3e 0|green_apple 86ad3f 5f7f2f 0|pear b6b84a 7f8a3a 0|tangerine e08a2e 5f8a3a 0
lemon e5cf3f b9a52f 0
banana e6c83f 8a6a2f 0|watermelon c8424a 4f8a45 0|grapes 6d3f86 5f8a3a 0|strawberry c9343c 5f9a3e 0
cherries b3263a 4f7f3a 0
peach eba27a 6f9a4a 0|pineapple d9a53a 5a8a3f 0|coconut 7a573a efe6d8 0|avocado 6a8a3f c9c86a 0|eggplant 59386e 5f8a3a 0
tomato cc3a2c 4f8a3a 0|carrot df7f2f 5f9a3a 0|ear_of_corn e5c24a 6f9a45 0|broccoli 4f8f3f 9ab96a 0
hot_pepper c22f28 4f8a3a 0
cucumber 5f9045 b6cf86 0|potato b98f5a d9b985 0|garlic ece4d2 c9b8a0 0|onion c99a5a e8d5b0 0|mushroom c2402f efe6d8 .55
chestnut 7a4a2e c99a6a 0|kiwi_fruit 8fae45 7a5a3a 0|mango e79a35 9ab045 0|blueberries 3f5590 6f86b8 0
olive 7a8a3f 4f6a30 0
bread c98f4f e9c98f 0|croissant cf8f45 e5b878 0|baguette_bread cf9650 eac68a 0|pretzel a5622f e0b070 0
cheese_wedge ebbf45 d09a30 0
pizza e0a840 c2402f 0|hamburger c98a45 6f9a45 0|hot_dog cf9250 b8472f 0|sandwich e0bc80 7fa050 0
french_fries e6bf4a c2372e .5
sushi f0e8dc d9643f 0|doughnut d98aa0 c98f50 0|cookie c08a4a 6b4226 0|birthday_cake efd9c0 cf5f72 0
shortcake f2e2cc cf4a4f 0
chocolate_bar 5f3a26 8a5a3a 0|candy d9557a f0d9a0 0|lollipop d9476a e9d9c0 .6|honey_pot e0a030 b8742a 0
ice_cream f0dcc0 c98f50 .55
soft_ice_cream f3e8d6 c9924f .55|egg f1e6d3 d9c9ac 0|hot_beverage e9e4da 6b4226 0|teapot 8fb0a5 e0dcc8 0
beer_mug e3b04a f5efe2 0
wine_glass 8a2a3f d8e2e6 0|cocktail_glass 8fc0b5 d8e2e6 0|bottle_with_popping_cork 3f6b4a d9b55a 0
bubble_tea cda57a 5a3a2a 0
battery 4a4f55 c9a23f 0|wrench 9aa3ab 6f777f 0|screwdriver c23a30 9aa3ab 0|gear 8d959d 5f676f 0
alarm_clock c23a34 f0e8da 0|movie_camera 3a3e44 9aa3ab 0|video_camera 3a3e44 9aa3ab 0|ring_buoy e8e2d8 d2452f 0
glass_of_milk dfe6ea f6f4ee 0|soap e6b8c6 f6eef0 0|sponge e8c93a c9a52f 0|crystal_ball 9a86d8 6b4a3a .75
jeans 3f5f8f 2f4568 0|glasses 2a2d33 9fb6c4 0|stethoscope 3a4048 9aa3ab 0|wheel 3a3e44 9aa3ab 0
bomb 2a2d33 d9a04a 0|anvil 4a5058 7f878f 0|knot c9ad7c 9a7f52 0|teacup_without_handle d9e0dc 7fa08a 0
evergreen_tree 2f6644 5f4630 .82|deciduous_tree 4c8440 6b4a30 .72|palm_tree 4f8a45 8a6b45 .45
Christmas_tree 2f6b45 c9342f 0
cactus 5a8f4f 3f6b3c 0|tulip d4445a 4f8a45 .5|rose bf2f44 44783c .6
sunflower e7b32f 5f8a3c .62
cherry_blossom eeb0c2 d9557a 0|hibiscus d43f5f e7b32f 0|blossom ebc24a d9822f 0|lotus e6a5bd 5f9a5a .7
hyacinth 7a5fae 4f8a45 .6
bouquet d9557a 5f9a4f .55|wilted_flower 8a4a50 6b6a45 .45|maple_leaf c8502c 8f3a24 0|fallen_leaf b9792f 8f5a26 0
potted_plant 4f8f4a a8583a .62
mouse 9a938c e0b8b0 0|rat 7d746b d9aea6 0|ox 5c4334 d8c4a4 0|water_buffalo 4c4a4c b0a898 0|cow efe9df 3a3432 0
tiger dd8b35 2f2622 0
leopard d9a44f 4a3524 0|rabbit cfc4b6 efe6de 0|lion b87a35 e2b26a 0|crocodile 5f7a45 b5bd85 0|snake 6f8f45 d9c96a 0
horse 7a4c30 2f221c 0
ram d8cfc0 6b5a4a 0|goat d9d2c6 8a7a68 0|ewe ece5d8 4a4240 0|monkey 7d5438 d9ae85 0|pig e6a5a0 c9807c 0
boar 5a4638 a08a70 0
elephant 8b8a8d b5aeae 0|turtle 6f8f4f a98a50 0|camel c99c62 a07845 0|two-hump_camel b98a52 8a6640 0
frog 6a9a45 d0d98a 0
koala 9a9a9c e6e2dc 0|panda f1eee8 2b2a2c 0|hamster d9a56a f2e6d4 0|chipmunk a86f3f e6cfa8 0|unicorn f2eef2 c98ac0 0
deer a9713f e2c8a0 0
gorilla 45444a 7a7678 0|rhinoceros 8f8f90 6f6f72 0|giraffe dcae5a 8a5a2f 0|zebra f0ece4 2b2a2c 0
hedgehog 7a5c45 e0c8a8 0
sauropod 6f9a55 b8c987 0|T-Rex 5f8a4a c9c98f 0|kangaroo b8824f e0c49a 0|llama efe4d0 b8976a 0
hippopotamus 85788a b8a5ac 0
raccoon 8b8780 2f2c2c 0|badger 55555a ece8e2 0|mammoth 7a4f35 efe6d4 0|sloth 8f7556 d9c4a0 0|otter 7a583c c9a882 0
skunk 2c2b2e efebe4 0
beaver 7a4f32 4f3626 0|bison 5a3d2b 33241c 0|seal 77818a b9c0c6 0|moose 6b4a34 b39770 0|donkey 8f8680 d6cfc6 0
poodle efe6dc c9b8a8 0
rooster c2553a e3a83a 0|chicken efe6d8 c23a30 0|baby_chick f0cf4f e08a30 0|hatching_chick f0cf4f efe8dc .55
penguin 2c3038 f0ece2 0
eagle 5c4330 f0ece2 0|duck 4f7a5a c9a45a 0|owl 8a6a48 d9b98a 0|peacock 2f7a86 4f9a5a 0|parrot c8382f 3f7fb0 0
swan f3f0ea e0862f 0
flamingo eb8f9a d95f75 0|dodo 8a8f98 d9c8a0 0|turkey 6b4530 c23a30 0|goose e9e6de e0922f 0|dove f1efe9 c9ccd2 0
bird 5f86ae e6a03c 0
whale 4f7fa5 c9dbe4 0|octopus c9566a e59aa0 0|spiral_shell e2b58f f0dcc0 0|fish 6f9ab5 d0dfe6 0
tropical_fish e59a2f 3f6fae 0
blowfish d9b85a f0e4c4 0|dolphin 6f8fa8 d0dde4 0|crab cc4a34 e58a6a 0|lobster c23a2f e06a50 0|shrimp e58f72 f2c0a8 0
squid d98f9a f0ccd0 0
shark 7b8b98 e0e6ea 0|jellyfish b58fd0 e6d0ee 0|coral e0705f f0a890 0|snail b98a5a d9c8a0 0
ant 3a2622 5a3a30 0
bug 6f9a45 3f5a30 0|honeybee e6b22f 2f2620 0|lady_beetle c9342f 2a2424 0|spider 2e2a30 5a4a50 0|scorpion 8a4a2f c98a50 0
butterfly df8a2f 2f2420 0|bat 4a3f4c 7a6878 0|cricket 6f9a45 4a6b30 0
fly 3f444a 8fa5b0 0
ghost efeff2 5a5f70 0|alien 8fb88a 2a2f36 0|robot a9b2ba 4f86a8 0|dragon 4f8a5a c9b85a 0|merperson 3f9a94 e0b08a 0
fire e8742a f5c84a 0|candle f0e6d0 e8a03a 0|crown d9a53a c23a4a 0|key c9a24a 8a6a2f 0|gem_stone 5fb8d0 c9ecf2 0
ring d9b04a bfe4ee 0
balloon cc3b3a f0d0c8 0|wrapped_gift c23a40 e6be55 0|ribbon d9476a f0a0b4 0|red_paper_lantern cf3a2a 2f2420 0
teddy_bear a8713f d9b080 0
books 8a3f35 3f6b86 0|open_book f0e8d8 7a4a35 0|scroll e6d5ae b08a50 0|violin a5562a e0b070 0|guitar b5642f e6c88a 0
trumpet d9aa42 a8782a 0
saxophone d9aa42 a8782a 0|drum c23f34 f0e4cc 0|accordion b8322f f0ece2 0|banjo d9b478 7a4a2a 0
musical_keyboard 26262a f2f0ea 0
soccer_ball f0efe9 26272b 0|basketball d9772f 2b2622 0|baseball f2efe6 c2372e 0|tennis c9d94a f2f2e2 0
volleyball f0e2b8 4a6fa8 0
american_football 8a4a2c f0e8d8 0|snowman f2f4f6 c2453a 0|snowman_without_snow f2f4f6 c2453a 0
jack-o-lantern df7f26 f5c84a 0
house cfa07a 9a4a3c 0|house_with_garden cfa07a 5f8a45 0|castle b0aba5 6b5a70 0|Japanese_castle ece6da 4f5a66 0
hut b98a50 7a5636 0
church e2dacb 7a4a3c 0|mosque e6dcc4 4f8f8a 0|tent c9823f 8a5228 0|circus_tent d0403a f2e8d4 0
ferris_wheel 5f86b0 d9556a 0
Tokyo_tower d0502f f0ece4 0|Statue_of_Liberty 6fa595 4f7f74 0|moai 77746e 565450 0|shinto_shrine c23a2a 2f2a2a 0
fountain b8bcc0 7fb5d0 0
factory a8705a 6b6f76 0|tractor c2402f 2b2b2e 0|fire_engine c22f2a e6e2da 0
ambulance efece6 c2372e 0
bus d9a035 33404c 0|trolleybus 4f86a5 e6e2d8 0|taxi e2b02f 2b2b30 0|rocket ece8e2 c2372e 0|flying_saucer a9b5bd 6fc0a0 0
canoe 9a6035 6b4226 0|airplane e4e7ea 4f6f95 0|satellite c9b05a 4a6b9a 0|parachute d0503f f0e6d0 0|cloud eef1f5 c9d2dc 0
rainbow e07a5a 6fa5d0 0|full_moon efe6c6 c9be9a 0|crescent_moon f0dc96 d0b25a 0|star f0c84a d9a030 0|sun f6cf55 f0a030 0
globe_showing_Europe-Africa 4f86b8 6f9a55 0|globe_showing_Americas 4f86b8 6f9a55 0
globe_showing_Asia-Australia 4f86b8 6f9a55 0
volcano 6b5048 e2622f 0|mountain 7a7f86 eef1f4 0|snow-capped_mountain 7a8794 f4f6f8 0|mount_fuji 5f7892 f4f6f8 0
snowflake e6f0f8 b8d0e6 0
umbrella_on_ground d9503f f0e2c4 0|umbrella c23a45 5a2a30 0|couch_and_lamp 8a4f4a d9b878 0|chair 9a6a40 c99a68 0
bed 7a5a44 e6dccb 0
door 8a5a38 c9a24a 0|rock 7d7a76 a5a29c 0|anchor 565f6a 8a949e 0|bow_and_arrow 8a5a32 c9b088 0
crossed_swords b5bdc6 6b4a30 0|shield 4f6a9a c9a24a 0
skull ece6d8 8a8478 0|television 3a3f46 7fa5c0 0|camera 2f3238 8f98a2 0|television 3a3f46 7fb0c9 0
light_bulb f3dc8a b0b4b8 0|light_bulb f3dc8a b0b4b8 0
"""


def _table() -> dict[str, tuple[int, int, float]]:
    table = {}
    for item in _COLOURS.replace("\n", "|").split("|"):
        if item:
            name, base, accent, below = item.split()
            table[name] = (int(base, 16), int(accent, 16), float(below))
    return table


TABLE = _table()


def colours(name: str, kind: Kind) -> tuple[Colour, Colour, float]:
    """Base colour, accent and where the accent begins (share of the height from the top, 0: nowhere)."""
    base, accent, below = TABLE.get(name, (kind.base, kind.accent, {0x4F8A45: 0.0}.get(kind.base, 0.0)))
    return bgr(base), bgr(accent), below
