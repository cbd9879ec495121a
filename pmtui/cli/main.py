"""The entry point: finds the command, runs it, and turns every refusal into a message and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType, TracebackType
from typing import Any

import click

from pmtui import __version__
from pmtui.cli.invocation import Invocation, common_options, examples, pass_invocation
from pmtui.cli.output import print_error, print_error_lines, silence
from pmtui.errors import PmtuiError, StoreError, UsageError

_COMMANDS = {
    "add": "editing",
    "set": "editing",
    "reading": "editing",
    "move": "editing",
    "rm": "editing",
    "list": "looking",
    "show": "looking",
    "lint": "looking",
    "info": "looking",
    "keys": "looking",
    "log": "timelog",
    "start": "timelog",
    "switch": "timelog",
    "stop": "timelog",
    "resume": "timelog",
    "cancel": "timelog",
    "report": "reporting",
    "status": "reporting",
    "checkin": "checkin",
    "undo": "undoing",
    "redo": "undoing",
    "history": "undoing",
    "doctor": "doctor",
    "export": "exchange",
    "import": "exchange",
    "demo": "opening",
    "backup": "backups",
    "restore": "backups",
    "purge": "purging",
    "completion": "completion",
}


class _Families(click.Group):
    """Loads the module of a command only when the command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        family = _COMMANDS.get(cmd_name)
        if family is None:
            return None
        command = getattr(import_module(f"pmtui.cli.{family}"), f"{cmd_name}_command")
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS:
            from difflib import get_close_matches

            close = get_close_matches(args[0], _COMMANDS, n=1)
            fix = f"did you mean {close[0]}?" if close else "pmtui --help lists the commands"
            raise UsageError("E_UNKNOWN_COMMAND", f"there is no command '{args[0][:80]}'", fix)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StoreError as error:
            from pmtui.cli.way_back import offer_backup  # only damage pays for it

            offer_backup(error, ctx.find_object(Invocation))
            raise


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


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status.

    Args:
        argv: Words after the program's name; None: those of this process.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    sys.excepthook = log_crash
    _skip_plugins()
    as_json = "--json" in (words[: words.index("--")] if "--" in words else words)
    try:
        return _run(words, as_json)
    except OSError as error:
        if error.filename is not None:  # not an output stream: something nobody foresaw
            raise
        silence(sys.stdout)
        print_error_lines(f"pmtui: the output cannot be written: {error.strerror} (E_OUTPUT)")
        return 1


def _skip_plugins() -> None:
    """Keep pydantic from looking for plugins.

    Its own switch, PYDANTIC_DISABLE_PLUGINS, still imports importlib.metadata with mail, sockets and zip files: as long
    as one and a half empty Pythons, a tenth of ``pmtui log``. Where pydantic has moved the module, this does nothing.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    loader = ModuleType("pydantic.plugin._loader")
    loader.__dict__["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)


def _run(words: list[str], as_json: bool) -> int:
    try:
        return int(pmtui.main(words, prog_name="pmtui", standalone_mode=False) or 0)
    except PmtuiError as error:
        print_error(error, as_json=as_json)
        return error.exit_status
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return 130
    except SystemExit:  # click leaves like this when the reader of the help has gone
        silence(sys.stdout)
        return 0
    except click.ClickException as error:
        print_error(_usage_error(error), as_json=as_json)
        return 2


def log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write what nobody foresaw to the log file and tell the user where it is; Python then exits with 1."""
    if issubclass(kind, KeyboardInterrupt):
        print_error_lines("pmtui: interrupted; nothing was stored that was not reported")
        return
    from pmtui.data.crash_log import write_crash

    path = write_crash(error, os.environ)
    where = f"details are in {path}" if path else "and the log file could not be written"
    print_error_lines(f"pmtui: something went wrong inside ({kind.__name__}); {where}")


def _usage_error(error: click.ClickException) -> UsageError:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "pmtui"
    message = " ".join(error.format_message().split()).rstrip(".")
    return UsageError("E_USAGE", message, f"{path} --help shows how")
