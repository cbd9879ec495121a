"""A bare app that shows one dialog at a time over a real store, and what tests need to look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.domain.documents import Document, Kind
from pmtui.domain.kata import TargetCondition
from pmtui.domain.strategy import KeyResult
from pmtui.usecases.editing import add_document, move_document
from pmtui.usecases.measuring import add_reading
from pmtui.usecases.session import Session

NOW = "2026-10-14T14:20:00+00:00"
NOTHING = object()


class Stage(App[None]):
    """Shows dialogs and keeps what they return and what they say in passing."""

    def __init__(self) -> None:
        super().__init__()
        self.result: Any = NOTHING
        self.toasts: list[str] = []

    def notify(self, message: str, **options: Any) -> None:
        """Keep the toast; it must never be read as markup."""
        assert options.get("markup") is False
        self.toasts.append(message)

    def open(self, screen: Screen[Any]) -> None:
        """Show ``screen`` and wait for its result in :attr:`result`."""
        self.result = NOTHING

        def keep(result: Any) -> None:
            self.result = result

        self.push_screen(screen, keep)


@asynccontextmanager
async def shown(
    screen: Screen[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], Stage]]:
    """Run the stage with ``screen`` on it."""
    app = Stage()
    async with app.run_test(size=size) as pilot:
        app.open(screen)
        await pilot.pause()
        yield pilot, app


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste ``text`` where the cursor is, as a terminal does."""
    pilot.app.screen.post_message(events.Paste(text))
    await pilot.pause()


async def type_lines(pilot: Pilot[None], *lines: str) -> None:
    """Paste each line where the cursor is and press Enter after it."""
    for line in lines:
        await paste(pilot, line)
        await pilot.press("enter")


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Press the keys of ``text``; slower than a paste, and what people do."""
    names = {" ": "space", "\n": "enter"}
    await pilot.press(*(names.get(character, character) for character in text))


def seen(app: App[Any]) -> str:
    """Return the text on the screen, line by line."""
    width = app.size.width
    lines = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip)[:width].rstrip() for strip in lines)


def session_at(root: Path, now: str = NOW) -> Session:
    """Return a session on the store in ``root`` at the instant ``now``."""
    clock = Clock({"PMTUI_NOW": now, "TZ": "UTC"})
    return Session(Store(root, clock), clock)


def add(session: Session, kind: Kind, **values: str) -> Document:
    """Add a document from texts."""
    return add_document(session, kind, values)


def readings(session: Session, ref: str) -> list[str]:
    """Return the values read for ``ref``, oldest first."""
    owner = session.plan().find(ref)
    assert isinstance(owner, KeyResult | TargetCondition)
    return [str(reading.value) for reading in owner.readings]


def add_strategy(session: Session) -> None:
    """Add O1 with the key results KR1, measured, and KR2."""
    add(session, Kind.OBJECTIVE, title="Partner with consultancies", start="2026-10-01")
    for title in ("Activated partners", "Partner-sourced pipeline"):
        way = {"unit": "partners", "direction": "increase", "baseline": "4", "target": "20"}
        add(
            session, Kind.KEY_RESULT, title=title, objective="O1", start="2026-08-01", due="2026-12-31", **way
        )
    add_reading(session, "KR1", "12", on="2026-10-01")


def add_kata(session: Session) -> None:
    """Add TC1, active with two obstacles, OB2 being worked on, and X1 running."""
    add(session, Kind.CHALLENGE, title="Everybody signs up")
    way = {"unit": "days", "direction": "decrease", "baseline": "21", "target": "2"}
    days = {"start": "2026-08-15", "due": "2026-11-25"}
    add(session, Kind.TARGET, title="Buy in two days", challenge="C1", **way, **days)
    add_reading(session, "TC1", "12", on="2026-10-09")
    move_document(session, "TC1", "active")
    add(session, Kind.OBSTACLE, text="People stop at the subsidy question", target="TC1")
    add(session, Kind.OBSTACLE, text="Filters do not narrow", target="TC1")
    move_document(session, "OB2", "current")
    add(
        session,
        Kind.EXPERIMENT,
        step="Ask five people who stopped",
        obstacle="OB2",
        expect="Three name the price",
        check_on="2026-10-14",
    )
    move_document(session, "X1", "running")
