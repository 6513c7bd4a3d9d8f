"""What a confined process can no longer do. Each test asks a real process."""

from __future__ import annotations

import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rushes.media.confine import clean_environment

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's own walls")


def confined(rules: str, attempt: str, *, needs: str = "") -> str:
    """Run `attempt` after `confine(rules)`; what it printed. Skip where the system could not apply `needs`."""
    program = f"""
import os, resource, signal, socket, sys
from rushes.media.confine import confine, die_with_parent, limit_cpu
missing = confine({rules})
if any({needs!r} and line.startswith({needs!r}) for line in missing):
    print("not here:", missing)
    sys.exit()
try:
{textwrap.indent(textwrap.dedent(attempt), "    ")}
except (OSError, MemoryError) as error:
    print(type(error).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=clean_environment({}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if done.stdout.startswith("not here"):
        pytest.skip(done.stdout)
    return done.stdout.strip() or str(done.returncode)


def test_memory_is_limited() -> None:
    assert confined("memory=512 << 20", "len(bytearray(1 << 30)); print('got it')") == "MemoryError"
    assert confined("memory=512 << 20", "len(bytearray(1 << 26)); print('got it')") == "got it"


def test_files_cannot_be_many_nor_long(tmp_path: Path) -> None:
    assert confined("files=16", "held = [os.open('/dev/null', 0) for _ in range(20)]") == "OSError"
    writing = f"os.write(os.open({str(tmp_path / 'file')!r}, os.O_CREAT | os.O_WRONLY), b'x' * 10); print('wrote')"
    assert confined("written=0", writing) == "OSError"
    assert confined("written=None", writing) == "wrote"


def test_a_limit_is_never_raised() -> None:
    attempt = "confine(files=64); print(resource.getrlimit(resource.RLIMIT_NOFILE)[1])"
    assert confined("files=16", attempt) == "16"


def test_cpu_time_ends() -> None:
    assert confined("", "limit_cpu(1)\nwhile True: pass") in ("-24", "-9")


@linux
def test_there_is_no_network() -> None:
    attempt = "socket.create_connection(('127.0.0.1', {port}), timeout=5); print('connected')"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert confined("network=True", attempt.format(port=port)) == "connected"
        assert confined("network=False", attempt.format(port=port), needs="no network") == "OSError"


@linux
@pytest.mark.parametrize(
    "attempt", ["open('/etc/passwd')", "os.listdir('/')", "open('/tmp/new', 'w')", "os.execv('/bin/sh', ['sh'])"]
)
def test_nothing_can_be_opened_when_it_says_so(attempt: str) -> None:
    got = confined("opening=False", f"{attempt}; print('opened')", needs="no opening")
    assert got == "PermissionError"


@linux
def test_a_fork_is_as_confined_as_its_parent() -> None:
    attempt = """
    if os.fork() == 0:
        die_with_parent()
        try:
            open('/etc/passwd')
        except PermissionError:
            os._exit(7)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.wait()[1]))
    """
    assert confined("opening=False", attempt, needs="no opening") == "7"


@linux
def test_it_dies_with_its_parent() -> None:
    program = """
import os, sys, time
from rushes.media.confine import confine
ready, done = os.pipe(), os.pipe()
if os.fork() == 0:
    if os.fork() == 0:
        missing = confine(network=True)
        os.write(ready[1], b"1")
        time.sleep(120)
        os._exit(0)
    os.read(ready[0], 1)
    os._exit(0)
os.wait()
os.close(ready[1])
print(repr(os.read(ready[0], 1)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=clean_environment({}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "b''"


def test_the_environment_holds_no_secrets() -> None:
    given = {"PATH": "/bin", "LANG": "C.UTF-8", "RUSHES_KLING_KEY": "secret", "AWS_SECRET_ACCESS_KEY": "secret"}
    given |= {"LD_PRELOAD": "/x.so", "PYTHONSTARTUP": "/x.py", "HOME": "/nobody"}
    kept = clean_environment(given)
    assert set(kept) == {"PATH", "LANG", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    assert "secret" not in str(kept)


def test_the_environment_finds_our_modules() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import rushes.media.confine"], env=clean_environment({}), cwd="/", check=False
    )
    assert done.returncode == 0
