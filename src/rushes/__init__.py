"""Rushes: a self-hosted video-generation server for the Kling v3 models.

This file holds the version only; `rushes.app` builds the parts, `rushes.cli` is the command.
"""

__version__ = "0.1.0"
