"""The command line. Heavy imports happen inside the commands, so that `--help` is quick."""

from __future__ import annotations


def main() -> None:
    """The `rushes` command."""
    from rushes.cli import key_commands, operator_commands, webhook_commands

    # Each has put its own there.
    assert key_commands.app is operator_commands.app is webhook_commands.app
    key_commands.app()
