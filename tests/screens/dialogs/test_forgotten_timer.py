"""A timer that was forgotten: the app asks when it ended, in one dialog."""

from __future__ import annotations

from textual.widgets import Input

from pmtui.data.time_log import load_timer
from pmtui.screens.dialogs.forgotten_timer import ForgottenTimer
from pmtui.screens.dialogs.overlap_dialog import OverlapDialog
from pmtui.screens.dialogs.quick_bar import QuickBar
from pmtui.usecases.entries import stored_entry
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line
from pmtui.usecases.undoing import undo
from tests.screens.cockpit_stage import MovableClock, cockpit, text_of, toasts
from tests.screens.dialogs.stage import paste

MORNING = "2026-10-15T09:00:00+00:00"


def forget(session: Session, line: str = "17:00 fire checkout [b]errors") -> None:
    """Start a timer at five in the afternoon, and come back the next morning."""
    clock = session.clock
    assert isinstance(clock, MovableClock)
    clock.set("2026-10-14T17:00:00+00:00")
    log_line(session, line, "start")
    clock.set(MORNING)


async def test_s_asks_and_enter_logs_the_time_that_is_offered(story: Session) -> None:
    forget(story)
    async with cockpit(story) as (pilot, _):
        await pilot.press("s")
        assert isinstance(pilot.app.screen, ForgottenTimer)
        shown = text_of(pilot)
        assert "checkout [b]errors" in shown
        assert "Wed 14 Oct 17:00, 16:00 h" in shown
        assert "→ Wed 14 Oct 17:30, 0:30 h" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert "Stop the timer: 30 min" in toasts(pilot)[-1]
    entry = stored_entry(story.store, "t3")
    assert (entry.minutes, entry.text) == (30, "checkout [b]errors")
    assert load_timer(story.store) is None


async def test_another_time_is_echoed_and_logged_or_refused_in_the_dialog(story: Session) -> None:
    forget(story)
    async with cockpit(story) as (pilot, _):
        await pilot.press("s")
        field = pilot.app.screen.query_one(Input)
        for typed, said in (
            ("16:00", "is still to come"),
            ("yesterday 16:00", "before it began"),
            ("2am", "→ Thu 15 Oct 02:00, 9:00 h"),
            ("9:00", "→ Thu 15 Oct 09:00, 16:00 h"),
        ):
            field.value = typed
            await pilot.pause()
            assert said in text_of(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, ForgottenTimer)
        assert "at most 12 hours" in text_of(pilot)
        assert "ends the timer" not in text_of(pilot)
        field.value = "18:15"
        await pilot.press("enter")
        await pilot.pause()
    assert stored_entry(story.store, "t3").minutes == 75


async def test_what_is_typed_takes_the_place_of_the_time_that_is_offered(story: Session) -> None:
    forget(story)
    async with cockpit(story) as (pilot, _):
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*"6pm")
        await pilot.pause()
        assert "→ Wed 14 Oct 18:00, 1:00 h" in text_of(pilot)
        await pilot.press("enter")
        await pilot.pause()
    assert stored_entry(story.store, "t3").minutes == 60


async def test_what_is_no_time_is_said_not_taken_for_text(story: Session) -> None:
    forget(story)
    async with cockpit(story) as (pilot, _):
        await pilot.press("s")
        for typed in ("17h30", "last night", "at 6", "17:3018:30"):
            pilot.app.screen.query_one(Input).value = typed
            await pilot.pause()
            assert f"'{typed}' does not say at what time the timer ended" in " ".join(text_of(pilot).split())


async def test_forgetting_drops_it_and_undo_brings_it_back(story: Session) -> None:
    forget(story)
    async with cockpit(story) as (pilot, _):
        await pilot.press("s", "ctrl+d")
        await pilot.pause()
        assert load_timer(story.store) is None
        await pilot.press("u")
        await pilot.pause()
    assert load_timer(story.store) is not None


async def test_esc_leaves_everything_as_it_is(story: Session) -> None:
    forget(story)
    before = story.store.signature()
    async with cockpit(story) as (pilot, screen):
        await pilot.press("s", "escape")
        assert pilot.app.screen is screen
    assert story.store.signature() == before


async def test_the_offer_ends_where_the_next_entry_begins(story: Session) -> None:
    forget(story)
    log_line(story, "yesterday 17:10-18:00 call")
    async with cockpit(story) as (pilot, _):
        await pilot.press("s")
        assert "→ Wed 14 Oct 17:10, 0:10 h" in text_of(pilot)
        pilot.app.screen.query_one(Input).value = "17:20"
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, OverlapDialog)
        await pilot.press("down", "enter")
        await pilot.pause()
    assert stored_entry(story.store, "t4").minutes == 10


async def test_the_quick_bar_asks_too_and_then_starts_what_is_switched_to(story: Session) -> None:
    forget(story)
    async with cockpit(story) as (pilot, _):
        for line, ref in (("switch 17:45 fire sso", "t3"), ("switch fire sso >KR1", "t4")):
            await pilot.press("l")
            await paste(pilot, line)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(pilot.app.screen, ForgottenTimer)
            await pilot.press("enter")
            await pilot.pause()
            await pilot.pause()
            timer = load_timer(story.store)
            assert timer is not None
            assert (timer.text, timer.start.isoformat()) == ("sso", MORNING)
            assert stored_entry(story.store, ref).minutes == 30
            undo(story, 2)
        await pilot.press("l")
        await paste(pilot, "stop")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ForgottenTimer)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, QuickBar)
    assert load_timer(story.store) is not None


async def test_a_timer_over_logged_time_asks_what_happens_to_it(story: Session) -> None:
    clock = story.clock
    assert isinstance(clock, MovableClock)
    clock.set("2026-10-14T17:00:00+00:00")
    log_line(story, "16:00 call", "start")
    log_line(story, "16:10-16:20 mail")
    async with cockpit(story) as (pilot, _):
        await pilot.press("s")
        assert isinstance(pilot.app.screen, OverlapDialog)
        await pilot.press("enter")
        await pilot.pause()
    assert load_timer(story.store) is None
