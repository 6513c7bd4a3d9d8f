"""What the server listens on; that it serves, every story tells."""

from __future__ import annotations

import errno
import io
import socket
import sys
from pathlib import Path

import pytest
import structlog

from rushes.cli.serving import address, bind, configure_logs, local_address
from rushes.errors import SettingsInvalid
from rushes.settings import Settings


def test_the_socket_names_its_protocol_so_that_answers_leave_at_once(tmp_path: Path) -> None:
    with bind(Settings(data=tmp_path, port=0)) as bound:
        # asyncio sets TCP_NODELAY where it sees this; without it each answer waits 40 ms for an acknowledgement.
        assert bound.proto == socket.IPPROTO_TCP


def test_a_taken_port_is_a_clear_error(tmp_path: Path) -> None:
    with bind(Settings(data=tmp_path, port=0)) as bound:
        taken = bound.getsockname()[1]
        with pytest.raises(SettingsInvalid, match=f"127.0.0.1:{taken} cannot be listened on"):
            bind(Settings(data=tmp_path, port=taken))


def test_a_wildcard_is_reached_on_loopback(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, host="0.0.0.0", port=0)
    with bind(settings) as bound:
        port = bound.getsockname()[1]
        assert (address(settings, bound), local_address(settings, bound)) == (
            f"http://0.0.0.0:{port}",
            f"http://127.0.0.1:{port}",
        )


def test_a_log_that_finds_no_room_fails_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        """A file on a full disk."""

        tried = 0

        def write(self, text: str) -> int:
            self.tried += 1
            raise OSError(errno.ENOSPC, "No space left on device")

    full = Full()
    monkeypatch.setattr(sys, "stderr", full)
    configure_logs("info")
    structlog.get_logger().error("a_line")
    assert full.tried == 1
