"""What the document says of Kling's dialect: its words are those of the code, its examples hold."""

from __future__ import annotations

from tests.unit.api.openapi.conftest import Judge

from rushes.api.kling.fields import TAKEN
from rushes.api.openapi import kling


def test_every_field_that_is_read_is_described() -> None:
    schemas = kling.schemas()
    described = {*schemas["KlingTextToVideo"]["properties"], *schemas["KlingImageToVideo"]["properties"]}
    assert described == TAKEN


def test_examples_hold(holds: Judge) -> None:
    for name, examples in (kling.FROM_TEXT, kling.FROM_PICTURE):
        for body in examples.values():
            assert holds(name, body)
    assert holds("KlingCreated", kling.CREATED)
    assert holds("KlingFound", kling.FOUND)
    assert holds("KlingFound", kling.FAILED)
    assert holds("KlingList", kling.PAGE)
