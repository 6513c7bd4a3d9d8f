"""The confined process that decodes pictures; `retouch.py` starts it as `python -m … MEMORY CPU`.

It never touches a picture itself. For each one it forks a child that reads it, answers and ends, so nothing of one
picture, neither damage nor memory, lasts until the next. A child that dies takes this process with it: the parent then
knows, and starts anew. `retouch_wire.py` has the frames.
"""

from __future__ import annotations

import io
import json
import os
import sys
from typing import Any

from PIL import Image, ImageCms, MpoImagePlugin, TiffImagePlugin

from rushes.errors import InvalidImage
from rushes.media.confine import confine, die_with_parent, limit_cpu
from rushes.media.images import prepare
from rushes.media.retouch_wire import ANSWER, REQUEST

FILES = 32


def main(memory: int, cpu: int) -> int:
    """Serve pictures until the input ends (0) or a child dies (1). `memory` in bytes, `cpu` in seconds a picture."""
    _load_everything()
    source, sink = io.FileIO(0, "rb", closefd=False), io.FileIO(1, "wb", closefd=False)
    missing = confine(memory=memory, files=FILES, written=0, network=False, opening=False)
    _answer(sink, {"ready": True, "missing": missing})
    parent = os.getpid()
    while len(header := _read(source, REQUEST.size)) == REQUEST.size:
        child = os.fork()
        if child == 0:
            _serve(source, sink, REQUEST.unpack(header)[0], cpu, parent)
        _, status = os.waitpid(child, 0)
        if status != 0:
            return 1
    return 0


def _serve(source: io.FileIO, sink: io.FileIO, length: int, cpu: int, parent: int) -> None:
    """One picture, in a process of its own; never returns."""
    code = 1
    try:
        die_with_parent(parent)
        limit_cpu(cpu)
        data = _read(source, length)
        try:
            made = prepare(data)
        except InvalidImage as error:
            _answer(sink, {"error": error.message})
        else:
            facts = {"width": made.width, "height": made.height, "source_format": made.source_format}
            _answer(sink, facts, made.png)
        code = 0
    finally:
        os._exit(code)


def _load_everything() -> None:
    """Once confined, no module can be loaded any more: use each reader and the colour engine now."""
    Image.preinit()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind in ("JPEG", "PNG", "WEBP"):
        buffer = io.BytesIO()
        Image.new("RGB", (300, 300)).save(buffer, kind, icc_profile=profile, exif=exif)
        prepare(buffer.getvalue())
    assert MpoImagePlugin and TiffImagePlugin


def _read(source: io.FileIO, length: int) -> bytes:
    """Exactly `length` bytes; fewer only at the end of the input."""
    data = bytearray()
    while len(data) < length and (piece := source.read(min(length - len(data), 1 << 20))):
        data += piece
    return bytes(data)


def _answer(sink: io.FileIO, facts: dict[str, Any], body: bytes = b"") -> None:
    head = json.dumps(facts).encode()
    left = memoryview(ANSWER.pack(len(head), len(body)) + head + body)
    while left:
        left = left[sink.write(left) :]


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:3])))
