"""A store that a newer pmtui wrote: shown, with a line that says why nothing can be changed."""

from __future__ import annotations

from pathlib import Path

from pmtui.usecases.session import Session
from tests.screens.cockpit_stage import cockpit, text_of, toasts


async def test_a_newer_store_is_shown_read_only(story: Session, store_folder: Path) -> None:
    path = store_folder / "strategy.json"
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format":2'))
    before = path.read_bytes()
    async with cockpit(story) as (pilot, screen):
        assert "KR1" in text_of(pilot)
        assert "read-only" in text_of(pilot)
        assert "newer pmtui" in " ".join(text_of(pilot).split())  # it may stand at the end of a line
        for key in ("d", "n", "l", "s", "c", "u"):
            await pilot.press(key)
            await pilot.pause()
            assert "read-only" in toasts(pilot)[-1]
            assert pilot.app.screen is screen
    assert path.read_bytes() == before
