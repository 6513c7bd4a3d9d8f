"""What a seed stands for: who asks for what, how wild the network is, what the vendors do wrong, when processes die."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Any

from rushes.fake_kling.world import Options

#: Which vendors a server has. With two, the first one's work can go to the other.
VENDORS = (("kling",), ("kling",), ("kling", "generations"), ("generations",))
MODELS = ("kling-v3-std-silent", "kling-v3-std-audio", "kling-v3-pro-silent")
#: Faults of the fake that a job survives, by place, each with how often, at the worst, of a hundred.
FAULTS: dict[str, dict[str, float]] = {
    "create": {
        "http_500_after": 3, "code_5000_after": 8, "code_in_200_after": 2, "truncated_after": 2, "empty_after": 1,
        "object_after": 1, "id_null_after": 1, "id_long_after": 1, "id_other_after": 2, "reset_after": 3,
        "silence_after": 2, "http_502": 2, "code_5001": 2, "http_429": 2, "code_1302": 2, "code_1303": 2, "reset": 2,
        "silence": 1, "code_1102": 0.4, "nan": 1, "not_utf8": 1,
    },
    "query": {
        "http_503": 3, "code_5000": 3, "reset": 3, "silence": 1, "status_unknown": 2, "status_backwards": 2,
        "not_found": 2, "http_404": 1, "code_1202": 1, "no_url": 1,
    },
    "file": {"file_truncated": 4, "file_empty": 2, "file_html": 2, "file_other": 2, "file_expired": 3, "http_500": 2},
}  # fmt: skip
#: Events after which a blow does most harm.
MOMENTS = ("Claimed", "Sending", "Sending", "Submitted", "Saving", "Saving", "Succeeded", "Cancelled")
KEY, OTHER_KEY = "fake-kling-key", "other-key"
HOSTS = {"kling": "kling.example", "generations": "other.example"}


@dataclass(frozen=True)
class Death:
    """A process ends so many steps after a commit: that one, or the next after it that keeps this kind of event.

    A soft one is told to end.
    """

    commit: int
    event: str | None
    steps: int
    soft: bool
    #: How long until its successor starts.
    pause: float


@dataclass(frozen=True)
class Freeze:
    """A process stands still for a while, from so many steps after such a commit on."""

    commit: int
    event: str | None
    steps: int
    seconds: float


@dataclass(frozen=True)
class Wish:
    """What one client asks for, and what else he does to it."""

    at: float
    tenant: str
    body: dict[str, Any]
    key: str
    cancel_after: float | None
    delete: bool


@dataclass(frozen=True)
class Plan:
    """Drawn from the seed and nothing else."""

    seed: int
    vendors: tuple[str, ...]
    #: Two servers share the work by leases, as they do on PostgreSQL.
    fleet: bool
    settings: dict[str, Any]
    options: Options
    finds: bool
    wishes: tuple[Wish, ...]
    wild: float
    #: How often the vendors fail, from 0 to 1.
    faulty: float
    calm_at: float
    deaths: tuple[Death, ...]
    freezes: tuple[Freeze, ...]
    #: From when until when nothing comes through to any vendor.
    outages: tuple[tuple[float, float], ...]
    #: When the machines' clocks are set, and by how much.
    jumps: tuple[tuple[float, float], ...] = field(default=())


def drawn(seed: int, *, fleet: bool = False) -> Plan:
    """The plan of a seed. `fleet`: several processes in each, not in a quarter of them."""
    chance = random.Random(f"plan {seed}")
    vendors, fleet = chance.choice(VENDORS), chance.random() < 0.25 or fleet
    finds = chance.random() < 0.6
    calm_at = chance.uniform(60, 240)
    slots = chance.choice((2, 3, 5))
    signed = chance.random() < 0.3
    plan = Plan(
        seed=seed,
        vendors=vendors,
        fleet=fleet,
        settings=_settings(chance, vendors, slots, finds=finds, signed=signed),
        options=Options(
            slots=chance.choice((slots, slots, slots * 2, max(1, slots - 1))) * (2 if fleet else 1),
            seconds=chance.choice((5.0, 15.0, 40.0)),
            accept_delay=chance.choice((0.0, 0.2, 2.0)),
            answer_delay=chance.choice((0.0, 0.2, 1.0)),
            lookup_lag=chance.choice((0.0, 3.0, 100.0, 110.0)),
        ),
        finds=finds,
        wishes=tuple(_wish(chance, number, calm_at) for number in range(chance.randint(4, 14))),
        wild=chance.choice((0.0, 0.5, 1.0)),
        faulty=chance.choice((0.0, 0.5, 1.0)),
        calm_at=calm_at,
        deaths=tuple(_death(chance) for _ in range(chance.choice((0, 1, 1, 2, 2, 3)))),
        outages=tuple(_outage(chance, calm_at) for _ in range(chance.choice((0, 0, 1, 2)))),
        freezes=tuple(_freeze(chance) for _ in range(chance.choice((1, 2, 3, 4) if fleet else (0, 0, 0, 1)))),
    )
    if not signed and chance.random() < 0.25:
        plan = replace(plan, jumps=((chance.uniform(1, calm_at), chance.choice((-3600.0, -20.0, 40.0, 5000.0))),))
    return plan


def _settings(
    chance: random.Random, vendors: tuple[str, ...], slots: int, *, finds: bool, signed: bool
) -> dict[str, Any]:
    """The settings that are not the defaults. Bounds are: what takes a minute costs a simulation nothing."""
    bounds = {"slots": slots, "poll_least_seconds": 4, "poll_most_seconds": 10}
    account = {"access_key": "fake-access", "secret_key": "fake-secret-of-thirty-two-bytes!"}
    kling = {
        "base_url": f"http://{HOSTS['kling']}",
        "dialect": "legacy" if signed else chance.choice(("legacy", "v2")),
        **(account if signed else {"api_key": KEY}),
        **bounds,
    }
    other = {"base_url": f"http://{HOSTS['generations']}", "api_key": OTHER_KEY, "look_up": finds, **bounds}
    found = {"kling": kling, "generations": other}
    return {
        "providers": {name: found[name] for name in vendors},
        "budget": chance.choice(({"total": 2.5}, {"day": 1.5, "total": 4}, {"total": 1000}, {"total": 1000})),
        "budgets": chance.choice(({}, {"two": {"total": 0.6}})),
        "webhooks": {"allow_http": True, "schedule": (5.0, 30.0, 120.0, 300.0, 600.0, 1800.0)},
        "lease_seconds": 30,
    }


def _wish(chance: random.Random, number: int, calm_at: float) -> Wish:
    body = {
        "model": chance.choice(MODELS),
        "prompt": "a boat at sea" + (" [[fail]]" if chance.random() < 0.08 else ""),
        "duration": chance.choice((3, 4, 5)),
    }
    if chance.random() < 0.5:
        body["callback_url"] = "https://receiver.example/hook"
    return Wish(
        at=chance.uniform(0, calm_at * 0.8) if chance.random() < 0.7 else 0.0,
        tenant=chance.choice(("default", "default", "two")),
        body=body,
        key=f"wish-{number}",
        cancel_after=chance.expovariate(1 / 20) if chance.random() < 0.25 else None,
        delete=chance.random() < 0.15,
    )


def _outage(chance: random.Random, calm_at: float) -> tuple[float, float]:
    begins = chance.uniform(0, calm_at * 0.6)
    return begins, begins + chance.uniform(20, 250)


def _death(chance: random.Random) -> Death:
    commit, event = chance.randint(1, 110), chance.choice((*MOMENTS, None, None, None, None))
    steps = chance.choice((chance.randint(0, 10), chance.randint(0, 45)))
    if event == "Saving":  # what is worth a death comes when the film has been looked at
        steps = 8 + steps // 2
    return Death(commit, event, steps, soft=chance.random() < 0.2, pause=chance.choice((0.1, 3.0, 30.0)))


def _freeze(chance: random.Random) -> Freeze:
    event = chance.choice(("Sending", "Sending", *MOMENTS, None))
    between = event == "Sending"  # the intent is kept and the job not sent yet: few steps, and the harm comes late
    return Freeze(
        commit=chance.randint(1, 80),
        event=event,
        steps=chance.choice((0, 1, 2, 3) if between else (0, 1, 2, 3, 5, 8, 13, 21)),
        seconds=chance.choice((2.0, 40.0, 300.0, 600.0) if between else (2.0, 40.0, 300.0)),
    )
