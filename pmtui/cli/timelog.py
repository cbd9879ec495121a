"""log, start, switch, stop, resume and cancel: the time log in one line of quick entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from pmtui.cli.invocation import (
    OVERLAP_OPTION,
    Invocation,
    WordsCommand,
    common_options,
    examples,
    pass_invocation,
)
from pmtui.cli.output import print_json, print_lines
from pmtui.domain.dates import echo_date
from pmtui.domain.entries import Recorded, TimeEntry
from pmtui.domain.overlap import Overlap
from pmtui.domain.quick_entry import QuickEntry
from pmtui.domain.zones import find_zone
from pmtui.reports.entry_json import instant_text, recorded_json
from pmtui.reports.words import NOTICES, duration_text
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import Logged, log_line, preview

_JSON_FIELDS = (
    "mode",
    "start",
    "end",
    "date",
    "minutes",
    "links",
    "parties",
    "tags",
    "activity",
    "cause",
    "text",
    "note",
)


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
        "pmtui log 45m fire prod outage @acme '!outage'",
        "pmtui log 9:00-10:30 pricing tiers '>KR2' ~pricing -- ask Ann about the discount",
        "pmtui log --dry-run --json 2h yesterday backlog grooming",
    ),
    "start": ("pmtui start strat pricing tiers '>KR2'", "pmtui start 9:30 interviews @acme"),
    "switch": ("pmtui switch fire checkout errors",),
    "stop": ("pmtui stop", "pmtui stop 17:30 -- done but for the price list"),
    "resume": ("pmtui resume",),
    "cancel": ("pmtui cancel",),
}


def _line_command(name: str, text: str, *, overlap: bool = False) -> click.Command:
    def run(
        invocation: Invocation, words: tuple[str, ...], dry_run: bool, overlap: str | None = None
    ) -> None:
        _run(invocation, name, " ".join(words), dry_run, Overlap(overlap) if overlap else None)

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
    "Log time in one line of quick entry.\n\nIn a shell, quote what it would read itself: '>KR2'.",
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


def _run(invocation: Invocation, verb: str, line: str, dry_run: bool, overlap: Overlap | None) -> None:
    session = invocation.session()
    if dry_run:
        _show_preview(invocation, session, preview(session, line, verb))
        return
    logged = log_line(session, line, verb, overlap)
    if invocation.as_json:
        print_json(_logged_json(logged))
        return
    _tell(logged, session)


def _show_preview(invocation: Invocation, session: Session, parsed: QuickEntry) -> None:
    zone = session.zone().key
    if invocation.as_json:
        found: dict[str, Any] = {"ref": None, "verb": parsed.verb}
        found |= {name: getattr(parsed, name) for name in _JSON_FIELDS}
        found |= {"start": instant_text(parsed.start, zone), "end": instant_text(parsed.end, zone)}
        found |= {"date": parsed.date.isoformat(), "notices": list(parsed.notices)}
        print_json(found)
        return
    when = _when_text(parsed.start, parsed.end, zone) or echo_date(parsed.date, session.today())
    minutes = duration_text(parsed.minutes) if parsed.minutes else "running"
    print_lines(
        f"{parsed.verb} {minutes} {parsed.mode} {when}{_about(parsed.text)}", "nothing stored (dry run)"
    )
    _print_notices(parsed.notices)


def _logged_json(logged: Logged) -> dict[str, Any]:
    recorded: Recorded | None = logged.entry if logged.verb in ("log", "stop") else logged.timer
    assert recorded is not None
    fields = recorded_json(recorded)
    if not isinstance(recorded, TimeEntry):
        local = instant_text(getattr(recorded, "start", None), recorded.zone) or ""
        fields |= {"end": None, "minutes": None, "date": local[:10]}
    fields |= {"verb": logged.verb, "notices": list(logged.notices)}
    if logged.verb == "switch" and logged.entry is not None:
        fields["stopped"] = recorded_json(logged.entry)
    fields["others"] = [recorded_json(other) for other in logged.others]
    return fields


def _tell(logged: Logged, session: Session) -> None:
    words = "logged" if logged.verb == "log" else "stopped"
    if logged.entry is not None:
        entry = logged.entry
        when = _when_text(entry.start, entry.end, entry.zone) or echo_date(entry.date, session.today())
        print_lines(
            f"{entry.ref} {words} {duration_text(entry.minutes)} {entry.mode} {when}{_about(entry.text)}"
        )
        if entry.review:
            print_lines(f"please review {entry.ref}: {entry.review}")
    if logged.timer is not None:
        since = logged.timer.start.astimezone(find_zone(logged.timer.zone))
        verb = {"cancel": "cancelled"}.get(logged.verb, "running since")
        print_lines(f"timer {verb} {since:%H:%M} {logged.timer.mode}{_about(logged.timer.text)}")
    for other in logged.others:
        gone = "archived" if other.is_archived else f"now {duration_text(other.minutes)}"
        print_lines(f"{other.ref} {gone}{_about(other.text)}")
    _print_notices(logged.notices)


def _print_notices(notices: tuple[str, ...]) -> None:
    for code in notices:
        print_lines(f"note: {NOTICES.get(code, code)} ({code})")


def _about(text: str) -> str:
    return f": {text}" if text else ""


def _when_text(start: Any, end: Any, zone: str) -> str:
    if start is None:
        return ""
    local = start.astimezone(find_zone(zone))
    return f"{local:%a %d %b %H:%M}" + (f"–{end.astimezone(find_zone(zone)):%H:%M}" if end else "")
