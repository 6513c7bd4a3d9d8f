"""One frozen `Settings`: flag > environment (`RUSHES_…`) > `rushes.toml` > default. The only reader of the environment.

An unknown key is an error that names it and the nearest known one.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from rushes.errors import SettingsInvalid
from rushes.providers.generations.settings import GenerationsSettings
from rushes.providers.kling.settings import KlingSettings

ENVIRONMENT_PREFIX = "RUSHES_"
DEFAULT_FILE = "rushes.toml"
MOST_DOLLARS = Decimal(10**9)
Price = Annotated[Decimal, Field(ge=0, le=1000)]
#: Settings whose values no message repeats.
SECRETS = frozenset({"keys", "key", "database_url"})


class PrevisSettings(BaseModel):
    """`[previs]`: the embedded renderer."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slots: int | None = Field(
        None, ge=1, le=64, description="Films rendered at a time. Default: one for every two cores."
    )
    stand_in: bool | None = Field(
        None,
        description=(
            "Whether previs answers for the kling-v3 names. Default: only while no provider that makes films "
            "elsewhere is configured and the server listens on loopback."
        ),
    )


class BudgetSettings(BaseModel):
    """`[budget]`: the most that may be spent or reserved, in US dollars."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: Decimal | None = Field(None, ge=0, le=MOST_DOLLARS, description="US dollars for all films of a day (UTC).")
    month: Decimal | None = Field(None, ge=0, le=MOST_DOLLARS, description="US dollars for all films of a month (UTC).")
    total: Decimal | None = Field(None, ge=0, le=MOST_DOLLARS, description="US dollars for all films ever.")


class PictureSettings(BaseModel):
    """`[pictures]`: how the pictures of a request may be fetched."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allow_http: bool = Field(False, description="Fetch from http:// URLs too, not only https://.")
    allow_networks: tuple[str, ...] = Field(
        (), description='Private networks that picture URLs may point to, like "10.1.2.0/24". Never metadata addresses.'
    )

    upload_hours: float = Field(168, gt=0, description="How long a file is kept that was sent to POST /v1/files.")

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            ipaddress.ip_network(network)
        return networks


class ProvidersSettings(BaseModel):
    """`[providers]`: what makes films elsewhere, a table each."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kling: KlingSettings = KlingSettings()
    generations: GenerationsSettings = GenerationsSettings()
    order: dict[str, tuple[str, ...]] = Field(
        {},
        description=(
            'Which providers make a model\'s films, the first choice first, by model: {"kling-v3-pro-audio": '
            '["generations", "kling"]}. Those not named make none of it. Default: kling, generations, previs.'
        ),
    )
    failures: int = Field(5, ge=1, description="Failures in a row after which a provider is passed over for a while.")
    pass_over_seconds: float = Field(30, gt=0, description="For how long, where another one makes the same model.")

    @property
    def any_configured(self) -> bool:
        """Whether something makes films elsewhere."""
        return self.kling.configured or self.generations.configured


class WebhookSettings(BaseModel):
    """`[webhooks]`: how what happens to tasks is told to `callback_url`s and webhooks."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    allow_http: bool = Field(False, description="Send to http:// URLs too, not only https://.")
    allow_networks: tuple[str, ...] = Field(
        (), description='Private networks that webhooks may lie in, like "10.1.2.0/24". Never metadata addresses.'
    )
    #: Standard Webhooks 1.0: 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h.
    schedule: tuple[float, ...] = Field(
        (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400),
        description="Seconds to wait before each further try, after a first one at once. Then a delivery is given up.",
    )
    jitter: float = Field(0.1, ge=0, le=1, description="Up to this share is added to each wait, at random.")
    timeout_seconds: float = Field(15, gt=0, le=60, description="How long a receiver may take to answer.")
    at_once: int = Field(8, ge=1, le=64, description="Deliveries that one receiver is sent at a time, at most.")
    keep_days: float = Field(7, gt=0, description="How long the log of deliveries is kept.")

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, networks: tuple[str, ...]) -> tuple[str, ...]:
        for network in networks:
            ipaddress.ip_network(network)
        return networks

    @field_validator("schedule")
    @classmethod
    def _ahead(cls, schedule: tuple[float, ...]) -> tuple[float, ...]:
        if any(not 0 <= seconds <= 30 * 86400 for seconds in schedule):
            raise ValueError("each wait is from 0 to 2592000 seconds")
        return schedule


class MediaSettings(BaseModel):
    """`[media]`: where films and pictures lie."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str | None = Field(
        None,
        description=(
            'A folder that all servers share, like "/mnt/films", or a bucket, like "s3://films/rushes" (the extra s3). '
            "Default: the folder media in `data`."
        ),
    )
    endpoint: str | None = Field(None, description="The S3-compatible service, like http://10.0.0.5:9000; else AWS.")
    region: str = Field("us-east-1", description="The bucket's region.")
    access_key: str | None = Field(None, description="The bucket's access key. Default: the machine's own role.")
    secret_key: SecretStr | None = Field(None, description="The bucket's secret key.")


class Settings(BaseSettings):
    """All of it."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, env_ignore_empty=True
    )

    data: Path = Field(Path("rushes-data"), description="The folder that holds the database and the films.")
    database_url: SecretStr | None = Field(
        None,
        description=(
            "A PostgreSQL database that several processes share, like postgresql://user:password@host/name. Reach it "
            "directly or by a pooler in session mode. Default: a file of SQLite in `data`."
        ),
    )
    database_connections: int = Field(
        8, ge=1, le=1000, description="Connections of one process to PostgreSQL, besides one that listens."
    )
    host: str = Field("127.0.0.1", description="The address to listen on. Another than loopback needs a key.")
    port: int = Field(8700, ge=0, le=65535, description="The port to listen on; 0 takes a free one.")
    public_url: str | None = Field(
        None, description="How clients reach this server, like https://video.example.com. Default: the bound address."
    )
    hosts: tuple[str, ...] = Field(
        (), description="More host names that requests may name, besides loopback and public_url."
    )
    keys: tuple[SecretStr, ...] = Field(
        (),
        description="Keys with all rights, besides those of `rushes keys`. Without any: open, on loopback only.",
    )
    url: str | None = Field(
        None,
        description="The server that the command line talks to. Default: the one on the data folder, else its own.",
    )
    key: SecretStr | None = Field(
        None, description="The key that the command line sends. Default: the first of `keys`."
    )
    log: Literal["debug", "info", "warning", "error"] = Field("info", description="How much to log, to standard error.")
    link_seconds: int = Field(3600, ge=60, le=604800, description="How long a film's link opens without a key.")
    keep_hours: float | None = Field(None, gt=0, description="How long a finished film is kept. Default: for ever.")
    keep_gb: float | None = Field(
        None,
        gt=0,
        description=(
            "How many GB (10^9 bytes) the films and pictures may take; above it the oldest finished films go, their "
            "records stay. Default: no limit."
        ),
    )
    longest_hours: float = Field(
        24, gt=0, description="A task that has not ended after this time fails with the code `expired`."
    )
    adopt_seconds: float = Field(
        120,
        ge=0,
        description=(
            "For how long a task may be taken for the one that a client's library asks for again, where its second "
            "try carries no Idempotency-Key."
        ),
    )
    lease_seconds: float = Field(
        15, ge=1, description="How long a worker may be silent until its films are made elsewhere (PostgreSQL only)."
    )
    aliases: dict[str, str] = Field(
        {},
        description='Other names for models, like {"kling": "kling-v3-pro-audio"}; answers show the name asked for.',
    )
    prices: dict[str, Price] = Field(
        {},
        description=(
            "US dollars for a second of a model's film, by model: what budgets and usage count. "
            "Default: Kling's list prices for its models, nothing for what is made on this machine."
        ),
    )
    budget: BudgetSettings = BudgetSettings()
    budgets: dict[str, BudgetSettings] = Field(
        {},
        description="The same as `budget` for single tenants, by name.",
    )
    previs: PrevisSettings = PrevisSettings()
    pictures: PictureSettings = PictureSettings()
    providers: ProvidersSettings = ProvidersSettings()
    webhooks: WebhookSettings = WebhookSettings()
    media: MediaSettings = MediaSettings()

    @field_validator("public_url", "url")
    @classmethod
    def _url(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("http://", "https://")):
            raise ValueError("it must begin with http:// or https://")
        return url.rstrip("/") if url else None

    @field_validator("database_url")
    @classmethod
    def _database(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and not url.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("it must begin with postgresql://")
        return url

    @field_validator("keys")
    @classmethod
    def _long_enough(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        if any(len(key.get_secret_value()) < 16 for key in keys):
            raise ValueError("each key needs at least 16 characters")
        return keys

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, config_file())

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def previs_slots(self) -> int:
        """How many films previs makes at a time: each keeps two cores busy."""
        return self.previs.slots or max(1, (os.cpu_count() or 1) // 2)

    @property
    def previs_stands_in(self) -> bool:
        """Whether previs answers for the Kling names (contract: «Standing in»)."""
        if self.previs.stand_in is not None:
            return self.previs.stand_in
        return self.on_loopback and not self.providers.any_configured


def config_file() -> Path:
    """The settings file: `RUSHES_CONFIG`, else `rushes.toml` in the working folder."""
    return Path(os.environ.get(f"{ENVIRONMENT_PREFIX}CONFIG") or DEFAULT_FILE)


def load(flags: Mapping[str, Any] | None = None) -> Settings:
    """The settings in force. Raises `SettingsInvalid` with every fault, each with its key and fix."""
    _known_environment()
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        faults = "\n".join(f"  {_fault(fault)}" for fault in error.errors())
        raise SettingsInvalid(f"The settings do not hold:\n{faults}") from None
    except ValueError as error:
        raise SettingsInvalid(f"The settings cannot be read: {error}") from None


def origins(flags: Mapping[str, Any] | None = None) -> dict[str, str]:
    """Where each setting in force comes from, by dotted name: its flag, its variable, the file's name or "default"."""
    file = config_file()
    from_flags = {name: value for name, value in (flags or {}).items() if value is not None}
    from_environment, from_file = EnvSettingsSource(Settings)(), TomlConfigSettingsSource(Settings, file)()
    found = {}
    for name in _leaf_names():
        path = name.split(".")
        layers = (
            (from_flags, f"flag --{path[-1].replace('_', '-')}"),
            (from_environment, f"environment {ENVIRONMENT_PREFIX}{'__'.join(path).upper()}"),
            (from_file, str(file)),
        )
        found[name] = next((origin for values, origin in layers if _has(values, path)), "default")
    return found


def value_of(settings: Settings, name: str) -> Any:
    """A setting by its dotted name."""
    value: Any = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value


def _has(values: Any, path: list[str]) -> bool:
    for part in path:
        if not isinstance(values, Mapping) or part not in values:
            return False
        values = values[part]
    return True


def _leaf_names() -> list[str]:
    names = _known_names()
    return [name for name in names if not any(other.startswith(f"{name}.") for other in names)]


def _fault(fault: Mapping[str, Any]) -> str:
    path = ".".join(str(part) for part in fault["loc"])
    if fault["type"] != "extra_forbidden":
        given = fault.get("input")
        # A whole table may hold secrets too.
        secret = isinstance(given, Mapping) or path.endswith("key") or path.split(".")[0] in SECRETS
        return f"{path}: {fault['msg']}" + ("" if secret else f" (given: {given!r})")
    return f"{path}: there is no such setting.{_near(path, _known_names())}"


def _known_environment() -> None:
    """pydantic-settings passes over unknown variables in silence; a typo must not."""
    known = {ENVIRONMENT_PREFIX + name.replace(".", "__").upper() for name in _known_names()} | {"RUSHES_CONFIG"}
    for name in os.environ:
        if name.startswith(ENVIRONMENT_PREFIX) and name.upper() not in known:
            raise SettingsInvalid(f"{name}: there is no such setting.{_near(name, sorted(known))}")


def _known_names() -> list[str]:
    return list(_names_in(Settings))


def _names_in(model: type[BaseModel], above: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"{above}{name}"
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _names_in(field.annotation, f"{above}{name}.")


def _near(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""
