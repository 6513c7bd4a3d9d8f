"""The API against its own OpenAPI document: generated requests, each alone and along the links between operations.

Nothing may answer 500, with a status or content type or shape that is not documented; what the document calls valid
is taken, what it calls invalid refused.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.contract.conftest import KEY, PuppetServer

ROOT = Path(__file__).parents[2]
CONFIG = Path(__file__).with_name("schemathesis.toml")


def test_a_few_hundred_cases_find_nothing_undocumented(puppet_server: PuppetServer) -> None:
    run(puppet_server, 4, "--phases", "examples,fuzzing,stateful", "--seed", "8")
    assert puppet_server.app.requests >= 300


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_ten_thousand_cases_find_nothing_undocumented(puppet_server: PuppetServer) -> None:
    run(puppet_server, 600, "--seed", "8")
    assert puppet_server.app.requests >= 10_000


def run(server: PuppetServer, examples: int, *options: str) -> None:
    """All phases of schemathesis, as a process of its own."""
    answer = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run",
            f"{server.url}/openapi.json", "--max-examples", str(examples),
            "-H", f"Authorization: Bearer {KEY}", *options,
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    print(server.app.requests, "requests")
    print(answer.stdout)
    assert answer.returncode == 0, answer.stdout + answer.stderr
