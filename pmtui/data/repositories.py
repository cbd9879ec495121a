"""Documents of the store as domain values, and back: the one place that knows files and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from pmtui.data.document import Reader
from pmtui.data.transaction import Transaction
from pmtui.domain.documents import Document, Kind
from pmtui.domain.plan import MODELS, Plan, plan_of
from pmtui.domain.states import is_closed
from pmtui.domain.timelog import TimeEntry, Timer
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace
from pmtui.errors import PmtuiError, StoreError

STRATEGY_FILE = "strategy.json"
TIME_FOLDER = "time"
TABLES: Mapping[Kind, str] = {
    Kind.GOAL: "goals",
    Kind.VISION: "visions",
    Kind.OBJECTIVE: "objectives",
    Kind.KEY_RESULT: "key_results",
    Kind.KEY_ACTION: "key_actions",
    Kind.CHALLENGE: "challenges",
    Kind.TARGET: "target_conditions",
    Kind.OBSTACLE: "obstacles",
    Kind.EXPERIMENT: "experiments",
    Kind.CYCLE: "coaching_cycles",
    Kind.WORKSPACE: "workspace",
    Kind.TIMER: "timer",
    Kind.ENTRY: "entries",
}
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

D = TypeVar("D", bound=Document)


def month_file(day: date) -> str:
    """Return the file that holds the entries of the month of ``day``."""
    return f"{TIME_FOLDER}/{day.year:04}-{day.month:02}.json"


def load_workspace(reader: Reader) -> Workspace:
    """Return the stored settings, or defaults when none were stored yet."""
    stored = reader.documents(STRATEGY_FILE, TABLES[Kind.WORKSPACE])
    if stored:
        return _read(Workspace, stored[0], STRATEGY_FILE)
    return Workspace(id=WORKSPACE_ID, ref=WORKSPACE_REF, created_at=_EPOCH, updated_at=_EPOCH)


def workspace_zone(reader: Reader) -> str:
    """Return the zone name of the stored settings without validating the rest; empty: the system's."""
    stored = reader.documents(STRATEGY_FILE, TABLES[Kind.WORKSPACE])
    return str(stored[0].get("zone", "")) if stored else ""


def load_timer(reader: Reader) -> Timer | None:
    """Return the running timer."""
    stored = reader.documents(STRATEGY_FILE, TABLES[Kind.TIMER])
    return _read(Timer, stored[0], STRATEGY_FILE) if stored else None


def load_plan(reader: Reader) -> Plan:
    """Return the whole strategy file as a plan.

    Raises:
        StoreError: ``E_DAMAGED`` naming the document that is not valid.
    """
    documents = [
        _read(model, raw, STRATEGY_FILE)
        for kind, model in MODELS.items()
        for raw in reader.documents(STRATEGY_FILE, TABLES[kind])
    ]
    return plan_of(load_workspace(reader), documents, load_timer(reader))


def ref_states(reader: Reader) -> dict[str, Literal["open", "closed"]]:
    """Return for every ref of the strategy file whether it is open, without validating documents."""
    states: dict[str, Literal["open", "closed"]] = {}
    for kind in MODELS:
        for raw in reader.documents(STRATEGY_FILE, TABLES[kind]):
            closed = raw.get("archived_at") is not None or is_closed(kind, str(raw.get("state", "")))
            states[str(raw.get("ref"))] = "closed" if closed else "open"
    return states


def save_document(tx: Transaction, document: D) -> D:
    """Put ``document`` into the strategy file and return it with its new ``rev``."""
    return _save(tx, STRATEGY_FILE, document)


def remove_timer(tx: Transaction, timer: Timer) -> None:
    """Take the running timer out of the store."""
    tx.remove(STRATEGY_FILE, TABLES[Kind.TIMER], timer.id)


def entries_between(reader: Reader, first: date, last: date) -> list[TimeEntry]:
    """Return the entries whose local date lies within the two dates, archived ones left out, by date and start."""
    return [e for e in all_entries(reader, first, last) if not e.is_archived]


def all_entries(reader: Reader, first: date, last: date) -> list[TimeEntry]:
    """Return the entries whose local date lies within the two dates, archived ones included, by date and start."""
    wanted = [f for f in reader.files(TIME_FOLDER) if month_file(first) <= f <= month_file(last)]
    found = [e for file in wanted for e in _month(reader, file) if first <= e.date <= last]
    return sorted(found, key=lambda e: (e.date, e.start or e.created_at, e.id))


def entries_near(reader: Reader, start: date, end: date) -> list[TimeEntry]:
    """Return the entries that could share time with the days ``start`` to ``end``: a day more on both sides."""
    return entries_between(reader, start - timedelta(days=2), end + timedelta(days=2))


def latest_entries(reader: Reader) -> Iterable[TimeEntry]:
    """Yield all entries that are not archived, newest first, month by month."""
    for file in reversed(reader.files(TIME_FOLDER)):
        yield from sorted(
            (e for e in _month(reader, file) if not e.is_archived),
            key=lambda e: (e.date, e.end or e.created_at, e.id),
            reverse=True,
        )


def find_entry(reader: Reader, ref: str) -> TimeEntry | None:
    """Return the entry called ``ref``, archived or not."""
    for file in reversed(reader.files(TIME_FOLDER)):
        for raw in reader.documents(file, TABLES[Kind.ENTRY]):
            if raw.get("ref") == ref:
                return _read(TimeEntry, raw, file)
    return None


def save_entry(tx: Transaction, entry: TimeEntry, before: TimeEntry | None = None) -> TimeEntry:
    """Put ``entry`` into the file of its month, taking it out of the month it was in."""
    file = month_file(entry.date)
    if before is not None and month_file(before.date) != file:
        tx.remove(month_file(before.date), TABLES[Kind.ENTRY], before.id)
    return _save(tx, file, entry)


def _month(reader: Reader, file: str) -> list[TimeEntry]:
    return [_read(TimeEntry, raw, file) for raw in reader.documents(file, TABLES[Kind.ENTRY])]


def _save(tx: Transaction, file: str, document: D) -> D:
    stored = tx.put(file, TABLES[document.kind], document.model_dump(mode="json", exclude_none=True))
    return document.model_copy(update={"rev": stored["rev"]})


def _read(model: type[D], raw: Mapping[str, Any], file: str) -> D:
    try:
        return model.model_validate(raw)
    except (ValidationError, PmtuiError) as error:
        raise _damaged(file, raw, error) from error


def _damaged(file: str, raw: Mapping[str, Any], error: ValidationError | PmtuiError) -> StoreError:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        what = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'].lower()}"
    else:
        what = error.message
    name = raw.get("ref") or raw.get("id") or "a document without a name"
    return StoreError("E_DAMAGED", f"{file} is damaged: {name}: {what}", "pmtui doctor")
