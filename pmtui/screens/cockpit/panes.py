"""Which panes of the cockpit are on screen, and how to get from one to the next."""

from __future__ import annotations

from textual.screen import Screen

from pmtui.commands import Place
from pmtui.commands.view import FocusKata, FocusStrategy, FocusTime, NextPane, PreviousPane, Zoom
from pmtui.screens.parts.part import Host, Part, handles
from pmtui.widgets.pane_tabs import PaneTabs


class Panes(Part):
    """Tells the style sheet which pane has the keyboard, which one stands beside it, and whether one fills the window.

    What of that is shown at which width is up to the style sheet.
    """

    def __init__(self, host: Host, screen: Screen[None]) -> None:
        """Arrange the panes of ``screen``."""
        super().__init__(host)
        self._screen = screen

    @handles(FocusStrategy)
    def focus_strategy(self) -> None:
        """Go to the strategy pane."""
        self.host.show_place(Place.STRATEGY)

    @handles(FocusKata)
    def focus_kata(self) -> None:
        """Go to the kata pane."""
        self.host.show_place(Place.KATA)

    @handles(FocusTime)
    def focus_time(self) -> None:
        """Go to the time pane."""
        self.host.show_place(Place.TIME)

    @handles(NextPane)
    def next_pane(self) -> None:
        """Go to the next pane, from the last one to the first."""
        self._step(1)

    @handles(PreviousPane)
    def previous_pane(self) -> None:
        """Go to the pane before, from the first one to the last."""
        self._step(-1)

    def _step(self, step: int) -> None:
        places = tuple(Place)
        self.host.show_place(places[(places.index(self.host.place) + step) % len(places)])

    @handles(Zoom)
    def zoom_pane(self) -> None:
        """Let the pane fill the window, or show its neighbours again."""
        self._screen.toggle_class("-zoomed")
        self.show_tabs()

    def at(self, place: Place) -> None:
        """Let the style sheet know that ``place`` has the keyboard."""
        screen = self._screen
        for other in Place:
            screen.set_class(other is place, f"-at-{other.value}")
        if place is not Place.STRATEGY:
            screen.set_class(place is Place.KATA, "-beside-kata")
            screen.set_class(place is Place.TIME, "-beside-time")
        self.show_tabs()

    def show_tabs(self) -> None:
        """Mark the tabs of the panes that are on screen."""
        screen, place = self._screen, self.host.place
        alone = screen.has_class("-narrow") or screen.has_class("-zoomed")
        beside = Place.KATA if screen.has_class("-beside-kata") else Place.TIME
        shown = {place} if alone else {Place.STRATEGY, beside}
        screen.query_one(PaneTabs).show([other.value for other in shown], place.value)
