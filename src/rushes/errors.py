"""The tree of all errors. Each class knows its face: code, HTTP status, whether trying again helps.

The docstring is the default message. `api/errors.py` is the only place that turns them into answers.

    RushesError
    ├── InvalidRequest              400 invalid_request
    │   ├── InvalidJson             400 invalid_json
    │   ├── InvalidImage            400 invalid_image
    │   ├── ImageUrlNotAllowed      400 image_url_not_allowed
    │   └── UnsupportedByModel      400 unsupported_by_model
    ├── Unauthenticated             401 unauthenticated
    ├── Forbidden                   403 forbidden
    ├── NotFound                    404 not_found
    ├── MethodNotAllowed            405 method_not_allowed
    ├── ExternalTaskIdTaken         409 external_task_id_taken
    ├── AlreadyFinal                409 already_final
    ├── NotFinished                 409 not_finished
    ├── TooLarge                    413 too_large
    ├── UnsupportedMediaType        415 unsupported_media_type
    ├── RangeNotSatisfiable         416 range_not_satisfiable
    ├── ProviderNotConfigured       503 provider_not_configured
    ├── ServerBusy                  503 server_busy
    ├── StorageFull                 503 storage_full
    ├── ProviderFailed              a task's own failure; its code is shown in task.error
    │   ├── ProviderCrashed         provider_crashed (tried again)
    │   └── RenderFailed            render_failed
    ├── StaleEpoch                  a write by someone who no longer holds the task
    ├── IllegalTransition           an event that the task's status does not allow
    ├── SettingsInvalid             rushes cannot start with these settings
    └── FolderInUse                 another process owns the data folder
"""

from __future__ import annotations

from typing import ClassVar


class RushesError(Exception):
    """Something went wrong inside Rushes."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False

    def __init__(self, message: str = "", *, param: str | None = None) -> None:
        self.message = message or (type(self).__doc__ or "").strip().splitlines()[0]
        self.param = param
        super().__init__(self.message)

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross from child processes by pickle; keyword-only facts must survive it."""
        return _rebuild, (type(self), self.message, self.param)


def _rebuild(kind: type[RushesError], message: str, param: str | None) -> RushesError:
    return kind(message, param=param)


class InvalidRequest(RushesError):
    """The request breaks a rule of the contract."""

    code, status = "invalid_request", 400


class InvalidJson(InvalidRequest):
    """The body is not valid JSON."""

    code = "invalid_json"


class InvalidImage(InvalidRequest):
    """The picture cannot be used."""

    code = "invalid_image"


class ImageUrlNotAllowed(InvalidRequest):
    """The picture cannot be fetched from there. Use a public https URL of the picture itself, or send it as base64."""

    code = "image_url_not_allowed"


class UnsupportedByModel(InvalidRequest):
    """The model cannot do that."""

    code = "unsupported_by_model"


class Unauthenticated(RushesError):
    """A valid key is needed: send the header «Authorization: Bearer sk-…»."""

    code, status = "unauthenticated", 401


class Forbidden(RushesError):
    """This request is not allowed here."""

    code, status = "forbidden", 403


class NotFound(RushesError):
    """There is no such thing here."""

    code, status = "not_found", 404


class MethodNotAllowed(RushesError):
    """This path does not answer to that method."""

    code, status = "method_not_allowed", 405


class ExternalTaskIdTaken(RushesError):
    """Another task has this external_task_id."""

    code, status = "external_task_id_taken", 409

    @classmethod
    def named(cls, value: str) -> ExternalTaskIdTaken:
        """The error for one id, with what to do next."""
        message = (
            f"external_task_id is {value!r}, which another task of yours has; "
            f"use another one, or query that task at /v1/videos/{value}."
        )
        return cls(message, param="external_task_id")


class AlreadyFinal(RushesError):
    """The task has ended already."""

    code, status = "already_final", 409


class NotFinished(RushesError):
    """The film is not finished yet."""

    code, status = "not_finished", 409


class TooLarge(RushesError):
    """The body is too large."""

    code, status = "too_large", 413


class UnsupportedMediaType(RushesError):
    """The body's content type is not one this path takes."""

    code, status = "unsupported_media_type", 415


class RangeNotSatisfiable(RushesError):
    """The file has no such bytes."""

    code, status = "range_not_satisfiable", 416

    def __init__(self, message: str = "", *, param: str | None = None, size: int = 0) -> None:
        super().__init__(message, param=param)
        #: Bytes of the whole file.
        self.size = size


class ProviderNotConfigured(RushesError):
    """No provider is configured for this model."""

    code, status = "provider_not_configured", 503


class ServerBusy(RushesError):
    """The server is starting, stopping or full. Try again shortly."""

    code, status, retryable = "server_busy", 503, True


class StorageFull(RushesError):
    """The disk is full. Nothing was stored; free space and try again."""

    code, status, retryable = "storage_full", 503, True


class ProviderFailed(RushesError):
    """The provider could not make the film."""

    code = "provider_failed"


class ProviderCrashed(ProviderFailed):
    """The process that makes films died in the middle of one."""

    code, retryable = "provider_crashed", True


class RenderFailed(ProviderFailed):
    """The embedded renderer could not make this film."""

    code = "render_failed"


class StaleEpoch(RushesError):
    """Someone else has taken over this task; this write is void."""

    code = "stale_epoch"


class IllegalTransition(RushesError):
    """The task's status does not allow this event."""

    code = "illegal_transition"


class SettingsInvalid(RushesError):
    """Rushes cannot start with these settings."""

    code = "settings_invalid"


class FolderInUse(RushesError):
    """Another process owns the data folder."""

    code = "folder_in_use"
