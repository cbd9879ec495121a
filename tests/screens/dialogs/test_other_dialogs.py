"""Moves, readings, reasons and choices."""

from __future__ import annotations

from typing import cast

from pmtui.domain.documents import Document, Kind
from pmtui.domain.kata import Experiment
from pmtui.domain.plan import state_of
from pmtui.domain.strategy import KeyResult
from pmtui.screens.dialogs.choose_dialog import Choice, ChooseDialog
from pmtui.screens.dialogs.move_dialog import MoveDialog, MoveForm
from pmtui.screens.dialogs.reading_form import ReadingForm
from pmtui.screens.dialogs.reason_dialog import ReasonDialog
from pmtui.usecases.editing import move_document
from pmtui.usecases.session import Session
from tests.screens.dialogs.stage import (
    NOTHING,
    add,
    add_kata,
    add_strategy,
    paste,
    readings,
    seen,
    shown,
    type_lines,
)


async def test_a_move_that_needs_nothing_just_happens(session: Session) -> None:
    add_strategy(session)
    async with shown(MoveDialog(session, session.plan().find("O1"))) as (pilot, app):
        assert "being worked on" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
    assert state_of(cast(Document, app.result)) == "active"


async def test_concluding_asks_for_actual_verdict_and_learned(session: Session) -> None:
    add_kata(session)
    async with shown(MoveDialog(session, session.plan().find("X1"))) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, MoveForm)
        await pilot.press("ctrl+s")
        assert "needed" in seen(app)
        await type_lines(pilot, "Four named it")
        await pilot.press("b")
        await type_lines(pilot, "", "Price first")
        await pilot.pause()
    assert isinstance(app.result, Experiment)
    assert (app.result.state, app.result.verdict, app.result.learned) == (
        "concluded",
        "better",
        "Price first",
    )


async def test_reopening_asks_for_a_reason(session: Session) -> None:
    add_strategy(session)
    move_document(session, "O1", "dropped")
    async with shown(MoveDialog(session, session.plan().find("O1"))) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        assert app.result is NOTHING
        await type_lines(pilot, "The budget came back")
        await pilot.pause()
    assert state_of(session.plan().find("O1")) == "active"


async def test_activating_a_target_condition_measures_first(session: Session) -> None:
    add(session, Kind.CHALLENGE, title="Everybody signs up")
    way = {"unit": "days", "direction": "decrease", "baseline": "21", "target": "2"}
    add(session, Kind.TARGET, title="Buy in two days", challenge="C1", **way)
    async with shown(MoveDialog(session, session.plan().find("TC1"))) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        assert "Measure the current condition" in seen(app)
        await paste(pilot, "20")
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert state_of(cast(Document, app.result)) == "active"
    assert readings(session, "TC1") == ["20"]


async def test_what_is_final_says_so(session: Session) -> None:
    add_kata(session)
    move_document(session, "X1", "abandoned")
    async with shown(MoveDialog(session, session.plan().find("X1"))) as (pilot, app):
        assert "final" in seen(app)
        await pilot.press("escape")
    assert app.result is None


async def test_a_refused_move_stays_open_with_the_reason(session: Session) -> None:
    add_kata(session)
    async with shown(MoveDialog(session, session.plan().find("OB1"))) as (pilot, app):
        await pilot.press("enter")
        await pilot.pause()
        assert "OB2 is being worked on" in seen(app)
        assert app.result is NOTHING


async def test_a_reading_shows_the_last_ones_and_echoes_value_and_date(session: Session) -> None:
    add_strategy(session)
    async with shown(ReadingForm(session, session.plan().find("KR1"))) as (pilot, app):
        assert "12 partners" in seen(app)
        await type_lines(pilot, "14")
        assert "→ 14 partners" in seen(app)
        assert "→ Wed 14 Oct 2026 (today)" in seen(app)
        await type_lines(pilot, "", "8")
        await paste(pilot, "two signed")
        await pilot.press("ctrl+s")
    last = cast(KeyResult, app.result).readings[-1]
    assert (str(last.value), last.confidence, last.note) == ("14", 8, "two signed")


async def test_a_reading_is_read_as_it_is_typed_and_what_can_be_two_numbers_is_asked(
    session: Session,
) -> None:
    add_strategy(session)
    async with shown(ReadingForm(session, session.plan().find("KR1"))) as (pilot, app):
        await type_lines(pilot, "1,200")
        assert "can be 1200 or 1.2" in seen(app)
        await pilot.press("shift+tab", "home", "ctrl+k")
        await type_lines(pilot, "1.200,5 partners")
        assert "→ 1200.5 partners" in seen(app)
        await pilot.press("ctrl+s")
    assert str(cast(KeyResult, app.result).readings[-1].value) == "1200.5"


async def test_a_reading_that_takes_the_place_of_another_says_so(session: Session) -> None:
    add_strategy(session)
    async with shown(ReadingForm(session, session.plan().find("KR1"))) as (pilot, app):
        assert "takes the place" not in seen(app)
        await type_lines(pilot, "14")
        await pilot.press("ctrl+u")
        await paste(pilot, "2026-10-01")
        assert "takes the place of 12 partners" in seen(app)


async def test_a_confidence_above_ten_is_refused_at_its_field(session: Session) -> None:
    add_strategy(session)
    async with shown(ReadingForm(session, session.plan().find("KR1"))) as (pilot, app):
        await type_lines(pilot, "14", "")
        await paste(pilot, "11")
        await pilot.press("ctrl+s")
        assert app.result is NOTHING
        assert "▲" in seen(app)


async def test_a_reason_must_say_something(session: Session) -> None:
    async with shown(ReasonDialog("O1 is achieved; why open it again?")) as (pilot, app):
        await pilot.press("enter")
        assert "a reason is needed" in seen(app)
        await type_lines(pilot, "New [b]numbers")
    assert app.result == "New [b]numbers"


async def test_choosing_returns_the_value_and_esc_returns_nothing(session: Session) -> None:
    choices = [Choice("a", "First"), Choice("b", "[red]Second[/]", "more")]
    async with shown(ChooseDialog("Which?", choices)) as (pilot, app):
        assert "[red]Second[/]" in seen(app)
        await pilot.press("down", "enter")
        assert app.result == "b"
        app.open(ChooseDialog("Which?", choices))
        await pilot.press("escape")
    assert app.result is None
