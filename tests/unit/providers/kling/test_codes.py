"""Every code of Kling's table, with what becomes of the task: it is retried, waits, fails, or stops the provider."""

from __future__ import annotations

import pytest

from rushes.errors import ProviderFailed
from rushes.fake_kling.codes import CODES
from rushes.providers.kling.codes import absent, verdict
from rushes.providers.upstream import Answer
from rushes.vendor_errors import ContentRefused, ProviderStopped, UpstreamBusy, UpstreamRejected, UpstreamUnavailable

#: code: (HTTP status, what it means for a create that was refused with it, a word of what to do)
TABLE: dict[int, tuple[int, type[ProviderFailed], str]] = {
    1000: (401, ProviderStopped, "check the key"),
    1001: (401, ProviderStopped, "set the key"),
    1002: (401, ProviderStopped, "check the key"),
    1003: (401, ProviderStopped, "clock"),
    1004: (401, ProviderStopped, "clock"),
    1100: (429, ProviderStopped, "account"),
    1101: (429, ProviderStopped, "pay"),
    1102: (429, ProviderStopped, "buy"),
    1103: (403, ProviderStopped, "model"),
    1304: (429, ProviderStopped, "address"),
    1200: (400, UpstreamRejected, "refuses"),
    1201: (400, UpstreamRejected, "refuses"),
    1202: (404, UpstreamRejected, "refuses"),
    1203: (404, UpstreamRejected, "refuses"),
    1300: (400, ContentRefused, "Change prompt"),
    1301: (400, ContentRefused, "Change prompt"),
    1302: (429, UpstreamBusy, "no room"),
    1303: (429, UpstreamBusy, "no room"),
    5000: (500, UpstreamUnavailable, "answers"),
    5001: (503, UpstreamUnavailable, "answers"),
    5002: (504, UpstreamUnavailable, "answers"),
}


@pytest.mark.parametrize("code", sorted(TABLE))
def test_a_code_means_what_the_table_says(code: int) -> None:
    status, kind, word = TABLE[code]
    assert CODES[code][0] == status
    error = verdict(Answer(status, {"code": code, "message": CODES[code][1]}, {"retry-after": "7"}))
    assert type(error) is kind
    assert word in error.message
    assert getattr(error, "after", 7.0) == 7.0
    assert absent(Answer(status, {"code": code})) == (code == 1203)


def test_the_table_is_whole_and_an_unknown_code_says_nothing_sure() -> None:
    assert TABLE.keys() == CODES.keys()
    assert verdict(Answer(400, {"code": 1234})) is None
    assert verdict(Answer(400, None)) is None
