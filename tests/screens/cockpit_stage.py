"""The cockpit over a real store in a temporary folder, at an instant that stands still."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from pmtui.app import PmtuiApp
from pmtui.data.clock import Clock
from pmtui.data.settings import Settings
from pmtui.data.store import Store
from pmtui.domain.documents import Kind
from pmtui.screens.cockpit.screen import CockpitScreen
from pmtui.usecases.editing import add_document, change_document, move_document
from pmtui.usecases.measuring import add_reading
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line

NOW = "2026-10-14T14:20:00+00:00"


class MovableClock(Clock):
    """A clock that a test sets."""

    def __init__(self, now: str = NOW) -> None:
        self.environ = {"PMTUI_NOW": now, "TZ": "UTC"}
        super().__init__(self.environ)

    def set(self, now: str) -> None:
        self.environ["PMTUI_NOW"] = now


def session_in(folder: Path) -> Session:
    """Open the store in ``folder``; each call is a window of its own."""
    clock = MovableClock()
    return Session(Store(folder, clock), clock)


def write_story(session: Session) -> None:
    """A small strategy, a target condition under way, and a morning's time."""
    change_document(session, "workspace", {"name": "Health exchange"})
    add_document(session, Kind.VISION, {"text": "Everybody finds cover in a day"})
    add_document(session, Kind.CHALLENGE, {"title": "99 % sign up", "vision": "V1", "due": "2026-12-31"})
    period = {"start": "2026-08-20", "due": "2026-12-31"}
    add_document(session, Kind.OBJECTIVE, {"title": "Partner with consultancies", "serves": "C1", **period})
    for title, target in (("Activated partners", "20"), ("Sourced pipeline", "400")):
        way = {"unit": "partners", "direction": "increase", "baseline": "4", "target": target}
        add_document(session, Kind.KEY_RESULT, {"title": title, "objective": "O1", **way, **period})
    add_document(session, Kind.KEY_ACTION, {"title": "Call ten partners", "key_result": "KR1"})
    for ref in ("O1", "KR1", "KR2"):
        move_document(session, ref, "active")
    for day, value in (("2026-09-01", "6"), ("2026-09-20", "9"), ("2026-10-12", "12")):
        add_reading(session, "KR1", value, on=day)
    way = {"unit": "days", "direction": "decrease", "baseline": "21", "target": "2"}
    add_document(session, Kind.TARGET, {"title": "Buy in two days", "challenge": "C1", **way, **period})
    add_reading(session, "TC1", "12")
    move_document(session, "TC1", "active")
    add_document(session, Kind.OBSTACLE, {"text": "Filters do not narrow", "target": "TC1"})
    move_document(session, "OB1", "current")
    step = {"step": "Ask five people", "expect": "three name it", "check_on": "2026-10-15"}
    add_document(session, Kind.EXPERIMENT, {"obstacle": "OB1", **step})
    move_document(session, "X1", "running")
    for line in ("8:00-10:00 pricing tiers >KR1", "10:30-11:15 outage @acme !out"):
        log_line(session, line)


@asynccontextmanager
async def cockpit(
    session: Session, size: tuple[int, int] = (120, 40), settings: Settings | None = None
) -> AsyncIterator[tuple[Pilot[None], CockpitScreen]]:
    """Run the app until the cockpit shows the store."""
    app = PmtuiApp(lambda: session, settings)
    async with app.run_test(size=size) as pilot:
        for _ in range(50):
            await pilot.pause()
            if isinstance(app.screen, CockpitScreen) and app.screen.board is not None:
                break
        assert isinstance(app.screen, CockpitScreen)
        await pilot.pause()
        yield pilot, app.screen


def text_of(pilot: Pilot[None]) -> str:
    """Everything on the screen, line by line."""
    screen = pilot.app.screen
    width, height = screen.size
    return "\n".join(strip.text for strip in screen._compositor.render_strips()[:height]) if width else ""


def toasts(pilot: Pilot[None]) -> Sequence[str]:
    """What was said so far, the newest last."""
    return [note.message for note in pilot.app._notifications]
