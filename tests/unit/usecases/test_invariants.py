"""Every invariant of the method: refused with a code, a message and a way out, and nothing at all is stored."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pmtui.domain.documents import Kind
from pmtui.domain.kata import ExperimentState, TargetState
from tests.unit.planner import KR, TC, Planner

DONE = {"actual": "it was the price", "learned": "price comes first", "verdict": "as_expected"}


class TestMetrics:
    @pytest.mark.parametrize(
        ("wrong", "code"),
        [
            ({"direction": "increase", "baseline": "20", "target": "20"}, "E_METRIC"),
            ({"direction": "increase", "baseline": "21", "target": "20"}, "E_METRIC"),
            ({"direction": "decrease", "baseline": "4", "target": "20"}, "E_METRIC"),
            ({"direction": "range", "low": "3", "high": "3"}, "E_METRIC"),
            ({"direction": "range", "low": "3", "high": "2"}, "E_METRIC"),
            ({"direction": "range", "low": "3"}, "E_METRIC"),
            ({"direction": "at_least", "target": ""}, "E_METRIC"),
            ({"baseline": ""}, "E_METRIC"),
            ({"target": ""}, "E_METRIC"),
            ({"direction": ""}, "E_MISSING_FIELD"),
            ({"unit": ""}, "E_MISSING_FIELD"),
            ({"start": "2026-12-31", "due": "2026-12-31"}, "E_DATES"),
            ({"start": "2026-12-31", "due": "2026-12-30"}, "E_DATES"),
            ({"confidence": "11"}, "E_BAD_VALUE"),
            ({"cadence_days": "0"}, "E_BAD_VALUE"),
            ({"weight": "0"}, "E_BAD_WEIGHT"),
        ],
    )
    def test_a_key_result_makes_sense(self, pm: Planner, wrong: dict[str, str], code: str) -> None:
        pm.lockup()
        pm.refuses(lambda: pm.add(Kind.KEY_RESULT, "Pipeline", objective="O1", **(KR | wrong)), code)
        error = pm.refuses(lambda: pm.set("KR1", **wrong), code)
        assert error.field

    def test_a_target_condition_needs_a_baseline(self, pm: Planner) -> None:
        pm.board()
        pm.refuses(
            lambda: pm.add(Kind.TARGET, "Sooner", challenge="C1", **(TC | {"baseline": ""})), "E_METRIC"
        )

    @pytest.mark.parametrize("kind", [Kind.OBJECTIVE, Kind.CHALLENGE, Kind.GOAL])
    def test_the_start_is_before_the_due_date(self, pm: Planner, kind: Kind) -> None:
        metric = {} if kind is Kind.OBJECTIVE else KR
        dates = {"start": "2026-12-31", "due": "2026-12-31"}
        pm.refuses(lambda: pm.add(kind, "Grow", **metric, **dates), "E_DATES")
        ref = pm.add(kind, "Grow", **metric, start="2026-10-01", due="2026-12-31")
        pm.refuses(lambda: pm.set(ref, due="2026-10-01"), "E_DATES")

    def test_no_reading_in_the_future(self, pm: Planner) -> None:
        pm.lockup()
        assert pm.refuses(lambda: pm.read("KR1", "5", "tomorrow"), "E_FUTURE").field == "on"
        pm.refuses(lambda: pm.read("KR1", "5", "2026-10-15"), "E_FUTURE")
        pm.refuses(lambda: pm.read("KR1", "5", "+1d"), "E_FUTURE")
        pm.read("KR1", "5", "today")

    @pytest.mark.parametrize(
        ("field", "value"), [("direction", "decrease"), ("baseline", "5"), ("baseline", "")]
    )
    def test_direction_and_baseline_are_fixed_after_the_first_reading(
        self, pm: Planner, field: str, value: str
    ) -> None:
        pm.lockup()
        pm.set("KR1", baseline="3")
        pm.read("KR1", "5")
        more = {"target": "1"} if field == "direction" else {}
        pm.refuses(lambda: pm.set("KR1", **{field: value}, **more), "E_FIXED")


class TestKata:
    def test_a_target_condition_becomes_active_only_once_measured(self, pm: Planner) -> None:
        pm.add(Kind.CHALLENGE, "99 % sign up")
        pm.add(Kind.TARGET, "Two days", challenge="C1", **TC)
        assert "pmtui reading TC1" in str(pm.refuses(lambda: pm.move("TC1", "active"), "E_NO_READING").fix)
        pm.read("TC1", "21")
        pm.move("TC1", "active")
        assert pm.doc("TC1").state is TargetState.ACTIVE

    def test_one_is_active_for_a_challenge_and_owner(self, pm: Planner) -> None:
        pm.board()
        pm.add(Kind.CHALLENGE, "Fewer calls", vision="V1")
        for challenge, owner in (("C1", ""), ("C1", "Ana"), ("C1", " ANA "), ("C2", "")):
            pm.read(pm.add(Kind.TARGET, "One day", challenge=challenge, owner=owner, **TC), "9")
        pm.refuses(lambda: pm.move("TC2", "active"), "E_ONE_ACTIVE")
        pm.move("TC3", "active")
        pm.refuses(lambda: pm.move("TC4", "active"), "E_ONE_ACTIVE")
        pm.move("TC5", "active")
        pm.refuses(lambda: pm.set("TC3", owner=""), "E_ONE_ACTIVE")
        pm.refuses(lambda: pm.set("TC5", challenge="C1"), "E_ONE_ACTIVE")
        pm.move("TC1", "achieved")
        pm.move("TC2", "active")
        pm.refuses(lambda: pm.move("TC1", "active", "it slipped"), "E_ONE_ACTIVE")

    def test_one_obstacle_is_current(self, pm: Planner) -> None:
        pm.board()
        pm.add(Kind.OBSTACLE, "Prices are hidden", target="TC1")
        pm.refuses(lambda: pm.move("OB2", "current"), "E_ONE_CURRENT")
        pm.move("OB1", "parked")
        pm.move("OB2", "current")
        pm.refuses(lambda: pm.move("OB1", "current"), "E_ONE_CURRENT")

    def test_one_obstacle_is_current_also_when_it_moves_to_another_target(self, pm: Planner) -> None:
        pm.board()
        pm.add(Kind.TARGET, "One day", challenge="C1", **TC)
        pm.move(pm.add(Kind.OBSTACLE, "Prices are hidden", target="TC2"), "current")
        pm.refuses(lambda: pm.set("OB2", target="TC1"), "E_ONE_CURRENT")

    def test_one_experiment_runs(self, pm: Planner) -> None:
        pm.board()
        pm.move("X1", "running")
        pm.add(Kind.OBSTACLE, "Prices are hidden", target="TC1")
        pm.add(Kind.EXPERIMENT, "Show prices", obstacle="OB2", expect="more clicks", check_on="fri")
        pm.refuses(lambda: pm.move("X2", "running"), "E_ONE_RUNNING")
        pm.move("X1", "concluded", **DONE)
        pm.move("X2", "running")

    def test_one_experiment_runs_also_when_its_obstacle_moves(self, pm: Planner) -> None:
        pm.board()
        pm.move("X1", "running")
        pm.add(Kind.TARGET, "One day", challenge="C1", **TC)
        pm.add(Kind.OBSTACLE, "Prices are hidden", target="TC2")
        pm.add(Kind.EXPERIMENT, "Show prices", obstacle="OB2", expect="more clicks", check_on="fri")
        pm.move("X2", "running")
        pm.refuses(lambda: pm.set("OB2", target="TC1"), "E_ONE_RUNNING")
        pm.refuses(lambda: pm.set("X2", obstacle="OB1"), "E_ONE_RUNNING")

    @pytest.mark.parametrize("missing", ["expect", "check_on"])
    def test_an_experiment_starts_with_a_prediction_and_a_day(self, pm: Planner, missing: str) -> None:
        pm.board()
        pm.set("X1", **{missing: ""})
        error = pm.refuses(lambda: pm.move("X1", "running"), "E_EXPECT")
        assert error.field == missing
        assert missing in str(error.fix)
        pm.refuses(lambda: pm.move("X1", "running", expect="  "), "E_EXPECT")

    @pytest.mark.parametrize("locked", [{"expect": "the opposite"}, {"expect": ""}, {"check_on": "+9d"}])
    def test_a_prediction_is_locked_once_it_runs(self, pm: Planner, locked: dict[str, str]) -> None:
        pm.board()
        pm.set("X1", expect="price first, then filters")
        pm.move("X1", "running")
        pm.refuses(lambda: pm.set("X1", **locked), "E_LOCKED_FIELD")
        pm.refuses(lambda: pm.move("X1", "concluded", **DONE, **locked), "E_LOCKED_FIELD")
        pm.set("X1", note="said on the phone")
        pm.move("X1", "concluded", **DONE)
        pm.refuses(lambda: pm.set("X1", **locked), "E_CLOSED")

    @pytest.mark.parametrize("missing", DONE)
    def test_an_experiment_concludes_with_all_three(self, pm: Planner, missing: str) -> None:
        pm.board()
        pm.move("X1", "running")
        values = {name: value for name, value in DONE.items() if name != missing}
        assert pm.refuses(lambda: pm.move("X1", "concluded", **values), "E_CONCLUDE").field == missing
        pm.set("X1", **values)
        pm.refuses(lambda: pm.move("X1", "concluded"), "E_CONCLUDE")
        pm.move("X1", "concluded", **{missing: DONE[missing]})
        assert pm.doc("X1").state is ExperimentState.CONCLUDED

    def test_the_next_one_starts_only_when_the_last_has_ended(self, pm: Planner) -> None:
        pm.board()
        pm.move("X1", "running")
        pm.add(Kind.EXPERIMENT, "Show prices", obstacle="OB1", expect="more clicks", check_on="fri")
        pm.refuses(lambda: pm.move("X2", "running"), "E_ONE_RUNNING")
        pm.move("X1", "abandoned")
        pm.move("X2", "running")


class TestLinks:
    def test_point_at_things_that_exist(self, pm: Planner) -> None:
        pm.lockup()
        pm.refuses(lambda: pm.add(Kind.KEY_RESULT, "Pipeline", objective="O9", **KR), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.add(Kind.KEY_ACTION, "Call", key_result="KR9"), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.add(Kind.CHALLENGE, "Grow", vision="V9"), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.add(Kind.OBJECTIVE, "Grow", serves="G1"), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.set("O1", serves="C1"), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.set("KR1", objective="O2"), "E_UNKNOWN_REF")
        pm.refuses(lambda: pm.log("45m call >KR9"), "E_UNKNOWN_REF")
        ref = pm.log("45m call >KR1")
        pm.refuses(lambda: pm.set(ref, links="KR1, KR9"), "E_UNKNOWN_REF")

    def test_point_at_the_right_kind_of_thing(self, pm: Planner) -> None:
        pm.lockup()
        pm.board()
        pm.refuses(lambda: pm.add(Kind.KEY_RESULT, "Pipeline", objective="KR1", **KR), "E_WRONG_KIND")
        pm.refuses(lambda: pm.add(Kind.KEY_ACTION, "Call", key_result="O1"), "E_WRONG_KIND")
        pm.refuses(lambda: pm.set("O1", serves="KR1"), "E_WRONG_KIND")
        pm.refuses(lambda: pm.set("TC1", key_result="O1"), "E_WRONG_KIND")
        pm.refuses(lambda: pm.set("OB1", target="C1"), "E_WRONG_KIND")

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            (Kind.KEY_RESULT, KR),
            (Kind.KEY_ACTION, {}),
            (Kind.TARGET, TC),
            (Kind.OBSTACLE, {}),
            (Kind.EXPERIMENT, {}),
        ],
    )
    def test_what_belongs_to_something_says_to_what(
        self, pm: Planner, kind: Kind, fields: dict[str, str]
    ) -> None:
        pm.refuses(lambda: pm.add(kind, "Alone", **fields), "E_MISSING_FIELD")

    def test_nothing_is_added_below_what_is_closed_or_archived(self, pm: Planner) -> None:
        pm.lockup()
        pm.move("O1", "dropped")
        pm.refuses(lambda: pm.add(Kind.KEY_RESULT, "Pipeline", objective="O1", **KR), "E_CLOSED")
        pm.rm("KR1")
        pm.refuses(lambda: pm.add(Kind.KEY_ACTION, "Call", key_result="KR1"), "E_CLOSED")


class TestClosed:
    def test_changes_only_after_being_opened_with_a_reason(self, pm: Planner) -> None:
        pm.lockup()
        pm.move("KR1", "active")
        pm.move("KR1", "missed")
        pm.refuses(lambda: pm.set("KR1", title="Partners"), "E_CLOSED")
        pm.refuses(lambda: pm.read("KR1", "9"), "E_CLOSED")
        pm.refuses(lambda: pm.move("KR1", "active"), "E_REASON")
        pm.refuses(lambda: pm.move("KR1", "paused", "a reason"), "E_TRANSITION")
        pm.move("KR1", "active", "the pilot came back")
        assert pm.doc("KR1").state_reason == "the pilot came back"
        pm.set("KR1", title="Partners")

    def test_what_is_archived_does_not_change(self, pm: Planner) -> None:
        pm.lockup()
        pm.rm("KA1")
        pm.refuses(lambda: pm.set("KA1", title="Call twenty"), "E_ARCHIVED")
        pm.refuses(lambda: pm.move("KA1", "doing"), "E_ARCHIVED")
        pm.refuses(lambda: pm.rm("KA1"), "E_ARCHIVED")


class TestEntries:
    def test_end_after_they_start_and_last_twelve_hours_at_most(self, pm: Planner) -> None:
        pm.clock.move(hours=11)
        ref = pm.log("9:00-10:00 call")
        pm.refuses(lambda: pm.set(ref, start="10:00"), "E_ZERO")
        pm.refuses(lambda: pm.set(ref, start="10:30"), "E_ZERO")
        pm.refuses(lambda: pm.set(ref, end="2026-10-14T08:00"), "E_ZERO")
        pm.refuses(lambda: pm.set(ref, end="21:01"), "E_TOO_LONG")
        pm.refuses(lambda: pm.set(ref, minutes="721"), "E_TOO_LONG")
        pm.set(ref, end="21:00")
        assert pm.entry(ref).minutes == 720
        loose = pm.log("yesterday 1h call")
        pm.refuses(lambda: pm.set(loose, minutes="721"), "E_TOO_LONG")
        pm.refuses(lambda: pm.set(loose, minutes="0"), "E_ZERO")

    def test_are_not_in_the_future(self, pm: Planner) -> None:
        pm.refuses(lambda: pm.log("11:00-12:01 call"), "E_FUTURE")
        ref = pm.log("11:00-12:00 call")
        pm.refuses(lambda: pm.set(ref, end="12:01"), "E_FUTURE")
        pm.refuses(lambda: pm.set(ref, date="tomorrow"), "E_FUTURE")
        pm.refuses(lambda: pm.set(ref, start="", end="", date="2026-10-15"), "E_FUTURE")

    def test_never_overlap(self, pm: Planner) -> None:
        first = pm.log("9:00-10:00 call")
        pm.refuses(lambda: pm.log("9:59-10:30 mail"), "E_OVERLAP")
        second = pm.log("10:00-10:30 mail")
        pm.refuses(lambda: pm.set(first, end="10:01"), "E_OVERLAP")
        pm.refuses(lambda: pm.set(second, start="9:30"), "E_OVERLAP")

    def test_keep_a_day_a_day(self, pm: Planner) -> None:
        pm.log("yesterday 12h call")
        pm.log("yesterday 11h mail")
        assert "60 minutes" in str(pm.refuses(lambda: pm.log("yesterday 61m more"), "E_DAY_FULL").fix)
        ref = pm.log("yesterday 1h more")
        pm.refuses(lambda: pm.set(ref, minutes="61"), "E_DAY_FULL")

    @pytest.mark.parametrize(("now", "room"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
    def test_a_day_of_changing_clocks_has_its_own_length(self, pm: Planner, now: str, room: int) -> None:
        pm.clock.zone = "Europe/London"
        pm.clock.instant = datetime.fromisoformat(f"{now}T22:00:00+00:00").astimezone(UTC)
        pm.clock.move(days=1)
        pm.log("yesterday 12h call")
        pm.log("yesterday 10h mail")
        pm.refuses(lambda: pm.log(f"yesterday {(room - 22) * 60 + 1}m more"), "E_DAY_FULL")
        pm.log(f"yesterday {(room - 22) * 60}m more")
        pm.refuses(lambda: pm.log("yesterday 1m more"), "E_DAY_FULL")

    def test_minutes_are_the_difference_of_the_instants(self, pm: Planner) -> None:
        """Over the night in which the clocks go back, 23:00 to 02:00 are four hours."""
        pm.clock.zone = "Europe/London"
        pm.clock.instant = datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
        assert pm.entry(pm.log("yesterday 23:00-2:00 release")).minutes == 240
