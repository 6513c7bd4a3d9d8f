"""The composition root: settings in, a running app out. It and `ground` alone name concrete classes."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlsplit

import structlog

from rushes.api.app import Guard, build
from rushes.api.context import Context
from rushes.api.kling.routes import DIALECT as KLING
from rushes.api.kling.shape import shown
from rushes.api.links import Links
from rushes.api.shape import event_text, video
from rushes.api.webhooks import shape as webhook_shape
from rushes.core.caller import Caller
from rushes.core.card import kling_v3_cards
from rushes.core.key import digest
from rushes.core.money import NO_CAPS, Caps, Tariff, millionths, price_of, unpriced
from rushes.core.protocols import Provider
from rushes.core.task import Task
from rushes.core.webhook import Delivery, Webhook
from rushes.desk import Desk
from rushes.door import Door
from rushes.errors import SettingsInvalid
from rushes.ground import Ground
from rushes.hooks import Hooks
from rushes.keyring import Keyring
from rushes.makers import all_makers, replaceable, sensible, ways
from rushes.media.pictures import Pictures
from rushes.media.policy import FetchPolicy
from rushes.media.post import refuse_unreachable
from rushes.media.retouch import Retoucher
from rushes.outside import Outside
from rushes.rates import Rates
from rushes.repeats import Repeats
from rushes.settings import BudgetSettings, Settings
from rushes.storage.census import Census
from rushes.storage.hints import Hints
from rushes.storage.keys import KeyStore
from rushes.storage.ledger import Books, LedgerStore
from rushes.storage.lock import Owned
from rushes.storage.outbox import Outbox
from rushes.storage.paces import PaceStore
from rushes.storage.repeats import RepeatStore
from rushes.storage.stops import StopStore
from rushes.storage.uploads import UploadStore
from rushes.storage.webhooks import WebhookStore
from rushes.studio import Studio
from rushes.uploads import Uploads
from rushes.work.bills import BillKeeper
from rushes.work.callbacks import Callbacks
from rushes.work.dispatch import Dispatch
from rushes.work.feeder import Feeder
from rushes.work.health import Breaker, Health
from rushes.work.janitor import sweep_media, take_back, take_back_one
from rushes.work.leases import LeaseDispatch
from rushes.work.local import LocalDispatch
from rushes.work.retention import Room
from rushes.work.sweep import Sweep
from rushes.work.watch import Watch
from rushes.work.webhooks import Deliverer, Plan
from rushes.work.worker import Route, Worker

#: What a server meets where nobody brings another.
OURS = Outside()

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Site:
    """What every part is built on."""

    settings: Settings
    place: Ground
    watch: Watch
    outside: Outside


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
    outside: Outside = OURS,
) -> AsyncIterator[Context]:
    """All parts, started in order and stopped in reverse; what they cannot finish is handed back, not lost.

    `provider` takes the embedded renderer's place, for tests and for those who bring their own. `owned` is the
    folder's lock where it says more than the process. Without `works`, tasks are kept and not made; with `only`, those
    of these providers are made. Commands of this process show `operator` to be let in.
    """
    async with outside.stand(settings, owned, works=works) as place:
        store, media, now = place.store, place.media, outside.now
        site = Site(settings, place, Watch(), outside)
        makers = {provider.name: provider} if provider else all_makers(settings, place.work, now, outside.transport)
        makers = _only(only, makers)
        routes = ways(makers.values(), settings.providers.order)
        sensible(settings, makers, [*routes, *_absent(routes)])
        tariff = _tariff(settings, routes)
        if operator is None:
            await _capped(site, routes, tariff)
        dispatch = _dispatch(place, makers.values(), settings.lease_seconds)
        health = _health(site, dispatch, makers, routes)
        callbacks = Callbacks(store, Hints(store.engine), makers, await store.secret("callbacks"), _called_at(settings))
        worker = Worker(store, media, routes, place.work, now, _keep_seconds(settings), health, callbacks.address)
        await health.begin()
        feeder = Feeder(store, dispatch, list(makers), now)
        health.listen(feeder.freed)
        bills = BillKeeper(store, makers, now)
        links = Links(await store.secret("links"), public_url, settings.link_seconds, now)
        deliverer = await _deliverer(site, links)
        store.listen(site.watch.tell, feeder.hear, deliverer.hear)
        store.listen_for_gaps(site.watch.stir, feeder.stir, deliverer.stir)
        pictures = Pictures(_to_pictures(settings), Retoucher())
        uploads = _uploads(site, pictures)
        studio = _studio(site, dispatch, routes, uploads, tariff)
        taken_back = 0 if place.shared else await take_back(store, media, now)
        if works:
            await dispatch.run(worker.work, feeder.freed, partial(take_back_one, store, media, now))
            feeder.start()
            bills.start()
            await deliverer.start(alone=not place.shared)
        orphans = asyncio.create_task(sweep_media(store, media, place.old_files, uploads.there))
        sweep = _sweep(site, dispatch, [studio.repeats.forget, deliverer.forget, uploads.forget, place.tidy])
        sweep.start()
        log.info("ready", data=str(settings.data), models=len(routes), taken_back=taken_back)
        try:
            yield await _context(site, links, studio, uploads, deliverer, health, callbacks, operator)
        finally:
            orphans.cancel()
            stops = (sweep.stop, bills.stop, feeder.stop, dispatch.stop, health.stop, deliverer.stop)
            closes = [maker.close for maker in makers.values()]
            for end in (*stops, *closes, pictures.close, store.close):
                await end()


async def _capped(site: Site, routes: Mapping[str, Route], tariff: Tariff) -> None:
    """Refuse to let everybody on this machine spend without end. Raises `SettingsInvalid`."""
    store = site.place.store
    paid = [name for name, route in routes.items() if tariff.prices[name] and not route.card.local]
    if not paid or tariff.server != NO_CAPS or site.settings.keys or await KeyStore(store.engine).any():
        return
    await store.close()
    raise SettingsInvalid(
        f"{', '.join(paid)} cost money, and without keys everybody on this machine may ask for them. Set a budget in "
        "US dollars, like RUSHES_BUDGET__DAY=20, or make a key with «rushes keys create NAME»."
    )


def _health(site: Site, dispatch: Dispatch, makers: Mapping[str, Provider], routes: Mapping[str, Route]) -> Health:
    given = site.settings.providers
    breaker = Breaker(given.failures, given.pass_over_seconds)
    return Health(dispatch, makers, StopStore(site.place.store.engine), replaceable(routes.values()), breaker)


def _called_at(settings: Settings) -> str | None:
    """Where vendors may call back: not at a command's own server, which has a port for as long as it lasts."""
    return settings.public_url if settings.port else None


def _keep_seconds(settings: Settings) -> float | None:
    return settings.keep_hours * 3600 if settings.keep_hours else None


def _sweep(site: Site, dispatch: Dispatch, chores: list[Callable[[], Awaitable[None]]]) -> Sweep:
    """The sweep with its chores."""
    settings, store, media, now = site.settings, site.place.store, site.place.media, site.outside.now
    if settings.keep_gb is not None:
        chores.append(Room(store, media, settings.keep_gb * 1e9, now).make)
    return Sweep(store, media, dispatch, now, settings.longest_hours * 3600, chores)


def _uploads(site: Site, pictures: Pictures) -> Uploads:
    kept = UploadStore(site.place.store.engine)
    seconds = site.settings.pictures.upload_hours * 3600
    return Uploads(kept, site.place.media, pictures.prepare, seconds, site.outside.now)


async def _context(
    site: Site,
    links: Links,
    studio: Studio,
    uploads: Uploads,
    deliverer: Deliverer,
    health: Health,
    callbacks: Callbacks,
    operator: str | None,
) -> Context:
    """What the wire needs of all this."""
    settings, store, now = site.settings, site.place.store, site.outside.now
    keys = KeyStore(store.engine)
    rates = Rates(PaceStore(store.engine) if settings.database_url else None, now)
    static = _static(settings, await store.secret("keys"))
    door = Door(keys, static, operator=operator and digest(operator), rates=rates, now=now)
    door.listen(site.watch.cut)
    await door.locked()
    models = [*studio.routes, *_absent(studio.routes)]
    return Context(
        studio=studio,
        uploads=uploads,
        store=store,
        media=site.place.media,
        watch=site.watch,
        links=links,
        door=door,
        keyring=Keyring(keys, models, door.changed, now),
        hooks=Hooks(
            WebhookStore(store.engine),
            await store.secret("webhooks"),
            partial(refuse_unreachable, policy=_to_webhooks(settings)),
            deliverer.stir,
            now,
        ),
        desk=Desk(store, health, now),
        census=Census(store.engine),
        callbacks=callbacks,
        absent=_absent(studio.routes),
    )


def _tariff(settings: Settings, routes: Mapping[str, Route]) -> Tariff:
    """What films cost and may cost. A model that others make, and whose price nobody knows, is said at every start."""
    chosen = {name: millionths(price) for name, price in settings.prices.items()}
    cards = [route.card for route in routes.values()]
    for name in unpriced(cards, chosen):
        log.warning("price_unknown", model=name, counts_as="free", what_to_do=f"set prices.{name}")
    prices = {card.name: price_of(card, chosen) or 0 for card in cards}
    return Tariff(prices, _caps(settings.budget), {name: _caps(each) for name, each in settings.budgets.items()})


def _caps(budget: BudgetSettings) -> Caps:
    spans = (budget.day, budget.month, budget.total)
    return Caps(*(None if dollars is None else millionths(dollars) for dollars in spans))


def _studio(site: Site, dispatch: Dispatch, routes: Mapping[str, Route], uploads: Uploads, tariff: Tariff) -> Studio:
    """The use cases."""
    settings, store, now = site.settings, site.place.store, site.outside.now
    return Studio(
        store=store,
        media=site.place.media,
        dispatch=dispatch,
        watch=site.watch,
        routes=routes,
        absent=_absent(routes),
        aliases=settings.aliases,
        prepare=uploads.prepare,
        callable_at=partial(refuse_unreachable, policy=_to_webhooks(settings)),
        repeats=Repeats(
            RepeatStore(store.engine), now, settings.adopt_seconds, shared=settings.database_url is not None
        ),
        books=Books(LedgerStore(store.engine), tariff),
        now=now,
    )


async def _deliverer(site: Site, links: Links) -> Deliverer:
    """What sends webhooks."""
    settings, store, outside = site.settings, site.place.store, site.outside
    hooks = settings.webhooks
    return Deliverer(
        Outbox(store.engine),
        outside.sender(_to_webhooks(settings), hooks.timeout_seconds),
        partial(_written, links),
        await store.secret("webhooks"),
        Plan(hooks.schedule, hooks.jitter, hooks.timeout_seconds, hooks.at_once, hooks.keep_days * 86400),
        outside.now,
    )


def _written(links: Links, delivery: Delivery, subject: Task | Webhook) -> bytes:
    """What a webhook carries: the event as streams tell it, its links signed afresh. A `callback_url` that came in
    Kling's dialect is told in Kling's.
    """
    if not isinstance(subject, Task):
        return event_text(delivery.type, delivery.at, webhook_shape(subject)).encode()
    if delivery.webhook is None and subject.request.dialect == KLING:
        return json.dumps(shown(subject, links), ensure_ascii=False).encode()
    return event_text(delivery.type, delivery.at, video(subject, links, delivery.at)).encode()


def _static(settings: Settings, secret: bytes) -> dict[str, Caller]:
    """Who calls with a key of the settings. Its id is the same after a restart and tells nothing of the key."""
    digests = [digest(key.get_secret_value()) for key in settings.keys]
    return {found: Caller(key=f"key_{hmac.digest(secret, found.encode(), 'sha256').hex()[:16]}") for found in digests}


def _dispatch(place: Ground, makers: Iterable[Provider], lease_seconds: float) -> Dispatch:
    """What is made on the worker's own machine has slots on each; a vendor's slots are the whole fleet's."""
    if not place.shared:
        return LocalDispatch()
    own = {maker.name for maker in makers if all(card.local for card in maker.cards())}
    return LeaseDispatch(place.store.engine, own=own, lease_seconds=lease_seconds)


def _only(only: Collection[str] | None, makers: Mapping[str, Provider]) -> dict[str, Provider]:
    """These of the providers. Raises `SettingsInvalid` for one that is not configured."""
    if unknown := sorted(set(only or ()) - set(makers)):
        raise SettingsInvalid(f"--providers names {unknown[0]!r}; configured are: {', '.join(makers)}.")
    return {name: maker for name, maker in makers.items() if only is None or name in only}


def _absent(routes: Mapping[str, Route]) -> dict[str, str]:
    """Models we know and cannot make, each with what to do about it."""
    message = (
        "No provider is configured for {name}, and previs stands in only on loopback. "
        "Configure a provider, ask for the previs model of the same tier, or set RUSHES_PREVIS__STAND_IN=true."
    )
    known = [card.name for card in kling_v3_cards("kling-v3", local=False, elements=True)]
    return {name: message.format(name=name) for name in known if name not in routes}


def _to_pictures(settings: Settings) -> FetchPolicy:
    """How users' picture URLs are fetched."""
    return _policy(settings.pictures.allow_networks, allow_http=settings.pictures.allow_http)


def _to_webhooks(settings: Settings) -> FetchPolicy:
    """How webhooks are sent: as pictures are fetched, but to no redirect."""
    hooks = settings.webhooks
    policy = _policy(hooks.allow_networks, allow_http=hooks.allow_http)
    return replace(policy, redirects=0, read_timeout=hooks.timeout_seconds)


def _policy(allowed: tuple[str, ...], *, allow_http: bool) -> FetchPolicy:
    """Networks that the operator allowed may answer on any port."""
    ports = frozenset(range(1, 65536)) if allowed else FetchPolicy().ports
    return FetchPolicy(allow_http=allow_http, allow=allowed, ports=ports)
