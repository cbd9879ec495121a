"""The daily check-in: five questions, one coaching cycle, one undo step."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmtui.domain.check_in import Answers, CheckIn, read_actual, read_check_on, read_obstacle, read_verdict
from pmtui.domain.documents import Kind
from pmtui.domain.kata import CoachingCycle, Verdict
from pmtui.domain.metrics import Direction, Metric
from pmtui.domain.numbers import DecimalMark
from pmtui.errors import ConflictError, PmtuiError
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from tests.unit.planner import TC, Planner

CONCLUDE = Answers(
    conclude=True, experiment_actual="it was the price", verdict="w", learned="price comes first"
)


def check_in(pm: Planner, answers: Answers | None = None, seconds: int = 9) -> CoachingCycle:
    return finish_check_in(pm.session, open_check_in(pm.session), answers or Answers(), seconds)


@pytest.fixture
def board(pm: Planner) -> Planner:
    """An active target condition, an obstacle being worked on, and an experiment that runs."""
    pm.board()
    pm.set("TC1", start="2026-10-01", due="2026-10-31")
    pm.move("X1", "running")
    return pm


class TestOpening:
    def test_shows_where_things_stand(self, board: Planner) -> None:
        board.add(Kind.OBSTACLE, "Prices are hidden", target="TC1")
        board.move(board.add(Kind.OBSTACLE, "Slow search", target="TC1"), "gone")
        opened = open_check_in(board.session)
        assert (opened.target.ref, opened.date, opened.days_left) == ("TC1", date(2026, 10, 14), 17)
        assert [o.ref for o in opened.obstacles] == ["OB1", "OB2"]
        assert opened.current is not None
        assert opened.current.ref == "OB1"
        assert opened.experiment is not None
        assert opened.experiment.ref == "X1"
        assert opened.standing.progress == 0.0
        assert opened.next_working_day == date(2026, 10, 15)
        assert opened.unchanged == 0

    def test_is_about_the_target_unchecked_longest(self, board: Planner) -> None:
        board.read(board.add(Kind.TARGET, "One day", challenge="C1", owner="Ana", **TC), "9")
        board.move("TC2", "active")
        check_in(board)
        assert open_check_in(board.session).target.ref == "TC2"
        assert open_check_in(board.session, "tc1").target.ref == "TC1"

    def test_needs_an_active_target_condition(self, pm: Planner) -> None:
        pm.refuses(lambda: open_check_in(pm.session), "E_NO_TARGET")
        pm.board()
        pm.add(Kind.TARGET, "One day", challenge="C1", **TC)
        pm.refuses(lambda: open_check_in(pm.session, "TC2"), "E_NOT_ACTIVE")
        pm.refuses(lambda: open_check_in(pm.session, "OB1"), "E_WRONG_KIND")
        pm.refuses(lambda: open_check_in(pm.session, "TC9"), "E_UNKNOWN_REF")

    def test_on_friday_the_next_working_day_is_monday(self, board: Planner) -> None:
        board.clock.move(days=2)
        assert open_check_in(board.session).next_working_day == date(2026, 10, 19)


class TestUnchanged:
    def test_enter_all_the_way_stores_a_cycle_and_writes_no_reading(self, board: Planner) -> None:
        before = board.everything()
        cycle = check_in(board)
        assert (cycle.changed, cycle.seconds, cycle.target, cycle.date) == (
            False,
            9,
            "TC1",
            date(2026, 10, 14),
        )
        assert (cycle.answers.experiment, cycle.answers.obstacle) == ("X1", "OB1")
        added = board.everything()
        assert {key: added[key] for key in before} == before
        assert len(added) == len(before) + 1
        board.undo()
        assert board.everything() == before

    def test_five_in_a_row_ask_whether_the_step_is_too_big(self, board: Planner) -> None:
        for _ in range(4):
            check_in(board)
            board.clock.move(days=1)
        assert not open_check_in(board.session).asks_smaller_step
        check_in(board)
        assert open_check_in(board.session).asks_smaller_step
        check_in(board, Answers(actual="20"))
        assert open_check_in(board.session).unchanged == 0
        board.undo()
        assert open_check_in(board.session).unchanged == 5

    def test_choosing_the_same_obstacle_is_unchanged(self, board: Planner) -> None:
        assert not check_in(board, Answers(obstacle="ob1")).changed


class TestChanged:
    def test_everything_at_once_is_one_cycle_and_one_undo_step(self, board: Planner) -> None:
        before = board.everything()
        count = len(board.session.store.history())
        answers = Answers(
            actual="17",
            conclude=True,
            experiment_actual="it was the price",
            verdict="a",
            learned="price comes first",
            gone=True,
            new_obstacle="Prices are hidden",
            next_step="Show prices first",
            expect="more clicks",
            check_on="+3d",
        )
        cycle = check_in(board, answers, seconds=50)
        assert len(board.session.store.history()) == count + 1
        assert board.doc("TC1").readings[-1].value == Decimal(17)
        assert [board.doc(ref).state for ref in ("X1", "X2", "OB1", "OB2")] == [
            "concluded",
            "running",
            "gone",
            "current",
        ]
        assert (board.doc("X2").expect, board.doc("X2").check_on) == ("more clicks", date(2026, 10, 17))
        assert (board.doc("X1").learned, board.doc("X1").ended_on) == (
            "price comes first",
            date(2026, 10, 14),
        )
        said = cycle.answers
        assert cycle.changed
        assert (said.actual, said.experiment, said.concluded) == (Decimal(17), "X1", True)
        assert (said.verdict, said.learned) == (Verdict.AS_EXPECTED, "price comes first")
        assert (said.obstacle, said.next_experiment, said.check_on) == ("OB2", "X2", date(2026, 10, 17))
        board.undo()
        assert board.everything() == before
        board.redo()
        assert board.doc("X2").state == "running"

    def test_the_obstacle_can_be_exchanged(self, board: Planner) -> None:
        board.add(Kind.OBSTACLE, "Prices are hidden", target="TC1")
        check_in(board, Answers(obstacle="OB2"))
        assert (board.doc("OB1").state, board.doc("OB2").state) == ("parked", "current")

    def test_a_gone_obstacle_needs_no_follower(self, board: Planner) -> None:
        cycle = check_in(board, Answers(gone=True))
        assert (board.doc("OB1").state, cycle.answers.obstacle) == ("gone", None)

    def test_the_date_is_fixed_when_it_opens(self, board: Planner) -> None:
        opened = open_check_in(board.session)
        board.clock.move(hours=12, minutes=1)
        cycle = finish_check_in(board.session, opened, Answers(actual="19"), 5)
        assert cycle.date == date(2026, 10, 14)
        assert board.doc("TC1").readings[-1].on == date(2026, 10, 14)

    def test_without_a_day_it_is_the_next_working_one(self, board: Planner) -> None:
        board.move("X1", "abandoned")
        board.clock.move(days=2)
        check_in(board, Answers(next_step="Call five", expect="two answer"))
        assert board.doc("X2").check_on == date(2026, 10, 19)


class TestRefused:
    """Nothing is stored when one answer is refused, whatever the others were."""

    @pytest.mark.parametrize(
        ("answers", "code"),
        [
            (Answers(actual="few"), "E_BAD_NUMBER"),
            (Answers(actual="17", conclude=True, verdict="w", learned="x"), "E_MISSING_FIELD"),
            (Answers(actual="17", conclude=True, experiment_actual="x", learned="x"), "E_BAD_VERDICT"),
            (Answers(actual="17", conclude=True, experiment_actual="x", verdict="b"), "E_MISSING_FIELD"),
            (Answers(actual="17", obstacle="OB9"), "E_UNKNOWN_REF"),
            (Answers(actual="17", new_obstacle="two\nlines"), "E_LINE_BREAK"),
            (Answers(actual="17", next_step="More", expect="more"), "E_ONE_RUNNING"),
        ],
    )
    def test_while_an_experiment_runs(self, board: Planner, answers: Answers, code: str) -> None:
        board.refuses(lambda: check_in(board, answers), code)

    @pytest.mark.parametrize(
        ("answers", "code"),
        [
            (Answers(actual="17", next_step="More"), "E_MISSING_FIELD"),
            (Answers(actual="17", next_step="More", expect="more", check_on="yesterday"), "E_PAST"),
            (Answers(actual="17", next_step="More", expect="more", check_on="1/12"), "E_AMBIG_DATE"),
            (Answers(actual="17", gone=True, next_step="More", expect="more"), "E_NO_OBSTACLE"),
            (
                Answers(actual="17", conclude=True, experiment_actual="x", verdict="b", learned="x"),
                "E_NO_EXPERIMENT",
            ),
        ],
    )
    def test_while_none_runs(self, board: Planner, answers: Answers, code: str) -> None:
        board.move("X1", "abandoned")
        board.refuses(lambda: check_in(board, answers), code)

    def test_an_experiment_that_ended_meanwhile_is_not_concluded_twice(self, board: Planner) -> None:
        opened = open_check_in(board.session)
        board.move("X1", "abandoned")
        with pytest.raises(ConflictError) as caught:
            finish_check_in(board.session, opened, CONCLUDE, 5)
        assert caught.value.fix

    def test_a_target_that_closed_meanwhile(self, board: Planner) -> None:
        opened = open_check_in(board.session)
        board.move("TC1", "achieved")
        board.refuses(lambda: finish_check_in(board.session, opened, Answers(), 5), "E_NOT_ACTIVE")


class TestReading:
    @pytest.fixture
    def opened(self, board: Planner) -> CheckIn:
        return open_check_in(board.session)

    @pytest.mark.parametrize(
        ("text", "verdict"),
        [
            ("a", Verdict.AS_EXPECTED),
            ("As Expected", Verdict.AS_EXPECTED),
            (" B ", Verdict.BETTER),
            ("worse", Verdict.WORSE),
            ("i", Verdict.INCONCLUSIVE),
        ],
    )
    def test_a_verdict_by_key_or_word(self, text: str, verdict: Verdict) -> None:
        assert read_verdict(text) is verdict

    def test_an_actual_is_a_number_or_nothing(self) -> None:
        days = Metric(unit="days", direction=Direction.DECREASE)
        assert read_actual(" ", days, None) is None
        assert read_actual(" 4,5 days", days, None) == Decimal("4.5")
        with pytest.raises(PmtuiError) as caught:
            read_actual("1,200", days, None)
        assert caught.value.fix == "type 1200 or 1.2"
        assert read_actual("1,200", days, DecimalMark.COMMA) == Decimal("1.2")

    def test_a_day_to_go_and_see_is_today_or_later(self, opened: CheckIn) -> None:
        assert read_check_on(opened, "today") == date(2026, 10, 14)
        assert read_check_on(opened, "fri") == date(2026, 10, 16)
        assert read_check_on(opened, " ") == date(2026, 10, 15)

    def test_an_obstacle_is_one_of_the_open_ones(self, opened: CheckIn) -> None:
        assert read_obstacle(opened, " ob1 ").ref == "OB1"
