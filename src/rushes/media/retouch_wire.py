"""The frames between `retouch.py` and `retouch_child.py`, big-endian.

To the child: the picture's length, the picture. Back: the lengths of two parts, JSON, PNG (empty on an error).
"""

from __future__ import annotations

import struct

REQUEST = struct.Struct(">I")
ANSWER = struct.Struct(">II")
