"""Bring a decoded picture of any mode and profile to 8-bit sRGB without transparency.

Transparent parts become white, the paper most pictures with transparency are made for. A profile that cannot be read
or does not fit the picture is passed over, as browsers do.
"""

from __future__ import annotations

import io

from PIL import Image, ImageCms

_SIXTEEN_BIT = ("I;16", "I;16B", "I;16L", "I;16N")


def to_srgb(image: Image.Image) -> Image.Image:
    """Give the picture in mode RGB, over white, in sRGB. The profile is read from `image.info`."""
    image = _eight_bit(image)
    if "transparency" in image.info or image.mode in ("PA", "LA", "La", "RGBa"):
        image = image.convert("RGBA")
    elif image.mode in ("P", "1", "YCbCr", "HSV"):
        image = image.convert("RGB")
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = _through_profile(image.convert("RGB") if alpha else image)
    if alpha is None or alpha.getextrema() == (255, 255):
        return colours
    paper = Image.new("RGB", image.size, "white")
    paper.paste(colours, mask=alpha)
    return paper


def _eight_bit(image: Image.Image) -> Image.Image:
    """Pillow's own conversion of 16-bit grey clips; the darkest 255 of 65,535 levels would be all that is left."""
    if image.mode not in (*_SIXTEEN_BIT, "I"):
        return image
    profile = image.info.get("icc_profile")
    grey = image.convert("I").point(lambda level: level * (1 / 257) + 0.5).convert("L")
    grey.info = {"icc_profile": profile} if profile else {}
    return grey


def _through_profile(image: Image.Image) -> Image.Image:
    data = image.info.get("icc_profile")
    if data and image.mode in ("RGB", "L", "CMYK"):
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
            if image.mode == "RGB" and _is_srgb(profile):
                return image
            return _transformed(image, profile)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return image.convert("RGB")
    return image.convert("RGB")


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    """An sRGB picture keeps its very values; a round through the colour engine would shift some by one."""
    return ImageCms.getProfileDescription(profile).strip().lower().startswith("srgb")


def _transformed(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    srgb = ImageCms.createProfile("sRGB")
    result = ImageCms.profileToProfile(image, profile, srgb, renderingIntent=intent, outputMode="RGB", flags=flags)
    assert result is not None
    return result
