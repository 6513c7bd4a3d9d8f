"""The embedded renderer: a procedural animatic for any request, without key, GPU or network.

`render(brief, out) -> Facts` is the whole interface; it knows nothing of the server. It never claims to be a
neural video model: `Facts` says what was understood and which small neural parts ran.
"""

from __future__ import annotations

from pathlib import Path

from rushes.providers.previs.brief import Brief, Facts, Progress, ShotBrief


def render(brief: Brief, out: Path, progress: Progress | None = None) -> Facts:
    """Render a film to `out` (an MP4). Raises `RenderFailed`, and whatever `progress` raises."""
    # The pixels' libraries are loaded by the first film: the server only hands out jobs and stays small.
    from rushes.providers.previs import film

    return film.render(brief, out, progress)


__all__ = ["Brief", "Facts", "Progress", "ShotBrief", "render"]
