import pytest

from rushes.providers.previs.script import read


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a street with mountains in the distance", "street"),
        ("a mountain lake", "lake"),
        ("a forest road", "road"),
        ("a village by the sea", "village"),
        ("birds in the sky over the sea", "sea"),
        ("a plane in the sky", "sky"),
        ("an astronaut", "space"),
        ("a whale", "underwater"),
        ("a chef", "kitchen"),
        ("a sailboat", "sea"),
        ("a fjord", "lake"),
        ("a bedroom", "interior"),
        ("a theatre", "stage"),
        ("Mars", "desert"),
        ("苏州园林", "garden"),
        ("海底", "underwater"),
        ("上海", "city"),
        ("a teapot", "studio"),
        ("a product shot of a watch", "studio"),
    ],
)
def test_places(prompt: str, place: str) -> None:
    assert read(prompt).place == place


def test_a_place_behind_becomes_a_prop() -> None:
    assert "mountains" in read("a lake with mountains in the background").props


@pytest.mark.parametrize(
    ("prompt", "time", "weather"),
    [
        ("the sea on a moonlit night", "moonlit", None),
        ("a rainy night in the city", "night", "rain"),
        ("a field on a sunny day", "day", "clear"),
        ("雨夜的街道", "night", "rain"),
        ("a storm at sea in the rain", None, "storm"),
        ("fog over a lake at first light", "dawn", "fog"),
        ("a road in the blue hour", "dusk", None),
    ],
)
def test_times_and_weathers(prompt: str, time: str | None, weather: str | None) -> None:
    scene = read(prompt)
    assert time in (None, scene.time)
    assert weather in (None, scene.weather)


def test_snow_lies_without_falling() -> None:
    lying, falling = read("snow-covered mountains under a clear sky"), read("snow falls on a village")
    assert (lying.snowy, lying.weather, falling.snowy, falling.weather) == (True, "clear", True, "snow")


def test_a_lighter_weather_stays_beside_a_heavier_one() -> None:
    scene = read("rain and fog in a forest")
    assert (scene.weather, "fog" in scene.props) == ("rain", True)


@pytest.mark.parametrize(
    ("prompt", "style", "mood"),
    [
        ("watercolor of a lake, serene", "watercolour", "calm"),
        ("水墨山水", "ink", "calm"),
        ("film noir street, ominous", "noir", "dark"),
        ("an epic anime battle", "anime", "epic"),
        ("a storm at sea", "", "tense"),
        ("newlyweds on a beach", "", "tender"),
    ],
)
def test_styles_and_moods(prompt: str, style: str, mood: str) -> None:
    scene = read(prompt)
    assert (scene.style, scene.mood) == (style, mood)


def test_white_peaks_behind_flowers_are_no_snow_on_the_field() -> None:
    scene = read("A train crosses a field of rapeseed, snowy mountains in the distance.")
    assert scene.place == "field" and not scene.snowy and "mountains" in scene.props


def test_waters_come_before_the_mountains_round_them() -> None:
    assert read("A woman walks by the river in the mountains.").place == "river"


def test_under_a_closed_sky_no_low_sun_is_chosen() -> None:
    assert read("A rainy afternoon feeling on the meadow in heavy rain.").time not in ("golden", "sunset")
    assert read("Heavy rain over the sea.", seed=3).time == "day"


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a white lighthouse on a cliff, big waves crashing", "coast"),
        ("a volcano with lava flowing into the sea", "coast"),
        ("a goat on a cliff", "mountains"),
        ("mountains with the sea in the distance", "mountains"),
    ],
)
def test_heights_over_the_sea_are_its_coast(prompt: str, place: str) -> None:
    assert read(prompt).place == place
