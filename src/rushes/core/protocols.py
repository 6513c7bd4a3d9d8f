"""The three seams: Provider, Store and MediaStore; and the slip and the updates that cross the first one."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Protocol, runtime_checkable

from rushes.core.card import ModelCard
from rushes.core.event import Billed, Event, Progressed, Recorded, Sending, Submitted
from rushes.core.money import Terms
from rushes.core.repeat import Mark
from rushes.core.request import Request
from rushes.core.task import Status, Task


@dataclass(frozen=True, slots=True)
class Job:
    """The slip a provider is given."""

    id: str
    request: Request
    card: ModelCard
    #: The vendor's own id, when an earlier run has submitted already.
    handle: str | None
    #: An empty folder of this run's own; it is removed afterwards.
    workdir: Path
    #: Where the request's pictures lie, by media name.
    pictures: Mapping[str, Path]
    #: Where the vendor may say that the job has changed; None where nobody could reach us.
    callback_url: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """The film is made and lies at `path`, in the job's workdir."""

    path: Path
    facts: Mapping[str, Any] = field(default_factory=dict)


Update = Sending | Submitted | Progressed | Billed | Output


class Provider(Protocol):
    """What makes clips. One generator is the whole interface; optional powers are asked for by presence (`Finds`,
    `Bills`, `Readies`).
    """

    name: ClassVar[str]

    @property
    def slots(self) -> int:
        """How many films it makes at a time."""

    def cards(self) -> Iterable[ModelCard]:
        """The models it makes."""

    def run(self, job: Job) -> AsyncGenerator[Update, None]:
        """Submit (unless `job.handle` is there), follow, and yield `Output` last. Raises our errors only.

        One that is paid yields `Sending` before the first byte leaves and goes on only once that is kept.
        """

    async def close(self) -> None:
        """Let go of what it holds: children, connections."""


@runtime_checkable
class Finds(Protocol):
    """A provider whose vendor can be asked for a job by our own id."""

    @property
    def doubt_seconds(self) -> float:
        """How long after an intent the vendor may still come to take the job; look-ups before prove nothing."""

    @property
    def look_ups(self) -> tuple[int, float, float]:
        """How many look-ups in a row must not find a job before it is surely absent; the seconds between two, and at
        most while the vendor does not answer.
        """

    async def find(self, job_id: str) -> str | None:
        """The vendor's handle of the job, or None where it says that there is none. Raises where it cannot say."""


@runtime_checkable
class Bills(Protocol):
    """A provider whose vendor says what an ended job has cost."""

    @property
    def bill_rhythm(self) -> tuple[float, float]:
        """The shortest and the longest time between two questions about a bill, in seconds."""

    async def billed(self, handle: str) -> Billed | None:
        """What the job has cost; None while it runs. Raises where the vendor cannot say."""


class Patience(NamedTuple):
    """How long a task waits for its provider, and how often it is tried again. Times in seconds."""

    #: A task that there is no room for waits the longer the older it is: this part of its age, within two bounds.
    least: float = 1.0
    most: float = 60.0
    share: float = 10.0
    #: Runs that may fail; of a film that a vendor has made, and that is paid for, more.
    tries: int = 3
    paid_tries: int = 10
    #: The pause after the first that failed; each further one is four times as long, up to the longest.
    retry_least: float = 1.0
    retry_most: float = 300.0


@runtime_checkable
class Waits(Protocol):
    """A provider that has a patience of its own."""

    @property
    def patience(self) -> Patience:
        """That of its tasks."""


@runtime_checkable
class Hinted(Protocol):
    """A provider that asks its vendor sooner where somebody says that a job has changed."""

    def hint(self, handle: str) -> None:
        """It may be true."""


@runtime_checkable
class Asks(Protocol):
    """A provider that counts its requests to a vendor."""

    @property
    def requests(self) -> Mapping[tuple[str, str], int]:
        """By kind (create, ask, file) and result (ok, refused, failed)."""


@runtime_checkable
class Readies(Protocol):
    """A provider that can say beforehand whether it works."""

    async def ready(self) -> None:
        """Raise what is wrong."""


@runtime_checkable
class Adopts(Protocol):
    """A provider that can follow a job that its operator found at the vendor."""

    async def adopt(self, vendor_id: str) -> str:
        """The handle of the vendor's job. Raises where there is none, or where the vendor cannot say."""


@dataclass(frozen=True, slots=True)
class OpenBill:
    """A job at a vendor whose task has ended, and may be deleted, before its price was known."""

    task_id: str
    provider: str
    handle: str | None
    ended_at: float
    tenant: str
    model: str
    #: What is held for it, in millionths of a dollar.
    reserved: int


@dataclass(frozen=True, slots=True)
class Page:
    """A slice of a list, newest or oldest first."""

    tasks: tuple[Task, ...]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list shows: only these wire statuses and this model; `before`/`after` are places in the order."""

    limit: int = 20
    descending: bool = True
    #: The place after which the page begins.
    after: int | None = None
    statuses: frozenset[str] = frozenset()
    model: str | None = None
    #: Only films that start from a picture, or only those that do not.
    pictured: bool | None = None
    #: So many of what is left are passed over: for dialects that count pages.
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A waiting task's place in the fair order: the lowest number first, then the highest priority, then the oldest."""

    task_id: str
    #: The how-manieth task of its tenant it is, counted from what the tenant has running.
    number: int
    priority: int = 0
    #: Its place in the order of arrival.
    place: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        """What turns are sorted by."""
        return self.number, -self.priority, self.place


class Change(Protocol):
    """What is told of a task that has changed: whom it concerns. A task itself can stand for one."""

    @property
    def id(self) -> str:
        """The task."""

    @property
    def tenant(self) -> str:
        """Whose it is."""

    @property
    def provider(self) -> str:
        """Who makes it."""

    @property
    def status(self) -> Status:
        """Where it stands since."""


#: Called on the event loop after each committed change.
Listener = Callable[[Change], None]


class Store(Protocol):
    """Where tasks lie. Every write is on the disk when the call returns."""

    async def add(self, task: Task, mark: Mark | None = None, terms: Terms | None = None) -> Task:
        """Keep a new task, what it is known by when it comes again, and the hold of its price.

        Raises `ExternalTaskIdTaken`, `IdempotencyInFlight`, `InsufficientBudget`.
        """

    async def get(self, task_id: str, tenant: str) -> Task:
        """The task, if it is this tenant's. Raises `NotFound`."""

    async def find(self, external_task_id: str, tenant: str) -> Task:
        """The task with the caller's own id. Raises `NotFound`."""

    async def page(self, tenant: str, filters: Filters) -> Page:
        """A slice of a tenant's tasks."""

    async def record(self, task_id: str, event: Event, now: float, epoch: int | None = None) -> Task:
        """Apply one event in one transaction. Raises `StaleEpoch`, `IllegalTransition`, `NotFound`."""

    def listen(self, *listeners: Listener) -> None:
        """Have each `listener(change)` called after each committed change."""

    async def place(self, task_id: str, tenant: str) -> int:
        """Where a task stands in the order of arrival; a deleted one keeps its place. Raises `NotFound`."""

    async def next_turns(self, provider: str, now: float, limit: int) -> list[Turn]:
        """A provider's queued tasks that may run now, the next one first: round-robin over tenants, priority, age."""

    async def next_due(self, provider: str, now: float) -> float | None:
        """When the next of a provider's queued tasks that must still wait may run."""

    async def open_bills(self) -> list[OpenBill]:
        """Jobs at vendors whose tasks have ended, and whose price is not known yet, oldest first."""

    async def open_bill(self, task_id: str) -> OpenBill | None:
        """One of them."""

    async def close_bill(self, task_id: str, billed: Billed, now: float) -> bool:
        """Keep what an ended task's vendor billed, also where the task is deleted; false where it was known."""

    async def expired(self, now: float) -> list[Task]:
        """Tasks whose films' time is over, up to a hundred."""

    async def oldest_films(self) -> list[Task]:
        """Finished tasks that have their films, up to a hundred, those that ended first."""

    async def too_old(self, before: float) -> list[Task]:
        """Tasks that were created before then and have not ended, up to a hundred."""

    async def prospects(self, tasks: Sequence[Task]) -> list[tuple[int, float | None]]:
        """For each task: about how many run before it, and seconds of work for a second of its model's film.

        The pace is that of the model's last runs; None where there are none.
        """

    async def events(self, tenant: str, after: int, limit: int = 500) -> list[Recorded]:
        """A tenant's events after a number, oldest first."""

    async def events_of(self, task_id: str, after: int, limit: int = 500) -> list[Recorded]:
        """A task's events after a sequence number, oldest first."""

    async def last_event_number(self, tenant: str) -> int:
        """The number of a tenant's newest event; 0 where there is none."""

    async def known(self, task_id: str) -> Task:
        """The task of whichever tenant. Raises `NotFound`."""

    async def secret(self, name: str) -> bytes:
        """A random secret of this installation, made on first use and kept."""

    async def remove(self, task_id: str, tenant: str, now: float) -> Task:
        """Leave a tombstone in place of an ended task and answer what it was. Raises `NotFound`."""

    async def held(self) -> Sequence[Task]:
        """All tasks that a run has claimed and not let go, oldest first."""


class MediaStore(Protocol):
    """Where files lie, by name. A name is made by us, never by a user. A file is there whole or not at all."""

    async def put(self, source: Path, name: str) -> None:
        """Take the file over; it is kept, whole, when the call returns."""

    async def put_bytes(self, data: bytes, name: str) -> None:
        """Keep these bytes; they are kept, whole, when the call returns."""

    async def size(self, name: str) -> int:
        """How many bytes the file has. Raises `NotFound`."""

    def read(self, name: str, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes from the first to the last, both counted, in pieces. Raises `NotFound`."""

    async def fetch(self, name: str, folder: Path) -> Path:
        """The file on this machine, for reading only: where it lies, else a copy in the folder. Raises `NotFound`."""

    async def delete(self, name: str) -> None:
        """Remove the file; one that is gone already is no error."""

    async def names(self, before: float | None = None) -> list[str]:
        """The names of all files, or of those last written before this time."""

    async def used(self) -> int:
        """Bytes of all files."""
