"""`[providers.kling]`: the account, the dialect and every bound of time and count."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

SINGAPORE = "https://api-singapore.klingai.com"


class KlingSettings(BaseModel):
    """Kling is configured where a key is: either `api_key`, or `access_key` and `secret_key`. Times in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    api_key: SecretStr | None = Field(None, description="Kling's API key. Either this, or access_key and secret_key.")
    access_key: SecretStr | None = Field(None, description="Kling's access key, for tokens signed with secret_key.")
    secret_key: SecretStr | None = Field(None, description="Kling's secret key.")
    base_url: str = Field(
        SINGAPORE,
        description="Kling's host. In China: https://api-beijing.klingai.com. Films may come from it as well.",
    )
    dialect: Literal["legacy", "v2"] = Field(
        "legacy",
        description="Which of Kling's APIs to speak. v2 takes an API key only, no cfg_scale, no negative prompt.",
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
        description="How long after a broken-off create Kling may still take the job, clock differences included.",
    )
    look_ups: int = Field(
        3, ge=1, le=100, description="Look-ups in a row that must not find a job before it is absent."
    )
    look_up_seconds: float = Field(30, gt=0, description="The time between two look-ups.")
    poll_least_seconds: float = Field(2, gt=0, description="The shortest time between two questions about one job.")
    poll_most_seconds: float = Field(8, gt=0, description="The longest time between two, while Kling answers.")
    trouble_seconds: float = Field(60, gt=0, description="The longest time between two, while Kling does not answer.")
    at_once: int = Field(16, ge=1, le=1000, description="Questions under way at a time.")
    forgotten_times: int = Field(
        5, ge=1, description="How often in a row Kling may say that it does not know a job before that is believed."
    )
    download_tries: int = Field(
        5, ge=1, le=100, description="How often to try to copy a film, with a fresh link each time."
    )
    file_seconds: float = Field(600, gt=0, description="The longest that copying a film may take.")
    file_bytes: int = Field(1 << 30, gt=0, description="The largest film that is taken.")
    unit_price: float = Field(
        0.14, ge=0, description="US dollars for one unit, for what the vendor is shown to have billed."
    )

    @property
    def configured(self) -> bool:
        """Whether there is an account."""
        return self.api_key is not None or self.access_key is not None

    @field_validator("base_url")
    @classmethod
    def _url(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("it must begin with https:// (or http:// for a stand-in)")
        return url.rstrip("/")

    @model_validator(mode="after")
    def _whole(self) -> KlingSettings:
        if (self.access_key is None) != (self.secret_key is None):
            raise ValueError("access_key and secret_key belong together; set both, or api_key alone")
        if self.api_key is not None and self.access_key is not None:
            raise ValueError("set api_key, or access_key and secret_key, not both")
        if self.dialect == "v2" and self.access_key is not None:
            raise ValueError('dialect "v2" takes an api_key only')
        if self.poll_most_seconds < self.poll_least_seconds:
            raise ValueError("poll_most_seconds must not be less than poll_least_seconds")
        return self
