"""A real S3-compatible server for tests: SeaweedFS from its wheel, in a folder, on free ports of loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2

from rushes.media.s3 import Bucket, S3Media

KEY, SECRET = "rushes", "rushes-secret"


@contextlib.contextmanager
def bucket_server(folder: Path) -> Iterator[str]:
    """Its address; it has the bucket `films`."""
    folder.mkdir(parents=True, exist_ok=True)
    right = {"name": "rushes", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": ["Admin"]}
    (folder / "rights.json").write_text(json.dumps({"identities": [right]}))
    # Each service also listens ten thousand higher.
    master, volume, filer, s3, metrics = _free_ports(5)
    command = [
        str(Path(sys.executable).with_name("weed")), "server", "-dir=.", "-ip=127.0.0.1", "-volume.max=20",
        f"-master.port={master}", f"-volume.port={volume}", "-filer", f"-filer.port={filer}", "-s3",
        f"-s3.port={s3}", f"-s3.port.iceberg={metrics}", "-s3.config=rights.json", "-master.volumeSizeLimitMB=64",
    ]  # fmt: skip
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        url = f"http://127.0.0.1:{s3}"
        _wait(url, server, folder / "log")
        # To put something is to make the bucket.
        asyncio.run(S3Media(Bucket("s3://films/made", url, access_key=KEY, secret_key=SECRET)).put_bytes(b"x", "x"))
        yield url
    finally:
        server.kill()
        server.wait()


def _free_ports(count: int) -> list[int]:
    found: list[int] = []
    for port in range(15_000 + (time.time_ns() // 1000) % 30_000, 55_000):
        with contextlib.suppress(OSError):
            for number in (port, port + 10_000):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", number))
            found.append(port)
        if len(found) == count:
            return found
    raise AssertionError("no free ports")


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()[-2000:]
        with contextlib.suppress(httpx2.TransportError):
            if httpx2.get(url, trust_env=False).status_code < 500:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text()[-2000:])
