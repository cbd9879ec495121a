"""The time log in the store: month files of entries, the timer, and what quick entry asks about the strategy.

Nothing here builds the models of the strategy: logging time stays quick.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from pmtui.data import json_text
from pmtui.data.document import Reader
from pmtui.data.tables import STRATEGY_FILE, TABLES, TIME_FOLDER, month_file
from pmtui.data.transaction import Transaction
from pmtui.data.typed import read_document, save_document
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.entry_check import is_surely_sound
from pmtui.domain.kinds import Kind
from pmtui.domain.own_clock import DAYS_AHEAD
from pmtui.domain.refs import called_twice
from pmtui.domain.states import is_closed
from pmtui.domain.tally import Tally, add_minutes, add_stored, is_sound
from pmtui.domain.timelog import day_bounds
from pmtui.domain.working_time import WEEK_STARTS
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from pmtui.data.store import Store

_MANY_MONTHS = 60
_ALONE = (Kind.WORKSPACE, Kind.TIMER)
_NOT_LINKED = (Kind.WORKSPACE, Kind.TIMER, Kind.ENTRY, Kind.CYCLE)


def workspace_zone(reader: Reader) -> str:
    """Return the zone name of the stored settings without validating the rest; empty: the system's."""
    for raw in reader.peek(STRATEGY_FILE, TABLES[Kind.WORKSPACE]):
        return str(raw.get("zone", ""))
    return ""


def first_weekday(reader: Reader) -> int:
    """Return the day on which the weeks of the stored settings start, Monday 0, without validating the rest."""
    for raw in reader.peek(STRATEGY_FILE, TABLES[Kind.WORKSPACE]):
        return WEEK_STARTS.get(str(raw.get("week_start", "")), 0)
    return 0


def load_timer(reader: Reader) -> Timer | None:
    """Return the running timer."""
    for raw in reader.peek(STRATEGY_FILE, TABLES[Kind.TIMER]):
        return read_document(Timer, raw, STRATEGY_FILE)
    return None


def ref_states(reader: Reader) -> dict[str, Literal["open", "closed"]]:
    """Return for every ref of the strategy file whether it is open, without validating documents."""
    states: dict[str, Literal["open", "closed"]] = {}
    for kind in (kind for kind in TABLES if kind not in _NOT_LINKED):
        for raw in reader.peek(STRATEGY_FILE, TABLES[kind]):
            closed = raw.get("archived_at") is not None or is_closed(kind, str(raw.get("state", "")))
            states[str(raw.get("ref"))] = "closed" if closed else "open"
    return states


def shared_refs(reader: Reader) -> list[str]:
    """Return the refs that two documents of the strategy file have, without building any model; sorted.

    Only a store that files of another copy were mixed into has such.
    """
    seen: set[str] = set()
    shared: set[str] = set()
    for ref, _ in _items(reader):
        (shared if ref in seen else seen).add(ref)
    return sorted(shared)


def ids_of(reader: Reader, refs: Container[str]) -> dict[str, str]:
    """Return the ids of those of ``refs`` that documents of the strategy file have, by ref."""
    return {ref: id for ref, id in _items(reader) if ref in refs}


def _items(reader: Reader) -> Iterator[tuple[str, str]]:
    """Ref and id of every document of the strategy file but settings and timer."""
    filled = reader.tables(STRATEGY_FILE)
    for table in (table for kind, table in TABLES.items() if table in filled and kind not in _ALONE):
        for raw in reader.peek(STRATEGY_FILE, table):
            yield str(raw.get("ref")), str(raw.get("id"))


def require_single(reader: Reader, refs: Iterable[str]) -> None:
    """Refuse ``refs`` of which it cannot be told what they mean.

    Raises:
        StoreError: Two documents have one of them (E_TWICE).
    """
    wanted = set(refs)
    for ref in shared_refs(reader) if wanted else ():
        if ref in wanted:
            raise called_twice(ref)


def remove_timer(tx: Transaction, timer: Timer) -> None:
    """Take the running timer out of the store."""
    tx.remove(STRATEGY_FILE, TABLES[Kind.TIMER], timer.id)


def entries_between(reader: Reader, first: date, last: date) -> list[TimeEntry]:
    """Return the entries whose local date lies within the two dates, archived ones left out, by date and start."""
    return [e for e in all_entries(reader, first, last) if not e.is_archived]


def all_entries(reader: Reader, first: date, last: date) -> list[TimeEntry]:
    """Return the entries whose local date lies within the two dates, archived ones included, by date and start."""
    low, high = first.isoformat(), last.isoformat()
    found = [
        entry
        for file in _months(reader, first, last)
        for entry in _entries(reader, file, lambda raw: _may_lie_within(raw.get("date"), low, high))
    ]
    return sorted(found, key=lambda entry: entry.order)


def tally_between(reader: Reader, first: date, last: date) -> Tally:
    """Return the minutes on the days ``first`` to ``last`` by mode and links.

    Raises:
        StoreError: A file is damaged or cannot be read.
    """
    tally: Tally = {}
    before = first if first == date.min else first - timedelta(days=1)  # an entry may reach over midnight
    for file in _months(reader, before, last):
        for (mode, links), minutes in _summed(reader, file, first, last).items():
            add_minutes(tally, mode, links, minutes)
    return tally


class MonthTallies:
    """The sums of whole months, kept as long as their files say the same; the entries are not kept."""

    def __init__(self) -> None:
        """Start with nothing summed."""
        self._known: dict[str, tuple[object, Tally]] = {}

    def of(self, store: Store, file: str) -> Tally:
        """Return all minutes of the entries in the month's ``file`` by mode and links; not to be changed.

        Raises:
            StoreError: It is damaged or cannot be read.
        """
        stamp = store.stamp(file)  # taken before: what is written while it is read counts as not yet summed
        if file not in self._known or self._known[file][0] != stamp:
            self._known[file] = stamp, _summed(store, file, date.min, date.max)
        return self._known[file][1]


def _summed(reader: Reader, file: str, first: date, last: date) -> Tally:
    """The sums of ``file``; entries that were checked when they were written are read only where a sum is odd."""
    found = reader.look(file, TABLES[Kind.ENTRY])
    if found.checked:
        with suppress(KeyError, TypeError, ValueError, AttributeError, PmtuiError):
            tally: Tally = {}
            add_stored(tally, found.documents, first, last)
            if is_sound(tally):
                return tally
    tally = {}
    add_stored(
        tally, [read_document(TimeEntry, raw, file).to_store() for raw in found.documents], first, last
    )
    return tally


def _months(reader: Reader, first: date, last: date) -> list[str]:
    """The files of the months from that of ``first`` to that of ``last``."""
    low, high = month_file(first), month_file(last)
    found = [file for file in reader.files(TIME_FOLDER) if low <= file <= high]
    if len(found) > _MANY_MONTHS:
        json_text.expect_much()
    return found


def _entries(
    reader: Reader, file: str, wanted: Callable[[Mapping[str, Any]], bool] = lambda raw: True
) -> Iterator[TimeEntry]:
    """Yield the entries in ``file``; what was checked when it was written is just looked over."""
    found = reader.look(file, TABLES[Kind.ENTRY])
    for raw in found.documents:
        if wanted(raw):
            sound = found.checked and is_surely_sound(raw)
            yield TimeEntry(raw) if sound else read_document(TimeEntry, raw, file)


def _may_lie_within(day: object, low: str, high: str) -> bool:
    """Tell whether a stored date lies within two; what is no date is not passed over but read, and refused there."""
    return not isinstance(day, str) or low <= day <= high


def entries_near(reader: Reader, start: date, end: date) -> list[TimeEntry]:
    """Return the entries that could share time with the days ``start`` to ``end``: a day more on both sides."""
    return entries_between(reader, start - timedelta(days=2), end + timedelta(days=2))


def latest_entries(reader: Reader) -> Iterator[TimeEntry]:
    """Yield all entries that are not archived, newest first, read only as far as the caller goes.

    Newest is what ended last, in whatever zone: where that is behind, the date may be an earlier one.
    """
    waiting: list[TimeEntry] = []
    for file in reversed(reader.files(TIME_FOLDER)):
        waiting += [entry for entry in _entries(reader, file) if not entry.is_archived]
        waiting.sort(key=_age, reverse=True)
        settled = next((n for n, entry in enumerate(waiting) if _begins(file, entry)), len(waiting))
        yield from waiting[:settled]
        del waiting[:settled]
    yield from waiting


def _begins(file: str, entry: TimeEntry) -> bool:
    """Whether ``entry`` is of the first days of the month ``file``: what is older may be of the month before."""
    return entry.date.day <= DAYS_AHEAD.days and month_file(entry.date) == file


def _age(entry: TimeEntry) -> tuple[datetime, str]:
    """Sorts entries by their end; one without a clock ends when it was written, but on its day."""
    if entry.end is not None:
        return entry.end, entry.id
    day = day_bounds(entry.date, find_zone(entry.zone))
    return max(day.start, min(entry.created_at, day.end)), entry.id


def find_entry(reader: Reader, ref: str) -> TimeEntry | None:
    """Return the entry called ``ref``, archived or not.

    Raises:
        StoreError: Two entries are called so (E_TWICE), or a file is damaged or cannot be read.
    """
    found: TimeEntry | None = None
    for file in reversed(reader.files(TIME_FOLDER)):
        if found is not None and not reader.mentions(file, f'"{ref}"'):
            continue
        for entry in _entries(reader, file, lambda raw: raw.get("ref") == ref):
            if found is not None:
                raise called_twice(ref)
            found = entry
    return found


def save_entry(tx: Transaction, entry: TimeEntry, before: TimeEntry | None = None) -> TimeEntry:
    """Put ``entry`` into the file of its month, taking it out of the month it was in."""
    file = month_file(entry.date)
    if before is not None and month_file(before.date) != file:
        tx.remove(month_file(before.date), TABLES[Kind.ENTRY], before.id)
    return save_document(tx, entry, file)
