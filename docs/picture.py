"""Take the README's picture of the cockpit, from the demo at a fixed moment: make picture."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from pmtui.app import PmtuiApp
from pmtui.data.clock import Clock
from pmtui.usecases.demo import demo_session

MOMENT = {"PMTUI_NOW": "2026-10-14T15:20+01:00", "TZ": "Europe/London"}
SIZE = (132, 38)
PICTURE = Path(__file__).with_name("images") / "cockpit.svg"


async def take(folder: Path) -> str:
    """Return the picture as SVG."""
    session = demo_session(folder, Clock())
    app = PmtuiApp(lambda: session, demo=True)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(2)
        return app.export_screenshot(title="pmtui demo")


def main() -> None:
    """Write the picture."""
    os.environ.update(MOMENT)
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_text(asyncio.run(take(Path(folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
