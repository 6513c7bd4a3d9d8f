"""What a running server meets outside itself: the time, the ground it stands on, the way to vendors and to receivers.

The server's own is the default. The simulation (`harness/simulation`) brings another and nothing else: all the rest of
a server that is simulated is the one that is shipped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import httpx2

from rushes.ground import Ground, ground
from rushes.media.policy import FetchPolicy
from rushes.media.post import post
from rushes.settings import Settings
from rushes.storage.lock import Owned
from rushes.work.webhooks import Post


class Stand(Protocol):
    """Opens the ground for a server, as `ground.ground` does."""

    def __call__(self, settings: Settings, owned: Owned | None, *, works: bool) -> AbstractAsyncContextManager[Ground]:
        """Open until the block ends."""


#: Gives what sends to receivers under this policy, within so many seconds.
Sender = Callable[[FetchPolicy, float], Post]


def _sender(policy: FetchPolicy, seconds: float) -> Post:
    return partial(post, policy=policy, total=seconds)


@dataclass(frozen=True, slots=True)
class Outside:
    """All of it."""

    now: Callable[[], float] = time.time
    stand: Stand = ground
    #: To vendors; None is the network.
    transport: httpx2.AsyncBaseTransport | None = None
    #: To receivers of webhooks.
    sender: Sender = _sender
