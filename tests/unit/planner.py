"""A product manager at work: short verbs over the use cases, on a store of their own and a clock that is set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pmtui.data.clock import Clock
from pmtui.data.plans import load_plan
from pmtui.data.store import Store
from pmtui.data.time_log import all_entries
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.overlap import Overlap
from pmtui.domain.plan import Plan
from pmtui.domain.refs import kind_of
from pmtui.errors import PmtuiError
from pmtui.usecases import editing, entries, measuring, timekeeping, undoing
from pmtui.usecases.session import Session

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
"""Where the clock stands at first: a Wednesday."""

KR = {"unit": "partners", "direction": "increase", "baseline": "4", "target": "20"}
TC = {"unit": "days", "direction": "decrease", "baseline": "21", "target": "2"}


class SetClock(Clock):
    """A clock that stands still until it is moved, in a zone that the test chooses."""

    def __init__(self, instant: datetime = NOON, zone: str = "UTC") -> None:
        super().__init__({})
        self.instant = instant
        self.zone = zone

    def now(self) -> datetime:
        return self.instant

    def system_zone(self) -> str:
        return self.zone

    def move(self, **by: int) -> None:
        self.instant += timedelta(**by)


class Planner:
    """One user's store, driven through the use cases."""

    def __init__(self, root: Path, clock: SetClock | None = None) -> None:
        self.root = root
        self.clock = clock or SetClock()
        self.session = Session(Store(root, self.clock), self.clock)

    @property
    def plan(self) -> Plan:
        """The plan as another process reads it."""
        return load_plan(Store(self.root, self.clock))

    def doc(self, ref: str) -> Any:
        return self.entry(ref) if kind_of(ref) is Kind.ENTRY else self.plan.documents[ref]

    def entry(self, ref: str) -> TimeEntry:
        return next(e for e in self.entries(archived=True) if e.ref == ref)

    def entries(self, *, archived: bool = False) -> list[TimeEntry]:
        found = all_entries(Store(self.root, self.clock), date(1980, 1, 1), date(9999, 12, 1))
        return [e for e in found if archived or not e.is_archived]

    def add(self, kind: Kind, title: str, /, **fields: str) -> str:
        return editing.add_document(self.session, kind, {"title": title, **fields}).ref

    def set(self, ref: str, /, **fields: str) -> Document:
        if kind_of(ref) is Kind.ENTRY:
            return entries.change_entry(self.session, ref, fields).entry
        return editing.change_document(self.session, ref, fields)

    def move(self, ref: str, state: str, reason: str = "", **values: str) -> Document:
        return editing.move_document(self.session, ref, state, reason=reason, values=values)

    def read(self, ref: str, value: str, on: str = "") -> Document:
        return measuring.add_reading(self.session, ref, value, on=on)

    def rm(self, ref: str) -> list[Document]:
        if kind_of(ref) is Kind.ENTRY:
            return [entries.archive_entry(self.session, ref)]
        return editing.archive_document(self.session, ref)

    def log(self, line: str, overlap: Overlap | None = None) -> str:
        entry = timekeeping.log_line(self.session, line, "log", overlap).entry
        assert entry is not None
        return entry.ref

    def verb(self, verb: str, line: str = "", overlap: Overlap | None = None) -> timekeeping.Logged:
        return timekeeping.log_line(self.session, line, verb, overlap)

    def undo(self, count: int = 1) -> None:
        undoing.undo(self.session, count)

    def redo(self, count: int = 1) -> None:
        undoing.redo(self.session, count)

    def lockup(self) -> None:
        """Store O1 with KR1, which has KA1."""
        self.add(Kind.OBJECTIVE, "Partner with consulting companies")
        self.add(Kind.KEY_RESULT, "Activated partners", objective="O1", **KR)
        self.add(Kind.KEY_ACTION, "Call ten partners", key_result="KR1")

    def board(self) -> None:
        """Store V1 with C1, its active TC1 measured at 21, OB1 being worked on, and X1 planned against it."""
        self.add(Kind.VISION, "Health insurance without a broker")
        self.add(Kind.CHALLENGE, "99 % sign up", vision="V1")
        self.add(Kind.TARGET, "Find and buy in two days", challenge="C1", **TC)
        self.read("TC1", "21")
        self.move("TC1", "active")
        self.add(Kind.OBSTACLE, "Filters do not narrow", target="TC1")
        self.move("OB1", "current")
        self.add(
            Kind.EXPERIMENT, "Ask five who stopped", obstacle="OB1", expect="price first", check_on="tomorrow"
        )

    def everything(self) -> dict[str, dict[str, Any]]:
        """Every document by table and ref, without the revision that undo must raise."""
        store = Store(self.root, self.clock)
        files = (["strategy.json"] if (self.root / "strategy.json").exists() else []) + store.files("time")
        found: dict[str, dict[str, Any]] = {}
        for file in files:
            for table in _TABLES:
                for doc in store.documents(file, table):
                    found[f"{file} {table} {doc['ref']}"] = {k: v for k, v in doc.items() if k != "rev"}
        return found

    def refuses(self, action: Callable[[], object], code: str) -> PmtuiError:
        """Check that ``action`` is refused with ``code`` and a way out, and that nothing at all was stored."""
        before = self.session.store.signature(), len(self.session.store.history()), self.everything()
        with pytest.raises(PmtuiError) as caught:
            action()
        assert caught.value.code == code
        assert caught.value.message.strip()
        assert caught.value.fix
        assert caught.value.fix.strip()
        assert (
            self.session.store.signature(),
            len(self.session.store.history()),
            self.everything(),
        ) == before
        return caught.value


_TABLES = (
    *("goals", "visions", "objectives", "key_results", "key_actions", "challenges", "target_conditions"),
    *("obstacles", "experiments", "coaching_cycles", "workspace", "timer", "entries"),
)
