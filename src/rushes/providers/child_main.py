"""The other side of `child`: what runs inside the child process.

It shuts itself in first (memory, no network, dies with its parent), then imports its target and serves jobs,
one JSON line each, until its standard input ends. What libraries print goes to standard error, not on the wire.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from rushes.errors import RushesError
from rushes.media.confine import confine

Tell = Callable[[dict[str, Any]], None]


def main(target: str, options: dict[str, Any]) -> None:
    """Serve jobs for `target` ("module:function(job, tell) -> result")."""
    wire = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    os.nice(options.get("nice", 0))
    unconfined = confine(memory=options.get("memory"), network=False)
    module, _, name = target.partition(":")
    serve = getattr(importlib.import_module(module), name)

    def tell(message: dict[str, Any]) -> None:
        wire.write(json.dumps(message, ensure_ascii=False).encode() + b"\n")

    tell({"ready": True, "unconfined": unconfined})
    for line in sys.stdin.buffer:
        tell(_answer(serve, json.loads(line), tell))


def _answer(serve: Callable[[dict[str, Any], Tell], dict[str, Any]], job: dict[str, Any], tell: Tell) -> dict[str, Any]:
    try:
        return {"result": serve(job, tell)}
    except RushesError as error:
        return {"error": error.message}
    except Exception as error:  # noqa: BLE001  it crosses the wire and fails the task there
        traceback.print_exc()
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        return {"error": f"The renderer broke ({type(error).__name__}); the server's log says where.", "full": full}


if __name__ == "__main__":
    main(sys.argv[1], json.loads(sys.argv[2]))
