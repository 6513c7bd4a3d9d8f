"""The bounds towards vendors."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rushes.core.protocols import Patience
from rushes.providers.vendor_settings import VendorSettings


def test_a_doubt_lasts_as_long_as_anything_may_still_happen() -> None:
    bounds = VendorSettings.model_validate({"late_seconds": 1, "send_seconds": 2, "accept_seconds": 4})
    assert (bounds.doubt_seconds, bounds.bounds.send) == (7, 2)
    assert VendorSettings().patience == Patience()
    with pytest.raises(ValidationError, match="poll_most_seconds"):
        VendorSettings.model_validate({"poll_least_seconds": 9})
