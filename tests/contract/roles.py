"""Who may do what: each operation's row, each kind of caller, and what a cell of the two must answer."""

from __future__ import annotations

from typing import NamedTuple

from rushes.core.caller import ALL_SCOPES, Scope

MAKE, READ, ADMIN = Scope.MAKE, Scope.READ, Scope.ADMIN


class Row(NamedTuple):
    """What an operation asks of a caller, and what its path names."""

    #: The scope it needs; "operator" is the default tenant's admin, "key" any live key, "open" nothing at all.
    needs: Scope | str
    #: "film" is a finished task, "task" one that goes on, "doubt" one whose submission is unknown, "key" a key,
    #: "bill" a task whose vendor may still bill, "provider" a provider, "model" a model,
    #: "webhook" a webhook, "delivery" a delivery, "file" an uploaded picture; "" where it names nothing.
    names: str = ""


ROWS = {
    "createVideo": Row(MAKE),
    "createVideoPlural": Row(MAKE),
    "createVideoOpenAI": Row(MAKE),
    "estimateVideo": Row(MAKE),
    "listVideos": Row(READ),
    "getVideo": Row(READ, "film"),
    "getVideoGeneration": Row(READ, "film"),
    "getVideoPlural": Row(READ, "film"),
    "deleteVideo": Row(MAKE, "film"),
    "cancelVideo": Row(MAKE, "task"),
    "getVideoContent": Row(READ, "film"),
    "headVideoContent": Row(READ, "film"),
    "watchVideo": Row(READ, "film"),
    "watchVideos": Row(READ),
    "createKlingTextVideo": Row(MAKE),
    "createKlingPictureVideo": Row(MAKE),
    "listKlingTextVideos": Row(READ),
    "listKlingPictureVideos": Row(READ),
    "getKlingTextVideo": Row(READ, "film"),
    "getKlingPictureVideo": Row(READ, "film"),
    "uploadFile": Row(MAKE),
    "listFiles": Row(READ),
    "getFile": Row(READ, "file"),
    "getFileContent": Row(READ, "file"),
    "deleteFile": Row(MAKE, "file"),
    "listModels": Row("key"),
    "getModel": Row("key", "model"),
    "makeWebhook": Row(ADMIN),
    "listWebhooks": Row(ADMIN),
    "getWebhook": Row(ADMIN, "webhook"),
    "changeWebhook": Row(ADMIN, "webhook"),
    "deleteWebhook": Row(ADMIN, "webhook"),
    "getWebhookSecret": Row(ADMIN, "webhook"),
    "rotateWebhookSecret": Row(ADMIN, "webhook"),
    "listDeliveries": Row(ADMIN, "webhook"),
    "redeliver": Row(MAKE, "delivery"),
    "getCallbackSecret": Row(MAKE),
    "rotateCallbackSecret": Row(MAKE),
    "listCallbackDeliveries": Row(READ),
    "makeKey": Row(ADMIN),
    "listKeys": Row(ADMIN),
    "getKey": Row(ADMIN, "key"),
    "changeKey": Row(ADMIN, "key"),
    "rotateKey": Row(ADMIN, "key"),
    "revokeKey": Row(ADMIN, "key"),
    "getUsage": Row(READ),
    "listProviders": Row("operator"),
    "resumeProvider": Row("operator", "provider"),
    "resolveVideo": Row(ADMIN, "doubt"),
    "listBills": Row("operator"),
    "settleBill": Row("operator", "bill"),
    "getMetrics": Row("operator"),
    "getLiveness": Row("open"),
    "getReadiness": Row("open"),
}


class Role(NamedTuple):
    """A kind of caller: the tenant, what its key may do, and whether that key opens at all."""

    tenant: str = ""
    scopes: frozenset[Scope] = frozenset()
    dead: str = ""


USUAL = frozenset({MAKE, READ})
ROLES = {
    "owner": Role("north", USUAL),
    "other tenant": Role("south", USUAL),
    "read-only": Role("north", frozenset({READ})),
    "make-only": Role("north", frozenset({MAKE})),
    "revoked": Role("north", ALL_SCOPES, "revoked"),
    "expired": Role("north", ALL_SCOPES, "expired"),
    "none": Role(dead="absent"),
    "admin": Role("north", ALL_SCOPES),
    "operator": Role("default", ALL_SCOPES),
}
#: Whose object is named; the third is nobody's.
TARGETS = {"own": "north", "foreign": "south", "absent": ""}


def expected(row: Row, role: Role, owner: str) -> int:
    """The status of a cell."""
    if row.needs == "open":
        return 200
    if role.dead:
        return 401
    if row.needs == "operator" and (role.tenant != "default" or ADMIN not in role.scopes):
        return 403
    if isinstance(row.needs, Scope) and row.needs not in role.scopes:
        return 403
    if row.names == "provider":
        return 200
    if row.names == "model":
        return 200 if owner == "north" else 404
    seen = owner == role.tenant or (row.names in ("key", "doubt", "bill") and role.tenant == "default" and owner)
    return 200 if seen or not row.names else 404
