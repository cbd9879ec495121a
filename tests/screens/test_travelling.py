"""The cockpit of somebody who works in one zone today and in another tomorrow."""

from __future__ import annotations

from pmtui.screens.dialogs.quick_bar import QuickBar
from pmtui.usecases.editing import change_document
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line
from pmtui.widgets.line_input import LineInput
from tests.screens.cockpit_stage import cockpit, text_of


async def test_entries_stay_at_their_clocks_when_the_workspace_moves(story: Session) -> None:
    change_document(story, "workspace", {"zone": "Asia/Kathmandu"})
    async with cockpit(story) as (pilot, _):
        text = text_of(pilot)
        for words in ("08:00 UTC", "10:00 UTC", "10:30 UTC"):
            assert words in text
        await pilot.press("3", "g", "j", "enter")
        await pilot.pause()
        bar = pilot.app.screen
        assert isinstance(bar, QuickBar)
        assert bar.query_one(LineInput).value == "15:45-16:15 "


async def test_the_bar_says_by_which_clock_it_would_overlap(story: Session) -> None:
    change_document(story, "workspace", {"zone": "Asia/Kathmandu"})
    async with cockpit(story) as (pilot, _):
        await pilot.press("l", *"14:00-15:00 x")
        await pilot.pause()
        assert "shares time with t1 08:00–10:00 UTC" in text_of(pilot)


async def test_the_form_says_by_which_clock_an_entry_is_edited(story: Session) -> None:
    change_document(story, "workspace", {"zone": "Asia/Kathmandu"})
    async with cockpit(story) as (pilot, _):
        await pilot.press("3", "g", "enter")
        await pilot.pause()
        assert "in UTC" in text_of(pilot)


async def test_what_is_dated_tomorrow_is_one_key_away(story: Session) -> None:
    change_document(story, "workspace", {"zone": "Pacific/Kiritimati"})
    log_line(story, "3:00-4:00 dawn")
    change_document(story, "workspace", {"zone": "UTC"})
    async with cockpit(story) as (pilot, _):
        assert "dawn" not in text_of(pilot)
        await pilot.press("3", "right_square_bracket", "right_square_bracket")
        await pilot.pause()
        text = text_of(pilot)
        assert "Thu 15 Oct 2026" in text
        assert "03:00 +1400" in text
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "Today" in text_of(pilot)
