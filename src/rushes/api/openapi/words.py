"""Small words of JSON Schema, so that the tables beside this file read as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]


def ref(name: str, kind: str = "schemas") -> Schema:
    """A reference to a component."""
    return {"$ref": f"#/components/{kind}/{name}"}


def text(description: str = "", **more: Any) -> Schema:
    """A string."""
    return _with({"type": "string", **more}, description)


def whole(description: str = "", **more: Any) -> Schema:
    """A whole number."""
    return _with({"type": "integer", **more}, description)


def number(description: str = "", **more: Any) -> Schema:
    """A number."""
    return _with({"type": "number", **more}, description)


def flag(description: str = "") -> Schema:
    """True or false."""
    return _with({"type": "boolean"}, description)


def listing(items: Schema, description: str = "", **more: Any) -> Schema:
    """A list."""
    return _with({"type": "array", "items": items, **more}, description)


def choice(values: Iterable[str | None], description: str = "", **more: Any) -> Schema:
    """One of some strings."""
    return _with({"type": "string", "enum": list(values), **more}, description)


def thing(properties: dict[str, Schema], description: str = "", *, optional: Iterable[str] = (), **more: Any) -> Schema:
    """An object whose properties are all there, but for the optional ones."""
    required = [name for name in properties if name not in set(optional)]
    return _with({"type": "object", "properties": properties, "required": required, **more}, description)


def or_null(schema: Schema) -> Schema:
    """The same, or null."""
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    found = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        found["enum"] = [*schema["enum"], None]
    return found


def not_null(schema: Schema) -> Schema:
    """The same without null, which a form does not have."""
    found = dict(schema)
    if isinstance(schema.get("type"), list):
        found["type"] = schema["type"][0]
    if "enum" in schema:
        found["enum"] = [value for value in schema["enum"] if value is not None]
    if "anyOf" in schema:
        found["anyOf"] = [inner for inner in schema["anyOf"] if inner != {"type": "null"}]
    return found


def _with(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description} if description else schema
