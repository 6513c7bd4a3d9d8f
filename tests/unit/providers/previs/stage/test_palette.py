"""The light of times and weathers."""

from __future__ import annotations

import numpy as np
import pytest

from rushes.providers.previs.scene import TIMES, WEATHERS
from rushes.providers.previs.stage.palette import palette, rgb


def test_every_time_and_weather_has_colours_in_range() -> None:
    for time in TIMES:
        for weather in WEATHERS:
            colours = palette(time, weather)
            for name in ("zenith", "middle", "horizon", "glow", "sun", "ambient", "haze", "shade"):
                assert all(0 <= channel <= 1 for channel in getattr(colours, name)), (time, weather, name)


def test_rain_greys_and_dims() -> None:
    clear, rain = palette("day", "clear"), palette("day", "rain")
    assert max(rain.zenith) - min(rain.zenith) < max(clear.zenith) - min(clear.zenith)
    assert rain.strength < 0.3 * clear.strength


def test_lamps_burn_by_night_only() -> None:
    assert palette("night", "clear").lamps > 0.9
    assert palette("day", "clear").lamps == 0


def test_hexadecimal_becomes_bgr() -> None:
    assert rgb("ff8000") == pytest.approx((0, 128 / 255, 1))


def test_light_brightens_and_haze_covers() -> None:
    colours = palette("day", "clear")
    albedo = np.full((2, 2, 3), 0.5)
    assert colours.lit(albedo, 1.0).mean() > colours.lit(albedo, 0.0).mean()
    assert np.allclose(colours.lit(albedo, 0.5, 1.0), colours.haze, atol=1e-5)


def test_moonlight_fades_colours() -> None:
    red = np.broadcast_to(np.array(rgb("d02010")), (1, 1, 3))
    lit = palette("moonlit", "clear").lit(red, 1.0)[0, 0]
    assert lit[2] / max(lit[0], 1e-3) < 6
