"""What the server listens on; that it serves, every story tells."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from rushes.cli.serving import address, bind, local_address
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
