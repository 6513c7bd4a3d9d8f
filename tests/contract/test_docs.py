"""Every block of the pages is run, in order, a page in a folder of its own; `…` stands for any text on a line.

console: `$ command` lines and what they print. python: a program; a text block after it is what it prints.
toml: a rushes.toml that holds. The pages say port 8700; here it is a free one.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from tests.stories.conftest import until

from rushes.settings import load

DOCS = Path(__file__).parents[2] / "docs"
#: Run by tests/stories/test_command_line_page.py, with no server to begin with, and by the renderer's own test_docs.py.
ELSEWHERE = {"command-line.md", "previs.md"}
PAGES = sorted(page.name for page in DOCS.glob("*.md") if page.name not in ELSEWHERE)
RUN = ("console", "python", "toml")
PORT = "8700"
MARK = "--- end ---"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)


@pytest.mark.slow  # films are made on the way: a minute or two for what the stories prove more quickly
@pytest.mark.timeout(600)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_does_what_it_shows(page: str, tmp_path: Path) -> None:
    text = (DOCS / page).read_text("utf-8")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    blocks = [(kind, block.replace(PORT, port)) for kind, block in BLOCK.findall(text)]
    if not blocks:
        return
    with Reader(tmp_path, port) as reader:
        if "rushes serve" not in text:
            reader.console(f"$ rushes serve &\nRushes listens on http://127.0.0.1:{port} and keeps its data in …\n")
        said = ""
        for kind, block in blocks:
            match kind:
                case "console":
                    reader.console(block)
                case "python":
                    said = reader.python(block)
                case "text":
                    assert fits(block.splitlines(), said.splitlines()), said
                case "toml":
                    reader.toml(block)
                case _:
                    pytest.fail(f"a block of {kind!r} cannot be run")


def test_every_page_is_on_the_map() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    for page in DOCS.glob("*.md"):
        assert page.name == "index.md" or f"]({page.name})" in index, page.name


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert "://" in target or (DOCS / target).exists(), target


class Reader:
    """Does what a page says, in one shell and one folder."""

    def __init__(self, folder: Path, port: str) -> None:
        self._home, self._port = folder / "home", port
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

    def _run(self, command: str, shown: list[str]) -> list[str]:
        assert self._shell.stdin is not None
        assert self._shell.stdout is not None
        background = command.endswith("&")
        self._shell.stdin.write(f"{command}\n" if background else f"{command}\necho; echo '{MARK}'\n")
        self._shell.stdin.flush()
        if background:
            said = [self._shell.stdout.readline().rstrip("\n") for _ in shown]
            until(self._answers)
            return said
        lines = [line.rstrip("\n") for line in iter(self._shell.stdout.readline, f"{MARK}\n")]
        while lines and not lines[-1]:
            lines.pop()
        return lines

    def _answers(self) -> bool:
        try:
            return httpx2.get(f"http://127.0.0.1:{self._port}/livez", trust_env=False).status_code == 200
        except httpx2.TransportError:
            return False


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
