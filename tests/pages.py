"""Does what a page of docs/ says: runs its blocks in one shell and one folder, and holds what they print against it.

The names of the world outside (ports, a database, a mounted folder, a domain) stand for real ones of the test's.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from harness.process import until

from rushes.settings import load

DATABASE, FOLDER, DOMAIN = "postgresql://rushes@db.example.com/rushes", "/mnt/films", "video.example.com"
MARK = "--- end ---"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
PORT = re.compile(r"\b870\d\b")
#: What a Caddyfile lacks to be tried out without a name, a certificate authority and the system's ports.
CADDY = """{
	admin off
	local_certs
	skip_install_trust
	auto_https disable_redirects
	http_port %d
	https_port %d
}
"""


def read(text: str, folder: Path, database: str = "") -> None:
    """Run the blocks of a page, or of a part of it, in order."""
    ports = {found: str(_free_port()) for found in sorted({"8700", *PORT.findall(text)})}
    text = PORT.sub(lambda found: ports[found[0]], text)
    text = text.replace(DATABASE, database).replace(FOLDER, str(folder / "films"))
    blocks = BLOCK.findall(text)
    if not blocks:
        return
    with Reader(folder, ports["8700"]) as reader:
        if "rushes serve" not in text:
            said = f"Rushes listens on http://127.0.0.1:{ports['8700']} and keeps its data in …\n"
            reader.console(f"$ rushes serve &\n{said}")
        for kind, block in blocks:
            reader.block(kind, block)


class Reader:
    """Does what a page says, in one shell and one folder."""

    def __init__(self, folder: Path, port: str) -> None:
        self._home, self._port, self._said = folder / "home", port, ""
        self._home.mkdir()
        (folder / "bin").mkdir()
        command = folder / "bin" / "rushes"
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rushes "$@"\n')
        command.chmod(0o755)
        kept = {name: os.environ[name] for name in ("LANG", "PYTHONPATH") if name in os.environ}
        path = f"{command.parent}:{os.environ['PATH']}"
        self._env = {**kept, "PATH": path, "RUSHES_PORT": port, "RUSHES_LOG": "warning", "PYTHONUNBUFFERED": "1"}

    def __enter__(self) -> Reader:
        self._shell = subprocess.Popen(
            ["bash"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self._home,
            env=self._env,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        """End the shell and the server that it began: they are one group of processes, and ours alone."""
        os.killpg(self._shell.pid, signal.SIGTERM)
        for stream in (self._shell.stdin, self._shell.stdout):
            if stream is not None:
                stream.close()
        self._shell.wait(30)

    def block(self, kind: str, block: str) -> None:
        """Do what a block of this kind is for."""
        match kind:
            case "console":
                self.console(block)
            case "python":
                self._said = self.python(block)
            case "text":
                assert fits(block.splitlines(), self._said.splitlines()), self._said
            case "toml":
                self.toml(block)
            case "ini":
                self.service(block)
            case "caddyfile":
                self.proxy(block)
            case _:
                pytest.fail(f"a block of {kind!r} cannot be run")

    def console(self, block: str) -> None:
        """Run the commands; each must print the lines below it."""
        for command, shown in steps(block):
            said = self._run(command, shown)
            assert fits(shown, said), f"$ {command}\n" + "\n".join(said)

    def python(self, block: str) -> str:
        """Run the program; it must end well. Gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-"],
            input=block,
            cwd=self._home,
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def toml(self, block: str) -> None:
        """Read it as the settings would be read from a file."""
        (self._home / "rushes.toml").write_text(block)
        with _folder(self._home):
            load()
        (self._home / "rushes.toml").unlink()

    def service(self, block: str) -> None:
        """Start what a unit of systemd starts, with its settings, and stop it within its time."""
        unit = configparser.ConfigParser(interpolation=None)
        unit.optionxform = str  # type: ignore[assignment, method-assign]
        unit.read_string(block)
        said = unit["Service"]
        given = dict(word.split("=", 1) for word in shlex.split(said["Environment"]))
        given["RUSHES_DATA"] = str(self._home / "service")
        command = [sys.executable, "-m", "rushes", *shlex.split(said["ExecStart"])[1:], "--port", "0"]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=self._home, env=self._env | given
        )
        assert process.stdout is not None
        assert "listens" in process.stdout.readline()
        process.terminate()
        assert process.wait(float(said["TimeoutStopSec"])) == 0
        process.stdout.close()

    def proxy(self, block: str) -> None:
        """Start Caddy with it; from now on curl finds the domain there."""
        caddy, port = Path(sys.executable).with_name("caddy"), _free_port()
        assert caddy.exists(), "install it: make .venv/fleet"
        (self._home / "Caddyfile").write_text(CADDY % (_free_port(), port) + block)
        (self._home / ".curlrc").write_text(f"insecure\nconnect-to = {DOMAIN}:443:127.0.0.1:{port}\n")
        self.console("$ export CURL_HOME=.\n")
        self._shell_write(f"XDG_DATA_HOME=. XDG_CONFIG_HOME=. {caddy} run 2>caddy.log &\n")
        ask = ["curl", "-s", "-o", os.devnull, f"https://{DOMAIN}/livez"]  # it listens before it has its certificate
        until(lambda: subprocess.run(ask, check=False, env=self._env | {"CURL_HOME": str(self._home)}).returncode == 0)

    def _run(self, command: str, shown: list[str]) -> list[str]:
        assert self._shell.stdout is not None
        background = command.endswith("&")
        self._shell_write(f"{command}\n" if background else f"{command}\necho; echo '{MARK}'\n")
        if background:
            said = [self._shell.stdout.readline().rstrip("\n") for _ in shown]
            until(self._answers)
            return said
        lines = [line.rstrip("\n") for line in iter(self._shell.stdout.readline, f"{MARK}\n")]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _shell_write(self, text: str) -> None:
        assert self._shell.stdin is not None
        self._shell.stdin.write(text)
        self._shell.stdin.flush()

    def _answers(self) -> bool:
        try:
            return httpx2.get(f"http://127.0.0.1:{self._port}/livez", trust_env=False).status_code == 200
        except httpx2.TransportError:
            return False


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def steps(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines it shows."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def fits(shown: list[str], said: list[str]) -> bool:
    """Whether the lines are those shown."""
    patterns = [".*".join(re.escape(part) for part in line.split("…")) for line in shown]
    return len(patterns) == len(said) and all(map(re.fullmatch, patterns, said))
