"""Where a film is not what was asked: a vendor's file is kept byte for byte, and its task says how it differs."""

from __future__ import annotations

from rushes.core.clip import Probe
from rushes.core.request import Request, Warn

SECONDS, RATIO = 0.5, 0.02


def differences(request: Request, probe: Probe) -> tuple[Warn, ...]:
    """A warning for each."""
    found = []
    if abs(probe.seconds - request.seconds) > SECONDS:
        message = f"The film is {probe.seconds:.2f} s long; {request.seconds} s were asked for."
        found.append(Warn("duration", message))
    wanted, made = request.width / request.height, probe.width / max(1, probe.height)
    if abs(wanted - made) > RATIO * wanted or probe.width * probe.height * 2 < request.width * request.height:
        message = f"The film is {probe.width}x{probe.height}; {request.size} was asked for."
        found.append(Warn("aspect_ratio" if request.first_frame is None else "image", message))
    if request.model.endswith(("-audio", "-silent")) and request.model.endswith("-audio") != bool(probe.audio_codec):
        has = "has a sound track" if probe.audio_codec else "has no sound track"
        found.append(Warn("model", f"The film {has}, unlike what {request.model} stands for."))
    return tuple(found)
