"""Who flies west lives part of a day twice: nothing is due again, lost, broken or refused because of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pmtui.domain.board import streak
from pmtui.domain.check_in import Answers
from pmtui.domain.documents import Kind
from pmtui.domain.progress import reading_age, standing_of
from pmtui.reports.overview import kata_lines, strategy_lines
from pmtui.usecases.board import load_board
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.recalling import recent_entries
from pmtui.usecases.reviewing import overview
from tests.unit.planner import Planner

WEST = "America/Los_Angeles"


def check_in(pm: Planner, actual: str = "") -> None:
    finish_check_in(pm.session, open_check_in(pm.session), Answers(actual=actual), 20)


@pytest.fixture
def east(pm: Planner) -> Planner:
    """Thursday 02:00 in Tokyo, while it is still Wednesday in California; checked in since Monday."""
    pm.board()
    pm.clock.zone = "Asia/Tokyo"
    for day in (12, 13, 14):
        pm.clock.instant = datetime(2026, 10, day, 3, tzinfo=UTC)
        check_in(pm)
    pm.clock.instant = datetime(2026, 10, 14, 17, tzinfo=UTC)
    check_in(pm, "19")
    return pm


def test_a_check_in_of_tomorrow_is_not_due_again_today(east: Planner) -> None:
    assert streak(east.plan, east.session.today()) == 4
    east.clock.zone = WEST
    assert east.session.today().isoformat() == "2026-10-14"
    assert not overview(east.session).check_in_due
    assert streak(east.plan, east.session.today()) == 4
    east.clock.move(days=1)
    assert not overview(east.session).check_in_due  # Thursday begins here, and is done
    assert streak(east.plan, east.session.today()) == 4
    east.clock.move(days=1)
    assert overview(east.session).check_in_due
    assert streak(east.plan, east.session.today()) == 4


def test_a_reading_of_tomorrow_counts_and_can_be_put_right(east: Planner) -> None:
    target, today = east.plan.active_targets()[0], east.session.today()
    before = standing_of(target.metric, target.readings, today)
    east.clock.zone = WEST
    today = east.session.today()
    assert standing_of(target.metric, target.readings, today).progress == before.progress
    assert reading_age(target.readings, target.metric, today) == 0
    east.read("TC1", "18", on="2026-10-15")
    east.refuses(lambda: east.read("TC1", "18", on="2026-10-16"), "E_FUTURE")
    assert kata_lines(east.plan, today)
    assert not strategy_lines(east.plan, today)


def test_a_bound_is_kept_for_no_negative_time(pm: Planner) -> None:
    pm.add(Kind.OBJECTIVE, "Grow")
    pm.add(Kind.KEY_RESULT, "Score", objective="O1", unit="points", direction="at_least", target="9")
    pm.clock.zone = "Asia/Tokyo"
    pm.clock.instant = datetime(2026, 10, 14, 17, tzinfo=UTC)
    pm.read("KR1", "9.5")
    pm.clock.zone = WEST
    key_result = pm.doc("KR1")
    assert standing_of(key_result.metric, key_result.readings, pm.session.today()).progress == 1.0


def test_what_was_logged_last_is_what_ended_last(pm: Planner) -> None:
    pm.clock.zone = "Asia/Tokyo"
    pm.clock.instant = datetime(2026, 10, 31, 16, tzinfo=UTC)  # 1 November there
    pm.log("0:15-0:45 in Tokyo")
    pm.clock.zone = WEST
    pm.clock.move(hours=3)
    pm.log("11:00-11:30 in California")  # 31 October
    assert pm.verb("resume").timer.text == "in California"  # type: ignore[union-attr]  # it runs now
    pm.verb("cancel")
    pm.rm("t2")
    assert pm.verb("resume").timer.text == "in Tokyo"  # type: ignore[union-attr]  # it runs now


def test_an_entry_of_tomorrow_is_shown_recalled_and_can_be_changed(pm: Planner) -> None:
    pm.clock.zone = "Pacific/Kiritimati"
    pm.clock.instant = datetime(2026, 10, 14, 11, tzinfo=UTC)  # 15 October there
    pm.log("0:15-0:45 dawn")
    pm.clock.zone = "Etc/GMT+12"
    assert pm.session.today().isoformat() == "2026-10-13"
    board = load_board(pm.session)
    assert board.last_day.isoformat() == "2026-10-15"
    assert [entry.text for entry in recent_entries(pm.session)] == ["dawn"]
    pm.set("t1", note="early", end="0:50")
    assert pm.entry("t1").minutes == 35


def test_a_timer_started_tomorrow_stops_on_its_own_day(pm: Planner) -> None:
    pm.clock.zone = "Asia/Tokyo"
    pm.clock.instant = datetime(2026, 10, 14, 17, tzinfo=UTC)
    pm.verb("start", "flight")
    pm.clock.zone = WEST
    pm.clock.move(minutes=30)
    assert load_board(pm.session).last_day.isoformat() == "2026-10-15"
    pm.verb("stop")
    entry = pm.entry("t1")
    assert (entry.date.isoformat(), entry.minutes, entry.zone) == ("2026-10-15", 30, "Asia/Tokyo")
