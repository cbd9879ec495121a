"""The home screen: strategy, kata and time side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from pmtui.commands import ALL_COMMANDS, Place
from pmtui.data.settings import Settings
from pmtui.data.time_log import MonthTallies
from pmtui.domain.board import Board
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError, StoreError
from pmtui.screens.bindings import bindings_of
from pmtui.screens.find_actions import FindActions
from pmtui.screens.frame import HEIGHTS, PLACE_CLASSES, WIDTHS, size_words
from pmtui.screens.pane_content import PaneContent
from pmtui.screens.store_notice import StoreNotice
from pmtui.usecases.advice import advice
from pmtui.usecases.board import find_fire, load_board, sum_minutes
from pmtui.usecases.drafts import unfinished
from pmtui.usecases.session import Session
from pmtui.widgets.empty_state import EmptyState
from pmtui.widgets.ends import Ends
from pmtui.widgets.fire_line import FireLine
from pmtui.widgets.footer import KeyHint, KeyHints
from pmtui.widgets.header import CockpitHeader
from pmtui.widgets.outline import Outline
from pmtui.widgets.pane import Pane
from pmtui.widgets.pane_tabs import PaneTabs
from pmtui.widgets.strategy_outline import DIRECTION
from pmtui.widgets.target_card import TargetFoot, TargetHead
from pmtui.widgets.trend_chart import TrendChart
from pmtui.widgets.week_days import WeekDays
from pmtui.widgets.week_gauge import WeekGauge

_SHOWN_PROBLEMS = 3
_AT_THE_END = ("palette", "help")


class CockpitScreen(FindActions):
    """Three panes over one store; which of them fit is decided by the style sheet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(ALL_COMMANDS),
        Binding("escape", "back", "Show all", id="back", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self, session: Session, settings: Settings, *, demo: bool = False, guest: bool = False
    ) -> None:
        super().__init__(session, settings)
        self.set_classes(PLACE_CLASSES)
        self.demo = demo
        self._guest = guest
        self._signature: object = None
        self._told = ""
        self._tallies = MonthTallies()
        self._content = PaneContent(self, self.symbols)
        self._notice = StoreNotice(self)

    def compose(self) -> ComposeResult:
        """Lay out header, panes and footer."""
        yield CockpitHeader(demo=self.demo, symbols=self.symbols, id="header")
        yield Static(id="banner", markup=False)
        yield PaneTabs([place.value for place in Place], id="tabs")
        with Horizontal(id="panes"):
            with Pane(1, "Strategy", id="strategy"):
                yield EmptyState(id="strategy-empty")
                yield Outline(symbols=self.symbols, id="strategy-items")
            with Pane(2, "Kata", id="kata"):
                yield EmptyState(id="kata-empty")
                yield TargetHead(symbols=self.symbols, id="kata-head")
                yield TrendChart(symbols=self.symbols, id="kata-chart")
                yield TargetFoot(symbols=self.symbols, id="kata-foot")
                yield Outline(symbols=self.symbols, indent=1, id="kata-items")
            with Pane(3, "Time", id="time"):
                yield WeekGauge(symbols=self.symbols, id="time-week")
                yield Ends(id="time-day")
                yield EmptyState(id="time-empty")
                yield Outline(symbols=self.symbols, id="time-items")
                yield FireLine(id="time-fire")
                yield WeekDays(symbols=self.symbols, id="time-days")
        yield Static(size_words(), id="too-small", markup=False)
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        """Show the store and keep looking at it."""
        self.show_place(self.place)
        self._content.fold_rare()
        self.reload()
        if self.board is not None:
            self._content.start_cursor(self.board)
        self.set_interval(1.0, self._look)

    def reload(self) -> None:
        """Read the store again and show it; cursor, focus, scroll and folds stay."""
        try:
            self._signature = self.session.store.signature()
            board = load_board(self.session, self.day)
            newer = self.session.store.newer()
        except StoreError as error:
            self._read_only(error)
            return
        self._read_only(newer)
        self._notice.look()
        if self.board is not None:
            board = board.with_past(self.board.minutes, self.board.fire)
        self._show(board)
        self.run_worker(self._look_back(), group="past", exclusive=True)

    def _show(self, board: Board) -> None:
        self.board = board
        self._content.show(board)
        self.query_one(CockpitHeader).show(board)
        self._show_hints()

    async def _look_back(self) -> None:
        """Sum up all logged time month by month, between keys, look for fires, and show it when it is complete."""
        if self.board is None:
            return
        minutes: dict[str, int] = {}
        fire = None
        try:
            for so_far in sum_minutes(self.session, self.board.plan, self._tallies):
                minutes = so_far
                await asyncio.sleep(0)
            fire = find_fire(self.session, self.board.today)
        except PmtuiError as error:
            if error.message != self._told:  # once, not every minute
                self.report(error)
            self._told = error.message
        if (minutes, fire) != (self.board.minutes, self.board.fire):
            self._show(self.board.with_past(minutes, fire))

    def _look(self) -> None:
        """See whether any process wrote, or a minute has passed."""
        board = self.board
        try:
            changed = self.session.store.signature() != self._signature
        except StoreError as error:
            self._read_only(error)
            return
        if changed or board is None or self.session.now().replace(second=0) != board.now.replace(second=0):
            self.reload()

    def _read_only(self, error: StoreError | None) -> None:
        """Show or hide the line that says why nothing can be written."""
        self.writable = error is None
        self.set_class(error is not None, "-read-only")
        if error is not None:
            words = ["read-only ", error.message, advice(self.session.store.root, error)]
            line = " ".join(printable(part) for part in words if part)
            self.query_one("#banner", Static).update(Content(line))
            self._show_hints()

    def show_place(self, place: Place) -> None:
        """Bring the pane ``place`` on screen and give it the keyboard."""
        self.outline(place).focus()
        self._at(place)

    def _at(self, place: Place) -> None:
        """Let the style sheet know which pane has the keyboard."""
        self.place = place
        for other in Place:
            self.set_class(other is place, f"-at-{other.value}")
        if place is not Place.STRATEGY:
            self.set_class(place is Place.KATA, "-beside-kata")
            self.set_class(place is Place.TIME, "-beside-time")
        self._show_tabs()
        self._show_hints()

    def _show_tabs(self) -> None:
        alone = self.has_class("-narrow") or self.has_class("-zoomed")
        beside = Place.KATA if self.has_class("-beside-kata") else Place.TIME
        shown = {self.place} if alone else {Place.STRATEGY, beside}
        self.query_one(PaneTabs).show([place.value for place in shown], self.place.value)

    def _show_hints(self) -> None:
        context = self.context
        ranks = {
            command: command.footer_rank(context) for command in ALL_COMMANDS if command.enabled(context)
        }
        ranked = sorted((rank, place, c) for place, (c, rank) in enumerate(ranks.items()) if rank is not None)
        hints = [
            KeyHint(c.id, self.key_of(c), c.footer_label(context), c.id in _AT_THE_END) for *_, c in ranked
        ]
        self.query_one(KeyHints).show([hint for hint in hints if hint.key])

    def action_focus_pane(self, name: str) -> None:
        """Go to the pane called ``name``."""
        self.show_place(Place(name))

    def action_next_pane(self, step: int) -> None:
        """Go to the pane ``step`` further."""
        places = tuple(Place)
        self.show_place(places[(places.index(self.place) + step) % len(places)])

    def action_zoom_pane(self) -> None:
        """Let the pane fill the window, or show its neighbours again."""
        self.toggle_class("-zoomed")
        self._show_tabs()

    def open_demo(self) -> None:
        """Show the demo story over this screen, in a store that lasts as long as it is shown."""
        from pmtui.usecases.demo import demo_session

        self._folder = TemporaryDirectory(prefix="pmtui-demo-")
        session = demo_session(Path(self._folder.name), self.session.clock)
        guest = CockpitScreen(session, self.settings, demo=True, guest=True)
        self.app.push_screen(guest, lambda _: self._folder.cleanup())
        guest.say("This is the demo: change what you like.", "esc goes back to your own, empty workspace")

    def tell_settings(self, problems: Sequence[str]) -> None:
        """Say what of the user's settings was not understood, the first few lines of it."""
        if problems:
            more = [f"and {len(problems) - _SHOWN_PROBLEMS} more: pmtui keys"] * (
                len(problems) > _SHOWN_PROBLEMS
            )
            lines = [printable(line) for line in (*problems[:_SHOWN_PROBLEMS], *more)]
            self.notify("\n".join(lines), severity="warning", timeout=12, markup=False)

    def tell_drafts(self) -> None:
        """Say what was left half-typed: by whoever left it, or by a program that was ended."""
        words = unfinished(self.session)
        if words:
            then = f"{'each' if ',' in words else 'it'} comes back when its form opens"
            self.notify(f"Left half-typed: {printable(words)}\n{then}", timeout=9, markup=False)

    def action_back(self) -> None:
        """Show everything again when filtered; hide a notice; leave a demo opened from an empty workspace."""
        if self.outline().filter_words:
            self.outline().narrow("")
        elif self._notice.hide():
            return
        elif self._guest:
            self.dismiss()

    async def action_quit(self) -> None:
        """Leave."""
        await self.app.action_quit()

    def on_resize(self, event: events.Resize) -> None:
        """Mark the tabs that are on screen at the new size."""
        self.call_after_refresh(self._show_tabs)

    def on_screen_resume(self) -> None:
        """See what changed while a dialog was open or the program was suspended."""
        if self.board is not None:
            self._look()

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        place = next((place for place in Place if event.widget.id == f"{place.value}-items"), None)
        if place is not None and place is not self.place:
            self._at(place)

    @on(PaneTabs.Chosen)
    def _tab_chosen(self, event: PaneTabs.Chosen) -> None:
        self.show_place(Place(event.name))

    @on(KeyHints.Clicked)
    async def _hint_clicked(self, event: KeyHints.Clicked) -> None:
        await self.action_give(event.command)

    @on(Outline.Moved)
    def _cursor_moved(self, event: Outline.Moved) -> None:
        if self.board is not None and event.outline.id == "kata-items":
            self._content.show_target(self.board)
        self._show_hints()

    @on(Outline.Opened)
    def _item_opened(self, event: Outline.Opened) -> None:
        if not self.writable and event.item.key != DIRECTION:
            self.say_read_only()
            return
        try:
            self.open_item(event.item)
        except PmtuiError as error:
            self.report(error)
