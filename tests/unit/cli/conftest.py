"""A server of canned answers, so that a command's side of the wire can be told apart from the real server's."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

#: (status, body): an object is sent as JSON, bytes as they are.
Answer = tuple[int, Any]


@dataclass
class Wire:
    """Answers by "METHOD /path"; a list is worked off, its last one stays. `asked` is what came."""

    url: str
    answers: dict[str, Answer | list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, Any, str | None]] = field(default_factory=list)

    def next(self, what: str) -> Answer:
        """The next answer to that request."""
        found = self.answers.get(what, (404, {"error": {"message": "no such thing", "code": "not_found"}}))
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found


@pytest.fixture
def wire() -> Iterator[Wire]:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            found.asked.append((f"{self.command} {self.path}", body, self.headers.get("authorization")))
            status, data = found.next(f"{self.command} {self.path.partition('?')[0]}")
            content = data if isinstance(data, bytes) else json.dumps(data).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Wire(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def video() -> Callable[..., dict[str, Any]]:
    """The wire's object of a task, with whatever a test says of it."""

    def make(**changes: Any) -> dict[str, Any]:
        return {
            "id": "task_1",
            "model": "previs-std-audio",
            "prompt": "a fox in the snow",
            "status": "queued",
            "progress": 0,
            "estimated_seconds_left": None,
            "created_at": 1_790_000_000,
            "completed_at": None,
            "duration": None,
            "seconds": "5",
            "size": "1280x720",
            "video_url": None,
            "metadata": {"provider": "previs"},
            "error": None,
            "warnings": [],
            "labels": {},
            "seed": 7,
            "external_task_id": None,
            "queue_position": None,
            **changes,
        }

    return make
