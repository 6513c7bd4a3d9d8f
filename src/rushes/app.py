"""The composition root: settings in, a running app out. It and `ground` alone name concrete classes."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from rushes.api.app import Guard, build
from rushes.api.context import Context
from rushes.api.links import Links
from rushes.api.shape import event_text, video
from rushes.core.caller import Caller
from rushes.core.card import kling_v3_cards
from rushes.core.key import digest
from rushes.core.protocols import MediaStore, Provider
from rushes.core.task import Task
from rushes.core.webhook import Delivery
from rushes.door import Door
from rushes.errors import SettingsInvalid
from rushes.ground import Ground, ground
from rushes.hooks import Hooks
from rushes.keyring import Keyring
from rushes.media.pictures import Pictures
from rushes.media.policy import FetchPolicy
from rushes.media.post import post, refuse_unreachable
from rushes.media.retouch import Retoucher
from rushes.providers.previs.provider import PrevisProvider
from rushes.repeats import Repeats
from rushes.settings import Settings
from rushes.storage.keys import KeyStore
from rushes.storage.lock import Owned
from rushes.storage.outbox import Outbox
from rushes.storage.repeats import RepeatStore
from rushes.storage.store import TaskStore
from rushes.storage.webhooks import WebhookStore
from rushes.studio import Studio
from rushes.work.dispatch import Dispatch
from rushes.work.feeder import Feeder
from rushes.work.janitor import sweep_media, take_back, take_back_one
from rushes.work.leases import LeaseDispatch
from rushes.work.local import LocalDispatch
from rushes.work.retention import Room
from rushes.work.sweep import Sweep
from rushes.work.watch import Watch
from rushes.work.webhooks import Deliverer, Plan
from rushes.work.worker import Route, Worker

log = structlog.get_logger()


def make_app(settings: Settings, public_url: str, context: Context | None = None) -> Guard:
    """The ASGI app. Its parts start and stop with it, unless `context` brings parts that run already.

    `public_url` is where clients reach it.
    """
    named = [*settings.hosts, settings.host]
    if public_host := urlsplit(public_url).hostname:
        named.append(public_host)
    return build(lambda: nullcontext(context) if context else running(settings, public_url), named)


@asynccontextmanager
async def running(
    settings: Settings,
    public_url: str,
    *,
    provider: Provider | None = None,
    owned: Owned | None = None,
    works: bool = True,
    only: Collection[str] | None = None,
    operator: str | None = None,
) -> AsyncIterator[Context]:
    """All parts, started in order and stopped in reverse; what they cannot finish is handed back, not lost.

    `provider` takes the embedded renderer's place, for tests and for those who bring their own. `owned` is the
    folder's lock where it says more than the process. Without `works`, tasks are kept and not made; with `only`, those
    of these providers are made. Commands of this process show `operator` to be let in.
    """
    async with ground(settings, owned) as place:
        store, media, watch = place.store, place.media, Watch()
        maker = provider or _previs(settings, place.work)
        _known(only, [maker])
        routes = {card.name: Route(maker, card) for card in maker.cards()}
        keep = settings.keep_hours * 3600 if settings.keep_hours else None
        worker = Worker(store, media, routes, place.work, time.time, keep)
        dispatch = _dispatch(place, [maker])
        await dispatch.set_limit(maker.name, maker.slots)
        feeder = Feeder(store, dispatch, [maker.name], time.time)
        links = Links(await store.secret("links"), public_url, settings.link_seconds)
        deliverer = await _deliverer(settings, store, links)
        store.listen(watch.tell, feeder.hear, deliverer.hear)
        store.listen_for_gaps(watch.stir, feeder.stir, deliverer.stir)
        pictures = Pictures(_policy(settings), Retoucher())
        studio = _studio(settings, store, media, watch, dispatch, routes, pictures)
        taken_back = 0 if place.shared else await take_back(store, routes, time.time)
        if works:
            await dispatch.run(worker.work, feeder.freed, partial(take_back_one, store, routes, time.time))
            feeder.start()
            await deliverer.start(alone=not place.shared)
        orphans = asyncio.create_task(sweep_media(store, media, place.old_files))
        sweep = _sweep(settings, store, media, dispatch, routes, [studio.repeats.forget, deliverer.forget])
        sweep.start()
        log.info("ready", data=str(settings.data), models=len(routes), taken_back=taken_back)
        try:
            yield await _context(settings, links, studio, store, media, watch, deliverer, operator)
        finally:
            orphans.cancel()
            await sweep.stop()
            await feeder.stop()
            await dispatch.stop()
            await deliverer.stop()
            await maker.close()
            await pictures.close()
            await store.close()


def _sweep(
    settings: Settings,
    store: TaskStore,
    media: MediaStore,
    dispatch: Dispatch,
    routes: Mapping[str, Route],
    chores: list[Callable[[], Awaitable[None]]],
) -> Sweep:
    """The sweep with its chores."""
    if settings.keep_gb is not None:
        chores.append(Room(store, media, settings.keep_gb * 1e9, time.time).make)
    return Sweep(store, media, dispatch, routes, time.time, settings.longest_hours * 3600, chores)


async def _context(
    settings: Settings,
    links: Links,
    studio: Studio,
    store: TaskStore,
    media: MediaStore,
    watch: Watch,
    deliverer: Deliverer,
    operator: str | None,
) -> Context:
    """What the wire needs of all this."""
    keys = KeyStore(store.engine)
    door = Door(keys, _static(settings, await store.secret("keys")), operator=operator and digest(operator))
    door.listen(watch.cut)
    await door.locked()
    models = [*studio.routes, *_absent(studio.routes)]
    return Context(
        studio=studio,
        store=store,
        media=media,
        watch=watch,
        links=links,
        door=door,
        keyring=Keyring(keys, models, door.changed),
        hooks=Hooks(
            WebhookStore(store.engine),
            await store.secret("webhooks"),
            partial(refuse_unreachable, policy=_to_webhooks(settings)),
            deliverer.stir,
        ),
        absent=_absent(studio.routes),
    )


def _studio(
    settings: Settings,
    store: TaskStore,
    media: MediaStore,
    watch: Watch,
    dispatch: Dispatch,
    routes: Mapping[str, Route],
    pictures: Pictures,
) -> Studio:
    """The use cases."""
    return Studio(
        store=store,
        media=media,
        dispatch=dispatch,
        watch=watch,
        routes=routes,
        absent=_absent(routes),
        prepare=pictures.prepare,
        callable_at=partial(refuse_unreachable, policy=_to_webhooks(settings)),
        repeats=Repeats(RepeatStore(store.engine), time.time, settings.adopt_seconds),
        now=time.time,
    )


async def _deliverer(settings: Settings, store: TaskStore, links: Links) -> Deliverer:
    """What sends webhooks."""
    hooks = settings.webhooks
    return Deliverer(
        Outbox(store.engine),
        partial(post, policy=_to_webhooks(settings), total=hooks.timeout_seconds),
        partial(_written, links),
        await store.secret("webhooks"),
        Plan(hooks.schedule, hooks.jitter, hooks.timeout_seconds, hooks.at_once, hooks.keep_days * 86400),
        time.time,
    )


def _written(links: Links, delivery: Delivery, task: Task) -> bytes:
    """What a webhook carries: the event as streams tell it, its links signed afresh."""
    return event_text(delivery.type, delivery.at, video(task, links, delivery.at)).encode()


def _static(settings: Settings, secret: bytes) -> dict[str, Caller]:
    """Who calls with a key of the settings. Its id is the same after a restart and tells nothing of the key."""
    digests = [digest(key.get_secret_value()) for key in settings.keys]
    return {found: Caller(key=f"key_{hmac.digest(secret, found.encode(), 'sha256').hex()[:16]}") for found in digests}


def _previs(settings: Settings, folder: Path) -> PrevisProvider:
    return PrevisProvider(folder, slots=settings.previs_slots, stands_in=settings.previs_stands_in)


def _dispatch(place: Ground, makers: Sequence[Provider]) -> Dispatch:
    """What is made on the worker's own machine has slots on each; a vendor's slots are the whole fleet's."""
    if not place.shared:
        return LocalDispatch()
    return LeaseDispatch(place.store.engine, own={m.name for m in makers if all(card.local for card in m.cards())})


def _known(only: Collection[str] | None, makers: Sequence[Provider]) -> None:
    names = [maker.name for maker in makers]
    if unknown := sorted(set(only or ()) - set(names)):
        raise SettingsInvalid(f"--providers names {unknown[0]!r}; configured are: {', '.join(names)}.")


def _absent(routes: Mapping[str, Route]) -> dict[str, str]:
    """Models we know and cannot make, each with what to do about it."""
    message = (
        "No provider is configured for {name}, and previs stands in only on loopback. "
        "Configure a provider, ask for the previs model of the same tier, or set RUSHES_PREVIS__STAND_IN=true."
    )
    known = [card.name for card in kling_v3_cards("kling-v3", local=False, elements=True)]
    return {name: message.format(name=name) for name in known if name not in routes}


def _policy(settings: Settings) -> FetchPolicy:
    """How users' picture URLs are fetched. Networks that the operator allowed may answer on any port."""
    allowed = settings.pictures.allow_networks
    ports = frozenset(range(1, 65536)) if allowed else FetchPolicy().ports
    return FetchPolicy(allow_http=settings.pictures.allow_http, allow=allowed, ports=ports)


def _to_webhooks(settings: Settings) -> FetchPolicy:
    """How webhooks are sent: as pictures are fetched, but to no redirect."""
    allowed = settings.webhooks.allow_networks
    ports = frozenset(range(1, 65536)) if allowed else FetchPolicy().ports
    return FetchPolicy(
        allow_http=settings.webhooks.allow_http,
        allow=allowed,
        ports=ports,
        redirects=0,
        read_timeout=settings.webhooks.timeout_seconds,
    )
