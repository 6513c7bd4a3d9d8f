"""Words for the hand-made rigs in English and Chinese; the outlines' words come with their names."""

from __future__ import annotations

_EN = """
man: man, guy, gentleman, father, dad, husband, boyfriend, hero, stranger, traveler, traveller, wanderer, figure, male
person: person, human, someone, somebody, people, character, pedestrian, passerby, villager
woman: woman, lady, mother, mom, wife, girlfriend, heroine, female, actress
boy: boy, son, lad, child, kid, schoolboy
girl: girl, daughter, schoolgirl
baby: baby, infant
oldman: old man, elderly man, grandfather, grandpa, elder
oldwoman: old woman, elderly woman, grandmother, grandma
couple: couple, lovers, man and woman, newlyweds
friends: friends, two people, two friends, two women
family: family, mother and child, mother and daughter
statue: statue, sculpture
crowd: crowd, audience, tourists, pedestrians, shoppers, refugees, protesters, villagers, travelers, passengers, dancers
dancer: dancer
ballerina: ballerina, ballet dancer
musician: musician, guitarist, street musician
chef: chef, cook, baker
detective: detective, spy, private eye
samurai: samurai, ronin, swordsman
knight: knight, warrior, paladin
hiker: hiker, backpacker, mountaineer, climber, explorer, adventurer
wizard: wizard, mage, sorcerer, magician
witch: witch
monk: monk, nun
king: king, emperor
queen: queen, empress
princess: princess
superhero: superhero
cowboy: cowboy
farmer: farmer, gardener, shepherd
fisherman: fisherman, sailor
soldier: soldier, guard
worker: worker, construction worker, engineer, miner, builder
firefighter: firefighter, fireman
doctor: doctor, scientist, surgeon, professor
nurse: nurse
pirate: pirate
ninja: ninja, assassin
vampire: vampire, dracula
athlete: athlete, runner, jogger, player, boxer
police: police, police officer, policeman, policewoman, cop
businessman: businessman, businesswoman, office worker, waiter, butler, groom
bride: bride
astronaut: astronaut, spaceman, cosmonaut, spacewoman
cyclist: cyclist, biker on a bicycle
rider: rider, horseman, horsewoman, rider on a horse, rider on horseback, horse rider, jockey
dog: dog, puppy, hound, retriever, shepherd dog, corgi, husky
wolf: wolf, coyote
fox: fox
cat: cat, kitten, kitty
horse: horse, pony, stallion, mare, foal
deer: deer, stag, doe, reindeer, elk
bear: bear, grizzly
panda: panda
elephant: elephant, mammoth
cow: cow, bull, ox, calf
sheep: sheep, lamb, ewe
rabbit: rabbit, bunny, hare
lion: lion, lioness
tiger: tiger, leopard, cheetah, panther, jaguar
pig: pig, boar
goat: goat
zebra: zebra
giraffe: giraffe
camel: camel
unicorn: unicorn
mouse: mouse, rat
bird: bird, sparrow, swallow, crow, raven, pigeon
gull: gull, seagull, albatross
eagle: eagle, hawk, falcon, condor, vulture
owl: owl
dove: dove
crane: crane, heron, stork
flock: flock, flock of birds, birds, gulls, seagulls, geese
fish: fish, salmon, koi, carp
goldfish: goldfish, tropical fish, clownfish
school: school of fish, fishes, shoal
whale: whale, humpback
dolphin: dolphin
orca: orca
shark: shark
turtle: turtle, sea turtle, tortoise
jellyfish: jellyfish
butterfly: butterfly, moth
sailboat: sailboat, sailing boat, yacht, sailing ship, schooner
boat: boat, rowboat, rowing boat, canoe, dinghy, gondola
submarine: submarine
ship: ship, cargo ship, freighter, tanker, cruise ship, ocean liner, ferry, vessel, container ship
galleon: galleon, pirate ship, tall ship
car: car, automobile, sedan, vehicle
taxi: taxi, cab
convertible: convertible, cabriolet, roadster
vintage car: vintage car, classic car, antique car
police car: police car, patrol car
van: van, camper van, minivan
tractor: tractor
trawler: trawler, fishing boat, fishing trawler, tugboat
kayak: kayak
toddler: toddler
newlyweds: newlyweds, bride and groom
father and son: father and son
mother and son: mother and son
father and daughter: father and daughter
old couple: old couple, elderly couple
sports car: sports car, race car, racing car, supercar
truck: truck, lorry, pickup
bus: bus, coach, school bus
train: train, high-speed train, bullet train, subway, metro, tram
steam train: steam train, steam locomotive, locomotive
bicycle: bicycle, bike
motorcycle: motorcycle, motorbike, motorcyclist, biker
plane: plane, airplane, aeroplane, airliner, jet, aircraft
helicopter: helicopter, chopper
rocket: rocket, spaceship, spacecraft, starship, missile
balloon: hot air balloon, hot-air balloon, air balloon
kite: kite
drone: drone, quadcopter
ufo: ufo, flying saucer
robot: robot, android, cyborg
dragon: dragon, wyvern
"""
_ZH = """
man: 男人, 男子, 男士, 男生, 先生, 父亲, 爸爸, 旅人, 青年, 男孩子, 路人
person: 人, 人物, 人类, 行人, 某人
woman: 女人, 女子, 女士, 女生, 母亲, 妈妈, 少妇, 姑娘, 美女
boy: 男孩, 孩子, 小孩, 儿童, 小男孩, 少年
girl: 女孩, 小女孩, 少女
baby: 婴儿, 宝宝
oldman: 老人, 老爷爷, 爷爷, 老头, 老翁
oldwoman: 老奶奶, 奶奶, 老太太, 外婆
couple: 情侣, 夫妻, 恋人, 夫妇, 一对情侣
friends: 朋友, 两个人, 两人
family: 家人, 一家人, 母女, 母子
statue: 雕像, 雕塑
crowd: 人群, 观众, 游客, 人们
dancer: 舞者, 舞蹈演员
ballerina: 芭蕾舞者, 芭蕾舞演员
musician: 音乐家, 吉他手, 乐手
chef: 厨师, 大厨
detective: 侦探
samurai: 武士, 侠客, 剑客, 剑士
knight: 骑士, 战士
hiker: 徒步者, 登山者, 背包客, 探险家
wizard: 巫师, 魔法师
witch: 女巫
monk: 和尚, 僧人, 道士
king: 国王, 皇帝
queen: 女王, 皇后
princess: 公主
superhero: 超级英雄
cowboy: 牛仔
farmer: 农民, 农夫, 牧羊人
fisherman: 渔夫, 渔民, 水手
soldier: 士兵, 军人
worker: 工人, 工程师
firefighter: 消防员
doctor: 医生, 科学家
nurse: 护士
pirate: 海盗
ninja: 忍者
vampire: 吸血鬼
athlete: 运动员, 跑者
police: 警察
businessman: 商人, 上班族, 新郎
bride: 新娘
astronaut: 宇航员, 航天员, 太空人
cyclist: 骑行者, 骑自行车的人
rider: 骑马的人, 骑手, 骑兵
dog: 狗, 小狗, 犬, 柴犬
wolf: 狼
fox: 狐狸
cat: 猫, 小猫, 猫咪
horse: 马, 骏马, 白马
deer: 鹿, 小鹿, 麋鹿
bear: 熊, 棕熊
panda: 熊猫, 大熊猫
elephant: 大象, 象
cow: 牛, 奶牛, 水牛
sheep: 羊, 绵羊, 羊群
rabbit: 兔子, 小兔, 白兔
lion: 狮子
tiger: 老虎, 虎, 豹
pig: 猪
goat: 山羊
zebra: 斑马
giraffe: 长颈鹿
camel: 骆驼
unicorn: 独角兽
mouse: 老鼠
bird: 鸟, 小鸟, 飞鸟, 燕子, 乌鸦
gull: 海鸥
eagle: 鹰, 老鹰, 雄鹰
owl: 猫头鹰
dove: 鸽子, 白鸽
crane: 鹤, 仙鹤, 白鹭
flock: 鸟群, 群鸟, 一群鸟, 大雁
fish: 鱼, 锦鲤
goldfish: 金鱼, 热带鱼
school: 鱼群
whale: 鲸鱼, 鲸
dolphin: 海豚
orca: 虎鲸
shark: 鲨鱼
turtle: 海龟, 乌龟
jellyfish: 水母
butterfly: 蝴蝶
sailboat: 帆船
boat: 小船, 木船, 独木舟, 船
submarine: 潜艇
ship: 轮船, 货轮, 邮轮, 大船
galleon: 海盗船, 古船
car: 汽车, 轿车, 小汽车, 车
taxi: 出租车
convertible: 敞篷车
vintage car: 老爷车
police car: 警车
van: 面包车, 房车
tractor: 拖拉机
trawler: 渔船
kayak: 皮划艇
toddler: 幼儿
newlyweds: 新郎新娘
father and son: 父子
mother and son: 母子
father and daughter: 父女
old couple: 老夫妻
sports car: 跑车, 赛车
truck: 卡车, 货车
bus: 公交车, 巴士, 公共汽车
train: 火车, 列车, 高铁, 地铁, 电车
steam train: 蒸汽火车, 蒸汽机车
bicycle: 自行车, 单车
motorcycle: 摩托车
plane: 飞机, 客机
helicopter: 直升机
rocket: 火箭, 飞船, 宇宙飞船
balloon: 热气球
kite: 风筝
drone: 无人机
ufo: 飞碟
robot: 机器人
dragon: 龙, 飞龙, 巨龙
"""
#: Everyday words for outlines whose own name is longer.
_ALIASES = {
    "en": {
        "apple": "red_apple", "tree": "deciduous_tree", "pine": "evergreen_tree", "pine tree": "evergreen_tree",
        "lantern": "red_paper_lantern", "gift": "wrapped_gift", "present": "wrapped_gift", "cake": "birthday_cake",
        "coffee": "hot_beverage", "cup of coffee": "hot_beverage", "tea": "teacup_without_handle",
        "cup": "hot_beverage",
        "football": "soccer_ball", "soccer ball": "soccer_ball", "ball": "soccer_ball", "pumpkin": "jack-o-lantern",
        "diamond": "gem_stone", "gem": "gem_stone", "crystal": "gem_stone", "moon": "full_moon",
        "earth": "globe_showing_Europe-Africa",
        "planet": "ringed_planet", "saturn": "ringed_planet", "dinosaur": "T-Rex", "tyrannosaurus": "T-Rex",
        "book": "open_book",
        "sofa": "couch_and_lamp", "couch": "couch_and_lamp", "phone": "mobile_phone", "smartphone": "mobile_phone",
        "laptop": "laptop", "computer": "laptop", "piano": "musical_keyboard", "snow man": "snowman_without_snow",
        "hot air": "balloon", "party balloon": "balloon", "toy bear": "teddy_bear", "sword": "dagger",
        "ufo": "flying_saucer",
        "beer": "beer_mug", "wine": "wine_glass", "burger": "hamburger", "donut": "doughnut", "flower": "blossom",
        "bee": "honeybee",
        "ladybug": "lady_beetle", "shell": "spiral_shell", "corn": "ear_of_corn", "orange": "tangerine",
        "cherry": "cherries",
        "pagoda": "Japanese_castle", "temple": "shinto_shrine", "shrine": "shinto_shrine", "fireplace": "fire",
        "campfire": "fire",
        "bonfire": "fire", "flame": "fire", "ramen": "steaming_bowl", "noodles": "steaming_bowl", "soup": "pot_of_food",
        "skyscraper": "office_building", "cherry tree": "cherry_blossom", "palm": "palm_tree", "stone": "rock",
        "lamp": "light_bulb",
        "bulb": "light_bulb", "treasure": "money_bag", "suitcase": "luggage", "barrel": "oil_drum",
        "parasol": "umbrella_on_ground",
    },
    "zh": {
        "苹果": "red_apple", "树": "deciduous_tree", "大树": "deciduous_tree", "松树": "evergreen_tree",
        "灯笼": "red_paper_lantern",
        "礼物": "wrapped_gift", "蛋糕": "birthday_cake", "咖啡": "hot_beverage", "茶": "teacup_without_handle",
        "足球": "soccer_ball",
        "南瓜": "jack-o-lantern", "钻石": "gem_stone", "宝石": "gem_stone", "月亮": "full_moon",
        "地球": "globe_showing_Europe-Africa",
        "恐龙": "T-Rex", "书": "open_book", "沙发": "couch_and_lamp", "手机": "mobile_phone", "电脑": "laptop",
        "钢琴": "musical_keyboard",
        "剑": "dagger", "啤酒": "beer_mug", "汉堡": "hamburger", "花": "blossom", "蜜蜂": "honeybee", "火": "fire",
        "篝火": "fire",
        "城堡": "castle", "房子": "house", "石头": "rock", "蜡烛": "candle", "面条": "steaming_bowl", "寿司": "sushi",
        "玫瑰": "rose",
        "小提琴": "violin", "吉他": "guitar", "雪人": "snowman_without_snow", "企鹅": "penguin", "章鱼": "octopus",
        "猴子": "monkey",
    },
}  # fmt: skip


#: Outlines that show what a rig draws better: their words mean the rig.
_RIGGED = """
car: automobile sport_utility_vehicle, taxi: taxi auto_rickshaw, sports car: racing_car
truck: delivery_truck articulated_lorry pickup_truck, bus: bus trolleybus minibus
steam train: locomotive, train: train high-speed_train bullet_train railway_car light_rail tram tram_car
bicycle: bicycle, motorcycle: motorcycle, sailboat: sailboat, ship: ship passenger_ship ferry, boat: canoe
plane: airplane small_airplane, helicopter: helicopter, rocket: rocket, ufo: flying_saucer, kite: kite, robot: robot
dog: dog poodle guide_dog, cat: cat, horse: horse, rabbit: rabbit, cow: cow ox water_buffalo, pig: pig boar
sheep: ewe ram, goat: goat, camel: camel two-hump_camel, giraffe: giraffe, elephant: elephant mammoth, mouse: mouse rat
panda: panda, lion: lion, tiger: tiger leopard, unicorn: unicorn, deer: deer moose, zebra: zebra
whale: whale spouting_whale, dolphin: dolphin, shark: shark, fish: fish, goldfish: tropical_fish
turtle: turtle, jellyfish: jellyfish, butterfly: butterfly, bird: bird, dove: dove, owl: owl
dragon: dragon
"""


def rigged() -> dict[str, str]:
    """Names of outlines to the rig that is drawn instead."""
    pairs = (item.split(": ") for item in _RIGGED.strip().replace("\n", ", ").split(", "))
    return {sign: name for name, signs in pairs for sign in signs.split()}


def rig_words(language: str) -> dict[str, str]:
    """Words for the rigs of a language, to their names."""
    text = {"en": _EN, "zh": _ZH}.get(language, "")
    words: dict[str, str] = {}
    for row in text.strip().splitlines():
        name, _, said = row.partition(": ")
        for word in said.split(", "):
            words.setdefault(word, name)
    return words


def outline_aliases(language: str) -> dict[str, str]:
    """Everyday words for outlines."""
    return _ALIASES.get(language, {})
