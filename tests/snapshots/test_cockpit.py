"""Pictures of the cockpit on the demo story; look at them before accepting new ones."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from pmtui.app import PmtuiApp
from pmtui.data.settings import Settings
from pmtui.screens.cockpit.screen import CockpitScreen
from pmtui.usecases.demo import write_demo
from pmtui.usecases.session import Session
from tests.screens.cockpit_stage import session_in

SIZES = {60: (60, 24), 80: (80, 30), 120: (120, 40)}


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    session = session_in(tmp_path / "store")
    write_demo(session)
    return session


async def settle(pilot: Pilot[None]) -> None:
    """Wait until the cockpit stands and the hours are summed up."""
    for _ in range(50):
        await pilot.pause()
        if isinstance(pilot.app.screen, CockpitScreen):
            break
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def pressing(*keys: str) -> Any:
    async def run_before(pilot: Pilot[None]) -> None:
        await settle(pilot)
        await pilot.press(*keys)
        await pilot.pause()

    return run_before


@pytest.mark.parametrize("theme", ["pmtui-dark", "pmtui-light"])
@pytest.mark.parametrize("width", SIZES)
def test_cockpit(snap_compare: Any, demo: Session, width: int, theme: str) -> None:
    app = PmtuiApp(lambda: demo, Settings(theme=theme), demo=True)
    assert snap_compare(app, terminal_size=SIZES[width], run_before=pressing())


@pytest.mark.parametrize("pane", ["2", "3"])
def test_other_panes_where_only_one_fits(snap_compare: Any, demo: Session, pane: str) -> None:
    app = PmtuiApp(lambda: demo, demo=True)
    assert snap_compare(app, terminal_size=SIZES[60], run_before=pressing(pane))


@pytest.mark.parametrize("theme", ["pmtui-contrast", "ansi-dark"])
def test_other_themes(snap_compare: Any, demo: Session, theme: str) -> None:
    app = PmtuiApp(lambda: demo, Settings(theme=theme), demo=True)
    assert snap_compare(app, terminal_size=SIZES[120], run_before=pressing())


def test_ascii(snap_compare: Any, demo: Session) -> None:
    app = PmtuiApp(lambda: demo, Settings(ascii=True), demo=True)
    assert snap_compare(app, terminal_size=SIZES[120], run_before=pressing())


@pytest.mark.parametrize("width", SIZES)
def test_first_run(snap_compare: Any, tmp_path: Path, width: int) -> None:
    session = session_in(tmp_path / "none")
    assert snap_compare(PmtuiApp(lambda: session), terminal_size=SIZES[width], run_before=pressing())


@pytest.mark.parametrize(
    "keys", [("2", "question_mark"), ("ctrl+p",), ("f2",)], ids=["help", "palette", "themes"]
)
def test_over_the_cockpit(snap_compare: Any, demo: Session, keys: tuple[str, ...]) -> None:
    app = PmtuiApp(lambda: demo, demo=True)
    assert snap_compare(app, terminal_size=SIZES[80], run_before=pressing(*keys))


def test_too_small(snap_compare: Any, demo: Session) -> None:
    assert snap_compare(PmtuiApp(lambda: demo), terminal_size=(50, 12), run_before=pressing())
