"""Finds a word of the prompt that shades a place: whole words in letters, any run of characters in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rushes.providers.previs.scene import Scene


@lru_cache(maxsize=1024)
def _pattern(word: str) -> re.Pattern[str]:
    plain = re.escape(word.replace("-", " "))
    return re.compile(rf"\b{plain}(?:s|es|er|ers|ing)?\b" if word.isascii() else plain)


def said(scene: Scene, words: Iterable[str]) -> int:
    """Where the first of the words stands in a scene's prompt and props; -1 where none does."""
    text = f"{scene.prompt.lower()} {' '.join(scene.props).replace('_', ' ')}"
    found = [match.start() for word in words if (match := _pattern(word).search(text))]
    return min(found, default=-1)
