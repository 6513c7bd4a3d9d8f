"""The tree of all errors. Each class knows its face: code, HTTP status, whether trying again helps.

A docstring's first line is the default message, its second paragraph what to do. `api/errors.py` is the only place
that turns them into answers.

    RushesError
    ├── InvalidRequest              400 invalid_request
    │   ├── InvalidJson             400 invalid_json
    │   ├── InvalidImage            400 invalid_image
    │   ├── ImageUrlNotAllowed      400 image_url_not_allowed
    │   └── UnsupportedByModel      400 unsupported_by_model
    ├── Unauthenticated             401 unauthenticated
    ├── InsufficientBudget          402 insufficient_budget
    ├── Forbidden                   403 forbidden
    ├── NotFound                    404 not_found
    ├── MethodNotAllowed            405 method_not_allowed
    ├── ExternalTaskIdTaken         409 external_task_id_taken
    ├── IdempotencyConflict         409 idempotency_conflict
    │   └── IdempotencyInFlight     409 idempotency_conflict, with Retry-After
    ├── AlreadyFinal                409 already_final
    ├── LimitReached                409 limit_reached
    ├── NotFinished                 409 not_finished
    ├── KeyRevoked                  409 key_revoked
    ├── TooLarge                    413 too_large
    ├── UnsupportedMediaType        415 unsupported_media_type
    ├── RangeNotSatisfiable         416 range_not_satisfiable
    ├── RateLimited                 429 rate_limited
    ├── ProviderNotConfigured       503 provider_not_configured
    ├── ServerBusy                  503 server_busy
    │   └── OutcomeUnknown          503 server_busy
    ├── StorageFull                 503 storage_full
    ├── MediaUnavailable            503 media_unavailable
    ├── ProviderFailed              a task's own failure; its code is shown in task.error
    │   ├── ProviderCrashed         provider_crashed (tried again)
    │   ├── RenderFailed            render_failed
    │   └── …                       those of vendors stand in vendor_errors.py
    ├── StaleEpoch                  a write by someone who no longer holds the task
    ├── IllegalTransition           an event that the task's status does not allow
    ├── BackupRefused               a backup that cannot be made or restored
    ├── SettingsInvalid             rushes cannot start with these settings
    └── FolderInUse                 another process owns the data folder
"""

from __future__ import annotations

from typing import ClassVar


class RushesError(Exception):
    """Something went wrong inside Rushes.

    Try again; if it stays, look into the server's log for the request that the message names.
    """

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    #: Whether nothing was done for sure, though the status says that the fault is the server's.
    certain: ClassVar[bool] = False

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
    """The request breaks a rule of the contract.

    Read the message: it names the field, its value and what is allowed. `param` is the field's path.
    """

    code, status = "invalid_request", 400


class InvalidJson(InvalidRequest):
    """The body is not valid JSON.

    Mend the body at the line and column that the message names.
    """

    code = "invalid_json"


class InvalidImage(InvalidRequest):
    """The picture cannot be used.

    Send a JPEG, PNG or WebP that keeps the limits in the message.
    """

    code = "invalid_image"


class ImageUrlNotAllowed(InvalidRequest):
    """The picture cannot be fetched from there. Use a public https URL of the picture itself, or send it as base64.

    Open the URL without cookies or keys: only a public https address of the picture itself is fetched.
    """

    code = "image_url_not_allowed"


class UnsupportedByModel(InvalidRequest):
    """The model cannot do that.

    `GET /v1/models/{model}` says what it can do; take another model or leave the field out.
    """

    code = "unsupported_by_model"


class Unauthenticated(RushesError):
    """A valid key is needed: send the header «Authorization: Bearer sk-…».

    Send one of the keys that the server's operator set. A link that has expired: query the task for a new one.
    """

    code, status = "unauthenticated", 401


class InsufficientBudget(RushesError):
    """The film's price does not fit into the budget.

    Ask for a shorter or smaller film, wait for the next day or month, or have the budget raised. Nothing was held.
    """

    code, status = "insufficient_budget", 402


class Forbidden(RushesError):
    """This request is not allowed here.

    Use a key with the scope or model that the message names. From a browser: use a name that the server knows
    (setting `hosts`), and write from its own pages.
    """

    code, status = "forbidden", 403


class NotFound(RushesError):
    """There is no such thing here.

    Check the id. What was deleted, or belongs to someone else, looks the same.
    """

    code, status = "not_found", 404


class MethodNotAllowed(RushesError):
    """This path does not answer to that method.

    The header `Allow` lists the methods; /docs lists the paths.
    """

    code, status = "method_not_allowed", 405


class ExternalTaskIdTaken(RushesError):
    """Another task has this external_task_id.

    Query that task: it may be the one you meant. Else choose another id.
    """

    code, status = "external_task_id_taken", 409

    @classmethod
    def named(cls, value: str) -> ExternalTaskIdTaken:
        """The error for one id, with what to do next."""
        message = (
            f"external_task_id is {value!r}, which another task of yours has; "
            f"use another one, or query that task at /v1/videos/{value}."
        )
        return cls(message, param="external_task_id")


class IdempotencyConflict(RushesError):
    """This Idempotency-Key was used for another request.

    Use a new key for every new request, and the old one only to send the same request again.
    """

    code, status = "idempotency_conflict", 409


class IdempotencyInFlight(IdempotencyConflict):
    """A request with this Idempotency-Key is being handled at this moment.

    Send it again after `Retry-After` seconds: it is answered then as the first one was.
    """

    retryable = True

    @classmethod
    def of(cls, key: str) -> IdempotencyInFlight:
        """The error for one key."""
        message = f"A request with the Idempotency-Key {key!r} is being handled at this moment; send it again shortly."
        return cls(message, param="Idempotency-Key")


class AlreadyFinal(RushesError):
    """The task has ended already.

    Nothing is left to cancel; query or delete the task.
    """

    code, status = "already_final", 409


class LimitReached(RushesError):
    """There are as many of these as may be.

    Delete one that you no longer need, then try again.
    """

    code, status = "limit_reached", 409


class NotFinished(RushesError):
    """The film is not finished yet.

    Query the task until its status is `completed`; `failed` tasks have no film.
    """

    code, status = "not_finished", 409


class KeyRevoked(RushesError):
    """The key is revoked for good.

    Make another key.
    """

    code, status = "key_revoked", 409


class TooLarge(RushesError):
    """The body is too large.

    Send pictures as URLs, or smaller ones.
    """

    code, status = "too_large", 413


class UnsupportedMediaType(RushesError):
    """The body's content type is not one this path takes.

    Send `application/json` or `multipart/form-data`, not compressed.
    """

    code, status = "unsupported_media_type", 415


class RangeNotSatisfiable(RushesError):
    """The file has no such bytes.

    `Content-Range` says how many bytes there are.
    """

    code, status = "range_not_satisfiable", 416

    def __init__(self, message: str = "", *, param: str | None = None, size: int = 0) -> None:
        super().__init__(message, param=param)
        #: Bytes of the whole file.
        self.size = size


class RateLimited(RushesError):
    """This key sends more than it may.

    Wait as many seconds as `Retry-After` says, or ask the server's operator for a higher limit.
    """

    code, status, retryable = "rate_limited", 429, True

    def __init__(
        self, message: str = "", *, param: str | None = None, seconds: float = 1, per_minute: int | None = None
    ) -> None:
        super().__init__(message, param=param)
        #: When to try again, and the rate that was met where it was one.
        self.seconds, self.per_minute = seconds, per_minute


class ProviderNotConfigured(RushesError):
    """No provider is configured for this model.

    Ask for a previs model, or have the operator configure a provider or set `previs.stand_in`.
    """

    code, status, certain = "provider_not_configured", 503, True


class ServerBusy(RushesError):
    """The server is starting, stopping or full. Try again shortly.

    Send the request again after `Retry-After` seconds.
    """

    code, status, retryable, certain = "server_busy", 503, True, True


class OutcomeUnknown(ServerBusy):
    """The database went away while this was being stored, and whether it was is not known.

    Look before you send the request again: list the tasks, or query by external_task_id.
    """

    certain = False


class StorageFull(RushesError):
    """The disk is full. Nothing was stored; free space and try again.

    Free space on the server's disk; delete tasks that you no longer need.
    """

    code, status, retryable, certain = "storage_full", 503, True, True


class MediaUnavailable(RushesError):
    """The store of films and pictures cannot be reached. Try again shortly.

    Send the request again after `Retry-After` seconds; the server's log has what the store said.
    """

    code, status, retryable, certain = "media_unavailable", 503, True, True


class ProviderFailed(RushesError):
    """The provider could not make the film.

    Send the request again; if it stays, the server's log says more.
    """

    code = "provider_failed"


class ProviderCrashed(ProviderFailed):
    """The process that makes films died in the middle of one.

    It was tried again and died again. Send a shorter or smaller film; look into the server's log.
    """

    code, retryable = "provider_crashed", True


class RenderFailed(ProviderFailed):
    """The embedded renderer could not make this film.

    Change the request as the message says, or send it again.
    """

    code = "render_failed"


class StaleEpoch(RushesError):
    """Someone else has taken over this task; this write is void."""

    code = "stale_epoch"


class IllegalTransition(RushesError):
    """The task's status does not allow this event."""

    code = "illegal_transition"


class BackupRefused(RushesError):
    """The backup cannot be made or restored.

    Do what the message says; nothing that was there has been changed.
    """

    code = "backup_refused"


class SettingsInvalid(RushesError):
    """Rushes cannot start with these settings.

    Mend the settings that the message names; `rushes config` shows what is in force.
    """

    code = "settings_invalid"


class FolderInUse(RushesError):
    """Another process owns the data folder.

    Stop the other process, or choose another folder with `--data` or `RUSHES_DATA`.
    """

    code = "folder_in_use"
