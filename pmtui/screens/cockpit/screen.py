"""The home screen: strategy, kata and time side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from pmtui.commands import Place
from pmtui.data.settings import Settings
from pmtui.domain.board import Board
from pmtui.domain.fires import RecurringFire
from pmtui.domain.text import printable
from pmtui.screens.base import PmtuiScreen
from pmtui.screens.bindings import bindings_of
from pmtui.screens.cockpit.frame import HEIGHTS, PLACE_CLASSES, WIDTHS, size_words
from pmtui.screens.cockpit.panes import Panes
from pmtui.screens.cockpit.welcome_offers import WelcomeOffers
from pmtui.screens.parts.app_actions import AppActions
from pmtui.screens.parts.find_actions import FindActions
from pmtui.screens.parts.item_actions import ItemActions
from pmtui.screens.parts.kata_actions import KataActions
from pmtui.screens.parts.part import Part, commands_of
from pmtui.screens.parts.time_actions import TimeActions
from pmtui.screens.parts.undo_actions import UndoActions
from pmtui.usecases.drafts import unfinished
from pmtui.usecases.session import Session
from pmtui.widgets.banner import Banner
from pmtui.widgets.footer import KeyHints
from pmtui.widgets.header import CockpitHeader
from pmtui.widgets.pane_tabs import PaneTabs
from pmtui.widgets.panes.kata import KataPane
from pmtui.widgets.panes.strategy import StrategyPane
from pmtui.widgets.panes.time import TimePane

_SHOWN_PROBLEMS = 3


class CockpitScreen(PmtuiScreen):
    """Three panes over one store; which of them fit is decided by the style sheet."""

    PARTS: ClassVar[tuple[type[Part], ...]] = (
        WelcomeOffers,
        TimeActions,
        ItemActions,
        KataActions,
        FindActions,
        UndoActions,
        AppActions,
        Panes,
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(commands_of(*PARTS))
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    def __init__(
        self, session: Session, settings: Settings, *, demo: bool = False, guest: bool = False
    ) -> None:
        super().__init__(session, settings, tuple(Place), classes=PLACE_CLASSES)
        self.demo = demo
        self._guest = guest
        self.boards.watch(self._show)
        time = TimeActions(self)
        self.items = ItemActions(self, time.log_gap)
        self.kata = KataActions(self, self.items, self._shown_fire)
        self.panes = Panes(self, self)
        welcome = WelcomeOffers(self, self.items, self.open_demo)
        self.use(
            welcome,
            time,
            self.items,
            self.kata,
            FindActions(self),
            UndoActions(self),
            AppActions(self),
            self.panes,
        )

    def compose(self) -> ComposeResult:
        """Lay out header, panes and footer."""
        yield CockpitHeader(demo=self.demo, symbols=self.symbols, id="header")
        yield Banner(id="banner")
        yield PaneTabs([place.value for place in Place], id="tabs")
        with Horizontal(id="panes"):
            yield StrategyPane(1, symbols=self.symbols)
            yield KataPane(2, symbols=self.symbols)
            yield TimePane(3, symbols=self.symbols)
        yield Static(size_words(), id="too-small", markup=False)
        yield KeyHints(id="hints")

    def on_mount(self) -> None:
        """Show the store and keep looking at it."""
        self.show_place(self.place)
        self.start()
        if self.board is not None:
            self.query_one(StrategyPane).start_cursor(self.board)

    def _show(self, board: Board) -> None:
        self.query_one(StrategyPane).show(board)
        self.query_one(KataPane).show(board)
        self.query_one(TimePane).show(board)
        self.query_one(CockpitHeader).show(board)

    def _shown_fire(self) -> RecurringFire | None:
        """The fire that keeps coming back, in the time pane while it is told there."""
        return self.query_one(TimePane).told_fire if self.place is Place.TIME else None

    def at(self, place: Place) -> None:
        """Take ``place`` for the pane that has the keyboard, and let the style sheet know."""
        super().at(place)
        self.panes.at(place)

    def open_demo(self) -> None:
        """Show the demo story over this screen, in a store that lasts as long as it is shown."""
        from pmtui.usecases.demo import demo_session

        self._folder = TemporaryDirectory(prefix="pmtui-demo-")
        session = demo_session(Path(self._folder.name), self.session.clock)
        guest = CockpitScreen(session, self.settings, demo=True, guest=True)
        self.app.push_screen(guest, lambda _: self._folder.cleanup())
        guest.say("This is the demo: change what you like.", "esc goes back to your own, empty workspace")

    def leave(self) -> None:
        """Leave a demo opened from an empty workspace."""
        if self._guest:
            self.dismiss()

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

    def on_resize(self, event: events.Resize) -> None:
        """Mark the tabs that are on screen at the new size."""
        self.call_after_refresh(self.panes.show_tabs)

    @on(PaneTabs.Chosen)
    def _tab_chosen(self, event: PaneTabs.Chosen) -> None:
        self.show_place(Place(event.name))
