"""The quick bar: understood while typed, refused in place, stored by Enter."""

from __future__ import annotations

from typing import cast

from textual.widgets import Input

from pmtui.data.time_log import load_timer
from pmtui.domain.entries import TimeEntry
from pmtui.domain.modes import Mode
from pmtui.screens.dialogs.overlap_dialog import OverlapDialog
from pmtui.screens.dialogs.quick_bar import QuickBar
from pmtui.usecases.entries import stored_entry
from pmtui.usecases.kept_lines import keep_line, kept_lines
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import Logged, log_line
from tests.screens.dialogs.stage import NOTHING, Stage, add_strategy, paste, seen, shown, type_text


def _line(app: Stage) -> Input:
    return app.screen.query_one(Input)


def _entry(app: Stage) -> TimeEntry:
    entry = cast(Logged, app.result).entry
    assert entry is not None
    return entry


async def test_a_line_is_understood_while_it_is_typed_and_stored_by_enter(session: Session) -> None:
    add_strategy(session)
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m pricing [b]tiers >kr1 @acme ~pri -- why")
        text = seen(app)
        for part in (
            "strategic",
            "13:35–14:20",
            "45 min",
            "KR1 Activated partners",
            "@acme",
            "~pricing",
            "+ note",
        ):
            assert part in text
        await pilot.press("enter")
    assert (_entry(app).minutes, _entry(app).text, _entry(app).note) == (45, "pricing [b]tiers", "why")


async def test_a_fire_is_logged_by_a_duration_and_a_few_words(session: Session) -> None:
    async with shown(QuickBar(session, "fire ")) as (pilot, app):
        assert "how long and what" in seen(app)
        await type_text(pilot, "30m sso")
        await pilot.press("enter")
    assert (_entry(app).mode, _entry(app).minutes, _entry(app).text) == (Mode.FIREFIGHT, 30, "sso")


async def test_a_missing_time_is_no_alarm_until_enter(session: Session) -> None:
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "pricing @acme")
        assert "@acme" in seen(app)
        assert "▲" not in seen(app)
        await pilot.press("enter")
        assert "▲" in seen(app)
        assert app.result is NOTHING
        assert _line(app).value == "pricing @acme"


async def test_enter_on_an_error_keeps_the_text_and_goes_to_the_span(session: Session) -> None:
    add_strategy(session)
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m >KR9 pricing")
        await pilot.press("enter")
        assert _line(app).value == "45m >KR9 pricing"
        assert 4 <= _line(app).cursor_position <= 8
        assert app.result is NOTHING


async def test_ctrl_f_applies_the_fix(session: Session) -> None:
    add_strategy(session)
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m >KR9 pricing")
        assert "ctrl+f" in seen(app)
        await pilot.press("ctrl+f")
        assert "KR9" not in _line(app).value
        await pilot.press("enter")
        assert isinstance(app.result, Logged)


async def test_tab_completes_a_title_to_its_ref(session: Session) -> None:
    add_strategy(session)
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m calls >act")
        assert ">KR1 Activated partners" in seen(app)
        await pilot.press("tab")
        assert _line(app).value == "45m calls >KR1 "


async def test_down_and_right_choose_another_completion(session: Session) -> None:
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m x ~pro")
        await pilot.press("down", "right")
        assert _line(app).value in ("45m x ~propositions ", "45m x ~promotion ", "45m x ~product-strategy ")


async def test_an_overlap_is_said_live_and_asked_about_on_enter(session: Session) -> None:
    log_line(session, "13:00-14:00 roadmap")
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "13:30-14:10 outage")
        assert "shares time with t1" in seen(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, OverlapDialog)
        await pilot.press("escape")
        assert _line(app).value == "13:30-14:10 outage"
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert _entry(app).minutes == 40
    assert stored_entry(session.store, "t1").minutes == 30


async def test_up_recalls_what_was_logged_before(session: Session) -> None:
    log_line(session, "9:00-9:30 login down @acme !outage")
    async with shown(QuickBar(session)) as (pilot, app):
        await pilot.press("up")
        assert _line(app).value == "fire login down @acme !outage "
        await pilot.press("down")
        assert _line(app).value == ""


async def test_a_line_left_by_esc_comes_back_with_up(session: Session) -> None:
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m half a thought")
        await pilot.press("escape")
        assert app.result is None
        app.open(QuickBar(session))
        await pilot.pause()
        assert "45m half a thought" in seen(app)
        await pilot.press("up")
        assert _line(app).value.strip() == "45m half a thought"


async def test_the_timer_starts_and_stops_through_the_same_bar(session: Session) -> None:
    async with shown(QuickBar(session, verb="start")) as (pilot, app):
        assert "Start the timer" in seen(app)
        await paste(pilot, "14:00 pricing")
        await pilot.press("enter")
        assert load_timer(session.store) is not None
        app.open(QuickBar(session, verb="stop"))
        await pilot.pause()
        await pilot.press("enter")
    assert _entry(app).minutes == 20


async def test_the_bar_fits_the_smallest_terminal(session: Session) -> None:
    add_strategy(session)
    async with shown(QuickBar(session), (60, 20)) as (pilot, app):
        await paste(pilot, "45m pricing >KR1 @acme @initech !outage ~pricing #tag")
        text = seen(app)
    assert "esc back" in text
    assert "45m pricing" in text


async def test_words_complete_as_signs_do(session: Session) -> None:
    add_strategy(session)
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m call Link:activ")
        await pilot.press("tab")
        await type_text(pilot, "cause:outa")
        await pilot.press("tab")
        assert _line(app).value == "45m call Link:KR1 cause:outage "
        assert "KR1 Activated partners" in seen(app)
        assert "!outage" in seen(app)
        await pilot.press("enter")
    assert (_entry(app).links, _entry(app).cause, _entry(app).text) == (("KR1",), "outage", "call")


async def test_words_that_are_read_as_text_are_named(session: Session) -> None:
    async with shown(QuickBar(session)) as (pilot, app):
        await paste(pilot, "45m plan next week")
        assert "'next week' is read as text" in seen(app)


async def test_a_line_the_command_line_could_not_store_comes_back_with_up(session: Session) -> None:
    log_line(session, "9:00-9:30 login down")
    keep_line(session, "45m call the bank")
    keep_line(session, "writing", "start")
    async with shown(QuickBar(session)) as (pilot, app):
        assert "brings back" in seen(app)
        await pilot.press("up")
        first = _line(app).value.strip()
        await pilot.press("up")
        assert {first, _line(app).value.strip()} == {"45m call the bank", "start writing"}
        await pilot.press(*["down"] * ("start" in _line(app).value))
        assert _line(app).value.strip() == "45m call the bank"
        await pilot.press("enter")
        assert _entry(app).text == "call the bank"
    assert kept_lines(session) == ["start writing"]
