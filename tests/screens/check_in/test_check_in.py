"""The daily check-in: Enter all the way, an experiment concluded honestly, drafts, and one undo for all of it."""

from __future__ import annotations

import pytest

from pmtui.domain.check_in import Answers
from pmtui.domain.documents import Kind
from pmtui.domain.kata import CoachingCycle, Experiment, ExperimentState, ObstacleState
from pmtui.domain.plan import state_of
from pmtui.errors import PmtuiError
from pmtui.screens.check_in.screen import CheckInScreen
from pmtui.screens.draftable import Draftable
from pmtui.usecases.drafts import list_drafts
from pmtui.usecases.editing import move_document
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.measuring import add_reading
from pmtui.usecases.session import Session
from pmtui.usecases.undoing import undo
from tests.screens.dialogs.stage import (
    NOTHING,
    Stage,
    add,
    add_kata,
    add_strategy,
    paste,
    readings,
    seen,
    session_at,
    shown,
    type_lines,
    type_text,
)

EXPECTED = "Three name the price"


async def test_enter_all_the_way_is_stored_as_unchanged(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        text = seen(app)
        assert "Buy in two days" in text
        assert "42 days left" in text
        await pilot.press("enter", "enter", "enter", "enter")
        assert isinstance(app.result, CoachingCycle)
    assert app.result.changed is False
    assert str(app.result.date) == "2026-10-14"
    assert readings(session, "TC1") == ["12"]


async def test_an_experiment_is_concluded_with_its_expectation_hidden_until_the_result_is_typed(
    session: Session,
) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter")
        await type_lines(pilot, "11")
        assert "Ask five people who stopped" in seen(app)
        assert EXPECTED not in seen(app)
        await pilot.press("c")
        assert EXPECTED not in seen(app)
        await pilot.press("enter")
        assert "what happened is needed" in seen(app)
        await type_lines(pilot, "Four named it")
        assert EXPECTED in seen(app)
        assert "Four named it" in seen(app)
        await pilot.press("b")
        await type_lines(pilot, "Price comes first")
        await pilot.press("enter")
        await type_lines(pilot, "Show the price first", "Three finish")
        await type_text(pilot, "fri")
        assert "→ Fri 16 Oct 2026" in seen(app)
        await pilot.press("enter")
        assert isinstance(app.result, CoachingCycle)
    first, second = session.plan().all(Experiment)
    assert (first.state, first.actual, first.learned) == (
        ExperimentState.CONCLUDED,
        "Four named it",
        "Price comes first",
    )
    assert (second.state, second.step, second.expect) == (
        ExperimentState.RUNNING,
        "Show the price first",
        "Three finish",
    )
    assert str(second.check_on) == "2026-10-16"
    assert readings(session, "TC1")[-1] == "11"


async def test_one_undo_takes_back_the_whole_check_in(session: Session) -> None:
    add_kata(session)
    before = session.plan()
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter")
        await type_lines(pilot, "11")
        await pilot.press("c")
        await type_lines(pilot, "Four named it")
        await pilot.press("w")
        await type_lines(pilot, "Ask otherwise")
        await pilot.press("enter", "enter")
        assert isinstance(app.result, CoachingCycle)
    undo(session)
    after = session.plan()
    assert {r: d.at_rev(0) for r, d in after.documents.items()} == {
        r: d.at_rev(0) for r, d in before.documents.items()
    }


async def test_what_happened_cannot_be_rewritten_once_it_was_compared(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter", "c")
        await type_lines(pilot, "Nothing of the kind")
        await pilot.press("shift+tab")
        assert "What did the last step show?" in seen(app)
        await pilot.press("c")
        assert "How does that compare?" in seen(app)
        assert "Nothing of the kind" in seen(app)


async def test_a_verdict_is_never_given_by_enter_alone(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter", "c")
        await type_lines(pilot, "Four named it")
        await pilot.press("enter", "enter")
        assert "How does that compare?" in seen(app)
        await pilot.press("down", "down", "enter")
        assert "What did you learn?" in seen(app)
        assert "better" in seen(app)


async def test_k_keeps_the_experiment_running(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter", "k")
        assert "X1 keeps running" in seen(app)
        assert "Which obstacle" in seen(app)
        await pilot.press("enter")
        assert isinstance(app.result, CoachingCycle)
    assert state_of(session.plan().find("X1")) == "running"


async def test_an_obstacle_that_is_gone_makes_room_for_a_new_one(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter", "k", "x")
        assert "OB2 Filters do not narrow is gone" in seen(app)
        await pilot.press("n")
        await type_lines(pilot, "[b]Nobody[/b] trusts the price")
        assert isinstance(app.result, CoachingCycle)
    plan = session.plan()
    assert state_of(plan.find("OB2")) == ObstacleState.GONE
    assert plan.find("OB3").headline == "[b]Nobody[/b] trusts the price"
    assert state_of(plan.find("OB3")) == ObstacleState.CURRENT


async def test_after_one_that_is_gone_another_obstacle_can_be_worked_on(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter", "k", "x")
        assert "OB2 Filters do not narrow is gone" in seen(app)
        await pilot.press("x")
        assert "is gone" not in seen(app)
        await pilot.press("x", "down", "enter")
        assert isinstance(app.result, CoachingCycle)
        assert app.result.answers.obstacle == "OB1"
    plan = session.plan()
    assert [state_of(plan.find(ref)) for ref in ("OB1", "OB2")] == ["current", "gone"]


async def test_what_cannot_be_stored_is_said_and_the_last_question_stays(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter", "c")
        await type_lines(pilot, "Four named it")
        await pilot.press("a")
        await type_lines(pilot, "Price first")
        await pilot.press("enter")
        await type_lines(pilot, "Ask ten", "Six do")
        move_document(session, "X1", "abandoned")
        await type_lines(pilot, "fri")
        assert "X1 does not run any more" in seen(app)
        assert "When can we go and see" in seen(app)
        await pilot.press("escape")
    (draft,) = list_drafts(session)
    assert (draft.values["at"], draft.values["check_on"]) == ("check_on", "fri")


async def test_a_refused_answer_is_explained_and_stays(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter")
        await type_lines(pilot, "1,500")
        assert "can be 1500 or 1.5" in seen(app)
        assert app.result is NOTHING


async def test_a_step_without_an_obstacle_is_refused_in_words(session: Session) -> None:
    add_kata(session)
    move_document(session, "X1", "abandoned")
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter", "x", "enter")
        await type_lines(pilot, "Try something")
        assert "a step needs the obstacle" in seen(app)


async def test_a_draft_survives_esc_and_goes_on_where_it_was_left(session: Session) -> None:
    add_kata(session)
    screen = CheckInScreen(session)
    async with shown(screen) as (pilot, app):
        assert isinstance(screen, Draftable)
        await pilot.press("enter")
        await type_lines(pilot, "11")
        await pilot.press("c")
        await paste(pilot, "Four of")
        await pilot.press("escape")
        assert app.result is None
        app.open(CheckInScreen(session))
        await pilot.pause()
        assert "Draft from 14:20 restored" in seen(app)
        assert "What happened?" in seen(app)
        await paste(pilot, " five")
        await pilot.press("enter", "a")
        await type_lines(pilot, "They look for the price")
        await pilot.press("enter", "enter")
        assert isinstance(app.result, CoachingCycle)
    assert [step.actual for step in session.plan().all(Experiment)] == ["Four of five"]
    assert list_drafts(session) == []


async def test_a_draft_keeps_its_date_across_midnight(session: Session) -> None:
    add_kata(session)
    late = session_at(session.store.root, "2026-10-14T23:58:00+00:00")
    early = session_at(session.store.root, "2026-10-15T00:03:00+00:00")
    async with shown(CheckInScreen(late)) as (pilot, app):
        await pilot.press("enter")
        await type_lines(pilot, "11")
        await pilot.press("escape")
        app.open(CheckInScreen(early))
        await pilot.pause()
        assert "yesterday" in seen(app)
        await pilot.press("k", "enter")
        assert isinstance(app.result, CoachingCycle)
    assert str(app.result.date) == "2026-10-14"


async def test_ctrl_n_starts_afresh(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter")
        await paste(pilot, "11")
        await pilot.press("escape")
        app.open(CheckInScreen(session))
        await pilot.pause()
        await pilot.press("ctrl+n")
        assert "What is the target condition?" in seen(app)
        await pilot.press("escape")
    assert list_drafts(session) == []


async def test_five_unchanged_in_a_row_ask_whether_the_step_is_too_big(session: Session) -> None:
    add_kata(session)
    for _ in range(5):
        finish_check_in(session, open_check_in(session), Answers(), 5)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter", "enter")
        assert "Is the step too big?" in seen(app)


async def test_without_an_active_target_the_readings_that_are_due_are_asked_for(session: Session) -> None:
    add_strategy(session)
    move_document(session, "O1", "active")
    move_document(session, "KR1", "active")
    async with shown(CheckInScreen(session)) as (pilot, app):
        assert "Activated partners" in seen(app)
        assert "last 12" in seen(app)
        await type_text(pilot, "14")
        assert "→ 14 partners" in seen(app)
        await pilot.press("enter")
        assert app.result is None
    assert readings(session, "KR1")[-1] == "14"


async def test_when_nothing_is_due_a_friendly_sentence_says_so(session: Session) -> None:
    async with shown(CheckInScreen(session)) as (pilot, app):
        assert "Enjoy the quiet" in seen(app)
        await pilot.press("enter")
    assert app.result is None


def test_a_ref_that_cannot_be_checked_in_on_is_refused_before_anything_opens(session: Session) -> None:
    add(session, Kind.GOAL, title="Grow")
    with pytest.raises(PmtuiError, match="no target condition"):
        CheckInScreen(session, "G1")


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_every_card_fits(session: Session, size: tuple[int, int]) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session), size) as (pilot, app):
        for keys in (["enter"], ["enter"], ["c"]):
            _assert_fits(app)
            await pilot.press(*keys)
        await type_lines(pilot, "Four named it")
        _assert_fits(app)
        await pilot.press("b")
        await type_lines(pilot, "Price first")
        _assert_fits(app)


def _assert_fits(app: Stage) -> None:
    text = seen(app)
    assert "esc leave" in text
    assert "╭" in text
    assert "╯" in text


async def test_a_reading_of_today_is_said_to_be_replaced_and_numbers_are_echoed(session: Session) -> None:
    add_kata(session)
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter")
        assert "takes the place" not in seen(app)
    add_reading(session, "TC1", "11")
    async with shown(CheckInScreen(session)) as (pilot, app):
        await pilot.press("enter")
        assert "takes the place of that reading" in seen(app)
        await type_text(pilot, "10,5 days")
        assert "10.5 days" in seen(app)
