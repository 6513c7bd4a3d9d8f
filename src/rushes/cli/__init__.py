"""The command line. Heavy imports happen inside the commands, so that `--help` is quick."""

from __future__ import annotations


def main() -> None:
    """The `rushes` command."""
    from rushes.cli.webhook_commands import app

    app()
