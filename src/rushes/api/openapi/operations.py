"""What each operation takes and answers, by method and path; summaries and descriptions are the routes' own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rushes.api.openapi import examples, files, keys, kling, money, providers, webhooks
from rushes.api.openapi.refusals import ANYWHERE, WITH_BODY, WITH_KEY
from rushes.api.openapi.words import Schema, ref, text

JSON, FORM, STREAM = "application/json", "multipart/form-data", "text/event-stream"


@dataclass(frozen=True, slots=True)
class Answer:
    """A good answer: its content by type, each with a schema and examples by name."""

    description: str
    content: Mapping[str, tuple[Schema, Mapping[str, Any]]]
    headers: tuple[str, ...] = ()
    #: Follow-ups: the operation's id, and where its `task_id` comes from.
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    id: str
    answers: Mapping[int, Answer]
    codes: tuple[str, ...] = WITH_KEY
    parameters: tuple[str, ...] = ()
    #: Bodies by content type: the schema's name and examples.
    body: Mapping[str, tuple[str, Mapping[str, Any]]] = field(default_factory=dict)
    body_optional: bool = False
    #: "key", "link" (a key or a signed link) or "open".
    access: str = "key"


def _json(name: str, description: str, links: Mapping[str, str] | None = None, **found: Any) -> Answer:
    return Answer(description, {JSON: (ref(name), found)}, links=links or {})


METRICS = 'rushes_tasks{provider="kling",status="queued"} 3.0\n'
FROM_BODY, FROM_PATH, FROM_LIST = "$response.body#/id", "$request.path.task_id", "$response.body#/data/0/id"
FROM_KLING = "$response.body#/data/task_id"
KLING_QUERIES = ("getKlingTextVideo", "getKlingPictureVideo")
FOLLOWING = ("getVideo", "getVideoContent", "watchVideo", "cancelVideo", "deleteVideo")

CREATED = Answer(
    "The video, queued; with `Prefer: wait` perhaps further.",
    {JSON: (ref("Video"), {"queued": examples.QUEUED})},
    ("Preference-Applied", "Idempotent-Replayed"),
    dict.fromkeys(FOLLOWING, FROM_BODY),
)
FOUND = _json(
    "Video",
    "The video as it is now.",
    dict.fromkeys(FOLLOWING[1:], FROM_PATH),
    queued=examples.QUEUED,
    completed=examples.COMPLETED,
    paid=money.PAID,
    cancelled=examples.CANCELLED,
)
CREATE_CODES = (
    "invalid_request", "invalid_json", "invalid_image", "image_url_not_allowed", "unsupported_by_model",
    "insufficient_budget", "external_task_id_taken", "idempotency_conflict", "too_large", *WITH_BODY, *WITH_KEY,
    "provider_not_configured", "storage_full", "media_unavailable",
)  # fmt: skip
CREATE_BODY = {JSON: ("CreateVideo", examples.CREATE), FORM: ("CreateVideoForm", examples.CREATE_FORM)}
OPENAI_BODY = {
    JSON: ("CreateVideoOpenAI", {**examples.CREATE_OPENAI, **examples.CREATE}),
    FORM: ("CreateVideoOpenAIForm", examples.CREATE_OPENAI),
}
BYTES = text(contentMediaType="application/octet-stream")
FILE: Mapping[str, tuple[Schema, Mapping[str, Any]]] = {"video/mp4": (BYTES, {}), "image/jpeg": (BYTES, {})}
PICTURE: Mapping[str, tuple[Schema, Mapping[str, Any]]] = {"image/png": (BYTES, {})}
FILE_HEADERS = ("Accept-Ranges", "ETag")
CONTENT_CODES = (
    "invalid_request",
    "not_found",
    "not_finished",
    "range_not_satisfiable",
    "media_unavailable",
    *WITH_KEY,
)
CONTENT_PARAMETERS = ("task_id", "variant", "expires", "signature", "Range")
EVENTS = Answer(
    "Server-Sent Events, each as the schema says; a line that begins with a colon keeps the stream open.",
    {STREAM: (ref("StreamedEvent"), {"queued": examples.event(1, examples.QUEUED)})},
)

MADE_KEY = _json(
    "MadeKey", "The key, with its text.", dict.fromkeys(("getKey", "changeKey", "rotateKey", "revokeKey"), FROM_BODY),
    made=keys.MADE,
)  # fmt: skip
FOUND_KEY = _json("Key", "The key as it is now.", found=keys.KEY)
FOUND_WEBHOOK = _json("Webhook", "The webhook as it is now.", found=webhooks.WEBHOOK)
FOUND_SECRET = _json("WebhookSecret", "The secret.", found=webhooks.SECRET)
DELIVERIES = _json("DeliveryList", "A page of deliveries.", page=webhooks.page(webhooks.SENT))
DELIVERY_PARAMETERS = ("limit", "after_delivery", "delivery_status")
ROTATION: Mapping[str, tuple[str, Mapping[str, Any]]] = {JSON: ("RotateSecret", {"overlap": webhooks.ROTATE})}
KEY_CODES = ("invalid_request", "invalid_json", "too_large", *WITH_BODY, *WITH_KEY, "storage_full")


def _create(name: str, body: Mapping[str, tuple[str, Mapping[str, Any]]]) -> Operation:
    return Operation(name, {200: CREATED}, CREATE_CODES, ("Prefer", "Idempotency-Key"), body)


def _query(name: str) -> Operation:
    return Operation(name, {200: FOUND}, ("not_found", *WITH_KEY), ("task_id",))


def _create_kling(name: str, body: tuple[str, Mapping[str, Any]]) -> Operation:
    answer = _json("KlingCreated", "The task, submitted.", dict.fromkeys(KLING_QUERIES, FROM_KLING), made=kling.CREATED)
    headers = ("Preference-Applied", "Idempotent-Replayed")
    codes = tuple(code for code in CREATE_CODES if code != "unsupported_by_model")
    return Operation(name, {200: replace(answer, headers=headers)}, codes, ("Prefer", "Idempotency-Key"), {JSON: body})


def _list_kling(name: str) -> Operation:
    answer = _json("KlingList", "A page, the newest first.", page=kling.PAGE)
    return Operation(name, {200: answer}, ("invalid_request", *WITH_KEY), ("pageNum", "pageSize"))


def _query_kling(name: str) -> Operation:
    answer = _json("KlingFound", "The task as it is now.", done=kling.FOUND, failed=kling.FAILED)
    return Operation(name, {200: answer}, ("not_found", *WITH_KEY), ("task_id",))


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("POST", "/v1/video/generations"): _create("createVideo", CREATE_BODY),
    ("POST", "/v1/videos/generations"): _create("createVideoPlural", CREATE_BODY),
    ("POST", "/v1/videos"): _create("createVideoOpenAI", OPENAI_BODY),
    ("POST", "/v1/videos/estimate"): Operation(
        "estimateVideo",
        {200: _json("VideoEstimate", "What it would be and cost.", estimate=money.ESTIMATE)},
        (
            "invalid_request", "invalid_json", "invalid_image", "unsupported_by_model", "too_large", *WITH_BODY,
            *WITH_KEY, "provider_not_configured",
        ),
        body=OPENAI_BODY,
    ),
    ("GET", "/v1/videos"): Operation(
        "listVideos",
        {200: _json("VideoList", "A page of videos.", {"getVideo": FROM_LIST},
                    page=examples.PAGE)},
        ("invalid_request", *WITH_KEY),
        ("limit", "after", "order", "status", "model"),
    ),
    ("GET", "/v1/videos/{task_id}"): _query("getVideo"),
    ("GET", "/v1/video/generations/{task_id}"): _query("getVideoGeneration"),
    ("GET", "/v1/videos/generations/{task_id}"): _query("getVideoPlural"),
    ("DELETE", "/v1/videos/{task_id}"): Operation(
        "deleteVideo",
        {200: _json("VideoDeleted", "It is gone.", deleted=examples.DELETED)},
        ("not_found", *WITH_BODY, *WITH_KEY),
        ("task_id",),
    ),
    ("POST", "/v1/videos/{task_id}/cancel"): Operation(
        "cancelVideo",
        {200: _json("Video", "The video, ended.", {"getVideo": FROM_PATH, "deleteVideo": FROM_PATH},
                    cancelled=examples.CANCELLED)},
        ("not_found", "already_final", *WITH_BODY, *WITH_KEY),
        ("task_id",),
    ),
    ("GET", "/v1/videos/{task_id}/content"): Operation(
        "getVideoContent",
        {200: Answer("The whole file.", FILE, FILE_HEADERS),
         206: Answer("The part that was asked for.", FILE, (*FILE_HEADERS, "Content-Range"))},
        CONTENT_CODES,
        CONTENT_PARAMETERS,
        access="link",
    ),
    ("HEAD", "/v1/videos/{task_id}/content"): Operation(
        "headVideoContent",
        {200: Answer("The file's headers.", {}, FILE_HEADERS),
         206: Answer("The headers of the part.", {}, (*FILE_HEADERS, "Content-Range"))},
        CONTENT_CODES,
        CONTENT_PARAMETERS,
        access="link",
    ),
    ("GET", "/v1/videos/{task_id}/events"): Operation(
        "watchVideo", {200: EVENTS}, ("invalid_request", "not_found", *WITH_KEY),
        ("task_id", "Last-Event-ID", "last_event_id"),
    ),
    ("GET", "/v1/events"): Operation(
        "watchVideos", {200: EVENTS}, ("invalid_request", *WITH_KEY), ("Last-Event-ID", "last_event_id")
    ),
    ("POST", "/v1/files"): Operation(
        "uploadFile",
        {200: _json("File", "The file, with its id.", dict.fromkeys(("getFile", "deleteFile"), FROM_BODY),
                    kept=files.FILE)},
        (
            "invalid_request", "invalid_image", "limit_reached", "too_large", *WITH_BODY, *WITH_KEY, "storage_full",
            "media_unavailable",
        ),
        body={FORM: ("UploadForm", {"picture": files.UPLOAD})},
    ),
    ("GET", "/v1/files"): Operation(
        "listFiles", {200: _json("FileList", "A page of files.", page=files.PAGE)}, ("invalid_request", *WITH_KEY),
        ("limit", "after_file"),
    ),
    ("GET", "/v1/files/{file_id}"): Operation(
        "getFile", {200: _json("File", "The file.", found=files.FILE)}, ("not_found", *WITH_KEY), ("file_id",)
    ),
    ("GET", "/v1/files/{file_id}/content"): Operation(
        "getFileContent",
        {200: Answer("The whole file.", PICTURE, FILE_HEADERS),
         206: Answer("The part that was asked for.", PICTURE, (*FILE_HEADERS, "Content-Range"))},
        ("not_found", "range_not_satisfiable", "media_unavailable", *WITH_KEY),
        ("file_id", "Range"),
    ),
    ("DELETE", "/v1/files/{file_id}"): Operation(
        "deleteFile", {200: _json("FileDeleted", "It is gone.", deleted=files.DELETED)},
        ("not_found", *WITH_BODY, *WITH_KEY, "media_unavailable"), ("file_id",),
    ),
    ("POST", "/kling/v1/videos/text2video"): _create_kling("createKlingTextVideo", kling.FROM_TEXT),
    ("POST", "/kling/v1/videos/image2video"): _create_kling("createKlingPictureVideo", kling.FROM_PICTURE),
    ("GET", "/kling/v1/videos/text2video"): _list_kling("listKlingTextVideos"),
    ("GET", "/kling/v1/videos/image2video"): _list_kling("listKlingPictureVideos"),
    ("GET", "/kling/v1/videos/text2video/{task_id}"): _query_kling("getKlingTextVideo"),
    ("GET", "/kling/v1/videos/image2video/{task_id}"): _query_kling("getKlingPictureVideo"),
    ("GET", "/v1/models"): Operation(
        "listModels",
        {200: _json("ModelList", "Every model.", models={"object": "list", "data": [examples.MODEL]})},
    ),
    ("GET", "/v1/models/{model_id}"): Operation(
        "getModel", {200: _json("Model", "The model.", model=examples.MODEL)}, ("not_found", *WITH_KEY), ("model_id",)
    ),
    ("POST", "/v1/webhooks"): Operation(
        "makeWebhook", {200: _json("MadeWebhook", "The webhook, with its secret.", made=webhooks.MADE)},
        ("limit_reached", *KEY_CODES), body={JSON: ("NewWebhook", {"editor": webhooks.NEW})},
    ),
    ("GET", "/v1/webhooks"): Operation(
        "listWebhooks", {200: _json("WebhookList", "A page of webhooks.", page=webhooks.page(webhooks.WEBHOOK))},
        ("invalid_request", *WITH_KEY), ("limit", "after_webhook"),
    ),
    ("GET", "/v1/webhooks/callback"): Operation("getCallbackSecret", {200: FOUND_SECRET}),
    ("POST", "/v1/webhooks/callback/rotate"): Operation(
        "rotateCallbackSecret", {200: FOUND_SECRET}, KEY_CODES, body=ROTATION, body_optional=True
    ),
    ("GET", "/v1/webhooks/callback/deliveries"): Operation(
        "listCallbackDeliveries", {200: DELIVERIES}, ("invalid_request", *WITH_KEY), DELIVERY_PARAMETERS
    ),
    ("GET", "/v1/webhooks/{webhook_id}"): Operation(
        "getWebhook", {200: FOUND_WEBHOOK}, ("not_found", *WITH_KEY), ("webhook_id",)
    ),
    ("PATCH", "/v1/webhooks/{webhook_id}"): Operation(
        "changeWebhook", {200: FOUND_WEBHOOK}, ("not_found", *KEY_CODES), ("webhook_id",),
        {JSON: ("ChangeWebhook", {"enable": webhooks.CHANGE})},
    ),
    ("DELETE", "/v1/webhooks/{webhook_id}"): Operation(
        "deleteWebhook", {200: _json("WebhookDeleted", "It is gone.", deleted=webhooks.DELETED)},
        ("not_found", *WITH_BODY, *WITH_KEY), ("webhook_id",),
    ),
    ("GET", "/v1/webhooks/{webhook_id}/secret"): Operation(
        "getWebhookSecret", {200: FOUND_SECRET}, ("not_found", *WITH_KEY), ("webhook_id",)
    ),
    ("POST", "/v1/webhooks/{webhook_id}/rotate"): Operation(
        "rotateWebhookSecret", {200: FOUND_SECRET}, ("not_found", *KEY_CODES), ("webhook_id",), ROTATION,
        body_optional=True,
    ),
    ("GET", "/v1/webhooks/{webhook_id}/deliveries"): Operation(
        "listDeliveries", {200: DELIVERIES}, ("invalid_request", "not_found", *WITH_KEY),
        ("webhook_id", *DELIVERY_PARAMETERS),
    ),
    ("POST", "/v1/webhooks/deliveries/{delivery_id}/redeliver"): Operation(
        "redeliver", {200: _json("Delivery", "The delivery, on its way again.", again=webhooks.SENT)},
        ("invalid_request", "not_found", *WITH_BODY, *WITH_KEY), ("delivery_id",),
    ),
    ("POST", "/v1/keys"): Operation(
        "makeKey", {200: MADE_KEY}, KEY_CODES, body={JSON: ("NewKey", {"editing": keys.NEW})}
    ),
    ("GET", "/v1/keys"): Operation(
        "listKeys", {200: _json("KeyList", "A page of keys.", page=keys.PAGE)}, ("invalid_request", *WITH_KEY),
        ("limit", "after_key"),
    ),
    ("GET", "/v1/keys/{key_id}"): Operation("getKey", {200: FOUND_KEY}, ("not_found", *WITH_KEY), ("key_id",)),
    ("PATCH", "/v1/keys/{key_id}"): Operation(
        "changeKey", {200: FOUND_KEY}, ("not_found", *KEY_CODES), ("key_id",),
        {JSON: ("ChangeKey", {"budget": keys.CHANGE})},
    ),
    ("DELETE", "/v1/keys/{key_id}"): Operation(
        "revokeKey", {200: _json("Key", "It is revoked.", revoked=keys.REVOKED)},
        ("not_found", *WITH_BODY, *WITH_KEY), ("key_id",),
    ),
    ("POST", "/v1/keys/{key_id}/rotate"): Operation(
        "rotateKey", {200: MADE_KEY}, ("not_found", "key_revoked", *KEY_CODES), ("key_id",),
        {JSON: ("RotateKey", {"overlap": keys.ROTATE})}, body_optional=True,
    ),
    ("GET", "/v1/usage"): Operation(
        "getUsage", {200: _json("Usage", "The sums.", usage=money.USAGE)}, ("invalid_request", *WITH_KEY),
        ("since", "until", "by", "of_key", "model", "tenant"),
    ),
    ("GET", "/v1/providers"): Operation(
        "listProviders",
        {200: _json("ProviderList", "Every provider.", all={"object": "list", "data": [providers.PROVIDER]})},
    ),
    ("POST", "/v1/providers/{provider}/resume"): Operation(
        "resumeProvider", {200: _json("Provider", "It goes on.", resumed=providers.PROVIDER)},
        ("not_found", *WITH_BODY, *WITH_KEY), ("provider",),
    ),
    ("POST", "/v1/videos/{task_id}/resolve"): Operation(
        "resolveVideo",
        {200: _json("Video", "The video as it is now.", {"getVideo": FROM_PATH}, cancelled=examples.CANCELLED)},
        ("not_found", "already_final", "invalid_request", "invalid_json", "too_large", *WITH_BODY, *WITH_KEY),
        ("task_id",),
        {JSON: ("Resolve", {"adopt": {"decision": "adopt", "vendor_id": "831922345719271433"}})},
    ),
    ("GET", "/v1/bills"): Operation(
        "listBills", {200: _json("BillList", "What is open.", all={"object": "list", "data": [providers.BILL]})}
    ),
    ("POST", "/v1/bills/{bill_id}/settle"): Operation(
        "settleBill",
        {200: _json("Bill", "It is settled.", settled={**providers.BILL, "status": "settled", "reserved": 0})},
        ("not_found", "already_final", *KEY_CODES), ("bill_id",), {JSON: ("Settle", {"nothing": {"billed": 0}})},
    ),
    ("GET", "/metrics"): Operation(
        "getMetrics", {200: Answer("In Prometheus' text format.", {"text/plain": (ref("Metrics"), {"some": METRICS})})}
    ),
    ("GET", "/livez"): Operation(
        "getLiveness", {200: _json("Alive", "It is.", alive=examples.ALIVE)}, ANYWHERE, access="open"
    ),
    ("GET", "/readyz"): Operation(
        "getReadiness",
        {200: _json("Ready", "It can.", ready=examples.READY)},
        ("server_busy", *ANYWHERE),
        access="open",
    ),
}  # fmt: skip
