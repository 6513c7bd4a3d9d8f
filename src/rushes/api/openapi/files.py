"""Schemas and examples of uploaded pictures: the form that brings one, and what is answered of it."""

from __future__ import annotations

from typing import Any

from rushes.api.files import MOST_FILENAME, PURPOSE, USUAL_PURPOSE
from rushes.api.openapi.words import Schema, flag, listing, or_null, ref, text, thing, whole
from rushes.core.ids import UPLOAD_ID

ID = "file_5xq3mz8k2v7n4c9h1b6t0w3yrd"
FILE: dict[str, Any] = {
    "id": ID,
    "object": "file",
    "bytes": 184_213,
    "created_at": 1767225600,
    "expires_at": 1767830400,
    "filename": "harbour.jpg",
    "purpose": USUAL_PURPOSE,
    "status": "processed",
    "width": 1280,
    "height": 720,
}
#: The file itself has no text to show.
UPLOAD = {"file": "(the picture's bytes)", "purpose": USUAL_PURPOSE}
DELETED = {"id": ID, "object": "file", "deleted": True}
PAGE = {"object": "list", "data": [FILE], "first_id": ID, "last_id": ID, "has_more": False}


def schemas() -> dict[str, Schema]:
    """All of them, by component name."""
    picture = text("The picture: JPEG, PNG or WebP by its content, as a part with a file name.", format="binary")
    purpose = text(f"OpenAI's clients send one; kept and answered. Usually {USUAL_PURPOSE}.", pattern=f"^{PURPOSE}$")
    constant = {"type": "string", "const": "file"}
    return {
        "UploadForm": thing(
            {"file": picture, "purpose": purpose},
            "Unknown fields are refused.",
            optional=("purpose",),
            additionalProperties=False,
        ),
        "File": thing(
            {
                "id": _id(),
                "object": constant,
                "bytes": whole("Of the file as it was sent.", minimum=0),
                "created_at": whole("Unix seconds.", minimum=0),
                "expires_at": whole("Until when a create may name it. Unix seconds.", minimum=0),
                "filename": text("As its sender named it.", maxLength=MOST_FILENAME),
                "purpose": purpose,
                "status": {"type": "string", "const": "processed"},
                "width": whole("Pixels, of the picture as it is kept.", minimum=1),
                "height": whole("Pixels, of the picture as it is kept.", minimum=1),
            },
            "An uploaded picture.",
        ),
        "FileDeleted": thing({"id": _id(), "object": constant, "deleted": {"type": "boolean", "const": True}}),
        "FileList": thing(
            {
                "object": {"type": "string", "const": "list"},
                "data": listing(ref("File")),
                "first_id": or_null(_id()),
                "last_id": or_null(_id()),
                "has_more": flag("Whether more follow; ask with `after`."),
            }
        ),
    }


def _id() -> Schema:
    return text(pattern=f"^{UPLOAD_ID.pattern}$")
