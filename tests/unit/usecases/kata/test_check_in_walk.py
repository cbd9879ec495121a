"""The way through the questions of a check-in: what comes when, what is refused, and what a draft brings back."""

from __future__ import annotations

from typing import Any

import pytest

from pmtui.data import plans
from pmtui.domain.check_in import Answers
from pmtui.domain.documents import Kind
from pmtui.domain.plan import Plan, plan_of
from pmtui.errors import PmtuiError
from pmtui.usecases.kata.check_in_drafts import draft_of, kept_words, restored
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.kata.check_in_walk import Walk
from tests.unit.planner import Planner


@pytest.fixture
def board(pm: Planner) -> Planner:
    """Two obstacles, OB1 being worked on, and X1 running against it."""
    pm.board()
    pm.add(Kind.OBSTACLE, "Prices are hidden", target="TC1")
    pm.move("X1", "running")
    return pm


def walk(pm: Planner, *answers: str) -> Walk:
    """The check-in after ``answers``."""
    at = Walk(open_check_in(pm.session))
    for text in answers:
        at = at.answer(text)
    return at


def test_enter_all_the_way_asks_four_questions_while_an_experiment_runs(board: Planner) -> None:
    asked, at = [], walk(board)
    while not at.is_done:
        asked.append(at.at)
        at = at.answer("")
    assert asked == ["target", "actual", "experiment", "obstacle"]
    assert at.answers == Answers()


def test_all_questions_come_in_the_order_of_the_table(board: Planner) -> None:
    asked, at = [], walk(board)
    for text in ("", "17", "c", "it rained", "w", "ask earlier", "", "ask ten", "six do", ""):
        asked.append(at.question.number)
        at = at.answer(text)
    assert at.is_done
    assert asked == [1, 2, 2, 2, 2, 2, 3, 4, 4, 5]


def test_an_answer_that_is_refused_leaves_the_walk_as_it_was(board: Planner) -> None:
    at = walk(board, "")
    with pytest.raises(PmtuiError):
        at.answer("many")
    assert (at.at, at.answers) == ("actual", Answers())


def test_after_gone_the_obstacle_is_asked_again_with_those_that_are_left(board: Planner) -> None:
    at = walk(board, "", "", "k", "x")
    assert at.at == "obstacle"
    assert [(offer.answer, offer.words) for offer in at.offers] == [
        ("", "none for now"),
        ("1", "OB2 Prices are hidden"),
    ]
    assert at.answer("1").answers == Answers(gone=True, obstacle="OB2")
    assert at.answer("n Nobody asks").answers == Answers(gone=True, new_obstacle="Nobody asks")
    assert at.answer("").answers == Answers(gone=True)
    assert at.answer("x").answers == Answers()
    with pytest.raises(PmtuiError, match="'2' is not possible"):
        at.answer("2")


def test_the_one_chosen_after_gone_is_worked_on(board: Planner) -> None:
    at = walk(board, "", "", "k", "x", "1")
    cycle = finish_check_in(board.session, at.opened, at.answers, 5)
    assert [board.doc(ref).state for ref in ("OB1", "OB2")] == ["gone", "current"]
    assert (cycle.answers.obstacle, cycle.changed) == ("OB2", True)


def test_what_happened_is_not_asked_again_once_it_was_compared(board: Planner) -> None:
    at = walk(board, "", "", "c", "it rained")
    assert at.at == "verdict"
    assert at.back().at == "experiment"
    assert at.back().answer("c").at == "verdict"


def test_back_from_the_end_is_the_last_question(board: Planner) -> None:
    done = walk(board, "", "", "k", "")
    assert done.is_done
    assert done.back().at == "obstacle"
    assert walk(board).back().at == "target"


def test_a_draft_goes_on_where_it_was_left(board: Planner) -> None:
    at = walk(board, "", "17", "c", "it rained", "w")
    again, pending = restored(walk(board), draft_of(at, "ask ear"))
    assert (again, pending) == (at, "ask ear")
    opening = walk(board).press("x")
    assert opening is None
    new = walk(board, "", "", "k").press("n")
    assert new is not None
    assert restored(walk(board), draft_of(new, "Nobody"))[0] == new


def test_drafts_of_older_versions_are_read(board: Planner) -> None:
    old = {
        "actual": "17", "conclude": "yes", "experiment_actual": "it rained", "at": "verdict",
        "date": "2026-10-13", "pending": "", "revealed": "yes", "weather": "unknown to anybody",
    }  # fmt: skip
    again, pending = restored(walk(board), old)
    assert (again.at, str(again.date), pending) == ("verdict", "2026-10-13", "")
    assert again.answers == Answers(actual="17", conclude=True, experiment_actual="it rained")
    assert kept_words(old) == ["actual now: 17", "the experiment ends", "what happened: it rained"]
    assert restored(walk(board), {"actual": "17", "at": "expect", "pending": "x"})[0].at == "target"


def test_the_plan_is_read_once_when_it_opens_and_once_when_it_is_stored(
    board: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    loads: list[Plan] = []

    def counted(*given: Any) -> Plan:
        loads.append(plan_of(*given))
        return loads[-1]

    monkeypatch.setattr(plans, "plan_of", counted)
    script = ("", "17", "c", "it rained", "w", "ask earlier", "x", "n Nobody asks", "ask ten", "six do", "")
    at = walk(board, *script)
    assert len(loads) == 1
    assert finish_check_in(board.session, at.opened, at.answers, 5).changed
    assert len(loads) == 2
