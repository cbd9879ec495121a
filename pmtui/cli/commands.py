"""Every command by its name, and the words of the command line taken apart by click."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from pmtui import __version__
from pmtui.cli.families import FAMILIES
from pmtui.cli.invocation import Invocation, completing_fixes
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.errors import UsageError


class _Families(click.Group):
    """Loads the module of a command only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(FAMILIES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        family = FAMILIES.get(cmd_name)
        if family is None:
            return None
        command = getattr(import_module(f"pmtui.cli.{family}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in FAMILIES:
            from difflib import get_close_matches

            close = get_close_matches(args[0], FAMILIES, n=1)
            fix = f"did you mean {close[0]}?" if close else "pmtui --help"
            raise UsageError("E_UNKNOWN_COMMAND", f"there is no command '{args[0][:80]}'", fix)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        with completing_fixes(ctx.ensure_object(Invocation)):
            return super().invoke(ctx)


@click.group(
    cls=_Families,
    invoke_without_command=True,
    epilog=examples(
        "pmtui demo",
        "pmtui log 45m fire prod outage @acme",
        'pmtui add objective "Partner with consultancies" due="end of quarter"',
    )
    + "\n\n"
    + "Exit status: 0 done, 1 refused, 2 wrong usage, 3 the store is damaged, locked or cannot be written.",
)
@common_options
@click.version_option(__version__, message="pmtui %(version)s")
@pass_invocation
@click.pass_context
def pmtui(context: click.Context, invocation: Invocation) -> None:
    """Strategy, kata and time side by side. Without a command: open the cockpit, or print it with --plain."""
    if context.invoked_subcommand is None:
        from pmtui.cli.opening import open_cockpit

        context.exit(open_cockpit(invocation))


def run_command(words: Sequence[str]) -> int:
    """Run the command that ``words`` name and return its exit status.

    Raises:
        PmtuiError: It was refused, or the words are no command.
    """
    try:
        return int(pmtui.main(list(words), prog_name="pmtui", standalone_mode=False) or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        raise _usage_error(error, words) from error


def _usage_error(error: click.ClickException, words: Sequence[str]) -> UsageError:
    context = getattr(error, "ctx", None)
    # What an option lacks is told without its command.
    named = next(
        (f"pmtui {word}" for word in words if word in pmtui.list_commands(click.Context(pmtui))), "pmtui"
    )
    path = context.command_path if context is not None else named
    message = " ".join(error.format_message().split()).rstrip(".")
    return UsageError("E_USAGE", message, f"{path} --help")
