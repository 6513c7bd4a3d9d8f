"""A picture that was uploaded before the request that names it. Checked and re-encoded like any other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Upload:
    """A row of the upload table. Times are Unix seconds."""

    id: str
    tenant: str
    #: The key that uploaded it; None in open mode.
    key: str | None
    #: As its sender named it.
    filename: str
    purpose: str
    #: Bytes as they were sent.
    size: int
    #: Of the picture as it is kept, in pixels; `sha256` is of the kept file too.
    width: int
    height: int
    sha256: str
    created_at: float
    expires_at: float

    @property
    def media(self) -> str:
        """Its name in the media store."""
        return file_of(self.id)

    @property
    def files(self) -> tuple[str, ...]:
        """The media files that it needs."""
        return (self.media,)


def file_of(upload_id: str) -> str:
    """The name of an upload's file in the media store."""
    return f"{upload_id}.png"
