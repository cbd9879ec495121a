"""log, start, switch, stop, resume and cancel: the time log in one line of quick entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from pmtui.cli.invocation import Invocation
from pmtui.cli.options import OVERLAP_OPTION, WordsCommand, common_options, examples, pass_invocation
from pmtui.cli.time_lines import run_line
from pmtui.domain.overlap import Overlap


class LineCommand(WordsCommand):
    """A command whose words are one line of quick entry.

    The first ``--`` before any word only ends the options; a later one starts the note, as in the grammar.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options, and keep everything else as the line."""
        before, after = (args[: args.index("--")], args[args.index("--") :]) if "--" in args else (args, [])
        rest = super().parse_args(ctx, list(before))
        words = list(ctx.params.get("words", ()))
        words += after if words else after[1:]
        ctx.params["words"] = tuple(words)
        return rest


_EXAMPLES = {
    "log": (
        "pmtui log 45m fire prod outage @acme cause:outage",
        "pmtui log 9:00-10:30 pricing tiers link:KR2 activity:pricing -- ask Ann about the discount",
        "pmtui log --dry-run --json 2h yesterday backlog grooming",
    ),
    "start": ("pmtui start strat pricing tiers link:KR2", "pmtui start 9:30 interviews @acme"),
    "switch": ("pmtui switch fire checkout errors",),
    "stop": ("pmtui stop", "pmtui stop 17:30 -- done but for the price list"),
    "resume": ("pmtui resume",),
    "cancel": ("pmtui cancel",),
}


def _line_command(name: str, text: str, *, overlap: bool = False) -> click.Command:
    def run(
        invocation: Invocation, words: tuple[str, ...], dry_run: bool, overlap: str | None = None
    ) -> None:
        choice = Overlap(overlap) if overlap else None
        run_line(invocation, name, words, dry_run=dry_run, overlap=choice)

    decorators: list[Callable[[Any], Any]] = [
        click.command(name, cls=LineCommand, help=text, epilog=examples(*_EXAMPLES[name])),
        click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="TEXT…"),
        click.option("--dry-run", is_flag=True, help="Show how the line is understood and store nothing."),
        *([OVERLAP_OPTION] if overlap else []),
        common_options,
        pass_invocation,
    ]
    command: Any = run
    for decorate in reversed(decorators):
        command = decorate(command)
    assert isinstance(command, click.Command)
    return command


log_command = _line_command(
    "log",
    "Log time in one line of quick entry.\n\n"
    "Without words, the next line of standard input is read.\n\n"
    "link:KR2 tag:learn cause:outage activity:pricing party:acme mean what > # ! ~ @ mean in the app. "
    "The signs need quotes in most shells, the words need none.",
    overlap=True,
)
start_command = _line_command("start", "Start the timer; the words say what it is about.")
switch_command = _line_command(
    "switch", "End the running timer and start the next in one step.", overlap=True
)
stop_command = _line_command(
    "stop", "End the running timer and log its time.\n\nA clock says when it ended: stop 17:30.", overlap=True
)
resume_command = _line_command("resume", "Start the timer again with what the latest entry was about.")
cancel_command = _line_command("cancel", "Forget the running timer; undo brings it back.")
