"""Picture-locked sound: ambience, foley from the pictures' cues, music by mood, dialogue, loudness.

Everything is generated with numpy from the scenes and a seed; nothing here draws, encodes or reads a file except the
voice, which comes from an installed package.
"""

from rushes.providers.previs.sound.heard import Heard, Score, Subtitle
from rushes.providers.previs.sound.mix import score
from rushes.providers.previs.sound.subtitles import with_subtitles

__all__ = ["Heard", "Score", "Subtitle", "score", "with_subtitles"]
