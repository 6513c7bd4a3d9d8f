"""Which move a photograph gets: the prompt's, else one that suits the picture; and what a move runs towards."""

from __future__ import annotations

from dataclasses import replace

from rushes.providers.previs.photo.framing import Window
from rushes.providers.previs.photo.subject import Subject
from rushes.providers.previs.scene import Camera, Scene

#: The picture's surplus beyond the window, a share of the window, from which the camera travels along it.
LONG = 0.35
#: However fast the prompt wants it, farther than this a sheet would bend.
FARTHEST = 1.4
#: A subject that covers more than this fills the frame; orbiting it would bend the little around it.
LARGE = 0.35
#: What a move may make of the subject's size.
GROWTH = 1.25
#: A subject's centre farther than this from the middle is brought there by travelling.
ASIDE = 0.10


def camera_for(scene: Scene, seen: Subject, window: Window, whole: tuple[int, int]) -> Camera:
    """The prompt's move where it names one, else the picture's own, at the prompt's reach."""
    wanted = replace(scene.camera, amount=min(scene.camera.amount, FARTHEST))
    if "move" in scene.named:
        return wanted
    move, share = _own(seen, window, whole)
    return replace(wanted, move=move, amount=wanted.amount * share)


def _own(seen: Subject, window: Window, whole: tuple[int, int]) -> tuple[str, float]:
    right = whole[0] - window.width - window.left
    below = whole[1] - window.height - window.top
    if max(right, window.left) > LONG * window.width:
        return ("pan_right" if right >= window.left else "pan_left"), 1.6
    if max(below, window.top) > LONG * window.height and not seen.found:
        return ("tilt_down" if below >= window.top else "tilt_up"), 1.6
    if not seen.found:
        return "push", 0.9
    if seen.cover > LARGE:
        return "push", 0.7
    if abs(seen.centre[0] - 0.5) > ASIDE:
        return ("truck_left" if seen.centre[0] < 0.5 else "truck_right"), 0.9
    return ("orbit" if seen.cover > 0.04 else "push"), 1.0


def towards(move: Camera, seen: Subject, centre: tuple[float, float], top: float) -> tuple[float, float]:
    """The point that a dolly or zoom runs towards, in shares of the window; it stays where it is.

    `centre` is the subject's, `top` its upper end, in shares of the window.
    """
    x, y = (0.5, 0.5) if not seen.found else (0.5 + 0.7 * (part - 0.5) for part in centre)
    x, y = min(max(x, 0.15), 0.85), min(max(y, 0.2), 0.8)
    if seen.found and top > 0.01:
        # Growing by a quarter, its head stays in the frame.
        y = min(y, max(0.04, (GROWTH * top - 0.015) / (GROWTH - 1.0)))
    if move.move == "pull":
        # Standing on the lower edge: nothing must be invented below, where it would be nearest and plainest.
        return x, 1.0
    # A turn or a travel keeps the far side longest when the window closes in from there.
    aside = {"pan_right": (0.25, y), "pan_left": (0.75, y), "truck_right": (0.35, y), "truck_left": (0.65, y)}
    updown = {"tilt_down": (x, 0.25), "tilt_up": (x, 0.75), "crane_down": (x, 0.35), "crane_up": (x, 0.65)}
    return (aside | updown).get(move.move, (x, y))
