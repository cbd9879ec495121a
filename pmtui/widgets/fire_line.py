"""The fire that keeps coming back, and the key that makes an obstacle of it."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from pmtui.domain.fires import WINDOW_DAYS, RecurringFire
from pmtui.widgets.alignment import first_fitting, fitted, shown, together
from pmtui.widgets.colours import KEY, QUIET

_LABEL = "Fires  "


class FireLine(Widget):
    """Two lines about a recurring fire; hidden while there is none."""

    DEFAULT_CSS = """
    FireLine { height: auto; width: 1fr; display: none; }
    FireLine.-shown { display: block; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._fire: RecurringFire | None = None

    def show(self, fire: RecurringFire | None) -> None:
        """Show ``fire``; None hides."""
        self._fire = fire
        self.set_class(fire is not None, "-shown")
        self.refresh(layout=True)

    def render(self) -> Content:
        """Return what comes back and how often, each on a line of its own."""
        if self._fire is None:
            return Content("")
        width = self.size.width
        what = Content.assemble((_LABEL, QUIET), shown(self._fire.words))
        often = f"{self._fire.days} days in {WINDOW_DAYS // 7} weeks"
        rows = [
            Content.assemble(" " * len(_LABEL), together(often, Content.assemble(("o", KEY), does)))
            for does in (" make an obstacle", " obstacle")
        ]
        return Content("\n").join([fitted(what, width), first_fitting(rows, width)])

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """Return how many lines there are."""
        return 2 if self._fire is not None else 0
