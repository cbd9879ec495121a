"""The text area for notes gives back exactly what it was given."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult

from pmtui.widgets.note_area import NoteArea

TEXTS = [
    "",
    "one\ntwo\n",
    "a\rb\r\nc",
    "form\x0cfeed\x0bvertical\x1cfile\x85next\u2028line\u2029paragraph",
    "tab\there \x1b[31m red \x00 nul \x7f",
    "\n\n  leading and trailing  \n\n",
    "wide 漢字 👩‍👩‍👧 e\u0301 \u202e rtl",
]


class Page(App[None]):
    def compose(self) -> ComposeResult:
        yield NoteArea()


async def test_every_kind_of_line_break_and_control_character_is_kept() -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(NoteArea)
        for text in TEXTS:
            area.note = text
            assert area.note == text
            await pilot.pause()


async def test_editing_around_strange_characters_keeps_them_and_undo_works() -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(NoteArea)
        area.note = "a\x0bb\u2028c"
        area.focus()
        await pilot.press("end", "x", "enter", "y")
        assert area.note == "a\x0bb\u2028cx\ny"
        await pilot.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert area.note.startswith("a\x0bb\u2028c")


async def test_cutting_and_pasting_strange_characters_keeps_them() -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(NoteArea)
        area.note = "a\x0bb\x1b"
        area.focus()
        area.select_all()
        await pilot.press("ctrl+x")
        assert area.note == ""
        assert pilot.app.clipboard == "a\x0bb\x1b"
        await pilot.press("ctrl+v")
        assert area.note == "a\x0bb\x1b"


async def test_half_characters_stay_visible_as_something_that_is_refused() -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(NoteArea)
        area.focus()
        area.post_message(events.Paste("half \ud83d of it"))
        await pilot.pause()
        with pytest.raises(UnicodeEncodeError):
            area.note.encode()


async def test_control_characters_are_shown_as_pictures() -> None:
    async with Page().run_test() as pilot:
        area = pilot.app.query_one(NoteArea)
        area.note = "a\x1b[31m\x0bb"
        assert area.get_line(0).plain == "a␛[31m␋b"


async def test_joiners_marks_and_wide_spaces_are_kept_when_typed() -> None:
    text = "👩\u200d💻 می\u200cروم \u05e9\u200f\u3000\u00a0x"
    async with Page().run_test() as pilot:
        field = pilot.app.query_one(NoteArea)
        field.focus()
        for character in text:
            field.post_message(events.Key(character, character))
        await pilot.pause()
        assert field.note == text
