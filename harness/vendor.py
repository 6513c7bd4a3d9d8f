"""A fake-kling process, which outlives the deaths of the server that pays it, and settings with short bounds."""

from __future__ import annotations

import re
import ssl
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from harness.accounts import BUDGET
from harness.process import PLAIN

SLOTS = 40
#: Bounds shortened so that a doubt is settled within seconds.
BOUNDS: dict[str, Any] = {
    "send_seconds": 1, "late_seconds": 1, "accept_seconds": 0.5, "look_ups": 3, "look_up_seconds": 0.3,
    "forgotten_seconds": 1, "poll_least_seconds": 0.5, "poll_most_seconds": 1, "trouble_seconds": 1, "slots": SLOTS,
}  # fmt: skip


@dataclass
class Fake:
    """The process and its control routes."""

    folder: Path
    url: str = ""
    process: subprocess.Popen[str] | None = None
    bounds: Mapping[str, Any] = field(default_factory=lambda: BOUNDS)
    #: Whom to trust, where it speaks TLS.
    ca_file: Path | None = None

    def start(self, *, slots: int = SLOTS, seconds: float = 1.0, tls: bool = False, **options: Any) -> Fake:
        """Start it; `options` are its own."""
        command = [sys.executable, "-m", "rushes", "fake-kling", "--port", "0"]
        command += ["--slots", str(slots), "--seconds", str(seconds)]
        if tls:
            self.ca_file = self.folder / "ca.pem"
            command += ["--tls", "good", "--ca", str(self.ca_file)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=self.folder)
        assert self.process.stdout is not None
        found = re.search(r"https?://[^;\s]+", self.process.stdout.readline())
        assert found
        self.url = found[0]
        self.call("POST", "/_fake/options", options)
        return self

    def spoil(self, chances: Mapping[str, float]) -> None:
        """Arm faults by chance, for good."""
        for name, chance in chances.items():
            self.call("POST", "/_fake/faults", {"name": name, "times": 1_000_000_000, "chance": chance})

    @property
    def table(self) -> dict[str, Any]:
        """`[providers.kling]` of a server that pays it."""
        trusted = {"ca_file": self.ca_file} if self.ca_file else {}
        return {"api_key": "fake-kling-key", "base_url": self.url, **trusted, **self.bounds}

    @property
    def settings(self) -> dict[str, str]:
        """The environment of a server that pays it."""
        table = {f"RUSHES_PROVIDERS__KLING__{name.upper()}": str(value) for name, value in self.table.items()}
        return {"RUSHES_BUDGET__TOTAL": str(BUDGET // 10**6), **table}

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """A control route."""
        trusted = {"verify": ssl.create_default_context(cafile=self.ca_file)} if self.ca_file else {}
        with httpx2.Client(base_url=self.url, timeout=30, **{**PLAIN, **trusted}) as client:
            return client.request(method, path, json=body).raise_for_status().json()

    def stop(self) -> None:
        """End it."""
        assert self.process is not None
        self.process.terminate()
        self.process.wait()
