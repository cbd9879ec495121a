"""The plan is read once, and again after anybody wrote: what is returned is never older than the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtui.data.clock import Clock
from pmtui.data.document import Reader
from pmtui.data.plans import load_plan
from pmtui.data.store import Store
from pmtui.domain.documents import Kind
from pmtui.domain.plan import Plan
from pmtui.errors import StoreError
from pmtui.usecases import plan_memory
from pmtui.usecases.editing import add_document, change_document
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line, start_timer
from pmtui.usecases.undoing import undo


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Reader]:
    """What the memory read the plan from so far, one for each time."""
    made: list[Reader] = []

    def counted(reader: Reader) -> Plan:
        made.append(reader)
        return load_plan(reader)

    monkeypatch.setattr(plan_memory, "load_plan", counted)
    return made


def opened(folder: Path) -> Session:
    clock = Clock({"PMTUI_NOW": "2026-10-14T14:20:00+00:00", "TZ": "UTC"})
    return Session(Store(folder, clock), clock)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return opened(tmp_path).remembering()


def test_a_plan_is_read_once_while_nobody_writes(session: Session, reads: list[Reader]) -> None:
    add_document(session, Kind.OBJECTIVE, {"title": "Sell more"})
    assert session.plan() is session.plan()
    assert len(reads) == 1


def test_whatever_is_written_here_or_elsewhere_is_in_the_next_plan(tmp_path: Path, session: Session) -> None:
    other = opened(tmp_path)
    for hour, writer in enumerate((session, other, session)):
        add_document(writer, Kind.OBJECTIVE, {"title": "Sell more"})
        assert session.plan() == other.plan()
        change_document(writer, "O1", {"title": "Sell less"})
        assert session.plan() == other.plan()
        undo(writer)
        assert session.plan() == other.plan()
        log_line(writer, f"{hour}:00-{hour}:05 admin mail")
        assert session.plan() == other.plan()
    start_timer(other, "pricing")
    assert session.plan().timer is not None


def test_a_store_damaged_since_is_not_hidden_by_what_is_remembered(tmp_path: Path, session: Session) -> None:
    add_document(session, Kind.OBJECTIVE, {"title": "Sell more"})
    assert "O1" in session.plan().documents
    (tmp_path / "strategy.json").write_text("{")
    for _ in range(2):
        with pytest.raises(StoreError):
            session.plan()


def test_two_sessions_share_no_memory(tmp_path: Path) -> None:
    first = opened(tmp_path / "one").remembering()
    second = opened(tmp_path / "two").remembering()
    add_document(first, Kind.OBJECTIVE, {"title": "Sell more"})
    assert (len(first.plan().documents), len(second.plan().documents)) == (1, 0)
