"""The contract's words, from the client's side: creates written, both shapes of an answer read, refusals sorted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rushes.core.protocols import Job
from rushes.errors import ProviderFailed
from rushes.providers.state import State, identifier, mapping, stage_of, text_of
from rushes.providers.upstream import Answer, retry_after
from rushes.vendor_errors import ContentRefused, ProviderStopped, UpstreamBusy, UpstreamRejected

PATH = "/v1/video/generations"
#: Refusals of the request as it stands; sent again it would be refused again.
REJECTS = frozenset({400, 404, 405, 413, 415, 422})
#: Somebody has to act: mend the key, pay.
STOPS = frozenset({401, 402, 403})
CONTENT = frozenset({"content_refused", "content_policy_violation", "sensitive_words_detected"})


def body(job: Job, pictures: tuple[str | None, str | None]) -> dict[str, Any]:
    """A create's body; `pictures` are data URIs. What is not said is left to the other side's defaults."""
    request = job.request
    extra: dict[str, Any] = {"negative_prompt": request.negative_prompt or None, "cfg_scale": request.cfg_scale}
    if request.prompt is None:
        extra["multi_prompt"] = [{"prompt": shot.prompt, "duration": shot.seconds} for shot in request.shots]
    elif request.shot_type == "intelligent":
        extra["shot_type"] = "intelligent"
    if request.elements:
        extra["element_list"] = [{"element_id": element} for element in request.elements]
    found = {
        "model": request.model,
        "prompt": request.prompt,
        "image": pictures[0],
        "last_image": pictures[1],
        "aspect_ratio": None if pictures[0] else request.aspect_ratio,
        "duration": request.seconds,
        "external_task_id": job.id,
        "callback_url": job.callback_url,
        "extra_body": {name: value for name, value in extra.items() if value is not None},
    }
    return {name: value for name, value in found.items() if value is not None}


def good(answer: Answer) -> bool:
    """Taken, or told. new-api puts a word, `success`, into `code`; the contract has none there."""
    return answer.status == 200 and answer.body is not None and job_id(answer.body) is not None


def absent(answer: Answer) -> bool:
    """There is no such job: a 404 in the contract's own words. A proxy's 404 proves nothing."""
    return answer.status == 404 and _error(answer).get("code") == "not_found"


def verdict(answer: Answer) -> ProviderFailed | None:
    """The error of a refusal in the contract's words; nothing sure without them."""
    error = _error(answer)
    if not error:
        return None
    if error.get("code") in CONTENT:
        return ContentRefused(f"The vendor's content policy refuses this: {answer.message}")
    if answer.status in STOPS:
        return ProviderStopped(f"The vendor answers {answer.says}. To go on: mend that, then resume the provider.")
    if answer.status == 429:
        return UpstreamBusy(f"The vendor has no room now: {answer.says}", after=retry_after(answer))
    if answer.status in REJECTS:
        return UpstreamRejected(f"The vendor refuses the request: {answer.says}.")
    return None


def job_id(found: Mapping[str, Any]) -> str | None:
    """The id in an answer of either shape."""
    inner = mapping(found.get("data"))
    ids = (identifier(one.get(name)) for one in (found, inner) for name in ("id", "task_id"))
    return next((one for one in ids if one is not None), None)


def state(found: Mapping[str, Any]) -> State:
    """The state in an answer of either shape: the contract's object, or new-api's `{code, data}`."""
    inner = mapping(found.get("data")) or found
    error, result = mapping(inner.get("error")), mapping(inner.get("result"))
    urls = (inner.get("video_url"), result.get("video_url"), inner.get("result_url"), _first(result.get("outputs")))
    return State(
        id=job_id(found),
        external_id=identifier(inner.get("external_task_id")),
        stage=stage_of(inner.get("status")),
        message=text_of(error.get("message") or inner.get("fail_reason")),
        url=next((url for url in urls if isinstance(url, str) and url), None),
        progress=_share(inner.get("progress")),
    )


def _error(answer: Answer) -> Mapping[str, Any]:
    return mapping((answer.body or {}).get("error"))


def _first(outputs: object) -> object:
    return outputs[0] if isinstance(outputs, list) and outputs else None


def _share(progress: object) -> float:
    """42, "42%" or "42" as 0.42; nothing for anything else."""
    text = str(progress).removesuffix("%") if isinstance(progress, int | float | str) else ""
    try:
        return min(1.0, max(0.0, float(text) / 100))
    except ValueError:
        return 0.0
