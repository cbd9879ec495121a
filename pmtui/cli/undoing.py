"""undo, redo and history."""

from __future__ import annotations

import click

from pmtui.cli.invocation import Invocation
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_json, print_lines
from pmtui.data.undo import HistoryEntry
from pmtui.domain.date_words import minute_text
from pmtui.usecases import undoing
from pmtui.usecases.looking_back import history_of

_SHOWN = 20
_SIGNED = {"ignore_unknown_options": True}  # -1 is a number that is refused, no option that does not exist


@click.command(
    "undo", context_settings=_SIGNED, epilog=examples("pmtui undo", "pmtui undo 3", "pmtui undo --change 17")
)
@click.argument("count", metavar="[N]", type=click.IntRange(1), default=1)
@click.option(
    "--change", type=click.IntRange(1), metavar="NUMBER", help="Only this change, by its number in history."
)
@common_options
@pass_invocation
def undo_command(invocation: Invocation, count: int, change: int | None) -> None:
    """Take back the newest change, or the newest N."""
    session = invocation.session()
    undone = undoing.undo(session, count) if change is None else [undoing.undo_change(session, change)]
    _told(invocation, undone, "undid", "redo: pmtui redo")


@click.command("redo", context_settings=_SIGNED, epilog=examples("pmtui redo", "pmtui redo 3"))
@click.argument("count", metavar="[N]", type=click.IntRange(1), default=1)
@common_options
@pass_invocation
def redo_command(invocation: Invocation, count: int) -> None:
    """Bring back the change undone last, or the last N."""
    _told(invocation, undoing.redo(invocation.session(), count), "redid", "undo: pmtui undo")


@click.command("history", epilog=examples("pmtui history", "pmtui history KR2", "pmtui history --all --json"))
@click.argument("ref", required=False)
@click.option(
    "--limit", type=click.IntRange(1), help=f"How many of the newest; {_SHOWN} unless --all or --json."
)
@click.option("--all", "everything", is_flag=True, help="Everything since the beginning.")
@common_options
@pass_invocation
def history_command(invocation: Invocation, ref: str | None, limit: int | None, everything: bool) -> None:
    """List what happened, in words, oldest first.

    With REF only what touched it.
    """
    if limit is None and not everything and not invocation.as_json:
        limit = _SHOWN
    session = invocation.session()
    found = undoing.history(session, limit) if ref is None else history_of(session, ref, limit)
    if invocation.as_json:
        print_json([_json(entry) for entry in found])
        return
    zone = session.zone()
    for entry in found:
        mark = "↶" if entry.undone else " "
        print_lines(f"{entry.n:>5} {minute_text(entry.at.astimezone(zone))} {mark} {entry.what}")
    if not found:
        print_lines("nothing has happened yet")


def _told(invocation: Invocation, entries: list[HistoryEntry], verb: str, hint: str) -> None:
    if invocation.as_json:
        print_json([_json(entry) for entry in entries])
        return
    print_lines(*(f"{verb} {entry.n}: {entry.what}" for entry in entries), hint)


def _json(entry: HistoryEntry) -> dict[str, object]:
    return {
        "n": entry.n,
        "at": f"{entry.at:%Y-%m-%dT%H:%M:%SZ}",
        "what": entry.what,
        "undone": entry.undone,
        "kind": entry.kind,
        "of": list(entry.of),
    }
