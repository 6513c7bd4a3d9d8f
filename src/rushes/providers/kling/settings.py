"""`[providers.kling]`: the account, the dialect and every bound of time and count."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from rushes.providers.vendor_settings import VendorSettings

SINGAPORE = "https://api-singapore.klingai.com"


class KlingSettings(VendorSettings):
    """Kling is configured where a key is: either `api_key`, or `access_key` and `secret_key`. Times in seconds."""

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
    token_seconds: float = Field(1800, gt=0, description="How long a token signed with secret_key is good.")
    token_early_seconds: float = Field(5, ge=0, description="How long before now it is good already.")
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
        return self
