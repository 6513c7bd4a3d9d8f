"""Hooks of schemathesis: what JSON Schema cannot say of a valid request, said here.

A picture is a small PNG, never an address to fetch; of two fields that exclude each other one stays.
"""

from __future__ import annotations

import base64
import io
from typing import Any

import schemathesis
from PIL import Image


def _png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (320, 300), (90, 120, 160)).save(data, "PNG")
    return data.getvalue()


PNG = _png()
PICTURE = base64.b64encode(PNG).decode("ascii")
PICTURES = ("image", "last_image", "input_reference")


@schemathesis.hook
def before_call(context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Make a request that is meant to be good one that holds by every rule."""
    if case.meta is None or not isinstance(case.body, dict):
        return
    if case.meta.generation.mode.is_positive:
        settle(case.body, form=case.media_type == "multipart/form-data")


def settle(body: dict[str, Any], *, form: bool) -> None:
    """Solve in place what the rules across fields forbid."""
    for name in PICTURES:
        if body.get(name) is not None:
            body[name] = PNG if form else PICTURE
