"""completion: the script that makes a shell complete pmtui's commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from pmtui.cli.output import print_lines


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell: pmtui completion fish > ~/.config/fish/completions/pmtui.fish."""
    found = get_completion_class(shell)
    assert found is not None
    script = found(context.find_root().command, {}, "pmtui", "_PMTUI_COMPLETE").source()
    print_lines(*script.splitlines())
