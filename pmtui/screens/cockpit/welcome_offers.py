"""What becomes of the offers in an empty workspace."""

from __future__ import annotations

from collections.abc import Callable

from pmtui.domain.documents import Kind
from pmtui.screens.parts.item_actions import ItemActions
from pmtui.screens.parts.part import Host, Part
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.welcome import BLANK, TEMPLATE, WELCOME


class WelcomeOffers(Part):
    """Starts in the way chosen on the first run."""

    def __init__(self, host: Host, items: ItemActions, open_demo: Callable[[], None]) -> None:
        """Start the workspace of ``host``: with ``items`` where it is blank, or with ``open_demo``."""
        super().__init__(host)
        self._items = items
        self._open_demo = open_demo

    def open(self, item: OutlineItem) -> bool:
        """Open the form for the first objective, write the template, or show the demo."""
        if not item.key.startswith(WELCOME):
            return False
        if item.key == BLANK:
            self._items.add(Kind.OBJECTIVE, {})
        elif item.key == TEMPLATE:
            from pmtui.usecases.templates import write_template

            self.host.attempt(lambda: write_template(self.host.session))
        else:
            self._open_demo()
        return True
