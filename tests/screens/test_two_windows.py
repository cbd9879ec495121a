"""The app and the command line on one store at the same time: nothing is lost, and what one writes the other shows."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from textual.pilot import Pilot

from pmtui.commands import Place
from pmtui.data.doctor.examination import examine
from pmtui.domain.documents import Kind
from pmtui.screens.cockpit.screen import CockpitScreen
from pmtui.screens.dialogs.document_form import DocumentForm
from pmtui.usecases.editing import add_document
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line
from pmtui.widgets.field_row import FieldRow
from pmtui.widgets.outline import Outline
from tests.screens.cockpit_stage import NOW, cockpit, session_in, text_of

OTHER_WINDOW = """
import sys
from pmtui.cli.main import main
for line in sys.stdin:
    words = line.split()
    print(main(words), words[-1], flush=True)
"""
SLACK = 2.5
"""Seconds: the app looks once a second, and the machine may be busy."""
ROUNDS = 6


class OtherWindow:
    """Command lines of pmtui in a process of its own, one after the other."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.acknowledged: list[str] = []

    @classmethod
    async def on(cls, folder: Path) -> OtherWindow:
        environ = {**os.environ, "PMTUI_DATA": str(folder), "PMTUI_NOW": NOW, "TZ": "UTC"}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            OTHER_WINDOW,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**environ, "PYTHONPATH": os.getcwd()},
        )
        return cls(process)

    async def run(self, *words: str) -> None:
        """Run one command line; its last word is kept once it is acknowledged."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(" ".join(words).encode() + b"\n")
        while True:
            answer = (await self._process.stdout.readline()).decode().split()
            if answer[1:] == [words[-1]] and answer[0].isdigit():
                break
        assert answer[0] == "0"
        self.acknowledged.append(words[-1])

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()


async def shown_within_a_second(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait for the app's own look at the store."""
    end = time.monotonic() + SLACK
    while not condition():
        assert time.monotonic() < end
        await pilot.pause(0.05)


def shows(screen: CockpitScreen, title: str) -> bool:
    return screen.board is not None and title in screen.board.plan.documents.__repr__()


async def test_two_windows_that_write_all_the_time_lose_nothing(story: Session, store_folder: Path) -> None:
    other = await OtherWindow.on(store_folder)

    async def write() -> None:
        for number in range(ROUNDS):
            await other.run("log", "--overlap", "unanchor", "2m", "admin", f"theirs-{number}")
            await other.run("add", "objective", f"Theirs-{number}")
            await other.run("set", "KR2", f"note=note-{number}")

    async with cockpit(story) as (pilot, screen):
        writing = asyncio.create_task(write())
        mine = 0
        while not writing.done() or mine < 3:
            await pilot.press("l", *f"0:{mine:02}-0:{mine + 1:02} admin mine-{mine}", "enter")
            await pilot.pause()
            await pilot.press("1", "n", *f"Mine-{mine}", "ctrl+s")
            await pilot.pause()
            assert pilot.app.screen is screen, text_of(pilot)
            mine += 1
        await writing
        await shown_within_a_second(pilot, lambda: shows(screen, f"Theirs-{ROUNDS - 1}"))
        assert shows(screen, f"Mine-{mine - 1}")
    await other.close()
    fresh = session_in(store_folder)
    titles = [document.headline for document in fresh.plan().documents.values()]
    texts = [entry.text for entry in fresh.entries(fresh.today(), fresh.today())]
    assert len(other.acknowledged) == 3 * ROUNDS
    for number in range(ROUNDS):
        assert titles.count(f"Theirs-{number}") == 1
        assert texts.count(f"theirs-{number}") == 1
    for number in range(mine):
        assert titles.count(f"Mine-{number}") == 1
        assert texts.count(f"mine-{number}") == 1
    assert fresh.plan().documents["KR2"].note == f"note-{ROUNDS - 1}"
    assert len(fresh.store.history()) == len({entry.n for entry in fresh.store.history()})
    assert examine(store_folder).findings == []


async def test_older_files_put_back_beneath_the_app_change_nothing(
    story: Session, store_folder: Path
) -> None:
    old = {file: (store_folder / file).read_bytes() for file in ("strategy.json", "time/2026-10.json")}
    times = {file: os.stat(store_folder / file).st_mtime_ns for file in old}
    add_document(story, Kind.OBJECTIVE, {"title": "Newer"})
    log_line(story, "5m admin newest")
    add_document(story, Kind.OBJECTIVE, {"title": "Newest"})
    async with cockpit(story) as (pilot, screen):
        for file, data in old.items():
            (store_folder / file).write_bytes(data)
            os.utime(store_folder / file, ns=(times[file], times[file]))
        seen = story.store.signature()
        await pilot.pause(1.2)
        assert screen.boards.signature == seen
        assert screen.writable
        assert shows(screen, "Newer")
        assert shows(screen, "Newest")
        await pilot.press("l", *"0:10-0:20 admin last", "enter")
        await pilot.pause()
    fresh = session_in(store_folder)
    assert {"newest", "last"} <= {entry.text for entry in fresh.entries(fresh.today(), fresh.today())}
    assert "Newest" in [document.headline for document in fresh.plan().documents.values()]
    assert examine(store_folder).findings == []


async def test_a_file_of_another_store_beneath_the_app_is_told_and_nothing_is_written(
    story: Session, store_folder: Path, tmp_path: Path
) -> None:
    fork = session_in(Path(shutil.copytree(store_folder, tmp_path / "fork")))
    add_document(fork, Kind.OBJECTIVE, {"title": "There"})
    add_document(story, Kind.OBJECTIVE, {"title": "Here"})
    log_line(story, "5m admin newest")
    async with cockpit(story) as (pilot, screen):
        shutil.copyfile(tmp_path / "fork/strategy.json", store_folder / "strategy.json")
        await shown_within_a_second(pilot, lambda: not screen.writable)
        await pilot.pause()
        assert "strategy.json" in text_of(pilot)
        assert shows(screen, "Here")
    assert (store_folder / "strategy.json").read_bytes() == (tmp_path / "fork/strategy.json").read_bytes()


@asynccontextmanager
async def down_a_long_list(session: Session) -> AsyncIterator[tuple[Pilot[None], CockpitScreen, Outline]]:
    """Run the app on a list that is longer than the pane, far down in it."""
    for number in range(40):
        add_document(session, Kind.OBJECTIVE, {"title": f"Long list {number}"})
    async with cockpit(session, (120, 30)) as (pilot, screen):
        outline = screen.outline(Place.STRATEGY)
        await pilot.press("1", *["j"] * 35)
        await pilot.pause()
        assert screen.item is not None
        assert outline.scroll_offset.y > 0
        yield pilot, screen, outline


async def test_what_is_written_beside_a_half_typed_form_shows_and_moves_nothing(
    story: Session, store_folder: Path
) -> None:
    other = await OtherWindow.on(store_folder)
    async with down_a_long_list(story) as (pilot, screen, _):
        await pilot.press("n", *"half a", "left")
        form = pilot.app.screen
        assert isinstance(form, DocumentForm)
        field, caret = pilot.app.focused, getattr(pilot.app.focused, "cursor_position", None)
        await other.run("add", "objective", "Written-beside")
        await shown_within_a_second(pilot, lambda: shows(screen, "Written-beside"))
        await other.run("set", "KR1", "title=Renamed-beside")
        await shown_within_a_second(pilot, lambda: shows(screen, "Renamed-beside"))
        assert pilot.app.screen is form
        assert pilot.app.focused is field
        assert getattr(pilot.app.focused, "cursor_position", None) == caret
        assert next(iter(form.query(FieldRow))).text == "half a"
        await pilot.press(*"X", "ctrl+s")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CockpitScreen)
        assert shows(screen, "half Xa")
    await other.close()


async def test_what_is_written_elsewhere_keeps_cursor_focus_and_scroll_position(
    story: Session, store_folder: Path
) -> None:
    other = await OtherWindow.on(store_folder)
    async with down_a_long_list(story) as (pilot, screen, outline):
        before = screen.item, outline.scroll_offset, pilot.app.focused
        for words in (["add", "objective", "First-beside"], ["set", "KR1", "title=Second-beside"]):
            await other.run(*words)
            await shown_within_a_second(pilot, partial(shows, screen, words[-1].removeprefix("title=")))
            assert before[0] is not None
            assert screen.item is not None
            now = screen.item.key, outline.scroll_offset, pilot.app.focused
            assert now == (before[0].key, *before[1:])
    await other.close()
