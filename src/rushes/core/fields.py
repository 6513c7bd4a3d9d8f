"""The fields of a create as a client wrote them: one flat mapping, each with its path for messages.

Contract names only; the wire's own shapes (nesting, multipart, other dialects) are `api/body.py`'s matter.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rushes.core.request import Warn
from rushes.errors import InvalidRequest

#: A number as JSON writes it.
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,4})?")

#: Where the contract puts each known field.
NESTED = ("negative_prompt", "cfg_scale", "shot_type", "multi_prompt", "element_list")
TOP = (
    "model", "prompt", "image", "last_image", "aspect_ratio", "duration", "callback_url", "external_task_id",
    "seed", "labels", "user",
)  # fmt: skip
KNOWN = TOP + NESTED
LONGEST_GUESSED = 128

#: Words other APIs use for a field of ours, so that a near miss can be named.
OTHER_NAMES = {
    "aspectratio": "aspect_ratio", "ratio": "aspect_ratio", "size": "aspect_ratio", "seconds": "duration",
    "length": "duration", "last_frame": "last_image", "end_image": "last_image", "image_tail": "last_image",
    "tail_image": "last_image", "end_frame": "last_image", "first_frame": "image", "first_image": "image",
    "image_url": "image", "input_image": "image", "start_image": "image", "input_reference": "image",
    "negativeprompt": "negative_prompt", "negative": "negative_prompt", "cfg": "cfg_scale",
    "guidance_scale": "cfg_scale", "shots": "multi_prompt", "multi_prompts": "multi_prompt",
    "elements": "element_list", "metadata": "labels", "webhook": "callback_url", "webhook_url": "callback_url",
    "model_name": "model", "text": "prompt", "random_seed": "seed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fields:
    """Field values by contract name; `paths` says where each stood in the body."""

    values: Mapping[str, object]
    paths: Mapping[str, str] = field(default_factory=dict)
    #: Multipart has no numbers: each may come as a string.
    numbers_as_text: bool = False
    #: Top-level fields that the contract does not know: other dialects may.
    others: Mapping[str, object] = field(default_factory=dict)

    def path(self, name: str) -> str:
        """The field's path as the client wrote it, or where the contract puts it."""
        return self.paths.get(name) or (f"extra_body.{name}" if name in NESTED else name)

    def given(self, name: str) -> bool:
        """Whether the field is there; null counts as absent."""
        return self.values.get(name) is not None

    def text(self, name: str, most: int) -> str | None:
        """A string of at most `most` characters."""
        return check_text(self.values.get(name), self.path(name), most)

    def choice(self, name: str, allowed: Sequence[str]) -> str | None:
        """One of the allowed strings."""
        value = self.values.get(name)
        if value is None or value in allowed:
            return value  # type: ignore[return-value]
        # A guess takes time that grows with the length.
        near = isinstance(value, str) and len(value) <= LONGEST_GUESSED
        close = difflib.get_close_matches(str(value), allowed, 1) if near else []
        hint = f" Did you mean {json.dumps(close[0])}?" if close else ""
        raise InvalidRequest(
            f"{self.path(name)} is {show(value)}; allowed: {listed(allowed)}.{hint}", param=self.path(name)
        )

    def whole(self, name: str, least: int, most: int, *, text_ok: bool = False) -> int | None:
        """A whole number within bounds; a numeric string where `text_ok`."""
        ok = text_ok or self.numbers_as_text
        return check_whole(self.values.get(name), self.path(name), least, most, text_ok=ok)

    def number(self, name: str, least: float, most: float) -> float | None:
        """A number within bounds."""
        value, path = self.values.get(name), self.path(name)
        if value is None:
            return None
        if self.numbers_as_text and isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            value = float(value)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise InvalidRequest(f"{path} is {show(value)}; allowed: a number from {least:g} to {most:g}.", param=path)
        return float(value)


def check_text(value: object, path: str, most: int) -> str | None:
    """A string of at most `most` characters, or None for an absent one."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise InvalidRequest(f"{path} is {show(value)}; allowed: a string.", param=path)
    if len(value) > most:
        message = f"{path} has {len(value)} characters; allowed: at most {most}. Shorten it by {len(value) - most}."
        raise InvalidRequest(message, param=path)
    if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise InvalidRequest(f"{path} holds a character that is not text (NUL or half a surrogate pair).", param=path)
    return value


def check_whole(value: object, path: str, least: int, most: int, *, text_ok: bool = False) -> int | None:
    """A whole number within bounds, or None for an absent one. 5.0 is whole; true is no number."""
    if value is None:
        return None
    number = value
    if text_ok and isinstance(value, str) and re.fullmatch(r"[0-9]{1,20}", value.strip()):
        number = int(value)
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        message = f"{path} is {show(value)}; allowed: a whole number from {least} to {most}."
        raise InvalidRequest(message, param=path)
    return number


def strangers(item: Mapping[str, object], path: str, known: Sequence[str]) -> list[Warn]:
    """Warnings for the keys of a list's item that nobody knows."""
    found = []
    for name in item:
        if name not in known:
            near = meant(name) if len(name) <= LONGEST_GUESSED else None
            hint = f" Did you mean {near}?" if near in known else ""
            shown = show(name)[1:-1].encode("utf-8", "backslashreplace").decode()
            found.append(Warn(f"{path}.{shown}", f"{path}.{shown} is not a field of this API and has no effect.{hint}"))
    return found


def show(value: object) -> str:
    """A value as JSON for a message, cut to a readable length."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:76]}…"


def listed(allowed: Sequence[str]) -> str:
    """Allowed strings for a message."""
    return ", ".join(json.dumps(word) for word in allowed)


def meant(name: str) -> str | None:
    """The known field that a client who wrote `name` probably meant."""
    plain = name.lower().replace("-", "_")
    if plain in OTHER_NAMES:
        return OTHER_NAMES[plain]
    squeezed = {known.replace("_", ""): known for known in KNOWN}
    if plain.replace("_", "") in squeezed:
        return squeezed[plain.replace("_", "")]
    close = difflib.get_close_matches(plain, KNOWN, 1, cutoff=0.8)
    return close[0] if close else None
