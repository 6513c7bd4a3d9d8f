"""`python -m harness [--long] [name …]`: run all harnesses, or those named; exit 1 where a figure is wrong."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import harness

PARTS = {"__main__", "process", "postgres", "crashdisk", "inside"}


def main() -> int:
    """Each module of this package with a `run(long) -> bool` is a harness."""
    arguments = sys.argv[1:]
    names = [name for name in arguments if not name.startswith("-")]
    names = names or [module.name for module in pkgutil.iter_modules(harness.__path__) if module.name not in PARTS]
    held = [importlib.import_module(f"harness.{name}").run("--long" in arguments) for name in names]
    return 0 if all(held) else 1


sys.exit(main())
