"""What the settings of Kling refuse, each with its fix; nothing of a key is shown."""

from __future__ import annotations

from typing import Any

import pytest

from rushes.errors import SettingsInvalid
from rushes.settings import load


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"access_key": "topsecret"}, "belong together"),
        ({"api_key": "topsecret", "access_key": "a", "secret_key": "b"}, "not both"),
        ({"access_key": "topsecret", "secret_key": "b", "dialect": "v2"}, "api_key only"),
        ({"api_key": "topsecret", "base_url": "kling.example"}, "must begin with https://"),
        ({"api_key": "topsecret", "poll_most_seconds": 1}, "poll_most_seconds"),
        ({"api_key": "topsecret", "slots": 0}, "providers.kling.slots"),
        ({"api_kye": "topsecret"}, "Did you mean providers.kling.api_key?"),
    ],
)
def test_a_fault_names_the_fix_and_no_secret(given: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load({"providers": {"kling": given}})
    assert says in caught.value.message
    assert "topsecret" not in caught.value.message


def test_the_environment_configures_kling_and_previs_stands_in_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().previs_stands_in
    monkeypatch.setenv("RUSHES_PROVIDERS__KLING__API_KEY", "k")
    monkeypatch.setenv("RUSHES_PROVIDERS__KLING__BASE_URL", "http://127.0.0.1:8701/")
    monkeypatch.setenv("RUSHES_PROVIDERS__KLING__SLOTS", "7")
    settings = load()
    kling = settings.providers.kling
    assert (kling.configured, kling.base_url, kling.slots) == (True, "http://127.0.0.1:8701", 7)
    assert not settings.previs_stands_in
    monkeypatch.setenv("RUSHES_PREVIS__STAND_IN", "true")
    assert load().previs_stands_in
