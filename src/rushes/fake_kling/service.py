"""What the fake answers: creates, queries, lists and films, each spoilt where a fault is due."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from types import ModuleType
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from rushes.fake_kling import legacy, v2
from rushes.fake_kling.callbacks import Callbacks
from rushes.fake_kling.faults import BEFORE, QUERIES, Faults
from rushes.fake_kling.signature import Refused, check
from rushes.fake_kling.spoil import coded, misled, plain, refused, spoilt
from rushes.fake_kling.wire import Gone
from rushes.fake_kling.world import IdTaken, Job, SlotsTaken, Wish, World

#: What answers a request: a response, or the end of a connection.
Reply = Response | Gone
HEADER = "x-fake-fault"
DIALECTS: dict[str, ModuleType] = {"legacy": legacy, "v2": v2}


class Service:
    """One fake vendor."""

    def __init__(
        self, world: World, faults: Faults, films: dict[bool, bytes], clock: Callable[[], float] = time.time
    ) -> None:
        self.world, self.faults, self._films, self._clock = world, faults, films, clock
        self.callbacks = Callbacks(faults, self.now)
        self._accepting: set[asyncio.Task[Job]] = set()
        #: Has connections refused for so many seconds; set by whoever listens.
        self.away: Callable[[float], None] | None = None
        #: Shows another certificate for so many seconds; only where there are any.
        self.disguise: Callable[[str, float], None] | None = None

    def now(self) -> float:
        """The time, as this vendor's clock has it."""
        return self._clock() + self.world.options.clock_offset

    async def create(self, request: Request, kind: str, dialect: str) -> Reply:
        """Take a job, unless it is refused; once taken it is made and billed, whatever becomes of the answer."""
        self.world.counts["create"] += 1
        try:
            self._let_in(request, dialect)
            wish: Wish = DIALECTS[dialect].read(kind, await _body(request))
        except Refused as why:
            return coded(why.code, why.message)
        owner = _owner(wish)
        self.faults.mark(owner, wish.prompt)
        fault = self.faults.due("create", owner, request.headers.get(HEADER))
        if fault in BEFORE:
            return _before(fault, request)
        accepting = asyncio.create_task(self._accept(wish, str(request.base_url)))
        self._accepting.add(accepting)
        accepting.add_done_callback(self._accepting.discard)
        try:
            job = await asyncio.shield(accepting)  # a client that goes away changes nothing
        except SlotsTaken:
            self.world.counts["over_slots"] += 1
            return coded(1303)
        except IdTaken:
            self.world.counts["id_taken"] += 1
            return coded(1201, "external_task_id already exists")
        return self._created(fault, job, dialect, request)

    async def query(self, request: Request, kind: str, name: str) -> Reply:
        """A job by its id or external id, in the older dialect."""
        await asyncio.sleep(self.world.options.query_delay)
        found, reply = self._asked(request, name, kind, "legacy")
        if reply is not None:
            return reply
        return coded(1203) if found is None else _good(self._shown(found, request, "legacy"))

    async def tasks(self, request: Request) -> Reply:
        """Jobs by ids or external ids, in the newer dialect."""
        named = request.query_params.get("task_ids") or request.query_params.get("external_task_ids") or ""
        shown: list[dict[str, Any]] = []
        await asyncio.sleep(self.world.options.query_delay)
        for name in named.split(","):
            found, reply = self._asked(request, name, None, "v2")
            if reply is not None:
                return reply
            if found is not None:
                shown.append(self._shown(found, request, "v2"))
        return _good(shown)

    async def page(self, request: Request, kind: str) -> Reply:
        """A page of jobs, newest first, in the older dialect."""
        self.world.counts["list"] += 1
        try:
            self._let_in(request, "legacy")
        except Refused as why:
            return coded(why.code, why.message)
        number, size = (
            request.query_params.get(key, default) for key, default in (("pageNum", "1"), ("pageSize", "30"))
        )
        if not (number.isdigit() and size.isdigit() and 1 <= int(number) <= 1000 and 1 <= int(size) <= 500):
            return coded(1201, "pageNum must be 1 to 1000, pageSize 1 to 500")
        jobs = self.world.page(kind, int(number), int(size), self.now())
        return _good([self._shown(job, request, "legacy") for job in jobs])

    async def file(self, request: Request, name: str) -> Reply:
        """A job's film, behind a link that expires."""
        self.world.counts["file"] += 1
        job = self.world.jobs.get(name)
        expires, token = request.query_params.get("expires", ""), request.query_params.get("token", "")
        if job is None or not expires.isdigit() or not hmac.compare_digest(token, self._token(name, expires)):
            return Response("Forbidden", 403)
        fault = self.faults.due("file", _owner(job.wish), request.headers.get(HEADER))
        if int(expires) <= self.now() or fault == "file_expired":
            return Response("The link has expired", 403)
        return _film(self._films[job.wish.sound], fault, request)

    async def _accept(self, wish: Wish, base: str) -> Job:
        options = self.world.options
        await asyncio.sleep(options.accept_delay)
        job = self.world.accept(wish, self.now())
        shown = DIALECTS[wish.dialect].shown
        await self.callbacks.begin(job, lambda: shown(job, self.now(), self._link(job, base)), self._other(job))
        await asyncio.sleep(options.answer_delay)
        return job

    def _created(self, fault: str | None, job: Job, dialect: str, request: Request) -> Reply:
        if fault in ("reset_after", "silence_after"):
            return Gone(request, reset=fault == "reset_after")
        answer = {"code": 0, "message": "SUCCEED", "request_id": "fake"}
        answer["data"] = DIALECTS[dialect].created(job, self.now())
        return plain(answer) if fault is None else spoilt(fault, answer, self._other(job))

    def _asked(self, request: Request, name: str, kind: str | None, dialect: str) -> tuple[Job | None, Reply | None]:
        """The job that was asked for, or a reply that is given instead."""
        try:
            self._let_in(request, dialect)
        except Refused as why:
            return None, coded(why.code, why.message)
        found = self.world.find(name, self.now(), kind)
        self.world.counts["query" if name in self.world.jobs else "look_up"] += 1
        if found is not None:
            found.asked += 1
        fault = self.faults.due("query", _owner(found.wish) if found else name, request.headers.get(HEADER))
        if fault in BEFORE:
            return None, _before(fault, request)
        if found is not None and fault is not None:
            if fault == "not_found":
                return None, coded(1203)
            shown = self._shown(found, request, dialect)
            data: Any = misled(fault, shown) if fault in QUERIES else shown
            answer = {
                "code": 0,
                "message": "SUCCEED",
                "request_id": "fake",
                "data": data if dialect == "legacy" else [data],
            }
            return None, plain(answer) if fault in QUERIES else spoilt(fault, answer, self._other(found))
        return found, None

    def _shown(self, job: Job, request: Request, dialect: str) -> dict[str, Any]:
        shown: dict[str, Any] = DIALECTS[dialect].shown(job, self.now(), self._link(job, str(request.base_url)))
        return shown

    def _link(self, job: Job, base: str) -> str:
        expires = str(int(self.now() + self.world.options.link_seconds))
        return f"{base}files/{job.id}.mp4?expires={expires}&token={self._token(job.id, expires)}"

    def _token(self, name: str, expires: str) -> str:
        key = self.world.options.secret_key.encode()
        return hmac.new(key, f"{name}.{expires}".encode(), hashlib.sha256).hexdigest()

    def _other(self, job: Job) -> str:
        return next((name for name in self.world.jobs if name != job.id), "1")

    def _let_in(self, request: Request, dialect: str) -> None:
        header = request.headers.get("authorization")
        check(header, self.world.options, self.now(), plain_only=dialect == "v2")


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise Refused(1200, "the body is not JSON") from None
    if not isinstance(body, dict):
        raise Refused(1200, "the body is not an object")
    return body


def _owner(wish: Wish) -> str:
    return wish.external_id or wish.prompt


def _good(data: Any) -> Response:
    return plain({"code": 0, "message": "SUCCEED", "request_id": "fake", "data": data})


def _before(fault: str, request: Request) -> Reply:
    return Gone(request, reset=fault == "reset") if fault in ("reset", "silence") else refused(fault)


def _film(film: bytes, fault: str | None, request: Request) -> Reply:
    match fault:
        case "file_truncated":
            head = f"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: {len(film)}\r\n\r\n".encode()
            return Gone(request, reset=True, first=head + film[: len(film) // 2])
        case "file_longer":
            film += b"\0" * 4096
        case "file_empty":
            film = b""
        case "file_html":
            return Response("<html>Please log in</html>", media_type="text/html")
        case "file_other":
            film = b"\0" * len(film)
        case "file_redirect":
            return RedirectResponse("http://169.254.169.254/latest/film.mp4")
        case "file_slow":
            return StreamingResponse(_slowly(film), media_type="video/mp4")
        case str():
            return _before(fault, request) if fault in BEFORE else Response("Internal Server Error", 500)
    return Response(film, media_type="video/mp4")


async def _slowly(film: bytes) -> AsyncIterator[bytes]:
    for at in range(len(film)):
        yield film[at : at + 1]
        await asyncio.sleep(1)
