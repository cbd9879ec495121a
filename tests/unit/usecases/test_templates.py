"""The starter plan: everything is there, nothing complains, one undo takes it away."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.domain.lint import lint
from pmtui.domain.plan import state_of
from pmtui.usecases.session import Session
from pmtui.usecases.templates import write_template
from pmtui.usecases.undoing import undo


@pytest.fixture
def session(tmp_path: Path) -> Session:
    clock = Clock({"PMTUI_NOW": "2026-10-14T14:20:00Z", "TZ": "Europe/London"})
    return Session(Store(tmp_path / "store", clock), clock)


def test_offers_one_of_each_and_two_key_results(session: Session) -> None:
    written = write_template(session)
    assert [document.ref for document in written] == ["V1", "C1", "O1", "KR1", "KR2", "TC1", "OB1"]
    assert {state_of(document) for document in written} <= {"", "draft", "parked"}
    assert session.plan().documents.keys() == {document.ref for document in written}


def test_shows_no_lint(session: Session) -> None:
    write_template(session)
    assert lint(session.plan(), session.today()) == []


def test_one_undo_takes_it_back(session: Session) -> None:
    write_template(session)
    assert [entry.what for entry in undo(session)] == ["Start from the template"]
    assert session.plan().documents == {}


def test_fits_beside_what_is_there(session: Session) -> None:
    first, second = write_template(session), write_template(session)
    assert {document.ref for document in first}.isdisjoint(document.ref for document in second)
    assert session.plan().children("C2")
