"""The report on time and the one-line overview, from the store."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from pmtui.data.tables import TIME_FOLDER
from pmtui.data.time_log import MonthTallies
from pmtui.domain.modes import Mode
from pmtui.domain.progress import Status
from pmtui.errors import StoreError
from pmtui.usecases.board import load_board, sum_minutes
from pmtui.usecases.reviewing import overview
from pmtui.usecases.time_reporting import time_report
from tests.unit.planner import Planner

MON, SUN = date(2026, 10, 12), date(2026, 10, 18)


def test_by_default_it_is_the_week_of_today(pm: Planner) -> None:
    pm.log("mon 2h fire call")
    pm.log("-3d 5h mail")
    summary, groups = time_report(pm.session)
    assert (summary.first, summary.last, summary.total, groups) == (MON, SUN, 120, [])
    assert summary.working == 3 * 480
    pm.set("workspace", week_start="sunday")
    assert time_report(pm.session)[0].total == 420


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 10, 1), None, (date(2026, 10, 1), date(2026, 10, 14))),
        (None, date(2026, 10, 4), (date(2026, 9, 28), date(2026, 10, 4))),
        (date(2026, 12, 1), None, (date(2026, 12, 1), date(2026, 12, 1))),
        (MON, MON, (MON, MON)),
        (date.min, date.max, (date.min, date.max)),
    ],
)
def test_one_end_is_enough(
    pm: Planner, first: date | None, last: date | None, shown: tuple[date, date]
) -> None:
    summary = time_report(pm.session, first, last)[0]
    assert (summary.first, summary.last) == shown


@pytest.mark.parametrize("start", ["monday", "sunday", "saturday"])
@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_edges_of_the_calendar_do_not_break_it(pm: Planner, start: str, day: date) -> None:
    pm.set("workspace", week_start=start)
    time_report(pm.session, first=day)
    time_report(pm.session, day, day)
    if day > MON:
        time_report(pm.session, last=day)


def test_a_period_that_goes_backwards_is_refused(pm: Planner) -> None:
    assert pm.refuses(lambda: time_report(pm.session, SUN, MON), "E_DATES").field == "to"


def test_time_is_split_at_local_midnight(pm: Planner) -> None:
    pm.clock.zone = "America/New_York"
    pm.clock.instant = datetime(2026, 10, 12, 16, 0, tzinfo=UTC)
    pm.log("yesterday 22:00-1:30 fire release")
    day = date(2026, 10, 12)
    assert time_report(pm.session, day, day)[0].minutes[Mode.FIREFIGHT] == 90
    summary, groups = time_report(pm.session, date(2026, 10, 11), day, "day")
    assert [(g.key, g.minutes) for g in groups] == [("2026-10-11", 120), ("2026-10-12", 90)]
    assert summary.total == 210


def test_an_entry_that_crosses_a_month_counts_in_both(pm: Planner) -> None:
    pm.clock.instant = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
    pm.log("yesterday 23:00-1:00 release")
    assert time_report(pm.session, date(2026, 11, 1), date(2026, 11, 30))[0].total == 60
    assert time_report(pm.session, date(2026, 10, 1), date(2026, 10, 31))[0].total == 60


def test_archived_entries_do_not_count(pm: Planner) -> None:
    pm.rm(pm.log("mon 2h call"))
    assert time_report(pm.session)[0].total == 0


def test_the_overview_counts_today_the_timer_and_active_key_results(pm: Planner) -> None:
    pm.lockup()
    pm.board()
    pm.move("KR1", "active")
    pm.log("9:00-10:00 call")
    pm.log("mon 2h mail")
    pm.verb("start", "11:30 pricing")
    found = overview(pm.session)
    assert (found.today_minutes, found.week.total, found.timer_minutes) == (90, 210, 30)
    assert found.running_today == 30
    assert found.key_results == dict.fromkeys(Status, 0) | {Status.NO_DATA: 1}
    assert found.check_in_due


def test_the_board_shows_a_day_and_the_week(pm: Planner) -> None:
    assert load_board(pm.session).is_empty
    pm.lockup()
    pm.log("9:00-10:00 call >KR1")
    pm.log("mon 2h mail")
    pm.log("-8d 1h long ago >O1")
    board = load_board(pm.session)
    assert ([e.text for e in board.of_day], board.week.total, board.is_empty) == (["call"], 180, False)
    assert [e.text for e in load_board(pm.session, date(2026, 10, 6)).of_day] == ["long ago"]
    assert list(sum_minutes(pm.session, pm.plan, MonthTallies()))[-1] == {"O1": 120}


def test_sums_follow_whatever_happens_to_a_month(pm: Planner) -> None:
    pm.lockup()
    entry = pm.log("-40d 1h long ago >O1")
    (file,) = pm.session.store.files(TIME_FOLDER)
    path = pm.session.store.root / file
    tallies = MonthTallies()

    def summed() -> int:
        return list(sum_minutes(pm.session, pm.plan, tallies))[-1].get("O1", 0)

    assert summed() == summed() == 60
    before = path.read_bytes()
    pm.log("-40d 2h more >O1")
    pm.log("9:00-9:30 today >O1")
    assert summed() == 210
    # An older copy, edited by hand: what it lacks is told by the history.
    path.write_bytes(before.replace(b'"minutes":60', b'"minutes":90'))
    assert summed() == 240
    pm.rm(entry)
    assert summed() == 150


def test_minutes_that_somebody_spoiled_are_named_not_summed(pm: Planner) -> None:
    pm.log("-40d 1h long ago")
    (month,) = (pm.session.store.root / "time").iterdir()
    month.write_text(
        month.read_text(encoding="utf-8").replace('"minutes":60', '"minutes":"sixty"'), encoding="utf-8"
    )
    with pytest.raises(StoreError, match="t1: minutes") as caught:
        list(sum_minutes(pm.session, pm.plan, MonthTallies()))
    assert caught.value.code == "E_DAMAGED"
