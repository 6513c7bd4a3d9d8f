"""Reads prompts: `read` makes a `Scene` of English or Chinese text, `split` cuts a scene into framings.

The words it knows are data, one entry a line, in `lexicon/`; what it makes of them is drawn and sounded by others.
"""

from rushes.providers.previs.script.cut import split
from rushes.providers.previs.script.reader import read

__all__ = ["read", "split"]
