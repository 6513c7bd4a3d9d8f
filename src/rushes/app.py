"""The composition root: settings in, a running app out. The only file that names concrete classes."""

from __future__ import annotations

import asyncio
import hmac
import shutil
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import structlog

from rushes.api.app import ASGIApp, build
from rushes.api.context import Context
from rushes.api.links import Links
from rushes.core.caller import Caller
from rushes.core.card import kling_v3_cards
from rushes.core.key import digest
from rushes.core.protocols import MediaStore, Provider
from rushes.door import Door
from rushes.errors import SettingsInvalid
from rushes.keyring import Keyring
from rushes.makers import all_makers, ways
from rushes.media.disk import DiskMedia
from rushes.media.pictures import Pictures
from rushes.media.policy import FetchPolicy
from rushes.media.retouch import Retoucher
from rushes.repeats import Repeats
from rushes.settings import Settings
from rushes.storage.keys import KeyStore
from rushes.storage.lock import Owned
from rushes.storage.opening import open_store
from rushes.storage.repeats import RepeatStore
from rushes.storage.store import TaskStore
from rushes.studio import Studio
from rushes.work.bills import BillKeeper
from rushes.work.dispatch import Dispatch
from rushes.work.feeder import Feeder
from rushes.work.health import Health
from rushes.work.janitor import sweep_media, take_back, take_back_one
from rushes.work.local import LocalDispatch
from rushes.work.retention import Room
from rushes.work.sweep import Sweep
from rushes.work.watch import Watch
from rushes.work.worker import Route, Worker

log = structlog.get_logger()

#: A file in a shared store may belong to a request or a run that another process is in the middle of for so long.
OTHERS_SECONDS = 6 * 3600.0


def make_app(settings: Settings, public_url: str, context: Context | None = None) -> ASGIApp:
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
    operator: str | None = None,
) -> AsyncIterator[Context]:
    """All parts, started in order and stopped in reverse; what they cannot finish is handed back, not lost.

    `provider` takes the embedded renderer's place, for tests and for those who bring their own. `owned` is the
    folder's lock where it says more than the process. Without `works`, tasks are kept and not made. Commands of this
    process show `operator` to be let in.
    """
    data = settings.data.absolute()  # children that make films work in folders of their own
    with owned or Owned(data):
        await asyncio.to_thread(_fresh, data / "work")
        media, store, watch = _media(settings, data), await _opened(settings, data / "rushes.db"), Watch()
        found_at_start = await media.names(_written_by_the_dead(settings))
        makers = {provider.name: provider} if provider else all_makers(settings, data / "work")
        routes = ways(makers.values())
        keep = settings.keep_hours * 3600 if settings.keep_hours else None
        dispatch = LocalDispatch()
        health = Health(dispatch, makers)
        worker = Worker(store, media, routes, data / "work", time.time, keep, health.stop)
        await health.begin()
        feeder = Feeder(store, dispatch, list(makers), time.time)
        bills = BillKeeper(store, makers, time.time)
        store.listen(watch.tell, feeder.hear)
        store.listen_for_gaps(watch.stir, feeder.stir)
        pictures = Pictures(_policy(settings), Retoucher())
        repeats = Repeats(RepeatStore(store.engine), time.time, settings.adopt_seconds)
        studio = Studio(
            store=store,
            media=media,
            dispatch=dispatch,
            watch=watch,
            routes=routes,
            absent=_absent(routes),
            prepare=pictures.prepare,
            repeats=repeats,
            now=time.time,
        )
        taken_back = await take_back(store, time.time)
        if works:
            await dispatch.run(worker.work, feeder.freed, partial(take_back_one, store, time.time))
            feeder.start()
            bills.start()
        orphans = asyncio.create_task(sweep_media(store, media, found_at_start))
        sweep = _sweep(settings, store, media, dispatch, repeats)
        sweep.start()
        log.info("ready", data=str(data), models=len(routes), taken_back=taken_back)
        try:
            yield await _context(settings, public_url, studio, store, media, watch, operator)
        finally:
            orphans.cancel()
            closes = [maker.close for maker in makers.values()]
            for end in (sweep.stop, bills.stop, feeder.stop, dispatch.stop, *closes, pictures.close, store.close):
                await end()


def _sweep(
    settings: Settings,
    store: TaskStore,
    media: MediaStore,
    dispatch: Dispatch,
    repeats: Repeats,
) -> Sweep:
    """The sweep with its chores."""
    chores = [repeats.forget]
    if settings.keep_gb is not None:
        chores.append(Room(store, media, settings.keep_gb * 1e9, time.time).make)
    return Sweep(store, media, dispatch, time.time, settings.longest_hours * 3600, chores)


async def _context(
    settings: Settings,
    public_url: str,
    studio: Studio,
    store: TaskStore,
    media: MediaStore,
    watch: Watch,
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
        links=Links(await store.secret("links"), public_url, settings.link_seconds),
        door=door,
        keyring=Keyring(keys, models, door.changed),
        absent=_absent(studio.routes),
    )


def _static(settings: Settings, secret: bytes) -> dict[str, Caller]:
    """Who calls with a key of the settings. Its id is the same after a restart and tells nothing of the key."""
    digests = [digest(key.get_secret_value()) for key in settings.keys]
    return {found: Caller(key=f"key_{hmac.digest(secret, found.encode(), 'sha256').hex()[:16]}") for found in digests}


async def _opened(settings: Settings, path: Path) -> TaskStore:
    """The store. A server that others can reach needs a key; those of `rushes keys` are known only in there."""
    url = settings.database_url.get_secret_value() if settings.database_url else None
    store = await open_store(path, url, settings.database_connections)
    if settings.on_loopback or settings.keys or await KeyStore(store.engine).any():
        return store
    await store.close()
    raise SettingsInvalid(
        f"host is {settings.host!r}, which others can reach, and there are no keys. Make one with «rushes keys create "
        "NAME», or set RUSHES_KEYS='[\"sk-…\"]' (16 characters or more each), or listen on 127.0.0.1."
    )


def _written_by_the_dead(settings: Settings) -> float | None:
    """Files that no living process can be in the middle of are older than this; all are, where only we write."""
    return None if settings.media.url is None else time.time() - OTHERS_SECONDS


def _media(settings: Settings, data: Path) -> MediaStore:
    """Where films lie: a folder, of this server's own or shared, or a bucket."""
    given = settings.media
    if given.url is None or not given.url.startswith("s3://"):
        disk = DiskMedia(Path(given.url).absolute() if given.url else data / "media")
        disk.clean(_written_by_the_dead(settings))
        return disk
    try:
        from rushes.media.s3 import Bucket, S3Media
    except ModuleNotFoundError as error:
        message = f"media.url is {given.url!r}, and {error.name} is not installed: pip install 'rushes[s3]'."
        raise SettingsInvalid(message) from None
    secret = given.secret_key.get_secret_value() if given.secret_key else None
    return S3Media(Bucket(given.url, given.endpoint, given.region, given.access_key, secret))


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


def _fresh(folder: Path) -> None:
    """An empty folder for runs; what a crash left there is of no use."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
