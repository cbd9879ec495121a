"""add, set, reading, move and rm: change the strategy, the kata board, the settings and single time entries."""

from __future__ import annotations

from collections.abc import Mapping

import click

from pmtui.cli.invocation import (
    OVERLAP_OPTION,
    Invocation,
    WordsCommand,
    common_options,
    pass_invocation,
    read_assignments,
)
from pmtui.cli.output import print_json, print_lines
from pmtui.domain.dates import echo_date
from pmtui.domain.documents import Document, Kind
from pmtui.domain.overlap import Overlap
from pmtui.domain.plan import state_of
from pmtui.domain.refs import kind_of, plain_kind
from pmtui.domain.timelog import TimeEntry
from pmtui.reports.json_view import document_json
from pmtui.usecases import editing, entries, measuring
from pmtui.usecases.session import Session


@click.command("add", cls=WordsCommand)
@click.argument("kind")
@click.argument("title")
@click.argument("fields", nargs=-1)
@common_options
@pass_invocation
def add_command(invocation: Invocation, kind: str, title: str, fields: tuple[str, ...]) -> None:
    """Add a goal, vision, objective, kr, action, challenge, target, obstacle or experiment.

    FIELDS are field=value words, such as objective=O1 unit=days direction=decrease baseline=21 target=2 due=+6w.
    """
    session = invocation.session()
    values = {"title": title, **read_assignments(fields)}
    document = editing.add_document(session, plain_kind(kind), values)
    _told(invocation, session, document, "added")


@click.command("set", cls=WordsCommand)
@click.argument("ref")
@click.argument("fields", nargs=-1, required=True)
@OVERLAP_OPTION
@common_options
@pass_invocation
def set_command(invocation: Invocation, ref: str, fields: tuple[str, ...], overlap: str | None) -> None:
    """Change fields of REF; an empty value clears one. REF may be ``workspace``."""
    session = invocation.session()
    values = read_assignments(fields)
    if kind_of(ref) is Kind.ENTRY:
        choice = Overlap(overlap) if overlap else None
        _told(invocation, session, entries.change_entry(session, ref, values, overlap=choice), "changed")
        return
    _told(invocation, session, editing.change_document(session, ref, values), "changed")


@click.command("reading", cls=WordsCommand)
@click.argument("ref")
@click.argument("value")
@click.option("--on", default="", metavar="DATE", help="The day it was measured; today by default.")
@click.option(
    "--confidence", type=click.IntRange(0, 10), help="How sure you are to reach the target, 0 to 10."
)
@click.option("--note", default="", metavar="TEXT", help="What explains the value.")
@common_options
@pass_invocation
def reading_command(
    invocation: Invocation, ref: str, value: str, on: str, confidence: int | None, note: str
) -> None:
    """Add a measured VALUE to REF; a reading of the same day is replaced."""
    session = invocation.session()
    owner = measuring.add_reading(session, ref, value, on=on, confidence=confidence, note=note)
    _told(invocation, session, owner, "measured")


@click.command("move", cls=WordsCommand)
@click.argument("ref")
@click.argument("state")
@click.argument("fields", nargs=-1)
@click.option("--reason", default="", metavar="TEXT", help="Why; needed to open something closed again.")
@common_options
@pass_invocation
def move_command(invocation: Invocation, ref: str, state: str, fields: tuple[str, ...], reason: str) -> None:
    """Move REF to STATE, with field=value words for what the move needs."""
    session = invocation.session()
    values: Mapping[str, str] = read_assignments(fields)
    document = editing.move_document(session, ref, state, reason=reason, values=values)
    _told(invocation, session, document, f"is now {state_of(document)}")


@click.command("rm")
@click.argument("ref")
@common_options
@pass_invocation
def rm_command(invocation: Invocation, ref: str) -> None:
    """Archive REF and what belongs to it; undo brings it back."""
    session = invocation.session()
    if kind_of(ref) is Kind.ENTRY:
        gone: list[Document] = [entries.archive_entry(session, ref)]
    else:
        gone = editing.archive_document(session, ref)
    if invocation.as_json:
        print_json(document_json(gone[0], session.plan(), session.today()))
        return
    below = f" and {len(gone) - 1} below it" if len(gone) > 1 else ""
    print_lines(f"{gone[0].ref} archived{below}: {gone[0].headline}", "undo: pmtui undo")


def _told(invocation: Invocation, session: Session, document: Document, what: str) -> None:
    if invocation.as_json:
        print_json(document_json(document, session.plan(), session.today()))
        return
    print_lines(f"{document.ref} {what}: {document.headline}", *_echoes(document, session))


def _echoes(document: Document, session: Session) -> list[str]:
    """Dates as they were understood."""
    if isinstance(document, TimeEntry):
        return []
    metric = getattr(document, "metric", None)
    days = {
        "start": getattr(document, "start", None) or getattr(metric, "start", None),
        "due": getattr(document, "due", None) or getattr(metric, "due", None),
        "check on": getattr(document, "check_on", None),
    }
    today = session.today()
    return [f"{name} {echo_date(day, today)}" for name, day in days.items() if day is not None]
