"""A store in which two items have one name: both are shown, and nothing done to one reaches the other."""

from __future__ import annotations

from pathlib import Path

from pmtui.usecases.session import Session
from tests.screens.cockpit_stage import cockpit, text_of, toasts

TWIN = "01M4X0000000000000000000ZZ"


async def test_both_are_shown_and_neither_is_changed(story: Session, store_folder: Path) -> None:
    plan = story.plan()
    path = store_folder / "strategy.json"
    own = plan.find("O1")
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if f'"{own.id}":' in line)
    lines.insert(at + 1, "," + lines[at].lstrip(",").replace(own.id, TWIN).replace(own.headline, "A twin"))
    path.write_text("\n".join(lines), encoding="utf-8")
    before = path.read_bytes()
    async with cockpit(story) as (pilot, _):
        assert "Partner with con" in text_of(pilot)
        assert "A twin" in text_of(pilot)
        for _ in range(2):
            for key in [
                "e",
                "escape",
                "m",
                "escape",
                "enter",
                "escape",
                "d",
                "r",
                "escape",
                "u",
                "j",
                "j",
                "j",
                "j",
            ]:
                await pilot.press(key)
                await pilot.pause()
        assert any("items here are called O1" in toast for toast in toasts(pilot))
    assert path.read_bytes() == before
