"""Leaving a form where no draft can be kept: said once, and then nobody is locked in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pmtui.domain.documents import Kind
from pmtui.screens.check_in.screen import CheckInScreen
from pmtui.screens.dialogs.document_form import DocumentForm
from pmtui.screens.dialogs.draft_dialog import DraftDialog
from pmtui.screens.dialogs.move_dialog import MoveForm
from pmtui.screens.dialogs.quick_bar import QuickBar
from pmtui.screens.dialogs.reading_form import ReadingForm
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line
from tests.screens.dialogs.stage import NOTHING, add_kata, add_strategy, paste, seen, shown

Opening = Callable[[Session], DraftDialog[Any]]
FORMS: dict[str, Opening] = {
    "new": lambda session: DocumentForm(session, Kind.GOAL),
    "edit": lambda session: DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1")),
    "entry": lambda session: DocumentForm(session, Kind.ENTRY, log_line(session, "45m work").entry),
    "workspace": lambda session: DocumentForm(session, Kind.WORKSPACE, session.plan().workspace),
    "line": QuickBar,
    "switch": lambda session: QuickBar(session, "fire ", "switch"),
    "check-in": CheckInScreen,
    "move": lambda session: MoveForm(session, session.plan().find("X1"), "concluded"),
    "reading": lambda session: ReadingForm(session, session.plan().find("KR1")),
}


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest, session: Session) -> DraftDialog[Any]:
    """A form over a store whose folder for drafts cannot be made."""
    add_strategy(session)
    add_kata(session)
    opened = FORMS[request.param](session)
    (session.store.root / "drafts").write_text("a file in its place")
    return opened


async def test_the_first_esc_says_why_and_the_second_leaves(form: DraftDialog[Any]) -> None:
    async with shown(form, (100, 40)) as (pilot, app):
        if isinstance(form, CheckInScreen):
            await pilot.press("enter")
        await paste(pilot, "7 words")
        await pilot.press("escape")
        assert app.result is NOTHING
        assert "no draft can be kept; esc again leaves without it" in seen(app)
        assert "7 words" in seen(app)
        await pilot.press("escape")
        assert app.result is None
        (toast,) = app.toasts
        assert "is not kept" in toast


async def test_more_text_is_spoken_of_anew(form: DraftDialog[Any]) -> None:
    async with shown(form, (100, 40)) as (pilot, app):
        if isinstance(form, CheckInScreen):
            await pilot.press("enter")
        await paste(pilot, "7 words")
        await pilot.press("escape")
        await paste(pilot, " more")
        await pilot.press("escape")
        assert app.result is NOTHING
        await pilot.press("escape")
        assert app.result is None


async def test_a_form_that_holds_nothing_new_is_left_at_once(form: DraftDialog[Any]) -> None:
    async with shown(form, (100, 40)) as (pilot, app):
        await pilot.press("escape")
        assert app.result is None
        assert app.toasts == []
