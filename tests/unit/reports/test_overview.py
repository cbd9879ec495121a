"""The plan and the time as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from pmtui.domain.documents import Kind
from pmtui.domain.duration_words import duration_text
from pmtui.domain.metrics import Metric
from pmtui.domain.share_words import share_text
from pmtui.reports.detail import detail_lines
from pmtui.reports.overview import current_text, kata_lines, line_of, sparkline, strategy_lines, way_text
from pmtui.reports.time_report import time_lines
from pmtui.usecases.time_reporting import time_report
from tests.unit.domain.measures import metric, readings
from tests.unit.planner import Planner


def line(pm: Planner, ref: str) -> str:
    return line_of(pm.doc(ref), pm.plan, pm.session.today(), home=pm.session.zone())


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ((), ""),
        ((5,), "▄"),
        ((5, 5, 5), "▄▄▄"),
        ((0, 7), "▁█"),
        (range(8), "▁▂▃▄▅▆▇█"),
        ((9, *range(8)), "▁▂▃▄▅▆▇█"),
    ],
)
def test_a_sparkline_spans_lowest_to_highest_of_the_latest_eight(values: Sequence[int], bars: str) -> None:
    assert sparkline(readings(*enumerate(values))) == bars


@pytest.mark.parametrize(
    ("goal", "way", "now"),
    [
        (metric("decrease", 21, 2, unit="days"), "21 → 2 days", "1 days"),
        (metric("at_least", None, 9, unit="points"), "at least 9 points", "1 points"),
        (metric("range", None, None, low="3.0", high=5, unit="h"), "3.0 to 5 h", "1 h"),
        (metric("binary", None, None), "yes or no", "yes"),
    ],
)
def test_numbers_carry_their_unit(goal: Metric, way: str, now: str) -> None:
    assert way_text(goal) == way
    assert current_text(goal, readings((1, 1))) == now
    assert current_text(goal, ()) == "–"


def test_one_line_has_ref_title_state_and_standing(pm: Planner) -> None:
    pm.lockup()
    assert line(pm, "KR1") == "KR1   Activated partners · draft · 4 → 20 partners · no reading · ○ no data"
    assert line(pm, "O1") == "O1    Partner with consulting companies · draft · no data · ○ no data"
    pm.set("KR1", start="2026-10-01", due="2026-10-31")
    pm.read("KR1", "12")
    assert line(pm, "KR1").endswith("▄ now 12 partners · ● on track")
    assert line(pm, "O1").endswith("50 % · ● on track")
    pm.rm("KA1")
    assert line(pm, "KA1").endswith("todo · archived")


def test_an_entry_is_one_line_with_its_marks(pm: Planner) -> None:
    pm.lockup()
    ref = pm.log("9:00-10:30 fire outage >KR1 @acme #q4 !outage")
    assert line(pm, ref) == "t1    2026-10-14 09:00–10:30  1:30 firefight outage >KR1 @acme #q4 !outage"


def test_the_strategy_is_indented_and_leaves_out_what_is_closed(pm: Planner) -> None:
    pm.lockup()
    pm.move(pm.add(Kind.OBJECTIVE, "Self-service renewals"), "dropped")
    found = list(strategy_lines(pm.plan, pm.session.today()))
    assert [text[:6] for text in found] == ["O1    ", "  KR1 ", "    KA"]


@pytest.mark.parametrize(
    ("due", "left"),
    [("2026-10-20", "6 days left"), ("2026-10-15", "1 day left"), ("2026-10-10", "4 days over")],
)
def test_the_kata_report_says_how_long_is_left(pm: Planner, due: str, left: str) -> None:
    pm.board()
    pm.set("TC1", start="2026-10-01", due=due)
    found = "\n".join(kata_lines(pm.plan, pm.session.today()))
    assert left in found
    for ref in ("TC1", "OB1", "X1"):
        assert ref in found
    assert "last check-in: never" in found
    assert (": pmtui move TC1 STATE" in found) is left.endswith("over")


def test_details_leave_out_what_is_empty(pm: Planner) -> None:
    pm.lockup()
    found = list(detail_lines(pm.doc("KR1"), pm.plan, pm.session.today()))
    assert ["objective", "O1"] in [text.split() for text in found]
    assert not any("None" in text or text.endswith(": ") for text in found)


def test_details_of_a_retargeted_one_are_for_people(pm: Planner) -> None:
    pm.lockup()
    pm.read("KR1", "12")
    pm.set("KR1", target="30")
    found = "\n".join(detail_lines(pm.doc("KR1"), pm.plan, pm.session.today()))
    assert "20" in found
    assert not set("{}[]'") & set(found)


def time_text(pm: Planner, by: str | None = None) -> str:
    summary, groups = time_report(pm.session, by=by)
    return "\n".join(time_lines(summary, groups, pm.plan.working_time))


def test_time_shows_goals_beside_shares_and_says_when_data_are_thin(pm: Planner) -> None:
    pm.log("mon 8h fire outage @acme")
    found = time_text(pm, "party")
    assert "100 %  goal ≤ 30 %" in found
    assert "coverage 33 % of 24:00 working hours, thin data" in found
    assert "acme" in found


def test_time_under_five_hours_shows_no_shares(pm: Planner) -> None:
    assert "nothing is logged" in time_text(pm)
    pm.log("mon 4h fire outage")
    found = time_text(pm)
    assert "goal" not in found
    assert "from 5 logged hours on" in found


@pytest.mark.parametrize(("minutes", "text"), [(0, "0:00"), (65, "1:05"), (6000, "100:00")])
def test_minutes_are_hours_and_minutes(minutes: int, text: str) -> None:
    assert duration_text(minutes) == text


@pytest.mark.parametrize(("share", "text"), [(None, "–"), (0.414, "41 %"), (0, "0 %"), (1.2, "120 %")])
def test_shares_are_percent(share: Any, text: str) -> None:
    assert share_text(share) == text
