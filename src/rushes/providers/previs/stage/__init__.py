"""Text-to-video: a painted, lit set in depth with actors, weather and a moving camera.

`Stage` is the `Picture` of a scene. Reading the prompt is `script`'s matter, the figures are `subjects`'.
"""

from rushes.providers.previs.stage.stage import Stage

__all__ = ["Stage"]
