"""The demo's pictures: one for each published URL, real, and large enough for the contract."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from rushes.demo import stills
from rushes.media.images import prepare
from rushes.media.sources import read_source


def test_every_published_url_has_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stills, "WIDTH", 640)
    monkeypatch.setattr(stills, "HEIGHT", 360)
    pictures = stills.stills()
    for request in files("rushes.demo").iterdir():
        if request.name.endswith(".json"):
            body = json.loads(request.read_bytes())
            for field in ("image", "last_image"):
                assert body.get(field, "/first-frame.png").rpartition("/")[2] in pictures
    assert len(set(pictures.values())) == len(pictures)
    for uri in pictures.values():
        data = read_source(uri)
        assert isinstance(data, bytes)
        prepared = prepare(data)
        assert (prepared.width, prepared.height) == (stills.WIDTH, stills.HEIGHT)
