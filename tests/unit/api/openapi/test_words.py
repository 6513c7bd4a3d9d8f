"""The small words of schemas."""

from __future__ import annotations

from rushes.api.openapi.words import choice, not_null, or_null, ref, text, thing, whole


def test_null_may_be_added_to_each_kind_of_schema() -> None:
    assert or_null(text()) == {"type": ["string", "null"]}
    assert or_null(choice(("a",))) == {"type": ["string", "null"], "enum": ["a", None]}
    assert or_null(ref("Video")) == {"anyOf": [{"$ref": "#/components/schemas/Video"}, {"type": "null"}]}
    assert or_null({"anyOf": [whole(), text()]}) == {
        "anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]
    }


def test_null_may_be_taken_away_again() -> None:
    for schema in (text(), choice(("a", "b")), {"anyOf": [whole(), text()]}):
        assert not_null(or_null(schema)) == schema


def test_a_thing_has_all_its_properties_but_the_optional_ones() -> None:
    assert thing({"a": text(), "b": text()}, optional=("b",))["required"] == ["a"]
