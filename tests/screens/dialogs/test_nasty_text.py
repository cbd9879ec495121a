"""Strings that break other programs: stored exactly, or refused with a visible reason, and never a crash."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from textual import events

from pmtui.domain.documents import Document, Kind
from pmtui.screens.dialogs.document_form import DocumentForm
from pmtui.screens.dialogs.quick_bar import QuickBar
from pmtui.usecases.session import Session
from pmtui.widgets.field_row import FieldRow
from tests.screens.dialogs.stage import paste, seen, shown

CASES = json.loads((Path(__file__).parents[2] / "data" / "nasty_strings.json").read_text(encoding="utf-8"))
# Short ones first: every save writes the whole file again, with the megabyte of the longest note in it.
STRINGS: list[str] = sorted(
    (case["s"] if "s" in case else case["rep"][0] * case["rep"][1] for case in CASES), key=len
)
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _as_pasted(text: str) -> str:
    """Terminals send the line breaks of a paste as carriage returns; they mean a new line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


async def test_as_title_and_note_of_a_document(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    saved: list[Document] = []
    form = DocumentForm(session, Kind.VISION)
    monkeypatch.setattr(form, "finish", saved.append)
    async with shown(form) as (pilot, app):
        await pilot.press("tab", "tab", "enter")
        title, note = (app.screen.query_one(f".field-{name}", FieldRow) for name in ("text", "note"))
        for text in STRINGS:
            for row in (title, note):
                row.text = ""
                row.query("SafeInput, NoteArea").first().post_message(events.Paste(text))
            await pilot.pause()
            saved.clear()
            form.action_save()
            if saved:
                assert (saved[0].headline, saved[0].note) == (_as_pasted(text), _as_pasted(text))
            else:
                assert title.message.startswith("▲") or note.message.startswith("▲"), text
    assert {d.headline for d in session.plan().documents.values()} == {
        _as_pasted(text) for text in STRINGS if _is_title(text)
    }


def _is_title(text: str) -> bool:
    from pmtui.domain.text import check_title
    from pmtui.errors import PmtuiError

    try:
        return bool(check_title(_as_pasted(text)))
    except PmtuiError:
        return False


async def test_as_a_line_in_the_quick_bar(session: Session) -> None:
    async with shown(QuickBar(session)) as (pilot, app):
        bar = app.screen
        assert isinstance(bar, QuickBar)
        for text in STRINGS[::3]:
            bar._input.value = ""
            await paste(pilot, f"45m {text}")
            assert bar._input.value == f"45m {_as_pasted(text)}"
        assert not CONTROL.search(seen(app).replace("\n", ""))


@pytest.mark.parametrize(
    "text", ["\x1b]52;c;aGk=\x07", "a\x9b31mb", "left\u202eright", "tab\there", "[@click=app.quit]x[/]"]
)
async def test_what_is_typed_is_shown_as_pictures_and_never_sent(session: Session, text: str) -> None:
    async with shown(DocumentForm(session, Kind.GOAL)) as (pilot, app):
        await paste(pilot, text)
        shown_text = seen(app)
    assert not CONTROL.search(shown_text.replace("\n", ""))
    assert all(part in shown_text for part in CONTROL.split(text))
