"""What a report on time reads without models is what the models say."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.data.plans import load_plan
from pmtui.data.store import Store
from pmtui.data.time_frames import TimeFrame, load_time_frame
from pmtui.usecases.demo import write_demo
from pmtui.usecases.editing import change_document
from pmtui.usecases.session import Session
from tests.unit.planner import SetClock


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Session:
    clock = SetClock()
    session = Session(Store(tmp_path_factory.mktemp("demo") / "store", clock), clock)
    write_demo(session)
    return session


def frame_of_models(session: Session) -> TimeFrame:
    plan = load_plan(session.store)
    return TimeFrame(plan.working_time, plan.outline, plan.workspace.quarter_start_month)


def test_of_the_demo_story(told: Session) -> None:
    assert load_time_frame(told.store) == frame_of_models(told)


def test_of_an_empty_store(tmp_path: Path) -> None:
    clock = SetClock()
    session = Session(Store(tmp_path / "store", clock), clock)
    assert load_time_frame(session.store) == frame_of_models(session)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(
    share=st.sampled_from(["", "0", "0.125", "100%"]),
    week=st.sampled_from(["monday", "saturday", "sunday"]),
    most=st.sampled_from(["0.3", "25%", "100%"]),
    holidays=st.sampled_from(["", "2026-12-24, 2026-12-25"]),
)
def test_of_any_settings(told: Session, share: str, week: str, most: str, holidays: str) -> None:
    change_document(told, "O1", {"intended_share": share})
    values = {"week_start": week, "max_firefight": most, "holidays": holidays}
    change_document(told, "workspace", values)
    found = load_time_frame(told.store)
    assert found == frame_of_models(told)
    assert ("O1" in found.outline.intended_shares) == bool(share)


def test_a_file_that_somebody_edited_is_read_with_its_models(told: Session) -> None:
    path = told.store.root / "strategy.json"
    path.write_text(path.read_text(encoding="utf-8").replace(" ", "  ", 1), encoding="utf-8")
    assert not told.store.look("strategy.json", "objectives").checked
    assert load_time_frame(told.store) == frame_of_models(told)


@pytest.mark.parametrize("table", ["key_results", "key_actions", "target_conditions", "workspace"])
def test_what_a_document_does_not_say_is_what_its_model_takes_it_for(tmp_path: Path, table: str) -> None:
    """Somebody may take fields out of a file, and the doctor accept that."""
    clock = SetClock()
    session = Session(Store(tmp_path / "store", clock), clock)
    write_demo(session)
    with session.store.transaction() as tx:
        tx.what = "Leave out what has a default"
        for doc in tx.documents("strategy.json", table):
            kept = {
                name: value for name, value in doc.items() if name not in ("state", "week_start", "holidays")
            }
            tx.put("strategy.json", table, kept)
    assert load_time_frame(session.store) == frame_of_models(session)
