"""The light of a shot: one hand-mixed palette for each time of day, bent by the weather.

Colours are BGR in 0…1. How things are painted with it is the places' matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from rushes.providers.previs.picture import Colour, Floats
from rushes.providers.previs.stage.noise import Values, mix


def rgb(hexadecimal: str) -> Colour:
    """'ff8800' as BGR floats."""
    return (int(hexadecimal[4:6], 16) / 255, int(hexadecimal[2:4], 16) / 255, int(hexadecimal[0:2], 16) / 255)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of light and air at one time of day in one weather."""

    zenith: Colour
    middle: Colour
    horizon: Colour
    #: The halo around the sun and the warm band along the horizon.
    glow: Colour
    #: Direct light.
    sun: Colour
    #: Light from the sky all around.
    ambient: Colour
    #: What distance turns into.
    haze: Colour
    #: The darkest near shadow.
    shade: Colour
    #: Height of the sun or moon over the horizon, 0 … 1 of the sky.
    elevation: float
    #: Share of direct light that arrives.
    strength: float = 1.0
    stars: float = 0.0
    #: Share of the sky under cloud.
    cover: float = 0.34
    #: How thick the air is: 1 is a clear day.
    air: float = 1.0
    #: Lamps and windows are lit.
    lamps: float = 0.0
    moon: bool = False

    def lit(self, albedo: Colour | Values, light: Values | float, haze: Values | float = 0.0) -> Floats:
        """A surface of colour `albedo` under `light` (0 shadow … 1 full sun), seen through `haze` (0 … 1)."""
        share, body = np.asarray(light, np.float32), np.asarray(albedo, np.float32)
        if self.moon:
            # By moonlight colours fade to the eye.
            grey = body @ np.array([0.114, 0.587, 0.299], np.float32)
            body = body + (grey[..., None] - body) * np.float32(0.62)
        direct, sky = (0.62 if self.moon else 1.12) * self.strength, 0.43 + 0.39 * (1 - self.strength)
        planes = []
        for channel in range(3):
            plane = share * (self.sun[channel] * direct + self.ambient[channel] * 0.16) + self.ambient[channel] * sky
            planes.append(np.asarray(body[..., channel] * plane, np.float32))
        colour = np.asarray(np.stack(planes, -1) if planes[0].ndim != 2 else cv2.merge(planes), np.float32)
        if isinstance(haze, float) and haze == 0.0:
            return colour
        return mix(colour, self.haze, np.asarray(haze, np.float32)[..., None])


def _of(
    stops: str,
    elevation: float,
    *,
    strength: float = 1.0,
    stars: float = 0.0,
    cover: float = 0.34,
    lamps: float = 0.0,
    moon: bool = False,
) -> Palette:
    zenith, middle, horizon, glow, sun, ambient, haze, shade = (rgb(word) for word in stops.split())
    return Palette(
        zenith, middle, horizon, glow, sun, ambient, haze, shade, elevation,
        strength=strength, stars=stars, cover=cover, lamps=lamps, moon=moon,
    )  # fmt: skip


#: zenith, middle, horizon, glow, sun, ambient, haze, shade.
TIMES = {
    "dawn": _of("465a92 b99bbd ffdcc0 ffb08c ffd6b0 9a9cc6 e6b9bd 2a2848", 0.10, lamps=0.3),
    "morning": _of("4d97d6 9fd0ea fff3da ffeec2 fff0cf a9c8e4 d3e6ee 26384c", 0.46, cover=0.42),
    "day": _of("2d79c6 6fb5e8 d6eff8 fffdf0 fff6e0 a6caec b9dbee 20384f", 0.80, cover=0.46),
    "golden": _of("557bab dcb08a ffe2a2 ffc45e ffdc98 ab9297 f6cb92 35262e", 0.20),
    "sunset": _of("2e2c66 c4547e ffa65e ff7a3c ffbe78 7f5d86 ee8a70 221a38", 0.07, lamps=0.5),
    "dusk": _of("101d47 46558f e7a892 d98078 e2a293 56639a 8a8db4 10162f", -0.06, lamps=1.0, stars=0.25, strength=0.35),
    "night": _of(
        "060c24 122450 2b4a7c 3d629a b4c8f4 3d568a 26406f 060a1a", 0.72, lamps=1.0, stars=1.0, strength=0.45, moon=True
    ),
    "moonlit": _of(
        "0b1a40 21447a 739cc2 a9d2ec dcebff 43628f 5c86b2 081024", 0.50, lamps=0.8, stars=0.55, strength=0.8, moon=True
    ),
}


def _greyed(colour: Colour, amount: float, tint: Colour = (1.04, 1.0, 0.96)) -> Colour:
    grey = 0.114 * colour[0] + 0.587 * colour[1] + 0.299 * colour[2]
    return _between(colour, (tint[0] * grey, tint[1] * grey, tint[2] * grey), amount)


def _scaled(colour: Colour, factor: float) -> Colour:
    """Brighter or darker in its own hue: no channel is cut off."""
    factor = min(factor, 1 / max(*colour, 1e-6))
    return colour[0] * factor, colour[1] * factor, colour[2] * factor


def _between(a: Colour, b: Colour, t: float) -> Colour:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


#: greying, direct light, cloud cover, air, brightness, how far the sky closes towards one tone.
WEATHERS = {
    "clear": (0.0, 1.0, None, 1.0, 1.0, 0.0),
    "wind": (0.0, 1.0, 0.5, 0.9, 1.0, 0.0),
    "cloudy": (0.10, 0.85, 0.72, 1.1, 0.98, 0.10),
    "overcast": (0.45, 0.22, 1.0, 1.5, 0.93, 0.55),
    "fog": (0.42, 0.30, 0.30, 3.2, 1.0, 0.75),
    "rain": (0.48, 0.16, 1.0, 2.0, 0.78, 0.50),
    "storm": (0.50, 0.10, 1.0, 1.8, 0.66, 0.42),
    "snow": (0.45, 0.30, 0.9, 2.4, 1.02, 0.62),
}

#: How much longer a film is exposed under a closed sky, so that a storm in the evening is not black.
EXPOSED = {"overcast": 1.15, "rain": 1.35, "storm": 1.5}
#: How far lamps and windows are lit by day under it.
LAMPLIT = {"rain": 0.3, "storm": 0.58}


def palette(time: str, weather: str) -> Palette:
    """The palette of a time of day in a weather; what it does not know it takes for golden and clear."""
    base = TIMES.get(time, TIMES["golden"])
    grey, strength, cover, air, bright, closed = WEATHERS.get(weather, WEATHERS["clear"])
    night = 1.0 if base.moon else 0.25 if base.stars > 0.2 else 0.0
    if night:
        # Night takes less from what is dark already, and clouds hand down the light of the land below them.
        bright = bright ** (1 - 0.7 * night) * (1 + 0.95 * closed * night)
    tone = _between(base.haze, base.middle, 0.35)
    exposed = 1.0 if base.moon else EXPOSED.get(weather, 1.0)

    def sky(colour: Colour) -> Colour:
        return _scaled(_greyed(_between(colour, tone, closed), grey), bright)

    return replace(
        base,
        zenith=_scaled(sky(base.zenith), 1 - 0.22 * (weather == "storm")),
        middle=sky(base.middle),
        horizon=sky(base.horizon),
        glow=_greyed(base.glow, grey * 0.6),
        sun=_greyed(base.sun, grey * 0.5),
        ambient=_scaled(_greyed(base.ambient, grey), bright * (1 + 0.75 * closed * night) * exposed),
        haze=sky(base.haze),
        shade=_greyed(base.shade, grey * 0.7),
        strength=base.strength * strength,
        stars=base.stars * max(0.0, 1 - 1.6 * closed),
        cover=base.cover if cover is None else cover,
        air=air,
        lamps=max(base.lamps, LAMPLIT.get(weather, 0.0)),
    )
