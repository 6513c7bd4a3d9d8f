"""Assembles the OpenAPI document of a server from the tables beside this file and from the routes it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.routing import APIRoute

from rushes import __version__
from rushes.api.openapi import answers, files, keys, kling, money, providers, refusals, requests, webhooks
from rushes.api.openapi.operations import FORM, OPERATIONS, Answer, Operation
from rushes.api.openapi.parameters import HEADERS, PARAMETERS
from rushes.api.openapi.words import ref

TITLE = "Rushes"
SUMMARY = "A self-hosted video-generation server for the Kling v3 models."
DESCRIPTION = (
    "One request becomes one film: create a video, query it until its `status` is `completed`, download it. "
    "Every refusal has the same shape, `{error: {message, type, param, code}}`; under `/kling` it has Kling's."
)
TAGS = {
    "videos": "Create, query, list, download, cancel, delete.",
    "files": "Pictures that are uploaded once and named by many creates.",
    "kling": "The same in the words of Kling's own API, for its clients. Refusals are `{code, message, request_id}`.",
    "events": "Server-Sent Events instead of polling.",
    "models": "What can be asked for.",
    "webhooks": "Who is told what happens to videos, by signed requests (Standard Webhooks 1.0).",
    "money": "What a film costs, and what was spent.",
    "keys": "Who may call, and what for. Needs the scope `admin`.",
    "operation": "For who runs the server: providers, and what became of jobs. Needs the scope `admin`.",
    "health": "For those who watch the server.",
}
KEY = "key"


@dataclass(frozen=True, slots=True)
class Facts:
    """What differs between servers: whether callers need a key, and the models' names."""

    keyed: bool
    models: Sequence[str]


def document(routes: Iterable[APIRoute], facts: Facts) -> dict[str, Any]:
    """The whole document, in the order of the table of operations. Raises `ValueError` for a route that it lacks."""
    served = {(method, route.path): route for route in routes for method in route.methods or ()}
    paths: dict[str, dict[str, Any]] = {}
    for method, path in sorted(served, key=list(OPERATIONS).index):
        operation = _operation(OPERATIONS[method, path], served[method, path], facts)
        paths.setdefault(path, {})[method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": __version__,
            "summary": SUMMARY,
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "This server."}],
        "tags": [{"name": name, "description": text} for name, text in TAGS.items()],
        "paths": paths,
        "components": _components(facts),
    }


def _components(facts: Facts) -> dict[str, Any]:
    return {
        "schemas": {
            **requests.schemas(facts.models),
            **answers.schemas(),
            **files.schemas(),
            **providers.schemas(),
            **keys.schemas(facts.models),
            **money.schemas(),
            **webhooks.schemas(),
            **kling.schemas(),
        },
        "parameters": PARAMETERS,
        "headers": HEADERS,
        "examples": refusals.examples(),
        "securitySchemes": {
            KEY: {
                "type": "http",
                "scheme": "bearer",
                "description": "One of the server's keys. A server without keys answers everyone on its machine.",
            }
        },
    }


def _operation(operation: Operation, route: APIRoute, facts: Facts) -> dict[str, Any]:
    good = {str(status): _answer(answer) for status, answer in operation.answers.items()}
    found: dict[str, Any] = {
        "operationId": operation.id,
        "summary": route.summary,
        "description": route.description,
        "tags": route.tags,
        "security": _security(operation.access, facts),
    }
    if operation.parameters:
        found["parameters"] = [ref(name, "parameters") for name in operation.parameters]
    if operation.body:
        content = {kind: _body(kind, name, examples) for kind, (name, examples) in operation.body.items()}
        found["requestBody"] = {"required": not operation.body_optional, "content": content}
    refused = refusals.refusals(operation.codes, route.path)
    found["responses"] = {**good, **{status: refused[status] for status in refused if status not in good}}
    return found


def _security(access: str, facts: Facts) -> list[dict[str, list[str]]]:
    """A key, or nobody's: links open files, and a server without keys is open."""
    if access == "open":
        return []
    return [{KEY: []}] if access == "key" and facts.keyed else [{KEY: []}, {}]


def _body(kind: str, name: str, examples: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"schema": ref(name), "examples": _named(examples)}
    if kind == FORM:
        types = ", ".join(("image/jpeg", "image/png", "image/webp"))
        parts = ("file",) if name == "UploadForm" else ("image", "last_image")
        found["encoding"] = {part: {"contentType": types} for part in parts}
    return found


def _answer(answer: Answer) -> dict[str, Any]:
    found: dict[str, Any] = {
        "description": answer.description,
        "headers": {name: ref(name, "headers") for name in sorted({"X-Request-Id", *answer.headers})},
    }
    if answer.content:
        found["content"] = {
            kind: {"schema": schema, **({"examples": _named(examples)} if examples else {})}
            for kind, (schema, examples) in answer.content.items()
        }
    if answer.links:
        found["links"] = {
            name: {"operationId": name, "parameters": {_named_by(name): source}}
            for name, source in answer.links.items()
        }
    return found


def _named_by(operation: str) -> str:
    """The parameter that names what an operation is about."""
    return "key_id" if operation.endswith("Key") else "file_id" if operation.endswith("File") else "task_id"


def _named(examples: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"value": value} for name, value in examples.items()}
