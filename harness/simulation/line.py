"""One connection of a simulated process to a real PostgreSQL, as its driver's transport: a real socket.

It keeps what the server has not answered yet; when what was answered is heard is decided by `wires.py`.
"""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from typing import TYPE_CHECKING, Any

from harness.simulation.loop import Loop

if TYPE_CHECKING:
    from harness.simulation.wires import Wires

CANCEL, SYNC = 80877102, b"S\0\0\0\4"
#: What an answer is awaited for.
READY, DESCRIBED, PING = "ready", "described", "ping"


class Line(asyncio.Transport):
    """One connection, as the driver's transport."""

    def __init__(self, wires: Wires, loop: Loop, protocol: asyncio.Protocol, path: str) -> None:
        super().__init__()
        self.loop, self._wires, self._protocol = loop, wires, protocol
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        #: What the server has not answered yet, in its order.
        self.owed: deque[str] = deque()
        self.number, self.pid, self.status, self.asked = next(wires.numbers), 0, "I", 0
        #: For which request its wait for a lock is timed.
        self.timed = 0
        self.listens = self.blocked = self.ending = self.deaf = False
        self._heard, self._told_at, self._begun, self._over = b"", 0.0, False, False
        #: What has come for the driver and is on its way to it from the next moment of rest on.
        self._coming, self._ended = b"", False

    @property
    def waits(self) -> bool:
        """Whether the server has something to do for it."""
        return bool(self.owed) or self.ending

    @property
    def idles(self) -> bool:
        """Whether the server waits for it in the middle of a transaction."""
        return self.status != "I" and not self.waits

    # What the driver asks of a transport.

    def write(self, data: Any) -> None:
        if self.loop.dead or self.ending or self._over:
            return
        sent = bytes(data)
        fate = self._wires.fate(sent) if self._begun and sent[:1] != b"X" else "well"
        self.deaf = fate != "well"
        if fate == "cut before":
            self.shut()
            return
        self._note(sent)
        self._wires.sends(self, sent)

    def writelines(self, list_of_data: Any) -> None:
        self.write(b"".join(list_of_data))

    def close(self) -> None:
        if not self._over:
            self._over = True
            self.shut()
            self.loop.call_soon(self._protocol.connection_lost, None)

    abort = close

    def is_closing(self) -> bool:
        return self.ending

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default

    # What comes of it.

    def shut(self) -> None:
        """The server sees an end, and ends too; until then it may be in the middle of something."""
        if not self.ending:
            self.ending = True
            self.socket.shutdown(socket.SHUT_WR)

    def _note(self, sent: bytes) -> None:
        """Keep what is to be answered."""
        self.asked += 1
        if not self._begun:
            self._begun = True
            if int.from_bytes(sent[4:8], "big") == CANCEL:
                self.ending = True
            else:
                self.owed.append(READY)
            return
        while sent:
            kind, size = sent[:1], 1 + int.from_bytes(sent[1:5], "big")
            self.owed.extend({b"Q": (READY,), b"S": (READY,), b"H": (DESCRIBED,)}.get(kind, ()))
            self.listens = self.listens or (kind in b"PQ" and b"LISTEN " in sent[:size])
            self.ending = self.ending or kind == b"X"
            sent = sent[size:]

    def hear(self, data: bytes) -> None:
        """The server has said something, or with no data that it is gone."""
        if not data:
            self._ended = True
            self._wires.forget(self)
            return
        self._heard += data
        while len(self._heard) >= 5 and len(self._heard) > (size := int.from_bytes(self._heard[1:5], "big")):
            message, self._heard = self._heard[: size + 1], self._heard[size + 1 :]
            self._coming += message if self._is_for_driver(message) else b""
        if self.deaf and not self.owed:
            self.shut()

    def _is_for_driver(self, message: bytes) -> bool:
        kind, head = message[:1], self.owed[0] if self.owed else None
        if kind == b"K":
            self.pid = int.from_bytes(message[5:9], "big")
        elif kind == b"C" and message[5:] == b"COMMIT\0":
            self._wires.commits += 1
        elif (kind in b"TnE" and head == DESCRIBED) or kind == b"Z":
            self.owed.popleft()
        if kind == b"Z":
            self.status, self.blocked = chr(message[5]), False
            self._wires.changed = self._wires.changed or self.status == "I"
        return not (kind == b"Z" and head == PING)

    def tell(self) -> None:
        """Send on to the process what has come since."""
        coming, self._coming = self._coming, b""
        if self.loop.dead:
            return
        if coming and not self.deaf:
            self._told_at = max(self._told_at, self._wires.moment())
            self.loop.call_at(self._told_at, self._pass, coming)
        if self._ended:
            self.loop.call_at(max(self._told_at, self._wires.moment()), self._lost)

    def _pass(self, data: bytes) -> None:
        if not self._over:
            self._protocol.data_received(data)

    def _lost(self) -> None:
        if not self._over:
            self._over = True
            self._protocol.connection_lost(ConnectionResetError("cut") if self.deaf else None)

    def ping(self) -> None:
        """Have the server answer once more: by then it has told what it had to tell; the driver does not see it."""
        self.owed.append(PING)
        self.socket.sendall(SYNC)
