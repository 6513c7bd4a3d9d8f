"""What the tests of the renderer share: a picture goes through the subject's net once in a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rushes.providers.previs.photo import subject
from rushes.providers.previs.picture import Floats, Image


@pytest.fixture(scope="session", autouse=True)
def seen_once() -> Iterator[None]:
    """The net takes most of a second a picture, and tests look at the same few pictures again and again."""
    real, known = subject._by_net, dict[tuple[tuple[int, ...], bytes], Floats]()

    def remembered(image: Image, model: Path) -> Floats:
        key = (image.shape, image.tobytes())
        if key not in known:
            known[key] = real(image, model)
        return known[key].copy()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(subject, "_by_net", remembered)
        yield
