"""A job as a vendor tells it, read with suspicion: nothing of it is believed because of its place."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import structlog

from rushes.core.event import Billed

log = structlog.get_logger(__name__)

MOST_ID, MOST_MESSAGE = 128, 300
#: More than any film costs; beyond it the figure is a fault, and believed no more than a negative one.
MOST_UNITS = Decimal(1_000_000)


class Stage(enum.Enum):
    """How far a job is."""

    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


STAGES = {
    "not_start": Stage.RUNNING,
    "queued": Stage.RUNNING,
    "in_progress": Stage.RUNNING,
    "submitted": Stage.RUNNING,
    "processing": Stage.RUNNING,
    "succeed": Stage.SUCCEEDED,
    "succeeded": Stage.SUCCEEDED,
    "success": Stage.SUCCEEDED,
    "completed": Stage.SUCCEEDED,
    "failure": Stage.FAILED,
    "failed": Stage.FAILED,
}


@dataclass(frozen=True, slots=True)
class State:
    """A job."""

    id: str | None
    external_id: str | None
    stage: Stage
    message: str = ""
    url: str | None = None
    units: str | None = None
    #: The share that is done, where the vendor says so.
    progress: float = 0.0

    def billed(self, unit_price: float) -> Billed:
        """What the vendor billed, in units and in millionths of a dollar; None where it does not say."""
        if self.units is None:
            return Billed(None, None)
        return Billed(self.units, int((Decimal(self.units) * Decimal(str(unit_price)) * 1_000_000).to_integral_value()))


def stage_of(word: object) -> Stage:
    """An unknown word means that the job is still running: it must never end a job that is paid for."""
    found = STAGES.get(word.lower()) if isinstance(word, str) else None
    if found is None:
        log.warning("vendor_status_unknown", status=str(word)[:40])
    return found or Stage.RUNNING


def identifier(value: object) -> str | None:
    """An id that can be one: a short printable text without a slash, or a whole number."""
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text if 0 < len(text) <= MOST_ID and text.isprintable() and not set(text) & set("/?#%, ") else None


def units_of(value: object) -> str | None:
    """Units as plain text; None for what is no sensible amount."""
    try:
        amount = Decimal(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or not 0 <= amount <= MOST_UNITS:
        if value is not None:
            log.warning("vendor_units_unreadable", units=str(value)[:40])
        return None
    return f"{amount.normalize():f}"


def text_of(value: object) -> str:
    """The vendor's words, cut and printable."""
    return "".join(char for char in value if char.isprintable())[:MOST_MESSAGE] if isinstance(value, str) else ""


def first(items: object, **wanted: str) -> Mapping[str, Any]:
    """The first object of a list that has these values; an empty one where there is none."""
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and all(item.get(key) == value for key, value in wanted.items()):
            return item
    return {}


def mapping(value: object) -> Mapping[str, Any]:
    """An object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}
