"""The embedded renderer: a procedural animatic for any request, without key, GPU or network.

`render(brief, out) -> Facts` is the whole interface; it knows nothing of the server. It never claims to be a
neural video model: `Facts` says what was understood and which small neural parts ran.
"""

from rushes.providers.previs.brief import Brief, Facts, Progress, ShotBrief
from rushes.providers.previs.film import render

__all__ = ["Brief", "Facts", "Progress", "ShotBrief", "render"]
