"""The command's surface: quick help, documented exit codes, completion."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from rushes import __version__
from rushes.cli.commands import MODELS, RATIOS, STATUSES
from rushes.cli.exits import Exit
from rushes.core.card import ASPECT_RATIOS, kling_v3_cards
from rushes.core.task import WIRE

#: Typer itself loads pydantic to read options; the rest is ours to keep away.
HEAVY = ("fastapi", "pydantic_settings", "httpx2", "uvicorn", "apsw", "av", "cv2", "numpy", "structlog", "rich")
LOADED = """
import sys
from rushes.cli import main
sys.argv = ["rushes", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code
print([name for name in sys.modules if name.partition(".")[0] in HEAVY], code or 0, file=sys.stderr)
"""


def run(*arguments: str, script: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    program = ["-c", script] if script else ["-m", "rushes"]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("arguments", [["--help"], ["make", "--help"], ["--version"], ["version"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    done = run(*arguments, script=f"HEAVY = {HEAVY!r}\n{LOADED}")
    assert done.stderr == "[] 0\n"


def test_help_documents_every_exit_code() -> None:
    text = run("--help", COLUMNS="120").stdout
    assert "Exit codes:" in text
    assert all(f" {code.value}  " in text for code in Exit)


def test_defaults_are_not_taken_for_markup() -> None:
    text = run("make", "--help", COLUMNS="160").stdout
    assert "Default: 5." in text
    assert "kling-v3-std-audio where a provider makes it" in text


def test_the_version_is_data() -> None:
    assert run("--version").stdout == f"rushes {__version__}\n"
    assert run("version", "--json").stdout == f'{{"version": "{__version__}"}}\n'


def test_wrong_usage_ends_with_two() -> None:
    assert run("make", "--no-such-option").returncode == Exit.USAGE
    assert run("ls", RUSHES_PROT="1").returncode == Exit.USAGE
    assert run().returncode == Exit.USAGE


@pytest.mark.parametrize(
    ("line", "found"),
    [("rushes wa", "watch"), ("rushes make -m previs-pro-", "previs-pro-audio"), ("rushes ls --status f", "failed")],
)
def test_tab_completes_commands_models_and_statuses(line: str, found: str) -> None:
    words = str(len(line.split()) - 1)
    done = run(
        _RUSHES_COMPLETE="complete_bash",
        COMP_WORDS=line,
        COMP_CWORD=words,
        script="import sys; from rushes.cli import main; sys.argv = ['rushes']; main()",
    )
    assert found in done.stdout.split(), done


def test_what_completion_offers_is_what_the_contract_knows() -> None:
    cards = [
        card.name for family in ("kling-v3", "previs") for card in kling_v3_cards(family, local=True, elements=False)
    ]
    assert cards == MODELS
    assert RATIOS == ASPECT_RATIOS
    assert set(STATUSES) == set(WIRE.values())


def test_what_the_system_refuses_is_a_line_and_no_traceback() -> None:
    done = run("ls", "--data", "/proc/self/none")
    assert (done.returncode, done.stderr.count("\n")) == (Exit.TROUBLE, 1)
    assert "/proc/self/none" in done.stderr
    garbled = run("make", os.fsdecode(b"caf\xe9"), "--no-wait", "-m", "m", "--url", "http://127.0.0.1:9")
    assert (garbled.returncode, "not UTF-8" in garbled.stderr) == (Exit.USAGE, True)
