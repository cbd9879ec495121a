"""The JSON that other programs may rely on: names, exact numbers, and dates."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from pmtui.domain.check_in import Answers
from pmtui.domain.documents import Kind
from pmtui.reports.json_view import document_json
from pmtui.reports.time_json import time_json
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.time_reporting import time_report
from tests.unit.planner import Planner

BUYING = {"start": "2017-04-01", "due": "2017-06-30"}


def view(pm: Planner, ref: str) -> dict[str, Any]:
    """What a program reads."""
    found: dict[str, Any] = json.loads(json.dumps(document_json(pm.doc(ref), pm.plan, pm.session.today())))
    return found


def test_a_target_condition_shows_the_worked_numbers(pm: Planner) -> None:
    pm.add(Kind.CHALLENGE, "99 % sign up")
    pm.add(
        Kind.TARGET,
        "Two days",
        challenge="C1",
        unit="days",
        direction="decrease",
        baseline="21",
        target="2",
        **BUYING,
    )
    pm.clock.instant = pm.clock.instant.replace(year=2017, month=5, day=19)
    for day, value in (
        ("2017-04-07", "20"),
        ("2017-04-21", "17"),
        ("2017-05-05", "15.0"),
        ("2017-05-19", "12"),
    ):
        pm.read("TC1", value, day)
    found = view(pm, "TC1")
    assert found["metric"] == {
        "unit": "days",
        "direction": "decrease",
        "baseline": "21",
        "target": "2",
        "stretch": None,
        "low": None,
        "high": None,
        "start": "2017-04-01",
        "due": "2017-06-30",
        "cadence_days": 7,
    }
    assert found["achieve_by"] == "2017-06-30"
    assert found["readings"][2] == {"on": "2017-05-05", "value": "15.0", "confidence": None, "note": ""}
    computed = found["computed"]
    assert computed["progress"] == pytest.approx(0.4737, abs=5e-5)
    assert computed["expected"] == pytest.approx(0.5333, abs=5e-5)
    assert computed["gap"] == pytest.approx(-0.0596, abs=5e-5)
    assert computed["status"] == "at_risk"
    assert computed["forecast"] == {
        "slope_per_day": pytest.approx(-0.1845, abs=5e-5),
        "eta": "2017-07-13",
        "eta_early": "2017-07-06",
        "eta_late": "2017-07-29",
        "verdict": "off_track",
    }
    assert computed["days_left"] == 42
    assert computed["required_slope_per_day"] == pytest.approx(-10 / 42)


@pytest.mark.parametrize(
    ("ref", "names"),
    [
        ("G1", {"title", "goal_kind", "achievable", "metric"}),
        ("V1", {"text", "horizon"}),
        (
            "O1",
            {
                "title",
                "hypothesis",
                "serves",
                "ambition",
                "start",
                "due",
                "intended_share",
                "weight",
                "state",
            },
        ),
        (
            "KR1",
            {"title", "objective", "metric", "why", "weight", "guard", "confidence", "state", "readings"},
        ),
        ("KA1", {"title", "key_result", "state", "expected_effect", "estimate", "due", "outcome_note"}),
        ("C1", {"title", "vision", "metric", "due", "owner"}),
        ("TC1", {"title", "challenge", "metric", "achieve_by", "owner", "state", "key_result"}),
        ("OB1", {"text", "target", "state"}),
        ("X1", {"step", "obstacle", "expect", "check_on", "actual", "learned", "verdict", "state"}),
        ("CC1", {"target", "date", "answers", "changed", "seconds"}),
    ],
)
def test_every_entity_has_its_fields_under_the_names_of_the_method(
    pm: Planner, ref: str, names: set[str]
) -> None:
    pm.add(Kind.GOAL, "Grow")
    pm.lockup()
    pm.board()
    finish_check_in(pm.session, open_check_in(pm.session), Answers(), 3)
    found = view(pm, ref)
    assert names <= found.keys()
    assert {"ref", "id", "kind", "note", "created_at", "updated_at", "archived_at"} <= found.keys()
    assert found["ref"] == ref


def test_an_objective_without_a_reading_is_no_data_never_zero(pm: Planner) -> None:
    pm.lockup()
    assert view(pm, "O1")["computed"] == {"progress": None, "status": "no_data"}
    assert view(pm, "KR1")["computed"]["progress"] is None
    pm.read("KR1", "12")
    assert view(pm, "O1")["computed"]["progress"] == 0.5


def test_an_entry_carries_the_offset_of_its_own_zone(pm: Planner) -> None:
    pm.clock.zone = "America/New_York"
    ref = pm.log("7:00-7:45 call @acme")
    pm.clock.zone = "Europe/London"
    found = view(pm, ref)
    assert (found["start"], found["end"]) == ("2026-10-14T07:00-04:00", "2026-10-14T07:45-04:00")
    assert (found["minutes"], found["parties"], found["kind"]) == (45, ["acme"], "entry")
    loose = view(pm, pm.log("yesterday 45m call"))
    assert (loose["start"], loose["end"], loose["date"]) == (None, None, "2026-10-13")


def test_the_report_on_time(pm: Planner) -> None:
    monday = date(2026, 10, 12)
    pm.clock.move(days=4)
    for line in (
        "mon 12h fire x",
        "tue 6h fire y",
        "wed 8h strat z",
        "thu 10h planned p",
        "fri 3h admin a",
        "fri 1h u",
    ):
        pm.log(line)
    summary, groups = time_report(pm.session, monday, monday + timedelta(days=6), "mode")
    found = json.loads(json.dumps(time_json(summary, groups)))
    assert found["minutes"] == {
        "strategic": 480,
        "planned": 600,
        "firefight": 1080,
        "admin": 180,
        "unsorted": 60,
    }
    assert found["shares"]["firefight"] == pytest.approx(0.45)
    assert found["shares"]["strategic"] == pytest.approx(0.20)
    assert (found["from"], found["to"], found["total_minutes"]) == ("2026-10-12", "2026-10-18", 2400)
    assert (found["coverage"], found["thin_data"], found["alignment"], found["drift"]) == (
        1.0,
        False,
        0.0,
        None,
    )
    assert found["groups"][0] == {"key": "firefight", "minutes": 1080, "share": 0.45}


def test_under_five_hours_the_shares_are_null(pm: Planner) -> None:
    pm.log("mon 4h59 fire x")
    assert set(time_json(*time_report(pm.session))["shares"].values()) == {None}
