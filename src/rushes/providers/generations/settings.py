"""`[providers.generations]`: a server that speaks the published contract."""

from __future__ import annotations

from pydantic import Field, SecretStr, field_validator, model_validator

from rushes.providers.vendor_settings import VendorSettings

KLING_V3 = ("kling-v3-std-silent", "kling-v3-std-audio", "kling-v3-pro-silent", "kling-v3-pro-audio")


class GenerationsSettings(VendorSettings):
    """It is configured where a base URL is."""

    base_url: str | None = Field(
        None, description="The server, without /v1: https://api.example.com. Films may come from it as well."
    )
    api_key: SecretStr | None = Field(None, description="The key that lets us in there.")
    models: tuple[str, ...] = Field(KLING_V3, min_length=1, description="The models that are asked of it.")
    look_up: bool = Field(
        False,
        description=(
            "Whether it finds a job by our external_task_id, as another Rushes does. Without, a job in doubt waits "
            "for the operator."
        ),
    )

    @property
    def configured(self) -> bool:
        """Whether there is a server."""
        return self.base_url is not None

    @field_validator("base_url")
    @classmethod
    def _url(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("it must begin with https:// (or http:// in your own network)")
        return url.rstrip("/").removesuffix("/v1") if url else None

    @field_validator("models")
    @classmethod
    def _known(cls, models: tuple[str, ...]) -> tuple[str, ...]:
        if strange := [name for name in models if name not in KLING_V3]:
            raise ValueError(f"{strange[0]!r} is not one of {', '.join(KLING_V3)}")
        return models

    @model_validator(mode="after")
    def _whole(self) -> GenerationsSettings:
        if self.configured and self.api_key is None:
            raise ValueError("base_url needs api_key beside it")
        return self
