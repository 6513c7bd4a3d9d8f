"""Gives back to the system what building a set has left free: painting takes hundreds of megabytes for a moment.

Without it the C library keeps them, and they count beside the encoder's frames to the end of the film.
"""

from __future__ import annotations

import ctypes
import sys


def trim() -> bool:
    """Let go of free memory; says whether any was. Does nothing where the C library cannot."""
    if not sys.platform.startswith("linux"):
        return False
    release = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return release is not None and bool(release(0))
