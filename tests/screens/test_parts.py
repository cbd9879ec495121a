"""A screen that is not the cockpit, built of its parts, does what the cockpit does with the same keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.pilot import Pilot

from pmtui.commands import ALL_COMMANDS, CommandClass, Context, Place
from pmtui.commands.items import Edit
from pmtui.data.settings import Settings
from pmtui.domain.board import Board
from pmtui.domain.documents import Kind
from pmtui.screens import base
from pmtui.screens.base import PmtuiScreen
from pmtui.screens.bindings import bindings_of
from pmtui.screens.dialogs.document_form import DocumentForm
from pmtui.screens.help import HelpScreen
from pmtui.screens.parts.find_actions import FindActions
from pmtui.screens.parts.hints import hints_for
from pmtui.screens.parts.item_actions import ItemActions
from pmtui.screens.parts.kata_actions import KataActions
from pmtui.screens.parts.part import Part, commands_of
from pmtui.screens.parts.time_actions import TimeActions
from pmtui.screens.parts.undo_actions import UndoActions
from pmtui.usecases.editing import add_document
from pmtui.usecases.session import Session
from pmtui.widgets.banner import Banner
from pmtui.widgets.footer import KeyHint, KeyHints
from pmtui.widgets.outline import Outline
from pmtui.widgets.panes.kata import KataPane
from pmtui.widgets.strategy_outline import strategy_items
from tests.screens.cockpit_stage import cockpit, session_in, text_of, toasts


class LockupScreen(PmtuiScreen):
    """Nothing but the strategy."""

    PARTS: ClassVar[tuple[type[Part], ...]] = (ItemActions, FindActions, UndoActions)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(commands_of(*PARTS))

    def __init__(self, session: Session) -> None:
        super().__init__(session, Settings(), [Place.STRATEGY])
        self.boards.watch(self._show)
        self.use(*(part(self) for part in self.PARTS))

    def compose(self) -> ComposeResult:
        yield Banner()
        yield Outline(id="strategy-items")
        yield KeyHints()

    def on_mount(self) -> None:
        self.start()

    def _show(self, board: Board) -> None:
        self.outline().show_items(strategy_items(board, self.symbols))


class KataScreen(PmtuiScreen):
    """List and detail of the kata, as they stand in the cockpit, with what is done there and with the time log."""

    PARTS: ClassVar[tuple[type[Part], ...]] = (ItemActions, KataActions, TimeActions)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(commands_of(*PARTS))

    def __init__(self, session: Session) -> None:
        super().__init__(session, Settings(), [Place.KATA])
        self.boards.watch(lambda board: self.query_one(KataPane).show(board))
        items = ItemActions(self)
        self.use(items, KataActions(self, items), TimeActions(self))

    def compose(self) -> ComposeResult:
        yield KataPane(1, symbols=self.symbols)
        yield KeyHints()

    def on_mount(self) -> None:
        self.start()


class KataApp(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        self.push_screen(KataScreen(self.session))


class LockupApp(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def on_mount(self) -> None:
        self.push_screen(LockupScreen(self.session))


@asynccontextmanager
async def lockup(session: Session) -> AsyncIterator[tuple[Pilot[None], LockupScreen]]:
    async with LockupApp(session).run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, LockupScreen)
        screen.go_to("O1")
        await pilot.pause()
        yield pilot, screen


def cursor(screen: PmtuiScreen) -> str:
    assert screen.item is not None
    return screen.item.key


async def test_items_are_added_changed_and_deleted_and_undone_by_the_same_keys(story: Session) -> None:
    async with lockup(story) as (pilot, screen):
        await pilot.press("j", "N", *"Webinar", "ctrl+s")
        await pilot.pause()
        assert cursor(screen) == "KA2"
        await pilot.press("space")
        assert toasts(pilot)[-1].endswith("u undoes it")
        await pilot.press("d")
        assert story.plan().find("KA2").is_archived
        await pilot.press("u")
        assert not story.plan().find("KA2").is_archived
        await pilot.press("e")
        assert isinstance(pilot.app.screen, DocumentForm)
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, DocumentForm)


async def test_only_what_its_parts_carry_out_has_a_key_a_hint_and_a_line_of_help(story: Session) -> None:
    async with lockup(story) as (pilot, screen):
        await pilot.press("l", "c", "s", "z")
        await pilot.pause()
        assert pilot.app.screen is screen
        footer = text_of(pilot).splitlines()[-1]
        assert "e edit" in footer
        assert "log" not in footer
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(pilot.app.screen, HelpScreen)
        assert Edit.help in text_of(pilot)
        assert "Log time" not in text_of(pilot)
        await pilot.press("escape", "ctrl+p", *"start timer")
        await pilot.pause()
        assert pilot.app.screen.query_one(Outline).current is None


async def test_filter_jump_and_escape_work(story: Session) -> None:
    async with lockup(story) as (pilot, screen):
        await pilot.press("slash", *"pipeline", "enter")
        await pilot.pause()
        assert [item.key for item in screen.outline().shown_items] == ["O1", "KR2"]
        await pilot.press("escape")
        assert len(screen.outline().shown_items) > 2
        await pilot.press("ctrl+o", *"kr2", "enter")
        await pilot.pause()
        assert cursor(screen) == "KR2"
        await pilot.press("escape")
        assert pilot.app.screen is screen


async def test_what_others_write_shows_and_a_store_that_cannot_be_read_is_told(
    story: Session, store_folder: Path
) -> None:
    async with lockup(story) as (pilot, screen):
        add_document(session_in(store_folder), Kind.OBJECTIVE, {"title": "Written elsewhere"})
        screen._look()
        await pilot.pause()
        assert "Written elsewhere" in text_of(pilot)
        (store_folder / "strategy.json").write_text("{")
        screen._look()
        await pilot.pause()
        assert "read-only" in text_of(pilot)
        await pilot.press("d")
        assert toasts(pilot)[-1].startswith("The store is open read-only.")


async def test_a_pane_is_list_and_detail_on_another_screen_too(story: Session) -> None:
    way = {"unit": "steps", "direction": "decrease", "baseline": "9", "target": "3"}
    add_document(story, Kind.TARGET, {"title": "Three steps to a quote", "challenge": "C1", **way})
    async with KataApp(story).run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        assert "21 → 2 days" in text_of(pilot)
        await pilot.press("G")
        await pilot.pause()
        assert "9 → 3 steps" in text_of(pilot)
        await pilot.press("o", *"Slow", "ctrl+s")
        await pilot.pause()
        assert story.plan().find("OB2").headline == "Slow"
        assert "OB2 Slow" in text_of(pilot)
        await pilot.press("l", *"7:00-7:05 admin mail", "enter")
        await pilot.pause()
        assert "mail" in [entry.text for entry in story.entries(story.today(), story.today())]
        await pilot.press("c")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, KataScreen)


async def test_the_cockpit_carries_out_every_command(story: Session) -> None:
    async with cockpit(story) as (_, screen):
        assert tuple(screen.commands) == ALL_COMMANDS


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Context]:
    """What hints were made for, one for each time."""
    seen: list[Context] = []

    def counted(
        commands: Iterable[CommandClass], context: Context, keys: Mapping[str, Sequence[str]]
    ) -> list[KeyHint]:
        seen.append(context)
        return hints_for(commands, context, keys)

    monkeypatch.setattr(base, "hints_for", counted)
    return seen


@pytest.mark.parametrize(
    ("before", "key", "times"),
    [
        ([], "j", 1),
        (["j", "j"], "j", 1),
        (["j"], "left", 0),
        ([], "2", 1),
        ([], "tab", 1),
        (["j", "j"], "space", 1),
        (["j", "j"], "d", 1),
        (["j", "j", "space"], "u", 1),
        (["2"], "z", 0),
        ([], "e", 0),
        (["e"], "escape", 0),
        (["3"], "left_square_bracket", 1),
    ],
)
async def test_hints_are_made_once_for_a_change_and_never_without(
    story: Session, made: list[Context], before: list[str], key: str, times: int
) -> None:
    async with cockpit(story) as (pilot, screen):
        await pilot.press(*before)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        made.clear()
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        assert len(made) == times
        shown = screen.query_one(KeyHints)._hints
        assert shown == hints_for(ALL_COMMANDS, screen.context, screen.keys)
