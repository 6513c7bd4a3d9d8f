"""Shots and their time: a plain prompt is one shot; `multi_prompt` is 1…6, and the seconds are shared out."""

from __future__ import annotations

from dataclasses import dataclass

from rushes.core.card import MAX_SECONDS, MIN_SECONDS
from rushes.core.fields import Fields, check_text, check_whole, show
from rushes.core.request import Shot
from rushes.errors import InvalidRequest

MAX_SHOTS, MAX_SHOT_PROMPT = 6, 512
ITEM_FIELDS = ("prompt", "duration", "index")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of `multi_prompt`, its time perhaps still open."""

    path: str
    prompt: str
    seconds: int | None
    index: int | None


def read_shots(fields: Fields, prompt: str | None, seconds: int | None, default: int) -> tuple[tuple[Shot, ...], int]:
    """The shots and the length of the film in whole seconds."""
    if prompt is not None:
        return (Shot(prompt, seconds or default),), seconds or default
    items = _sorted(fields, _items(fields))
    timed = sum(item.seconds or 0 for item in items)
    open_items = [item for item in items if item.seconds is None]
    if seconds is None:
        seconds = default if open_items else timed
    _fits(fields, items, timed, seconds)
    shares = iter(share_out(seconds - timed, len(open_items)))
    return tuple(Shot(item.prompt, item.seconds or next(shares)) for item in items), seconds


def share_out(seconds: int, parts: int) -> list[int]:
    """Whole seconds in equal parts, the remainder to the earlier ones."""
    if not parts:
        return []
    share, rest = divmod(seconds, parts)
    return [share + (at < rest) for at in range(parts)]


def _items(fields: Fields) -> list[_Item]:
    value, path = fields.values.get("multi_prompt"), fields.path("multi_prompt")
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_SHOTS:
        has = f"has {len(value)} items" if isinstance(value, list) else f"is {show(value)}"
        message = f'{path} {has}; allowed: a list of 1 to {MAX_SHOTS} objects {{"prompt": …, "duration": …}}.'
        raise InvalidRequest(message, param=path)
    return [_item(item, f"{path}[{at}]", index_as_text=fields.numbers_as_text) for at, item in enumerate(value)]


def _item(item: object, path: str, *, index_as_text: bool) -> _Item:
    if not isinstance(item, dict):
        raise InvalidRequest(f'{path} is {show(item)}; allowed: an object {{"prompt": …, "duration": …}}.', param=path)
    prompt = check_text(item.get("prompt"), f"{path}.prompt", MAX_SHOT_PROMPT)
    if prompt is None or not prompt.strip():
        message = f"{path}.prompt is missing or empty; say what the shot shows in 1 to {MAX_SHOT_PROMPT} characters."
        raise InvalidRequest(message, param=f"{path}.prompt")
    seconds = check_whole(item.get("duration"), f"{path}.duration", 1, MAX_SECONDS, text_ok=True)
    index = check_whole(item.get("index"), f"{path}.index", 1, MAX_SHOTS, text_ok=index_as_text)
    return _Item(path, prompt, seconds, index)


def _sorted(fields: Fields, items: list[_Item]) -> list[_Item]:
    if all(item.index is None for item in items):
        return items
    indexes = [item.index for item in items]
    if sorted(index or 0 for index in indexes) != list(range(1, len(items) + 1)):
        path = fields.path("multi_prompt")
        message = f"{path}: the indexes are {show(indexes)}; allowed: none at all, or each of 1 to {len(items)} once."
        raise InvalidRequest(message, param=path)
    return sorted(items, key=lambda item: item.index or 0)


def _fits(fields: Fields, items: list[_Item], timed: int, seconds: int) -> None:
    path, still_open = fields.path("multi_prompt"), sum(item.seconds is None for item in items)
    if not MIN_SECONDS <= seconds <= MAX_SECONDS:
        message = f"{path}: the durations sum to {seconds}; allowed: {MIN_SECONDS} to {MAX_SECONDS} seconds in all."
        raise InvalidRequest(message, param=path)
    if not still_open and timed != seconds:
        message = (
            f"{path}: the durations sum to {timed} but duration is {seconds}; make them equal or leave duration out."
        )
        raise InvalidRequest(message, param=path)
    if timed + still_open > seconds:
        message = (
            f"{path}: {len(items)} shots of at least 1 second each"
            f"{f' ({timed} seconds are given)' if timed else ''} do not fit into {seconds} seconds; "
            "raise duration or take fewer shots."
        )
        raise InvalidRequest(message, param=path)
