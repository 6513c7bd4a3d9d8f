"""Looks: how a style changes painted plates (once a shot) and frames (cheaply, each).

`look` finds one by name. Everything is a function of the pixels, so a look never flickers.
"""

from rushes.providers.previs.styles.cutouts import Cutout
from rushes.providers.previs.styles.looks import LOOKS, Look, look

__all__ = ["LOOKS", "Cutout", "Look", "look"]
