"""Vendors' callbacks: each task has a secret address, and what comes there is a hint and no more.

Nothing of it is read. The vendor is asked about the job with our own key, perhaps sooner than it would have been; so a
callback that is forged, repeated or late changes nothing but the time of a question.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from rushes.core.protocols import Hinted, Provider, Store
from rushes.core.task import Status
from rushes.errors import NotFound
from rushes.storage.hints import Hints

PATH = "/v1/callbacks"
#: 160 bits of the signature, as hexadecimal digits.
DIGITS = 40


class Callbacks:
    """One for the process. `public_url` is where the world reaches this server; None where it does not."""

    def __init__(
        self, store: Store, hints: Hints, providers: Mapping[str, Provider], secret: bytes, public_url: str | None
    ) -> None:
        self._store, self._hints, self._providers = store, hints, providers
        self._secret, self._public_url = secret, public_url
        hints.hear(self._hint)

    def address(self, task_id: str) -> str | None:
        """Where the vendor may call back for a task; None where it could not reach us."""
        return f"{self._public_url}{PATH}/{task_id}/{self._token(task_id)}" if self._public_url else None

    async def heard(self, task_id: str, token: str) -> None:
        """Somebody has called. Raises `NotFound` where it was not at a task's own address."""
        if not hmac.compare_digest(token.encode(), self._token(task_id).encode()):
            raise NotFound
        task = await self._store.known(task_id)
        if task.handle is None or task.status is not Status.RUNNING:
            return
        self._hint(task.provider, task.handle)
        await self._hints.tell(task.provider, task.handle)

    def _hint(self, provider: str, handle: str) -> None:
        maker = self._providers.get(provider)
        if maker is not None and isinstance(maker, Hinted):
            maker.hint(handle)

    def _token(self, task_id: str) -> str:
        return hmac.digest(self._secret, task_id.encode(), "sha256").hex()[:DIGITS]
