"""No form of an address shows its password."""

from __future__ import annotations

import pytest

from rushes.core.url import without_password


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://me:hush@example.com:8/x?y", "https://me:****@example.com:8/x?y"),
        ("https://example.com/x", "https://example.com/x"),
        (
            "postgresql://me:h%40sh@one,two:5/name?sslmode=require",
            "postgresql://me:****@one,two:5/name?sslmode=require",
        ),
        ("postgresql://me@/name?host=/run&password=hush", "postgresql://me@/name?host=/run&password=****"),
        (
            "postgresql://host/name?PASSWORD=hush&sslpassword=hush&x=1",
            "postgresql://host/name?PASSWORD=****&sslpassword=****&x=1",
        ),
        ("postgresql://me:hu[sh@host]:x/name", "****"),
        ("no address", "no address"),
    ],
)
def test_a_password_is_masked(given: str, shown: str) -> None:
    assert without_password(given) == shown
