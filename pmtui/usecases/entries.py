"""Time entries as documents: find, change, archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pmtui.data.document import Reader
from pmtui.data.plans import load_plan
from pmtui.data.time_log import find_entry, save_entry
from pmtui.data.transaction import Transaction
from pmtui.domain.documents import Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.field_values import read_field
from pmtui.domain.fields import find_field
from pmtui.domain.overlap import Overlap
from pmtui.domain.refs import normal_ref, unknown_ref
from pmtui.domain.rules import check_changeable
from pmtui.domain.spans import Span, check_minutes, check_span
from pmtui.domain.zones import find_zone, local_instant
from pmtui.errors import ConflictError, PmtuiError
from pmtui.usecases.recording import store_entry
from pmtui.usecases.session import Session


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
) -> TimeEntry:
    """Change fields of a time entry and return it as stored; date, minutes and clocks follow each other.

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
                f"{before.ref} was changed in another window since you opened it",
                "choose a version",
            )
        after = _changed(session, tx, before, values)
        if after.replace(updated_at=before.updated_at) == before:
            return before
        pieces, _ = store_entry(session, tx, after, overlap, before)
        tx.what = f"Change {', '.join(values)} of {after.ref}"
        return pieces[0]


def archive_entry(session: Session, ref: str) -> TimeEntry:
    """Archive a time entry and return it; undo brings it back.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``, ``E_ARCHIVED``.
    """
    with session.store.transaction() as tx:
        entry = stored_entry(tx, ref)
        if entry.is_archived:
            raise PmtuiError("E_ARCHIVED", f"{entry.ref} is archived already", "undo brings it back")
        now = session.now()
        tx.what = f"Archive {entry.ref} {entry.text[:60]}".rstrip()
        return save_entry(tx, entry.replace(archived_at=now, updated_at=now))


def _changed(session: Session, tx: Transaction, before: TimeEntry, values: Mapping[str, str]) -> TimeEntry:
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
        when = _when(before, timing)
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
    return before.replace(**given, **when, updated_at=stamp.now)


def _when(before: TimeEntry, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return start, end, date and minutes after the change; what was not given follows from what was."""
    if not given:
        return {}
    zone = find_zone(before.zone)
    day: date = given.get("date") or before.date
    minutes: int = given.get("minutes") or before.minutes
    start = _clock(given["start"], day, zone.key, "start") if given.get("start") else None
    if start is None and "start" not in given and before.start is not None and given.get("end") != "":
        start = _same_clock(before.start, day, zone.key)
    end = None
    if given.get("end"):
        first = day if start is None else start.astimezone(zone).date()
        end = _clock(given["end"], first, zone.key, "end")
        if start is not None and end <= start and _is_clock(given["end"]):
            end = _clock(given["end"], first + timedelta(days=1), zone.key, "end")
    if start is None and end is not None:
        start = end - timedelta(minutes=minutes)
    if start is None:
        return {"start": None, "end": None, "date": day, "minutes": check_minutes(minutes)}
    if end is None:
        kept = before.end - before.start if before.start and before.end else timedelta(minutes=minutes)
        end = start + (timedelta(minutes=minutes) if "minutes" in given else kept)
        if "start" in given and "minutes" not in given and before.end is not None and "date" not in given:
            end = before.end
    span = check_span(Span(start, end))
    if given.get("minutes") not in (None, span.minutes):
        raise PmtuiError(
            "E_RANGE_AND_DURATION",
            f"start and end are {span.minutes} minutes apart, not {minutes}",
            "give two of start, end and minutes",
            field="minutes",
        )
    return {"start": start, "end": end, "date": start.astimezone(zone).date(), "minutes": span.minutes}


def _same_clock(instant: datetime, day: date, zone: str) -> datetime:
    local = instant.astimezone(find_zone(zone))
    return local_instant(datetime.combine(day, local.time()), zone) if day != local.date() else instant


def _clock(text: str, day: date, zone: str, field: str) -> datetime:
    """Return the UTC instant of ``9:00`` on ``day``, or of a whole ISO date and time.

    Raises:
        PmtuiError: ``E_BAD_CLOCK``, ``E_DST_GAP``.
    """
    try:
        if _is_clock(text):
            hour, minute = (int(part) for part in text.split(":"))
            moment = datetime(day.year, day.month, day.day, hour, minute)
        else:
            moment = datetime.fromisoformat(text)
        moment = moment.replace(second=0, microsecond=0)
        return moment.astimezone(UTC) if moment.tzinfo else local_instant(moment, zone)
    except (ValueError, OverflowError) as error:
        raise PmtuiError(
            "E_BAD_CLOCK", f"'{text[:40]}' is not a time", "type 14:00, or 2026-10-14T14:00", field=field
        ) from error


def _is_clock(text: str) -> bool:
    return ":" in text and len(text) <= 5
