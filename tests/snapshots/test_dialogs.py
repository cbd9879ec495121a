"""How the dialogs look, at three widths, dark and light; somebody looked at each picture before it was kept."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from pmtui.domain.documents import Kind
from pmtui.domain.fields import fields_of
from pmtui.screens.check_in.screen import CheckInScreen
from pmtui.screens.dialogs.conflict_dialog import ConflictDialog, differences
from pmtui.screens.dialogs.document_form import DocumentForm
from pmtui.screens.dialogs.move_dialog import MoveDialog
from pmtui.screens.dialogs.quick_bar import QuickBar
from pmtui.screens.dialogs.reading_form import ReadingForm
from pmtui.screens.themes import OWN_THEMES
from pmtui.usecases.session import Session
from tests.screens.dialogs.stage import Stage, add_kata, add_strategy, paste, session_at, type_lines

Steps = Callable[[Pilot[None]], Awaitable[None]]
SIZES = {60: (60, 20), 80: (80, 24), 120: (120, 36)}


class ThemedStage(Stage):
    """The stage in one of our own themes, without a blinking cursor."""

    def __init__(self, screen: Callable[[], Screen[Any]], theme: str) -> None:
        super().__init__()
        self._first = screen
        for known in OWN_THEMES:
            self.register_theme(known)
        self.theme = theme

    def on_mount(self) -> None:
        self.open(self._first())


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    monkeypatch.setattr(Input, "cursor_blink", False)
    session = session_at(tmp_path / "data")
    add_strategy(session)
    add_kata(session)
    return session


async def _filled(pilot: Pilot[None]) -> None:
    await type_lines(pilot, "Partners with [two] deals", "", "partners")
    await pilot.press("i", "enter")
    await type_lines(pilot, "4", "20", "today", "1/12")


async def _to_verdict(pilot: Pilot[None]) -> None:
    await pilot.press("enter")
    await type_lines(pilot, "11")
    await pilot.press("c")
    await type_lines(pilot, "Four of five named it")


async def _to_obstacle(pilot: Pilot[None]) -> None:
    await _to_verdict(pilot)
    await pilot.press("b")
    await type_lines(pilot, "Price comes first")


async def _line(pilot: Pilot[None]) -> None:
    await paste(pilot, "45m pricing tiers >KR1 @acme ~pri")


async def _wrong_line(pilot: Pilot[None]) -> None:
    await paste(pilot, "45m fire >KR9 login down")


async def _value(pilot: Pilot[None]) -> None:
    await type_lines(pilot, "14")


async def _nothing(pilot: Pilot[None]) -> None:
    await pilot.pause()


def _conflict(session: Session) -> ConflictDialog:
    before = {"title": "Activated partners", "unit": "partners", "target": "20"}
    mine, theirs = {"title": "Partners, signed"}, {**before, "title": "Partners that sell", "unit": "firms"}
    return ConflictDialog("KR1", differences(fields_of(Kind.KEY_RESULT), mine, before, theirs))


SCENES: dict[str, tuple[Callable[[Session], Screen[Any]], Steps]] = {
    "form": (lambda s: DocumentForm(s, Kind.KEY_RESULT, None, {"objective": "O1"}), _filled),
    "verdict": (CheckInScreen, _to_verdict),
    "obstacle": (CheckInScreen, _to_obstacle),
    "target": (CheckInScreen, _nothing),
    "line": (QuickBar, _line),
    "wrong-line": (QuickBar, _wrong_line),
    "reading": (lambda s: ReadingForm(s, s.plan().find("KR1")), _value),
    "move": (lambda s: MoveDialog(s, s.plan().find("O1")), _nothing),
    "conflict": (_conflict, _nothing),
}


@pytest.mark.parametrize(
    ("scene", "width", "theme"),
    [
        ("form", 60, "pmtui-light"),
        ("form", 80, "pmtui-dark"),
        ("form", 120, "pmtui-dark"),
        ("target", 80, "pmtui-light"),
        ("verdict", 60, "pmtui-dark"),
        ("obstacle", 80, "pmtui-dark"),
        ("line", 80, "pmtui-dark"),
        ("line", 60, "pmtui-light"),
        ("wrong-line", 120, "pmtui-light"),
        ("reading", 80, "pmtui-light"),
        ("move", 80, "pmtui-dark"),
        ("conflict", 80, "pmtui-light"),
    ],
)
def test_dialog(session: Session, snap_compare: Any, scene: str, width: int, theme: str) -> None:
    make, steps = SCENES[scene]
    app = ThemedStage(lambda: make(session), theme)
    assert snap_compare(app, terminal_size=SIZES[width], run_before=steps)
