"""Every documented code has a meaning."""

from __future__ import annotations

from rushes.fake_kling.codes import CODES
from rushes.providers.kling.codes import AGAIN, verdict
from rushes.providers.upstream import Answer
from rushes.vendor_errors import UpstreamUnavailable


def test_every_documented_code_has_a_verdict_and_no_other() -> None:
    for code, (status, text) in CODES.items():
        error = verdict(Answer(status, {"code": code, "message": text}))
        assert error is not None, code
        assert (type(error) is UpstreamUnavailable) == (code in AGAIN), code
    assert verdict(Answer(400, {"code": 1234})) is None
    assert verdict(Answer(400, None)) is None
