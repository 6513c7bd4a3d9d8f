"""OpenAI's names for a create's fields: `seconds` is our duration, `size` our ratio, `input_reference` our image."""

from __future__ import annotations

from rushes.core.card import SIZES
from rushes.core.fields import Fields, show
from rushes.core.request import Warn
from rushes.errors import InvalidRequest

NAMES = {"seconds": "duration", "input_reference": "image"}
RATIOS = {f"{width}x{height}": ratio for sizes in SIZES.values() for ratio, (width, height) in sizes.items()}
TIERS = {f"{width}x{height}": tier for tier, sizes in SIZES.items() for width, height in sizes.values()}


def from_openai(fields: Fields, warnings: tuple[Warn, ...]) -> tuple[Fields, tuple[Warn, ...]]:
    """The same fields under the contract's names. The contract's own names keep working beside them."""
    values, paths = dict(fields.values), dict(fields.paths)
    for theirs, ours in NAMES.items():
        value = _unwrapped(fields.others.get(theirs))
        if value is None:
            continue
        if values.get(ours) not in (None, value):
            raise InvalidRequest(f"{theirs} and {ours} are both given and differ; send one.", param=theirs)
        values[ours], paths[ours] = value, theirs
    size = fields.others.get("size")
    if size is not None:
        ratio = _ratio(size, values.get("model"))
        if values.get("aspect_ratio") not in (None, ratio):
            raise InvalidRequest("size and aspect_ratio are both given and differ; send one.", param="size")
        values["aspect_ratio"], paths["aspect_ratio"] = ratio, "size"
    taken = {*NAMES, "size"}
    left = tuple(warning for warning in warnings if warning.param not in taken)
    return Fields(values, paths, fields.numbers_as_text, fields.others), left


def _unwrapped(value: object) -> object:
    """OpenAI's JSON form of a reference is `{"image_url": …}`."""
    if isinstance(value, dict) and set(value) == {"image_url"}:
        return value["image_url"]
    return value


def _ratio(size: object, model: object) -> str:
    tier = "pro" if "-pro-" in str(model) else "std"
    allowed = [name for name, of in TIERS.items() if of == tier]
    if not isinstance(size, str) or size not in RATIOS or TIERS[size] != tier:
        raise InvalidRequest(f"size is {show(size)}; allowed for {model}: {', '.join(allowed)}.", param="size")
    return RATIOS[size]
