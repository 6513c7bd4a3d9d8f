"""Image-to-video: a photograph moved in depth by the camera, with weather and light laid over it by prompt."""

from rushes.providers.previs.photo.framing import framed, reframed
from rushes.providers.previs.photo.moving import Photo

__all__ = ["Photo", "framed", "reframed"]
