"""The command line. Heavy imports happen inside the commands, so that `--help` is quick."""

from __future__ import annotations


def main() -> None:
    """The `rushes` command."""
    from rushes.cli import key_commands, operator_commands

    assert key_commands.app is operator_commands.app  # each has put its own there
    key_commands.app()
