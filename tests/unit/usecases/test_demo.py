"""The demo story holds together at whatever moment and in whatever zone it is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.domain.board import streak
from pmtui.domain.documents import Document
from pmtui.domain.entries import TimeEntry
from pmtui.domain.kata import (
    CoachingCycle,
    Experiment,
    ExperimentState,
    Obstacle,
    ObstacleState,
    TargetCondition,
    Verdict,
    check_experiment_move,
    check_target_move,
)
from pmtui.domain.lint import lint
from pmtui.domain.metrics import Metric, with_reading
from pmtui.domain.modes import Cause, Mode
from pmtui.domain.plan import Plan
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.progress import Standing, Status, standing_of
from pmtui.domain.quick_entry import parse_quick_entry
from pmtui.domain.rules import check_document
from pmtui.domain.shares import TimeSummary
from pmtui.domain.spans import check_span
from pmtui.domain.strategy import KeyResult, Objective, PlanState
from pmtui.domain.timelog import check_day, check_not_future
from pmtui.errors import PmtuiError
from pmtui.usecases.demo import write_demo
from pmtui.usecases.demo.days import StoryCalendar
from pmtui.usecases.demo.entries import entry_fields, story_lines
from pmtui.usecases.session import Session
from pmtui.usecases.time_reporting import time_report
from pmtui.usecases.timekeeping import stop_timer
from pmtui.usecases.undoing import undo

WEDNESDAY = datetime(2026, 10, 14, 14, 20, tzinfo=UTC)
LONDON = "Europe/London"
ZONES = (LONDON, "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2032, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)


class Told:
    """The story in a store of its own, read back as anybody else would read it."""

    def __init__(self, root: Path, now: datetime = WEDNESDAY, zone: str = LONDON) -> None:
        clock = Clock({"PMTUI_NOW": now.isoformat(), "TZ": zone})
        self.session = Session(Store(root / "store", clock), clock)
        write_demo(self.session)
        self.now = now
        self.zone = ZoneInfo(zone)
        self.today = self.session.today()
        self.plan: Plan = self.session.plan()
        self.entries: list[TimeEntry] = self.session.entries(date.min, date.max)

    def standing(self, ref: str) -> Standing:
        owner = self.plan.find(ref)
        assert isinstance(owner, KeyResult | TargetCondition)
        return standing_of(owner.metric, owner.readings, self.today)

    def ago(self, **by: int) -> date:
        return self.today - timedelta(**by)

    def time(self, first: date, last: date) -> TimeSummary:
        return time_report(self.session, first, last)[0]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def check_plan(told: Told) -> None:
    for document in told.plan.documents.values():
        check_document(told.plan, document, document)
        parent = getattr(document, PARENT_FIELDS.get(document.kind, ""), None)
        assert parent is None or parent in told.plan.documents
        assert document.created_at <= document.updated_at <= told.now
        check_readings(document, told.today)
        if isinstance(document, TargetCondition):
            check_target_move(document, document.state)
        if isinstance(document, Experiment):
            check_experiment_move(document, document.state)


def check_readings(document: object, today: date) -> None:
    metric, found = getattr(document, "metric", None), getattr(document, "readings", ())
    if isinstance(metric, Metric):
        for reading in found:
            assert with_reading(found, reading, metric, today) == found


def check_time(told: Told) -> None:
    timer = told.plan.timer
    assert timer is not None
    assert timer.text == "checkout errors"
    assert timer.minutes_at(told.now) == 24
    spans = sorted(entry.span for entry in told.entries if entry.span is not None)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert spans[-1].end <= timer.start
    for entry in told.entries:
        assert entry.date.weekday() < 5
        assert entry.date not in told.plan.workspace.holidays
        assert set(entry.links) <= told.plan.documents.keys()
        check_not_future(entry, told.now)
        check_day(entry, [e for e in told.entries if e.date == entry.date and e.id != entry.id])
        if entry.span is not None:
            assert check_span(entry.span).minutes == entry.minutes


@settings(max_examples=25)
@given(now=MOMENTS, zone=st.sampled_from(ZONES))
@example(now=datetime(2026, 1, 1, 0, 5, tzinfo=UTC), zone=LONDON)  # New Year's Day, the timer began last year
@example(now=datetime(2026, 10, 12, 7, 0, tzinfo=UTC), zone=LONDON)  # a Monday, 8 o'clock
@example(now=datetime(2026, 10, 18, 15, 0, tzinfo=UTC), zone=LONDON)  # a Sunday
@example(now=datetime(2026, 3, 29, 1, 10, tzinfo=UTC), zone=LONDON)  # the clocks have just gone forward
@example(now=datetime(2026, 10, 25, 1, 10, tzinfo=UTC), zone=LONDON)  # the hour that comes twice, second time
@example(now=datetime(2026, 11, 1, 5, 30, tzinfo=UTC), zone="America/New_York")
@example(now=datetime(2026, 9, 27, 2, 10, tzinfo=UTC), zone="Pacific/Auckland")
@example(now=datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC), zone="UTC")
def test_holds_at_any_moment(now: datetime, zone: str) -> None:
    with TemporaryDirectory() as folder:
        told = Told(Path(folder), now, zone)
        check_plan(told)
        check_time(told)
        assert told.standing("TC1").status is Status.AT_RISK
        assert [told.standing(f"KR{n}").status for n in (1, 2, 3, 5)] == [
            Status.ON_TRACK,
            Status.OFF_TRACK,
            Status.AT_RISK,
            Status.ON_TRACK,
        ]
        assert {(f.code, f.ref) for f in lint(told.plan, told.today)} == {("W1", "O4"), ("W3", "O2")}
        assert streak(told.plan, told.today) == 3
        assert told.plan.last_check("TC1") != told.today
        stop_timer(told.session)
        assert told.session.plan().timer is None


def test_the_same_moment_tells_the_same_story(tmp_path: Path) -> None:
    one, other = Told(tmp_path / "one"), Told(tmp_path / "other")

    def everything(told: Told) -> list[Document]:
        return [*told.entries, *told.plan.documents.values()]

    def without_ids(told: Told) -> list[dict[str, Any]]:
        return [{**d.to_json(), "id": ""} for d in everything(told)]

    assert without_ids(one) == without_ids(other)


def test_target_condition_has_enough_readings_for_a_forecast(told: Told) -> None:
    target = told.plan.find("TC1")
    assert isinstance(target, TargetCondition)
    assert len(target.readings) >= 6
    assert target.metric.start is not None
    assert target.metric.due is not None
    assert 7 <= (target.metric.due - target.metric.start).days <= 92
    forecast = told.standing("TC1").forecast
    assert forecast is not None
    assert forecast.eta is not None
    assert forecast.eta > target.metric.due


def test_kata_shows_the_whole_life_of_a_step(told: Told) -> None:
    experiments = told.plan.experiments("TC1")
    concluded = [x for x in experiments if x.state is ExperimentState.CONCLUDED]
    assert {x.verdict for x in concluded} == set(Verdict)
    assert all(x.learned != x.actual for x in concluded)
    running = told.plan.running_experiment("TC1")
    assert running is not None
    assert running.check_on == told.ago(days=-1)
    assert {o.state for o in told.plan.all(Obstacle)} == set(ObstacleState)


def test_steps_take_a_week_at_most_and_follow_each_other(told: Told) -> None:
    begun = [x for x in told.plan.all(Experiment) if x.started_on is not None]
    for experiment, following in zip(begun, [*begun[1:], None], strict=True):
        assert experiment.started_on is not None
        assert experiment.check_on is not None
        assert (experiment.check_on - experiment.started_on).days <= 7
        if following is not None:
            assert experiment.ended_on is not None
            assert following.started_on is not None
            assert experiment.started_on <= experiment.ended_on <= following.started_on


def test_check_ins_tell_what_the_board_shows(told: Told) -> None:
    cycles = told.plan.cycles("TC1")
    assert len(cycles) == 25
    assert all(told.plan.working_time.is_working_day(cycle.date) for cycle in cycles)
    measured = {cycle.date: cycle.answers.actual for cycle in cycles if cycle.answers.actual is not None}
    target = told.plan.find("TC1")
    assert isinstance(target, TargetCondition)
    assert measured == {reading.on: reading.value for reading in target.readings}
    concluded = {x.ref for x in told.plan.experiments("TC1") if x.state is ExperimentState.CONCLUDED}
    assert {cycle.answers.experiment for cycle in cycles if cycle.answers.concluded} == concluded
    assert any(not cycle.changed for cycle in told.plan.all(CoachingCycle))


def test_strategy_shows_every_state_of_an_objective_but_one(told: Told) -> None:
    assert {o.state for o in told.plan.all(Objective)} == set(PlanState) - {PlanState.MISSED}
    assert [len(told.plan.key_actions(f"KR{n}")) for n in (1, 2, 3)] == [3, 3, 3]
    assert any(kr.guard for kr in told.plan.all(KeyResult))
    assert sum(o.intended_share or 0 for o in told.plan.all(Objective)) == 1


def test_firefighting_falls_but_not_to_the_goal(told: Told) -> None:
    before = told.time(told.ago(weeks=8), told.ago(weeks=6)).shares[Mode.FIREFIGHT]
    lately = told.time(told.ago(weeks=2), told.ago(days=1)).shares[Mode.FIREFIGHT]
    assert before == pytest.approx(0.55, abs=0.05)
    assert lately == pytest.approx(0.40, abs=0.03)


def test_log_covers_most_of_the_time_and_says_what_is_missing(told: Told) -> None:
    whole = told.time(told.ago(weeks=7), told.ago(days=1))
    assert whole.coverage is not None
    assert 0.75 <= whole.coverage <= 0.85
    assert whole.drift is not None
    assert whole.drift > 0.1
    assert whole.minutes[Mode.UNSORTED] > 0
    assert any(entry.span is None for entry in told.entries)


def test_an_outage_at_acme_comes_back_for_the_third_time_in_four_weeks(told: Told) -> None:
    hits = [e for e in told.entries if e.cause is Cause.OUTAGE and e.parties == ("acme",)]
    assert [entry.date > told.ago(weeks=4) for entry in hits] == [True] * 3


def test_undo_takes_back_small_steps(told: Told) -> None:
    done = [undo(told.session)[0].what.split()[0] for _ in range(4)]
    assert done == ["Start", "Log", "Reading", "Move"]
    assert told.session.plan().timer is None
    assert len(told.session.plan().documents) == len(told.plan.documents)


@pytest.mark.parametrize("clock", ["07:00", "09:20", "15:20", "22:30"])
def test_today_reaches_up_to_the_timer(tmp_path: Path, clock: str) -> None:
    now = datetime.fromisoformat(f"2026-10-14T{clock}:00+01:00").astimezone(UTC)
    told = Told(tmp_path, now)
    minutes = sum(entry.minutes for entry in told.entries if entry.date == told.today)
    assert minutes == {"07:00": 0, "09:20": 0, "15:20": 271, "22:30": 405}[clock]


def test_lines_are_what_quick_entry_would_read(told: Told) -> None:
    calendar = StoryCalendar(told.today, told.zone)
    evening = told.now.replace(hour=22)
    for line in story_lines(calendar, evening):
        time_word = f"{line.minutes}m"
        if line.start is not None:
            time_word = f"{line.start.astimezone(told.zone):%H:%M} {time_word}"
        parsed = parse_quick_entry(
            f"{line.date} {time_word} {line.words}", now=evening, zone=told.zone, vocabulary=_Words(told.plan)
        )
        ours = {
            name: value for name, value in entry_fields(line, calendar).items() if not name.endswith("_at")
        }
        assert {name: getattr(parsed, name) for name in ours} == ours


class _Words:
    """What quick entry asks about the store."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def ref_state(self, ref: str) -> Literal["open"] | None:
        return "open" if ref in self._plan.documents else None

    def known_refs(self) -> list[str]:
        return list(self._plan.documents)

    def overlapping(self, start: datetime, end: datetime) -> list[str]:
        return []


def test_refuses_a_store_that_was_used(told: Told) -> None:
    with pytest.raises(PmtuiError, match="new store") as caught:
        write_demo(told.session)
    assert caught.value.code == "E_NOT_EMPTY"
    assert told.session.plan().documents.keys() == told.plan.documents.keys()
