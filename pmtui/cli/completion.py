"""completion: the script that makes a shell complete pmtui's commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from pmtui.cli.invocation import Invocation
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_json, print_lines


@click.command(
    "completion",
    epilog=examples("pmtui completion fish > ~/.config/fish/completions/pmtui.fish"),
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(["bash", "zsh", "fish"]))
@common_options
@pass_invocation
@click.pass_context
def completion_command(context: click.Context, invocation: Invocation, shell: str) -> None:
    """Print the completion script for a shell."""
    found = get_completion_class(shell)
    assert found is not None
    script = found(context.find_root().command, {}, "pmtui", "_PMTUI_COMPLETE").source()
    if invocation.as_json:
        print_json({"shell": shell, "script": script})
        return
    print_lines(*script.splitlines())
