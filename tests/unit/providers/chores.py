"""What the children of `test_child` do: small chores that succeed, fail, crash or never end."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import Any

from rushes.errors import RenderFailed
from rushes.providers.child_main import Tell


def serve(job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    """Do the chore that the job names."""
    if "fail" in job:
        raise RenderFailed(job["fail"])
    if "divide" in job:
        return {"never": 1 / 0}
    if "full" in job:
        raise OSError(errno.ENOSPC, "No space left on device")
    if "exit" in job:
        os._exit(job["exit"])
    if "spin" in job:
        tell({"pid": os.getpid()})
        while True:
            pass
    if "noise" in job:
        print("a library talks")
        os.write(1, b"and writes to standard output\n")
        sys.stdout.flush()
    for at in range(job.get("count", 0)):
        tell({"progress": at})
    return {"pid": os.getpid(), "environment": dict(os.environ), **_network()}


def _network() -> dict[str, Any]:
    """Whether this process has a network namespace of its own, and which interfaces are up in it."""
    names = [line.split(":")[0].strip() for line in Path("/proc/self/net/dev").read_text().splitlines()[2:]]
    own = (
        Path("/proc/self/ns/net").readlink() != Path(f"/proc/{os.getppid()}/ns/net").readlink()
        if _readable()
        else False
    )
    return {"own_namespace": own, "interfaces_up": [name for name in names if name != "lo"]}


def _readable() -> bool:
    return os.access(f"/proc/{os.getppid()}/ns/net", os.R_OK)
