"""Every bound of time and count towards a vendor, as settings that all vendors share. Times in seconds."""

from __future__ import annotations

import ssl
from pathlib import Path

import httpx2
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rushes.core.protocols import Patience
from rushes.providers.upstream import Bounds


class VendorSettings(BaseModel):
    """The bounds; a vendor's own settings add its account."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    ca_file: Path | None = Field(
        None,
        description=(
            "Certificates (PEM) of authorities that may vouch for the vendor, beside the system's: those of a gateway "
            "of yours, or of `fake-kling --tls`."
        ),
    )
    slots: int = Field(5, ge=1, le=10_000, description="Jobs that the account may have under way at a time.")
    connect_seconds: float = Field(10, gt=0, description="How long to wait for a connection.")
    send_seconds: float = Field(60, gt=0, description="The longest that sending a job may take, answer included.")
    ask_seconds: float = Field(30, gt=0, description="The longest that a question may take.")
    late_seconds: float = Field(
        5, gt=0, description="A job that could not be sent so soon after its intent was kept is not sent any more."
    )
    accept_seconds: float = Field(
        30,
        ge=0,
        description="How long after a broken-off create the vendor may still take the job, clock differences included.",
    )
    look_ups: int = Field(
        3, ge=1, le=100, description="Look-ups in a row that must not find a job before it is absent."
    )
    look_up_seconds: float = Field(30, gt=0, description="The time between two look-ups.")
    look_up_most_seconds: float = Field(
        300, gt=0, description="The longest time between two, while the vendor does not answer."
    )
    bill_least_seconds: float = Field(
        2, gt=0, description="The shortest time between two questions about the bill of a task that has ended here."
    )
    bill_most_seconds: float = Field(60, gt=0, description="The longest time between two.")
    poll_least_seconds: float = Field(2, gt=0, description="The shortest time between two questions about one job.")
    poll_most_seconds: float = Field(6, gt=0, description="The longest time between two, while the vendor answers.")
    poll_share: float = Field(
        20, gt=0, description="A question waits for such a part (1/20) of the time that the job has taken so far."
    )
    hint_seconds: float = Field(
        1, gt=0, description="A callback brings the next question forward, but no nearer than this to the last one."
    )
    trouble_seconds: float = Field(
        60, gt=0, description="The longest time between two, while the vendor does not answer."
    )
    at_once: int = Field(16, ge=1, le=1000, description="Questions under way at a time.")
    forgotten_times: int = Field(
        5,
        ge=1,
        description="How often in a row the vendor may not know a job before that is believed.",
    )
    forgotten_seconds: float = Field(
        120, ge=0, description="And for how long: a new job may take a while to be known everywhere at the vendor."
    )
    download_tries: int = Field(
        5, ge=1, le=100, description="How often to try to copy a film, with a fresh link each time."
    )
    copy_pause_seconds: float = Field(
        0.5, gt=0, description="The pause before the second try; each further one doubles it."
    )
    copy_pause_most_seconds: float = Field(30, gt=0, description="The longest pause between two.")
    wait_least_seconds: float = Field(
        1,
        gt=0,
        description="How long a new task waits for a slot, or for a vendor that is out of order, before it tries.",
    )
    wait_most_seconds: float = Field(
        60, gt=0, le=3600, description="The longest such wait; it grows with the task's age."
    )
    wait_share: float = Field(10, gt=0, description="It is longer by such a part (1/10) of the task's age.")
    retry_after_seconds: float = Field(
        300, ge=1, le=3600, description="The longest that a vendor's Retry-After is heeded."
    )
    tries: int = Field(
        3, ge=1, le=100, description="Failed runs after which a task fails. To be refused for want of room is none."
    )
    paid_tries: int = Field(10, ge=1, le=100, description="The same where the vendor has made the film already.")
    retry_least_seconds: float = Field(
        1, gt=0, description="The pause after the first failed run; each further one is four times as long."
    )
    retry_most_seconds: float = Field(300, gt=0, le=3600, description="The longest such pause.")
    answer_bytes: int = Field(1 << 20, gt=0, description="The longest answer that is read.")
    picture_bytes: int = Field(
        10 << 20, gt=0, description="The largest picture that is sent; a larger one is made smaller."
    )
    file_seconds: float = Field(600, gt=0, description="The longest that copying a film may take.")
    file_bytes: int = Field(1 << 30, gt=0, description="The largest film that is taken.")

    @property
    def tls(self) -> ssl.SSLContext | None:
        """Whom to trust, where that is more than the system does."""
        return _trusting(self.ca_file) if self.ca_file is not None else None

    @property
    def bounds(self) -> Bounds:
        """Those of the wire."""
        return Bounds(
            connect=self.connect_seconds,
            send=self.send_seconds,
            ask=self.ask_seconds,
            file=self.file_seconds,
            file_bytes=self.file_bytes,
            answer_bytes=self.answer_bytes,
            least_wait=self.wait_least_seconds,
            retry_after=self.retry_after_seconds,
            at_once=self.at_once,
        )

    @property
    def patience(self) -> Patience:
        """How long a task waits for the vendor, and how often it is tried."""
        return Patience(
            self.wait_least_seconds,
            self.wait_most_seconds,
            self.wait_share,
            self.tries,
            self.paid_tries,
            self.retry_least_seconds,
            self.retry_most_seconds,
        )

    @property
    def doubt_seconds(self) -> float:
        """How long after an intent the vendor may still come to take the job."""
        return self.late_seconds + self.send_seconds + self.accept_seconds

    @field_validator("ca_file")
    @classmethod
    def _certificates(cls, path: Path | None) -> Path | None:
        try:
            _trusting(path) if path is not None else None
        except OSError as error:  # what is no certificate is one of these too
            raise ValueError(f"no certificates can be read from it: {error.strerror or error}") from None
        return path

    @model_validator(mode="after")
    def _in_order(self) -> VendorSettings:
        if self.poll_most_seconds < self.poll_least_seconds:
            raise ValueError("poll_most_seconds must not be less than poll_least_seconds")
        return self


def _trusting(path: Path) -> ssl.SSLContext:
    context: ssl.SSLContext = httpx2.create_ssl_context(trust_env=False)
    context.load_verify_locations(path)
    return context
