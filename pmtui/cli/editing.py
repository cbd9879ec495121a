"""add, set, reading, move and rm: change the strategy, the kata board, the settings and single time entries."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

import click

from pmtui.cli.echoes import field_echoes, taken_words
from pmtui.cli.invocation import Invocation, in_field, read_assignments
from pmtui.cli.options import OVERLAP_OPTION, WordsCommand, common_options, examples, pass_invocation
from pmtui.cli.output import line_width, print_error_lines, print_json, print_lines
from pmtui.cli.time_lines import TRIMMING
from pmtui.domain.date_words import echo_date
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.overlap import Overlap
from pmtui.domain.plan import state_of
from pmtui.domain.quick_entry.clocks import is_clock
from pmtui.domain.refs import kind_of, plain_kind
from pmtui.domain.typed_numbers import read_whole
from pmtui.domain.workspace import WORKSPACE_REF
from pmtui.errors import PmtuiError
from pmtui.reports.json_view import document_json
from pmtui.reports.notices import NOTICES
from pmtui.reports.overview import entry_line, line_of
from pmtui.reports.text_width import fitted
from pmtui.usecases import editing, entries, measuring
from pmtui.usecases.looking_back import find_document
from pmtui.usecases.session import Session


@click.command(
    "add",
    cls=WordsCommand,
    epilog=examples(
        'pmtui add objective "Partner with consultancies" due="end of quarter"',
        'pmtui add kr "Activated partners" objective=O1 unit=partners direction=increase baseline=4 target=20',
        'pmtui add obstacle "filters do not narrow" target=TC1',
    ),
)
@click.argument("kind")
@click.argument("title")
@click.argument("fields", nargs=-1)
@common_options
@pass_invocation
def add_command(invocation: Invocation, kind: str, title: str, fields: tuple[str, ...]) -> None:
    """Add an item of strategy or kata.

    KIND is goal, vision, objective, kr, action, challenge, target, obstacle or experiment.
    FIELDS are field=value words; a wrong one lists the fields there are.
    """
    session = invocation.session()
    values = {"title": title, **read_assignments(fields)}
    document = editing.add_document(session, plain_kind(kind), values)
    _told(invocation, session, document, "added", values)


@click.command(
    "set",
    cls=WordsCommand,
    epilog=examples(
        "pmtui set KR1 target=25 due=2026-12-31",
        "pmtui set t97 start=9:00 end=10:30",
        "pmtui set workspace zone=Europe/London max_firefight=25%",
    ),
)
@click.argument("ref")
@click.argument("fields", nargs=-1, required=True)
@OVERLAP_OPTION
@common_options
@pass_invocation
def set_command(invocation: Invocation, ref: str, fields: tuple[str, ...], overlap: str | None) -> None:
    """Change fields of REF; an empty value clears one. REF may be workspace."""
    session = invocation.session()
    values = read_assignments(fields)
    is_entry = kind_of(ref) is Kind.ENTRY
    before = find_document(session.store, session.plan(), ref)
    changed: Document
    notices: tuple[str, ...] = ()
    if is_entry:
        changed, notices = _changed_entry(invocation, session, ref, values, overlap)
    else:
        changed = editing.change_document(session, ref, values)
    if changed.rev == before.rev:
        _tell_unchanged(invocation, session, changed)
        return
    _told(invocation, session, changed, "changed", values, dates_only=is_entry)
    print_notices = print_error_lines if invocation.as_json else print_lines
    print_notices(*(f"note: {NOTICES.get(code, code)} ({code})" for code in notices))


def _changed_entry(
    invocation: Invocation, session: Session, ref: str, values: Mapping[str, str], overlap: str | None
) -> entries.ChangedEntry:
    """Change a time entry; a clock that would do instead, and how to trim the other entry, are whole commands."""
    try:
        return entries.change_entry(session, ref, values, overlap=Overlap(overlap) if overlap else None)
    except PmtuiError as error:
        name = error.field or ""
        if name in ("start", "end") and error.fix and is_clock(error.fix) and not invocation.as_json:
            given = [f"{field}={text}" for field, text in {**values, name: error.fix}.items()]
            more = ["--overlap", overlap] if overlap else []
            error.fix = shlex.join(["pmtui", "set", ref, *given, *more])
        elif error.code in ("E_OVERLAP", "E_NOTHING_LEFT"):
            given = [f"{field}={text}" for field, text in values.items()]
            error.fix = TRIMMING + shlex.join(["pmtui", "set", ref, *given, "--overlap", "trim-other"])
        raise


@click.command(
    "reading",
    cls=WordsCommand,
    epilog=examples(
        "pmtui reading KR1 12",
        'pmtui reading TC1 15.5 --on yesterday --confidence 7 --note "after the webinar"',
    ),
)
@click.argument("ref")
@click.argument("value")
@click.option(
    "--on",
    default="",
    metavar="DATE",
    help="The day it was measured: mon, 12 oct, end of q3; today by default.",
)
@click.option("--confidence", default="", metavar="N", help="How sure you are to reach the target, 0 to 10.")
@click.option("--note", default="", metavar="TEXT", help="What explains the value.")
@common_options
@pass_invocation
def reading_command(
    invocation: Invocation, ref: str, value: str, on: str, confidence: str, note: str
) -> None:
    """Add a measured VALUE to REF.

    A reading of the same day is replaced; without --on it is today's.
    """
    session = invocation.session()
    sure = in_field("confidence", lambda: _confidence(confidence)) if confidence.strip() else None
    taken = measuring.take_reading(session, ref, value, on=on, confidence=sure, note=note)
    plan, today = session.plan(), session.today()
    if invocation.as_json:
        print_json(document_json(taken.owner, plan, today))
        return
    print_lines(line_of(taken.owner, plan, today, line_width()))
    if on and taken.replaced is None:  # what it replaces is told with its day
        print_lines(f"  on {echo_date(taken.reading.on, today)}")
    print_lines(*(f"  {said}" for said in taken_words(taken, value, plan.workspace.decimal_mark, today)))


def _confidence(text: str) -> int:
    number = read_whole(text)
    if number not in range(11):
        raise PmtuiError("E_BAD_VALUE", f"'{text[:40]}' is no confidence", "type a whole number from 0 to 10")
    return number


@click.command(
    "move",
    cls=WordsCommand,
    epilog=examples(
        "pmtui move KA1 doing",
        'pmtui move X1 concluded actual="four named the price" verdict=as_expected learned="price comes first"',
        'pmtui move O1 active --reason "the deal is back"',
    ),
)
@click.argument("ref")
@click.argument("state")
@click.argument("fields", nargs=-1)
@click.option("--reason", default="", metavar="TEXT", help="Why; needed to open something closed again.")
@common_options
@pass_invocation
def move_command(invocation: Invocation, ref: str, state: str, fields: tuple[str, ...], reason: str) -> None:
    """Move REF to another state.

    FIELDS are field=value words for what the move needs; a refusal says which.
    """
    session = invocation.session()
    values: Mapping[str, str] = read_assignments(fields)
    document = editing.move_document(session, ref, state, reason=reason, values=values)
    _told(invocation, session, document, f"is now {state_of(document)}", values)


@click.command("rm", epilog=examples("pmtui rm KR2", "pmtui rm t97"))
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


def _tell_unchanged(invocation: Invocation, session: Session, document: Document) -> None:
    """Say that nothing was stored, since ``document`` holds all of it already."""
    name = "the workspace" if document.ref == WORKSPACE_REF else document.ref
    words = f"nothing changed: {name} is as it was"
    if invocation.as_json:
        print_error_lines(words)
        print_json(document_json(document, session.plan(), session.today()))
    else:
        print_lines(words)


def _told(
    invocation: Invocation,
    session: Session,
    document: Document,
    what: str,
    given: Mapping[str, str],
    *,
    dates_only: bool = True,
) -> None:
    """Print what became of ``document``, and the fields in ``given`` as they were understood."""
    plan, today = session.plan(), session.today()
    if invocation.as_json:
        print_json(document_json(document, plan, today))
        return
    if isinstance(document, TimeEntry):
        print_lines(f"{what}: {fitted(entry_line(document, session.zone()), line_width())}")
        return
    said = f": {document.headline}" if document.headline else ""
    mark = plan.workspace.decimal_mark
    echoes = field_echoes(document, given, mark, today, every=not dates_only)
    print_lines(f"{document.ref} {what}{said}", *(f"  {echo}" for echo in echoes))
