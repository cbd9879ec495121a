"""The one-line input keeps what was typed, and shows it safely."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult

from pmtui.widgets.safe_input import Mark, SafeInput


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield SafeInput()


async def test_a_paste_of_several_lines_is_kept_whole() -> None:
    async with Page().run_test() as pilot:
        field = pilot.app.query_one(SafeInput)
        field.focus()
        field.post_message(events.Paste("first\rsecond"))
        await pilot.pause()
        assert field.value == "first\nsecond"


async def test_the_cursor_stands_where_the_picture_ends() -> None:
    async with Page().run_test() as pilot:
        field = pilot.app.query_one(SafeInput)
        field.value = "a\x1b\tb"
        field.cursor_position = 3
        await pilot.pause()
        region = field.content_region
        assert field.cursor_screen_offset.x - region.x == 3
        line = "".join(segment.text for segment in field.render_line(0))
        assert line.startswith("a␛␉b")


async def test_half_a_character_can_be_cut_without_a_crash() -> None:
    async with Page().run_test() as pilot:
        field = pilot.app.query_one(SafeInput)
        field.value = "half \ud83d"
        field.focus()
        field.select_all()
        await pilot.press("ctrl+x")
        assert field.value == ""
        assert pilot.app.clipboard == "half \ufffd"


async def test_marks_change_the_style_and_not_the_text() -> None:
    async with Page().run_test() as pilot:
        field = pilot.app.query_one(SafeInput)
        field.value = "45m [b]x"
        plain = "".join(segment.text for segment in field.render_line(0))
        field.marks = (Mark(0, 3, "safe-input--good"), Mark(4, 99, "safe-input--bad"))
        await pilot.pause()
        assert "".join(segment.text for segment in field.render_line(0)) == plain


async def test_joiners_marks_and_wide_spaces_are_kept_when_typed() -> None:
    text = "👩\u200d💻 می\u200cروم \u05e9\u200f\u3000\u00a0x"
    async with Page().run_test() as pilot:
        field = pilot.app.query_one(SafeInput)
        field.focus()
        for character in text:
            field.post_message(events.Key(character, character))
        await pilot.pause()
        assert field.value == text
