"""The house rules (CONTRIBUTING.md), as tests over the source tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "rushes"
MOST_LINES, MOST_FUNCTION_LINES = 400, 60
BANNED = {"util", "utils", "helper", "helpers", "common", "base", "misc", "manager", "shared"}

#: Longer than the rule, each with its reason.
LONG_FUNCTIONS: dict[str, str] = {}
#: Source files without a unit twin, each with its reason.
NO_TWIN = {
    "storage/engine.py": "a protocol and two one-line steps, played by all of the store's tests",
    "storage/paces.py": "steps; rates.py's twin plays each of them",
    "storage/leases.py": "steps; work/leases.py's twin plays each of them",
    "storage/repeats.py": "two tables; the twin of repeats.py plays each of its steps",
    "storage/census.py": "two statements; api/metrics.py's twin reads them over HTTP",
    "api/timings.py": "api/metrics.py's twin reads what it notes",
    "storage/stops.py": "three statements; work/health.py's twin plays each of them",
    "storage/hints.py": "one step; work/callbacks.py's twin and the fleet's stories pass through it",
    "api/callbacks.py": "one route; work/callbacks.py's twin calls it over HTTP",
    "storage/turns.py": "steps; the store's twin plays each of them",
    "work/local.py": "held to the dispatch contract by work/dispatch.py's twin",
    "storage/bills.py": "work/test_submission.py closes bills of living and of deleted tasks through it",
    "work/bills.py": "work/test_submission.py cancels films at the vendor and keeps their bills",
    "providers/look_up.py": "work/test_submission.py shows every doubt there is, at the wire",
    "providers/remote.py": "a base class; the twins of both vendors' providers pass through all of it",
    "work/doubt.py": "work/test_submission.py shows every doubt there is, at the wire",
    "providers/copying.py": "providers/kling/test_provider.py spoils every film through it",
    "storage/tasks.py": "steps; the store's twin plays each of them",
    "__init__.py": "holds names only; a package's own tests cover what it re-exports",
    "__main__.py": "two lines",
    "cli/outcome.py": "the twin of commands.py ends commands in each of its ways",
    "vendor_errors.py": "a branch of errors.py, whose twin looks at every one",
    "core/event.py": "plain data; core/task.py's twin applies every event",
    "core/upload.py": "plain data; the twin of uploads.py takes it there and back",
    "storage/uploads.py": "steps; the twin of uploads.py plays each of them on both stores",
    "api/openapi/files.py": "a table; the document's twin checks every schema and example",
    "core/clip.py": "plain data; storage/rows.py's twin takes it there and back",
    "core/protocols.py": "types only",
    "providers/child_main.py": "the inside of a process; providers/child.py's twin runs it as one",
    "providers/previs/brief.py": "plain data",
    "providers/previs/scene.py": "plain data",
    "providers/previs/picture.py": "types only",
    "api/context.py": "wiring; every story passes through it",
    "api/app.py": "wiring; every story passes through it",
    "outside.py": "defaults only; every story runs on them, the simulation on others",
    "cli/operator_commands.py": "options only; test_operating.py and the fake's tests run what is behind them",
    "api/openapi/providers.py": "a table; the document's twin checks every schema and example",
    "app.py": "the composition root; every story runs it",
}
#: Folders whose files one test draws in turn, each with its reason.
ONE_TWIN = {
    "providers/previs/places/": "a place a file; test_places.py draws every one of the registry",
    "fake_kling/": "spoken to over HTTP: test_shapes.py holds its answers against the documented ones, "
    "test_faults.py shows every fault",
}
#: The one swallowed-exception form that is allowed is `contextlib.suppress` of a named error of ours.
SOURCES = sorted(SOURCE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """A file's tree; every rule walks the same one."""
    return ast.parse(path.read_text("utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_source_file_keeps_the_house_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    tree = parsed(path)
    assert text.count("\n") <= MOST_LINES, "the file is too long"
    assert path.stem.strip("_") not in BANNED, "a name that says nothing"
    assert ast.get_docstring(tree), "the module says not what it is for"
    for function in functions(tree):
        long = (function.end_lineno or 0) - function.lineno + 1
        where = f"{name(path)}:{function.name}"
        assert long <= MOST_FUNCTION_LINES or where in LONG_FUNCTIONS, f"{where} has {long} lines"
    assert not re.search(r"#\s*(TODO|FIXME|XXX)\b", text), "unfinished business"


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name != "settings.py"], ids=name)
def test_only_settings_reads_the_environment(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        assert not (isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}), node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_no_exception_is_swallowed(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ExceptHandler):
            broad = node.type is None or getattr(node.type, "id", "") in {"Exception", "BaseException"}
            silent = all(isinstance(step, ast.Pass | ast.Continue) for step in node.body)
            assert not (broad and silent), f"line {node.lineno}"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "suppress":
            names = {getattr(argument, "id", "") for argument in node.args}
            assert not names & {"Exception", "BaseException"}, f"line {node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_source_file_has_its_unit_twin(path: Path) -> None:
    if path.name in NO_TWIN or name(path) in NO_TWIN or name(path.parent) + "/" in ONE_TWIN:
        return
    twin = ROOT / "tests" / "unit" / path.relative_to(SOURCE).with_name(f"test_{path.stem}.py")
    assert twin.exists(), f"there is no {twin.relative_to(ROOT)}, nor a reason in NO_TWIN"


def test_every_listed_reason_is_still_needed() -> None:
    listed = {entry for entry in NO_TWIN if "/" in entry}
    gone = {entry for entry in listed if not (SOURCE / entry).exists()}
    twins = {
        entry for entry in listed if (ROOT / "tests/unit" / entry).with_name(f"test_{Path(entry).stem}.py").exists()
    }
    assert not gone, "no such file any more"
    assert not twins, "it has a twin by now"


def test_no_file_points_outside_the_project() -> None:
    for path in [*SOURCES, *(ROOT / "tests").rglob("*.py"), ROOT / "Makefile", ROOT / ".ci" / "run"]:
        text = path.read_text("utf-8")
        assert "../sha" + "red" not in text, path
        assert "/wo" + "rk/" not in text, path


def test_locks_pin_by_hash_and_name_no_address() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|file:|index-url|find-links", text), lock.name
