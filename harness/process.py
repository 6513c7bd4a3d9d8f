"""A rushes process that can be killed and started again, driven over HTTP: what stories and harnesses stand on."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

START_SECONDS = 60.0
FILM_SECONDS = 150.0
#: Nothing here is asked over TLS: loading certificates, 25 ms a client, would be the greater part of each question.
PLAIN: dict[str, Any] = {"trust_env": False, "verify": False}


@dataclass
class Server:
    """A rushes process on a data folder; it can be killed and started again on the same one."""

    data: Path
    settings: dict[str, str] = field(default_factory=dict)
    #: The command with its options, less the data folder.
    arguments: tuple[str, ...] = ("serve", "--port", "0")
    process: subprocess.Popen[str] | None = None
    url: str = ""

    def start(self) -> Server:
        """Start the command and wait until it says where it listens; a worker, until it says that it works."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "PYTHONPATH") if name in os.environ}
        self.process = subprocess.Popen(
            self.command(),
            stdout=subprocess.PIPE,
            stderr=(self.data.parent / "server.log").open("a"),
            text=True,
            env={**kept, "PYTHONUNBUFFERED": "1", **self.settings},
            cwd=self.data.parent,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if self.arguments[0] == "worker":
            assert "makes films" in line, f"the worker said {line!r}; its log: {self.log()}"
            return self
        found = re.search(r"http://\S+", line)
        assert found, f"the server said {line!r}; its log: {self.log()}"
        self.url = found[0]
        until(self._answers)
        return self

    def command(self) -> list[str]:
        """What is started."""
        return [sys.executable, "-m", "rushes", *self.arguments, "--data", str(self.data)]

    def kill(self) -> None:
        """kill -9, as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """A soft stop; answers the exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def log(self) -> str:
        """What the server wrote to standard error."""
        return (self.data.parent / "server.log").read_text()

    def client(self, **options: Any) -> httpx2.Client:
        """An HTTP client of this server."""
        return httpx2.Client(base_url=self.url, timeout=60, **PLAIN, **options)

    def create(self, **body: Any) -> dict[str, Any]:
        """Create a task that must be taken."""
        with self.client() as client:
            answer = client.post("/v1/video/generations", json=body)
            assert answer.status_code == 200, answer.text
            created: dict[str, Any] = answer.json()
            return created

    def get(self, task_id: str) -> dict[str, Any]:
        """The task as it is now."""
        with self.client() as client:
            found: dict[str, Any] = client.get(f"/v1/videos/{task_id}").raise_for_status().json()
            return found

    def finished(self, task_id: str) -> dict[str, Any]:
        """The task once it has ended."""
        found: dict[str, Any] = {}

        def ended() -> bool:
            nonlocal found
            found = self.get(task_id)
            return found["status"] in ("completed", "failed")

        until(ended, FILM_SECONDS)
        return found

    def film(self, task: dict[str, Any], path: Path) -> Path:
        """Download the film of a completed task by its link, without a key."""
        assert task["status"] == "completed", task["error"]
        path.write_bytes(httpx2.get(task["video_url"], **PLAIN).raise_for_status().content)
        return path

    def _answers(self) -> bool:
        with contextlib.suppress(httpx2.TransportError):
            return httpx2.get(f"{self.url}/livez", **PLAIN).status_code == 200
        return False


def until(condition: Callable[[], bool], seconds: float = START_SECONDS) -> None:
    """Wait for a condition; fail when it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain"
        time.sleep(0.05)
