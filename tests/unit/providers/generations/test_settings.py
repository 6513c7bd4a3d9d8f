"""What the settings of a server of the contract refuse."""

from __future__ import annotations

from typing import Any

import pytest

from rushes.errors import SettingsInvalid
from rushes.settings import load


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"base_url": "https://api.example.com"}, "needs api_key"),
        ({"base_url": "api.example.com", "api_key": "topsecret"}, "must begin with https://"),
        ({"base_url": "https://a.example", "api_key": "topsecret", "models": ["sora"]}, "'sora' is not one of"),
    ],
)
def test_a_fault_names_the_fix_and_no_secret(given: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        load({"providers": {"generations": given}})
    assert says in caught.value.message
    assert "topsecret" not in caught.value.message


def test_with_a_server_previs_stands_in_no_more() -> None:
    given = {"base_url": "https://api.example.com/v1/", "api_key": "k"}
    settings = load({"providers": {"generations": given}})
    assert settings.providers.generations.base_url == "https://api.example.com"
    assert not settings.previs_stands_in
