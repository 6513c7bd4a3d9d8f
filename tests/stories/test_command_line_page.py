"""Every console block of docs/command-line.md, run in order in one shell; `…` stands for any text on a line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.pages import BLOCK, MARK, fits, steps

from rushes.cli.exits import MEANINGS

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def commands(page: str) -> list[tuple[str, list[str]]]:
    """The page's commands, each with the lines it shows."""
    return [step for kind, block in BLOCK.findall(page) if kind == "console" for step in steps(block)]


@pytest.mark.slow  # a page of real films; the command line's stories prove the same more quickly
def test_the_page_does_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "rushes"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rushes "$@"\n')
    command.chmod(0o755)
    (tmp_path / "home").mkdir()
    kept = {name: os.environ[name] for name in ("LANG", "PYTHONPATH") if name in os.environ}
    with subprocess.Popen(
        ["bash"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=tmp_path / "home",
        env={**kept, "PATH": f"{command.parent}:{os.environ['PATH']}", "RUSHES_PORT": "0", "RUSHES_LOG": "warning"},
    ) as shell:
        try:
            for step, shown in commands(PAGE.read_text("utf-8")):
                said = run(shell, step, shown)
                assert fits(shown, said), f"$ {step}\n" + "\n".join(said)
        finally:
            assert shell.stdin is not None
            shell.stdin.write("kill $(jobs -p)\nwait\n")
            shell.stdin.close()


def run(shell: subprocess.Popen[str], step: str, shown: list[str]) -> list[str]:
    """What a step prints; of one in the background, as much as the page shows."""
    assert shell.stdin is not None
    assert shell.stdout is not None
    background = step.endswith("&")
    # The next step may ask for the exit code, which the mark must not change.
    shell.stdin.write(
        f"{step[:-1]} 2>/dev/null &\n" if background else f"{step}\ncode=$?; echo '{MARK}'; (exit $code)\n"
    )
    shell.stdin.flush()
    if background:
        return [shell.stdout.readline().rstrip("\n") for _ in shown]
    lines = iter(shell.stdout.readline, f"{MARK}\n")
    return [line.rstrip("\n") for line in lines]


def test_the_page_lists_the_exit_codes_that_there_are() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*) \|$", PAGE.read_text("utf-8"), re.M)
    assert {int(code): text.replace("`", "") for code, text in rows} == {
        int(code): text for code, text in MEANINGS.items()
    }
