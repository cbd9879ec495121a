"""How often the plan is read: once for the board, and not again for what opens over it, until somebody writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtui.data import plans
from pmtui.data.document import Reader
from pmtui.domain.documents import Kind
from pmtui.domain.plan import Plan
from pmtui.screens.cockpit.screen import CockpitScreen
from pmtui.usecases import plan_memory
from pmtui.usecases.editing import add_document
from pmtui.usecases.session import Session
from tests.screens.cockpit_stage import cockpit, session_in, text_of


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Reader]:
    """What the plan was read from so far, one for each time."""
    made: list[Reader] = []
    load = plans.load_plan

    def counted(reader: Reader) -> Plan:
        made.append(reader)
        return load(reader)

    for module in (plans, plan_memory):
        monkeypatch.setattr(module, "load_plan", counted)
    return made


@pytest.mark.parametrize(
    "keys",
    [
        ["e"],
        ["n"],
        ["N"],
        ["m"],
        ["j", "r"],
        ["2", "n"],
        ["o"],
        ["c"],
        ["l"],
        ["f"],
        ["s"],
        ["ctrl+p"],
        ["question_mark"],
    ],
)
async def test_what_opens_over_the_board_reads_the_plan_no_more(
    story: Session, reads: list[Reader], keys: list[str]
) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.app.workers.wait_for_complete()
        assert reads
        reads.clear()
        await pilot.press(*keys)
        await pilot.pause()
        assert pilot.app.screen is not screen
        assert reads == []


async def test_what_another_window_wrote_is_known_to_what_opens_before_the_board_is_shown_anew(
    story: Session, store_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CockpitScreen, "_look", lambda screen: None)
    async with cockpit(story) as (pilot, screen):
        add_document(session_in(store_folder), Kind.OBJECTIVE, {"title": "Just now elsewhere"})
        await pilot.press("l", *"5m >jus")
        await pilot.pause()
        assert screen.board is not None
        assert "O2" not in screen.board.plan.documents
        assert "O2 Just now elsewhere" in text_of(pilot)
