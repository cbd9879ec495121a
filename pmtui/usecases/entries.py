"""Time entries as documents: find, change, archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from pmtui.data.document import Reader
from pmtui.data.plans import load_plan
from pmtui.data.time_log import find_entry, save_entry
from pmtui.data.transaction import Transaction
from pmtui.domain.documents import Kind
from pmtui.domain.entries import TimeEntry, named_entry
from pmtui.domain.field_values import read_field
from pmtui.domain.fields import find_field
from pmtui.domain.overlap import Overlap
from pmtui.domain.quick_entry import NOTICES
from pmtui.domain.quick_entry.clock_fields import FieldMoment, keep_clock, place_field
from pmtui.domain.quick_entry.time_words import Here
from pmtui.domain.refs import normal_ref, unknown_ref
from pmtui.domain.rules import check_changeable
from pmtui.domain.spans import Span, check_minutes, check_span
from pmtui.domain.states import archived_error
from pmtui.domain.zones import find_zone
from pmtui.errors import ConflictError, PmtuiError
from pmtui.usecases.editing import field_words
from pmtui.usecases.recording import store_entry
from pmtui.usecases.session import Session


class ChangedEntry(NamedTuple):
    """The entry as stored, and the codes of what the user should know about its new time."""

    entry: TimeEntry
    notices: tuple[str, ...] = ()


def stored_entry(reader: Reader, ref: str) -> TimeEntry:
    """Return the entry called ``ref``.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``.
    """
    entry = find_entry(reader, normal_ref(ref))
    if entry is None:
        raise unknown_ref(ref, ())
    return entry


def change_entry(
    session: Session,
    ref: str,
    values: Mapping[str, str],
    *,
    expected_rev: int | None = None,
    overlap: Overlap | None = None,
) -> ChangedEntry:
    """Change fields of a time entry; date, minutes and clocks follow each other.

    Args:
        session: Store and clock.
        ref: Ref of the entry.
        values: Field names and their new texts.
        expected_rev: Revision the caller saw; None: whatever is stored.
        overlap: What to do about an overlap; None refuses it.

    Raises:
        ConflictError: when the stored revision is newer than ``expected_rev``.
        PmtuiError: when a field or an invariant refuses it.
    """
    with session.store.transaction() as tx:
        before = stored_entry(tx, ref)
        check_changeable(before)
        if expected_rev is not None and before.rev != expected_rev:
            raise ConflictError(
                before.ref,
                f"{named_entry(before)} was changed in another window since you opened it",
                "choose a version",
            )
        after, notices = _changed(session, tx, before, values)
        if after.replace(updated_at=before.updated_at) == before:
            return ChangedEntry(before)
        pieces, _ = store_entry(session, tx, after, overlap, before)
        tx.what = f"Change {field_words(Kind.ENTRY, values)} of {named_entry(after)}"
        return ChangedEntry(pieces[0], tuple(code for code in NOTICES if code in notices))


def archive_entry(session: Session, ref: str) -> TimeEntry:
    """Archive a time entry and return it; undo brings it back.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``, ``E_ARCHIVED``.
    """
    with session.store.transaction() as tx:
        entry = stored_entry(tx, ref)
        if entry.is_archived:
            raise archived_error(entry.ref)
        now = session.now()
        tx.what = f"Archive {named_entry(entry)}"
        return save_entry(tx, entry.replace(archived_at=now, updated_at=now))


def _changed(
    session: Session, tx: Transaction, before: TimeEntry, values: Mapping[str, str]
) -> tuple[TimeEntry, frozenset[str]]:
    plan = load_plan(tx)
    stamp = session.stamp(plan, tx)
    given: dict[str, Any] = {}
    for name, text in values.items():
        field = find_field(Kind.ENTRY, name)
        given[field.name] = read_field(field, text, stamp.calendar)
    for ref in given.get("links", ()):
        plan.find(ref, "links")
    timing: dict[str, Any] = {
        name: given.pop(name) for name in ("start", "end", "date", "minutes") if name in given
    }
    try:
        when, notices = _when(before, timing, stamp.now)
    except OverflowError:
        raise PmtuiError(
            "E_BAD_DATE",
            "that lies outside the calendar",
            "type a day such as yesterday, mon or 2026-10-12",
            field="date",
        ) from None
    if timing:
        given["review"] = ""  # a person has looked at its time now
    if "mode" in given:
        given["mode"] = given["mode"] or "unsorted"
    return before.replace(**given, **when, updated_at=stamp.now), notices


def _when(
    before: TimeEntry, given: Mapping[str, Any], now: datetime
) -> tuple[dict[str, Any], frozenset[str]]:
    """Return start, end, date and minutes after the change, with notices; what was not given follows from what was."""
    if not given:
        return {}, frozenset()
    here = Here.at(now, find_zone(before.zone))
    day: date = given.get("date") or before.date
    minutes: int = given.get("minutes") or before.minutes
    start, end = _ends(before, given, day, here)
    if start is None and end is not None:
        start = FieldMoment(end.instant - timedelta(minutes=minutes))
    if start is None:
        return {"start": None, "end": None, "date": day, "minutes": check_minutes(minutes)}, frozenset()
    last = end.instant if end else _end_after(start.instant, before, given)
    span = check_span(Span(start.instant, last))
    if given.get("minutes") not in (None, span.minutes):
        raise PmtuiError(
            "E_RANGE_AND_DURATION",
            f"start and end are {span.minutes} minutes apart, not {minutes}",
            "give two of start, end and minutes",
            field="minutes",
        )
    when = {"start": span.start, "end": span.end, "minutes": span.minutes}
    notices = start.notices | (end.notices if end else frozenset())
    return when | {"date": span.start.astimezone(here.zone).date()}, notices


def _ends(
    before: TimeEntry, given: Mapping[str, Any], day: date, here: Here
) -> tuple[FieldMoment | None, FieldMoment | None]:
    """Return the start and the end that are typed, and the start that was there when it is kept."""
    start: FieldMoment | None = None
    if given.get("start"):
        start = _in_field("start", lambda: place_field(given["start"], day, here))
    elif "start" not in given and before.start is not None and given.get("end") != "":
        kept = before.start
        start = _in_field("start", lambda: keep_clock(kept, day, here))
    if not given.get("end"):
        return start, None
    if start is None:
        return None, _in_field("end", lambda: place_field(given["end"], day, here, ends=True))
    began = start.instant
    first = began.astimezone(here.zone).date()
    return start, _in_field("end", lambda: place_field(given["end"], first, here, ends=True, after=began))


def _end_after(start: datetime, before: TimeEntry, given: Mapping[str, Any]) -> datetime:
    """Return the end that follows from a start: it was there, or what the entry lasts leads to it."""
    if "minutes" in given:
        return start + timedelta(minutes=given["minutes"] or before.minutes)
    if "start" in given and before.end is not None and "date" not in given:
        return before.end
    kept = before.end - before.start if before.start and before.end else timedelta(minutes=before.minutes)
    return start + kept


def _in_field(name: str, read: Callable[[], FieldMoment]) -> FieldMoment:
    try:
        return read()
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, error.fix, field=name) from error
