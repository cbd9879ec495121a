"""The first paint: titles stand where the cockpit will have them, and nothing is ever markup."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App

from pmtui.data.clock import Clock
from pmtui.data.glance import Glance, glance_at
from pmtui.data.store import Store
from pmtui.domain.kinds import Kind
from pmtui.screens.cockpit.frame import FrameScreen
from pmtui.usecases.editing import add_document, archive_document
from pmtui.usecases.session import Session


def titles_of(root: Path) -> list[str]:
    return [row.title for row in glance_at(root).rows]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    clock = Clock({"PMTUI_NOW": "2026-10-14T15:20:00+01:00", "TZ": "Europe/London"})
    return Session(Store(tmp_path / "store", clock), clock)


def add_lockup(session: Session) -> None:
    add_document(session, Kind.OBJECTIVE, {"title": "Partner [b]up[/b]"})
    measure = {"unit": "partners", "direction": "increase", "baseline": "4", "target": "20"}
    add_document(session, Kind.KEY_RESULT, {"title": "Activated", "objective": "O1", **measure})
    add_document(session, Kind.KEY_ACTION, {"title": "Call \x1b[31mten", "key_result": "KR1"})
    add_document(session, Kind.OBJECTIVE, {"title": "Second"})


def test_a_glance_shows_the_lockup_in_the_order_of_the_pane(session: Session) -> None:
    add_lockup(session)
    assert titles_of(session.store.root) == ["Partner [b]up[/b]", "Activated", "Call \x1b[31mten", "Second"]
    archive_document(session, "O1")
    assert titles_of(session.store.root) == ["Second"]


def test_a_glance_at_nothing_or_at_damage_is_empty(session: Session) -> None:
    assert glance_at(session.store.root) == Glance()
    add_lockup(session)
    (session.store.root / "strategy.json").write_text("{", encoding="utf-8")
    assert glance_at(session.store.root) == Glance()


async def test_the_frame_shows_titles_as_typed_where_the_cockpit_has_them(session: Session) -> None:
    add_lockup(session)

    class Framed(App[None]):
        CSS_PATH = Path(__file__).parents[2] / "pmtui" / "screens" / "cockpit" / "cockpit.tcss"

        def get_default_screen(self) -> FrameScreen:
            return FrameScreen(glance=lambda: glance_at(session.store.root))

    app = Framed()
    async with app.run_test(size=(120, 30)):
        strips = app.screen._compositor.render_strips()
        lines = [strip.text[:40] for strip in strips]
    assert any(line.startswith("│ ▾ O1 Partner [b]up[/b]") for line in lines)
    assert any(line.startswith("│   ▾ KR1 Activated") for line in lines)
    assert any(line.startswith("│         KA1 Call ␛[31mten") for line in lines)


def test_the_frame_loads_no_models() -> None:
    code = "import sys, pmtui.screens.cockpit.frame; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
