"""`python -m bench [name …]`: run all benchmarks, or those named."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import bench


def main() -> None:
    """Each module of this package with a `main()` is a benchmark."""
    names = sys.argv[1:] or [
        module.name for module in pkgutil.iter_modules(bench.__path__) if module.name != "__main__"
    ]
    for module in [importlib.import_module(f"bench.{name}") for name in names]:
        if hasattr(module, "main"):
            module.main()


main()
