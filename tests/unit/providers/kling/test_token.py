"""Tokens are let in by a vendor that checks them by the book."""

from __future__ import annotations

import time

import pytest

from rushes.fake_kling.signature import Refused, check
from rushes.fake_kling.world import Options
from rushes.providers.kling.settings import KlingSettings
from rushes.providers.kling.token import authorization, signed

#: {"alg":"HS256","typ":"JWT"} and {"iss":"ak","exp":1700001800,"nbf":1699999995} in base64url (RFC 7515).
KNOWN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJhayIsImV4cCI6MTcwMDAwMTgwMCwibmJmIjoxNjk5OTk5OTk1fQ"


def test_a_token_has_the_documented_parts() -> None:
    assert signed("ak", "sk", 1_700_000_000, 1800, 5).rpartition(".")[0] == KNOWN


def test_a_signed_token_is_let_in_for_half_an_hour() -> None:
    options, now = Options(), time.time()
    settings = KlingSettings.model_validate({"access_key": options.access_key, "secret_key": options.secret_key})
    header = authorization(settings, lambda: now)()["Authorization"]
    check(header, options, now)
    for when, code in ((now - 60, 1003), (now + 1900, 1004)):
        with pytest.raises(Refused) as caught:
            check(header, options, when)
        assert caught.value.code == code


def test_an_api_key_is_sent_as_it_is() -> None:
    settings = KlingSettings.model_validate({"api_key": "hush-hush"})
    assert authorization(settings, time.time)() == {"Authorization": "Bearer hush-hush"}
    assert "hush" not in repr(settings)
