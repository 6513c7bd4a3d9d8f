"""The use cases: create, get, list, cancel, delete, watch. What a caller may do, said once for every dialect.

It knows neither HTTP nor a database: `api/` writes its answers on the wire, the store keeps its tasks.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from rushes.core.caller import Caller, Scope
from rushes.core.event import Cancelled
from rushes.core.fields import Fields
from rushes.core.ids import is_task_id, new_seed, new_task_id
from rushes.core.protocols import Filters, MediaStore, Page, Store
from rushes.core.repeat import TO_COME, Attempt, Mark, digest, identity
from rushes.core.request import Frame, Request, Warn
from rushes.core.rules import Wanted, check
from rushes.core.task import Status, Task
from rushes.errors import (
    AlreadyFinal,
    ExternalTaskIdTaken,
    Forbidden,
    IllegalTransition,
    InvalidRequest,
    NotFinished,
    NotFound,
    ProviderNotConfigured,
    RushesError,
)
from rushes.media.pictures import read
from rushes.media.rules import Prepared
from rushes.repeats import Repeats
from rushes.storage.ledger import Books
from rushes.work.dispatch import Dispatch
from rushes.work.watch import Watch, key_names
from rushes.work.worker import Route

#: A source as the client gave it, its field's path, and who asks; answers the checked, re-encoded picture.
Prepare = Callable[[str | bytes, str, Caller], Awaitable[Prepared]]

RATIO_TOLERANCE = 0.01
ONCE = Attempt()


@dataclass(frozen=True, slots=True)
class Made:
    """What a create came to: a task, a kept answer, or both. `again` where it was made before."""

    task: Task | None
    answer: str | None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Estimate:
    """A create that was only thought of. `size` is None where a picture decides it."""

    wanted: Wanted
    provider: str
    #: What the first and the last picture are known by: a URL, a file's id, or a digest of bytes.
    pictures: tuple[str | None, str | None]
    size: tuple[int, int] | None
    #: For a second of film, in millionths of a dollar.
    price: int
    warnings: tuple[Warn, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a waiting client may be told: its place in the queue and the seconds that are probably left."""

    position: int | None
    seconds_left: int | None


class Studio:
    """One for the whole app."""

    def __init__(
        self,
        *,
        store: Store,
        media: MediaStore,
        dispatch: Dispatch,
        watch: Watch,
        routes: Mapping[str, Route],
        absent: Mapping[str, str],
        aliases: Mapping[str, str],
        prepare: Prepare,
        callable_at: Callable[[str, str], None],
        repeats: Repeats,
        books: Books,
        now: Callable[[], float],
    ) -> None:
        self._store, self._media, self._dispatch, self._watch = store, media, dispatch, watch
        self._absent, self._prepare, self._now = absent, prepare, now
        self._callable_at = callable_at
        self.aliases = aliases
        self.routes, self.repeats, self.ledger, self._tariff = routes, repeats, books.ledger, books.tariff

    async def create(
        self, fields: Fields, caller: Caller, warnings: tuple[Warn, ...] = (), attempt: Attempt = ONCE
    ) -> Made:
        """Check everything, fetch the pictures, keep the task. The feeder hears of it from the store.

        What comes a second time is answered as `rushes/repeats.py` says, before anything is fetched.
        """
        caller.need(Scope.MAKE)
        route = self._route(fields, caller)
        wanted = check(fields, route.card)
        if wanted.callback_url is not None:
            self._callable_at(wanted.callback_url, wanted.paths["callback_url"])
        mark = Mark(await _digest(wanted, attempt.dialect), attempt.key, attempt.retry)
        async with self.repeats.under_way(caller, mark):
            if (
                answer := await self.repeats.answer(caller, mark, attempt.take, self._late(caller, attempt))
            ) is not None:
                return Made(None, answer, again=True)
            if (adopted := await self.repeats.lost(caller, mark)) is not None:
                return Made(await self._store.get(adopted, caller.tenant), None, again=True)
            await self._free(wanted.external_task_id, caller)
            return await self._new(wanted, route, caller, warnings + _of_model(route, fields), attempt, mark)

    async def estimate(self, fields: Fields, caller: Caller) -> Estimate:
        """What a create would ask for and cost. Nothing is fetched, held or kept."""
        caller.need(Scope.MAKE)
        route = self._route(fields, caller)
        wanted = check(fields, route.card)
        pictures = await _identities(wanted)
        size = None if wanted.image is not None else route.card.size(wanted.aspect_ratio)
        warnings = wanted.warnings + _of_model(route, fields)
        price = self._tariff.terms(wanted.model, caller.tenant).price
        return Estimate(wanted, route.provider.name, pictures, size, price, warnings)

    def _late(self, caller: Caller, attempt: Attempt) -> Callable[[str], Awaitable[str]]:
        """Writes the answer of a create whose process died while its caller waited."""

        async def write(task_id: str) -> str:
            assert attempt.write is not None
            return await attempt.write(await self._store.get(task_id, caller.tenant))

        return write

    async def _new(
        self, wanted: Wanted, route: Route, caller: Caller, warnings: tuple[Warn, ...], attempt: Attempt, mark: Mark
    ) -> Made:
        task_id = new_task_id()
        first, last = await self._both(wanted, caller)
        try:
            task = Task(
                id=task_id,
                tenant=caller.tenant,
                key=caller.key,
                provider=route.provider.name,
                request=replace(await self._request(task_id, wanted, route, first, last), dialect=attempt.dialect),
                created_at=self._now(),
                warnings=warnings + wanted.warnings + _of_pictures(wanted, first, last),
            )
            terms = self._tariff.terms(wanted.model, caller.tenant)
            if attempt.key and attempt.write:
                mark = replace(mark, answer=TO_COME if attempt.later else await attempt.write(task))
            return Made(await self._store.add(task, mark, terms), mark.answer)
        except Exception as error:  # not a cancellation: where the task may be kept all the same, it needs its pictures
            if not isinstance(error, RushesError) or error.status < 500 or error.certain:
                await self._drop(_pictures_of(task_id))
            raise

    async def get(self, task_id: str, caller: Caller) -> Task:
        """A task of the caller's tenant, by our id or by the caller's own. Raises `NotFound`."""
        caller.need(Scope.READ)
        return await self._mine(task_id, caller)

    async def page(self, caller: Caller, filters: Filters) -> Page:
        """A slice of the tasks of the caller's tenant."""
        caller.need(Scope.READ)
        return await self._store.page(caller.tenant, filters)

    async def cancel(self, task_id: str, caller: Caller) -> Task:
        """End the task without a film; its run is stopped before this returns. Raises `AlreadyFinal`."""
        caller.need(Scope.MAKE)
        task = await self._mine(task_id, caller)
        try:
            task = await self._store.record(task.id, Cancelled(), self._now())
        except IllegalTransition:
            task = await self._store.get(task.id, caller.tenant)
            message = (
                f"The task has ended: it is {task.status}. Only one that is queued or in progress can be cancelled."
            )
            raise AlreadyFinal(message) from None
        await self._dispatch.cancel(task.id)
        await self._drop(task.request.media)
        return task

    async def delete(self, task_id: str, caller: Caller) -> str:
        """End the task if it has not ended, remove its files, leave a tombstone; answer its id."""
        caller.need(Scope.MAKE)
        task = await self._mine(task_id, caller)
        if not task.status.final:
            with contextlib.suppress(AlreadyFinal):  # it ended just now by itself
                await self.cancel(task.id, caller)
        task = await self._store.remove(task.id, caller.tenant, self._now())
        clip = (task.clip.media, task.clip.poster) if task.clip else ()
        await self._drop(task.request.media + clip)
        self._watch.gone(task)
        return task.id

    async def film(self, task_id: str, caller: Caller) -> Task:
        """The task, its film finished. Raises `NotFinished` with what to do instead, `NotFound` once it has expired."""
        task = await self.get(task_id, caller)
        if task.clip is not None:
            return task
        if task.status is Status.SUCCEEDED:
            raise NotFound("The film's time is over and its files are gone; send the request again for a new one.")
        if task.status.final:
            why = task.error.message if task.error else ""
            raise NotFinished(f"The task is {task.status} and has no film: {why} Send the request again for a new one.")
        raise NotFinished(
            f"The film is not finished: the task is {task.status}. Query it until its status is completed."
        )

    async def wait(self, task: Task, seconds: float, caller: Caller) -> Task:
        """The task when it has ended, or as it is after that many seconds, at the server's stop or the key's end."""
        if caller.until is not None:
            seconds = min(seconds, max(0.0, caller.until - self._now()))
        with self._watch.on(task.id, *key_names(caller)) as changes:
            task = await self._store.get(task.id, task.tenant)
            try:
                async with asyncio.timeout(seconds):
                    while not task.status.final and await changes.get():
                        task = await self._store.get(task.id, task.tenant)
            except TimeoutError:
                pass
        return task

    async def outlooks(self, tasks: Sequence[Task]) -> list[Outlook]:
        """Where each task stands in the queue, and how long it will probably take, from its model's last runs."""
        open_tasks = [task for task in tasks if not task.status.final]
        found = await self._store.prospects(open_tasks) if open_tasks else []
        seen = {task.id: prospect for task, prospect in zip(open_tasks, found, strict=True)}
        return [self._outlook(task, *seen[task.id]) if task.id in seen else Outlook(None, None) for task in tasks]

    def _outlook(self, task: Task, ahead: int, pace: float | None) -> Outlook:
        whole = pace * task.request.seconds if pace else None
        if task.status is not Status.QUEUED:
            if whole is None or task.epoch > 1:  # another try: when it began is not known, and no guess is better
                return Outlook(None, None)
            done = max(0.0, self._now() - (task.started_at or self._now()))
            return Outlook(None, max(0, round(whole - done)))
        route = self.routes.get(task.request.model)
        slots = route.provider.slots if route else 1
        return Outlook(ahead + 1, round(whole * (1 + ahead / slots)) if whole else None)

    async def _mine(self, task_id: str, caller: Caller) -> Task:
        if is_task_id(task_id):
            # Another Rushes in front of this one names its tasks here, and their ids look like ours.
            with contextlib.suppress(NotFound):
                return await self._store.get(task_id, caller.tenant)
        return await self._store.find(task_id, caller.tenant)

    async def _free(self, external_task_id: str | None, caller: Caller) -> None:
        """Refuse a taken id before pictures are fetched in vain; the store has the last word."""
        if external_task_id is None:
            return
        with contextlib.suppress(NotFound):
            await self._store.find(external_task_id, caller.tenant)
            raise ExternalTaskIdTaken.named(external_task_id)

    def _route(self, fields: Fields, caller: Caller) -> Route:
        path, known = fields.path("model"), [*self.routes, *self._absent]
        models = caller.reach(known)
        if not fields.given("model"):
            raise InvalidRequest(f"{path} is missing; allowed: {', '.join(models)}.", param=path)
        asked = fields.choice("model", [*known, *self.aliases]) or ""
        name = self.aliases.get(asked, asked)
        if name not in models:
            message = f"{path} is {asked!r}, which this key may not ask for; allowed: {', '.join(models) or 'none'}."
            raise Forbidden(message, param=path)
        if name in self._absent:
            raise ProviderNotConfigured(self._absent[name], param=path)
        return self.routes[name]

    async def _both(self, wanted: Wanted, caller: Caller) -> tuple[Prepared | None, Prepared | None]:
        """The two pictures, prepared side by side; where one is refused the other is not waited for."""
        names = ("image", "last_image")
        sources = (wanted.image, wanted.last_image)
        jobs = [
            asyncio.create_task(self._picture(source, wanted.paths[name], caller))
            for name, source in zip(names, sources, strict=True)
        ]
        try:
            first, last = await asyncio.gather(*jobs)
        finally:
            for job in jobs:
                job.cancel()
            await asyncio.wait(jobs)
        return first, last

    async def _picture(self, source: str | bytes | None, path: str, caller: Caller) -> Prepared | None:
        return None if source is None else await self._prepare(source, path, caller)

    async def _request(
        self, task_id: str, wanted: Wanted, route: Route, first: Prepared | None, last: Prepared | None
    ) -> Request:
        card, (first_name, last_name) = route.card, _pictures_of(task_id)
        width, height = card.size_for_picture(first.width, first.height) if first else card.size(wanted.aspect_ratio)
        return Request(
            model=wanted.model,
            seconds=wanted.seconds,
            width=width,
            height=height,
            seed=new_seed() if wanted.seed is None else wanted.seed,
            prompt=wanted.prompt,
            shots=wanted.shots,
            negative_prompt=wanted.negative_prompt,
            cfg_scale=wanted.cfg_scale,
            shot_type=wanted.shot_type,
            first_frame=await self._keep(first, first_name),
            last_frame=await self._keep(last, last_name),
            aspect_ratio=None if first else wanted.aspect_ratio,
            elements=wanted.elements,
            labels=wanted.labels,
            user=wanted.user,
            external_task_id=wanted.external_task_id,
            callback_url=wanted.callback_url,
            alias=wanted.alias,
        )

    async def _keep(self, picture: Prepared | None, name: str) -> Frame | None:
        if picture is None:
            return None
        await self._media.put_bytes(picture.png, name)
        digest = await asyncio.to_thread(hashlib.sha256, picture.png)  # up to 50 MB: not on the event loop
        return Frame(name, picture.width, picture.height, digest.hexdigest())

    async def _drop(self, names: tuple[str, ...]) -> None:
        for name in names:
            await self._media.delete(name)


async def _digest(wanted: Wanted, dialect: str) -> str:
    return digest(wanted, *(await _identities(wanted)), dialect)


async def _identities(wanted: Wanted) -> tuple[str | None, str | None]:
    """What the pictures are known by. Raises `InvalidImage` for a text that holds no picture."""

    def known_by(name: str, source: str | bytes | None) -> str | None:
        return identity(read(source, wanted.paths[name]) if isinstance(source, str) else source)

    def both() -> tuple[str | None, str | None]:
        return known_by("image", wanted.image), known_by("last_image", wanted.last_image)

    # Off the event loop: pictures are megabytes.
    return await asyncio.to_thread(both) if wanted.image is not None else both()


def _pictures_of(task_id: str) -> tuple[str, str]:
    """The names of a task's first and last picture in the media store."""
    return f"{task_id}.first.png", f"{task_id}.last.png"


def _of_pictures(wanted: Wanted, first: Prepared | None, last: Prepared | None) -> tuple[Warn, ...]:
    if first is None or last is None:
        return ()
    one, other = first.width / first.height, last.width / last.height
    if abs(one - other) <= RATIO_TOLERANCE * one:
        return ()
    message = f"last_image is {last.width}x{last.height}, another ratio than image; it is cropped to image's ratio."
    return (Warn(wanted.paths["last_image"], message),)


def _of_model(route: Route, fields: Fields) -> tuple[Warn, ...]:
    asked, name = fields.values.get("model"), route.card.name
    renamed = (Warn("model", f"{asked} stands for {name} here."),) if asked != name else ()
    if not route.card.stands_in:
        return renamed
    message = (
        "The embedded renderer (previs) makes this film: a procedural animatic, not the Kling model. "
        "Configure a provider for the kling-v3 models to get the real one."
    )
    return (*renamed, Warn("model", message))
