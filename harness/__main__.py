"""`python -m harness [--long] [name …]`: run all harnesses, or those named; exit 1 where a figure is wrong.

`python -m harness simulation --seed N` plays one seed of the simulation again, `--seeds 1-300` so many; with
`--postgres` they are a fleet's on PostgreSQL.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import time
from types import ModuleType

import harness
from harness import accounts, simulation


def main() -> int:
    """Each module of this package with a `run(long) -> bool` is a harness."""
    arguments = sys.argv[1:]
    postgres = "--postgres" in arguments
    if "--seed" in arguments:
        return 0 if simulation.replay(int(arguments[arguments.index("--seed") + 1]), postgres=postgres) else 1
    if "--seeds" in arguments:
        first, _, last = arguments[arguments.index("--seeds") + 1].partition("-")
        return 0 if simulation.span(int(first), int(last), postgres=postgres) else 1
    names = [name for name in arguments if not name.startswith("-")]
    names = names or [module.name for module in pkgutil.iter_modules(harness.__path__) if module.name != "__main__"]
    modules = [importlib.import_module(f"harness.{name}") for name in names]
    held = [_timed(module, "--long" in arguments) for module in modules if hasattr(module, "run")]
    return 0 if all(held) else 1


def _timed(module: ModuleType, long: bool) -> bool:
    began = time.monotonic()
    accounts.SEEN = accounts.Seen()
    held: bool = module.run(long) and not accounts.SEEN.wrong
    if accounts.SEEN.databases:  # the simulation has no database, and looks at each commit by itself
        print(accounts.SEEN.told())
    for wrong in accounts.SEEN.wrong[:20]:
        print(f"  {wrong}")
    print(f"{module.__name__.partition('.')[2]}: {'held' if held else 'BROKEN'}, {time.monotonic() - began:.0f} s\n")
    return held


sys.exit(main())
