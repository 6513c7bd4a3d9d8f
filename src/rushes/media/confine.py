"""Take from a child process what it does not need, before it touches a stranger's bytes or heavy work.

Best effort on purpose: what a kernel or a container forbids is reported, not fatal, for the limits that matter most
work everywhere. Linux has all of it, macOS the resource limits. Sources: setrlimit(2), prctl(2), unshare(2),
landlock(7).
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Mapping

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_LANDLOCK_CREATE, _LANDLOCK_RESTRICT = 444, 446
#: Bits of the rights over files that each version of Landlock knows, and the bytes of its description.
_LANDLOCK_FS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ")


def confine(
    *,
    memory: int | None = None,
    files: int | None = 64,
    written: int | None = None,
    network: bool = False,
    opening: bool = True,
) -> list[str]:
    """Confine this process and its children for good; give what could not be applied, in words.

    `memory` and `written` (the longest file it may write) are in bytes, `files` is the number of open descriptors;
    None leaves them as they are. Without `network` it has none, without `opening` it can open no file and start no
    program any more. Call it before the process has threads.
    """
    limits = (
        ("memory", resource.RLIMIT_AS, memory),
        ("files", resource.RLIMIT_NOFILE, files),
        ("written", resource.RLIMIT_FSIZE, written),
        ("core dumps", resource.RLIMIT_CORE, 0),
    )
    missing = [fault for name, which, value in limits if value is not None and (fault := _limit(name, which, value))]
    missing += die_with_parent()
    missing += _call("no new privileges", "prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if not network:
        missing += _call("no network", "unshare", _CLONE_NEWUSER | _CLONE_NEWNET)
    if not opening:
        missing += _landlock()
    return missing


def die_with_parent(parent: int | None = None) -> list[str]:
    """Have the kernel kill this process when its parent dies. A fork loses this, so each child asks anew.

    With `parent`, its process id, a process whose parent died before it could ask ends at once.
    """
    missing = _call("death with the parent", "prctl", _PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os._exit(1)
    return missing + _call("no tracing", "prctl", _PR_SET_DUMPABLE, 0, 0, 0, 0)


def limit_cpu(seconds: int) -> None:
    """Have the kernel kill this process when it has used this much CPU time in all."""
    _limit("cpu", resource.RLIMIT_CPU, seconds)


def clean_environment(given: Mapping[str, str]) -> dict[str, str]:
    """The environment for a confined child: of `given` the path and the language only, and how to find our modules."""
    kept = {name: given[name] for name in _KEPT if name in given}
    modules = os.pathsep.join(path for path in sys.path if path)
    return {**kept, "PYTHONPATH": modules, "PYTHONDONTWRITEBYTECODE": "1"}


def _limit(name: str, which: int, value: int) -> str:
    """Lower a limit; one that is lower already stays."""
    _, hard = resource.getrlimit(which)
    wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
    try:
        resource.setrlimit(which, (wanted, wanted))
    except (OSError, ValueError) as error:
        return f"{name}: {error}"
    return ""


def _call(name: str, function: str, *arguments: int) -> list[str]:
    """Call a function of the C library that gives 0 when all is well."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, function):
        return [f"{name}: this system has no {function}"]
    if getattr(libc, function)(*(ctypes.c_ulong(value) for value in arguments)) == 0:
        return []
    return [f"{name}: {os.strerror(ctypes.get_errno())}"]


def _landlock() -> list[str]:
    """Forbid every access to files by path, and TCP where the kernel can."""
    name = "no opening of files"
    if not sys.platform.startswith("linux"):
        return [f"{name}: this system has no Landlock"]
    syscall = ctypes.CDLL(None, use_errno=True).syscall
    version = syscall(ctypes.c_long(_LANDLOCK_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint(1))
    if version < 1:
        return [f"{name}: {os.strerror(ctypes.get_errno())}"]
    rights = (ctypes.c_uint64 * 3)((1 << _LANDLOCK_FS.get(version, 16)) - 1, 0b11, 0b11)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = syscall(ctypes.c_long(_LANDLOCK_CREATE), rights, ctypes.c_size_t(size), ctypes.c_uint(0))
    done = ruleset >= 0 and syscall(ctypes.c_long(_LANDLOCK_RESTRICT), ctypes.c_int(ruleset), ctypes.c_uint(0)) == 0
    fault = os.strerror(ctypes.get_errno())
    if ruleset >= 0:
        os.close(ruleset)
    return [] if done else [f"{name}: {fault}"]
