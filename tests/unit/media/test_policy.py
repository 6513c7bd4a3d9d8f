"""What a policy permits."""

from __future__ import annotations

import pytest

from rushes.media.policy import FetchPolicy


def test_the_default_is_the_strictest() -> None:
    policy = FetchPolicy()
    assert not policy.allow_http
    assert policy.ports == {80, 443, 8443}
    assert policy.permits("1.1.1.1")
    assert not policy.permits("127.0.0.1")
    assert not policy.permits("10.0.0.1")


def test_what_is_denied_stays_closed_though_it_is_public_or_allowed() -> None:
    policy = FetchPolicy(allow=("10.0.0.0/8",), deny=("1.1.1.1/32", "10.1.0.0/16"))
    assert policy.permits("10.0.0.1")
    assert policy.permits("1.1.1.2")
    assert not policy.permits("10.1.2.3")
    assert not policy.permits("1.1.1.1")


@pytest.mark.parametrize("field", ["allow", "deny"])
def test_a_bad_network_is_refused_at_once(field: str) -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        FetchPolicy(**{field: ("localhost",)})  # type: ignore[arg-type]
