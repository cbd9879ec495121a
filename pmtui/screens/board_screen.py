"""What all actions of the cockpit stand on: the board as loaded, the item under the cursor, giving commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from pmtui.commands import ALL_COMMANDS, CommandClass, Context, Place, key_name, keymap
from pmtui.data.settings import Settings
from pmtui.domain.board import Board
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.plan import state_of
from pmtui.errors import PmtuiError
from pmtui.screens.base import PmtuiScreen
from pmtui.usecases.session import Session
from pmtui.widgets.outline import Outline
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.symbols import symbols_for

_BY_ID: Mapping[str, CommandClass] = {command.id: command for command in ALL_COMMANDS}


class BoardScreen(PmtuiScreen):
    """A screen with the three outlines over one board; its subclasses bring the actions."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session)
        self.settings = settings
        self.symbols = symbols_for(settings.ascii)
        self.keys = keymap(ALL_COMMANDS, settings.keys)
        self.board: Board | None = None
        self.writable = True
        self.place = Place.STRATEGY
        self.day: date | None = None

    def reload(self) -> None:
        """Read the store again and show it; cursor, focus, scroll and folds stay."""
        raise NotImplementedError

    def show_place(self, place: Place) -> None:
        """Bring the pane ``place`` on screen and give it the keyboard."""
        raise NotImplementedError

    def outline(self, place: Place | None = None) -> Outline:
        """Return the outline of ``place``, by default of the pane that has the keyboard."""
        return self.query_one(f"#{(place or self.place).value}-items", Outline)

    @property
    def item(self) -> OutlineItem | None:
        """The item under the cursor."""
        return self.outline().current

    @property
    def document(self) -> Document | None:
        """The document under the cursor: of the plan, or a time entry."""
        item, board = self.item, self.board
        if item is None or board is None:
            return None
        if item.kind is Kind.ENTRY:
            return next((entry for entry in board.entries if entry.ref == item.key), None)
        return board.plan.documents.get(item.key)

    @property
    def entry(self) -> TimeEntry | None:
        """The time entry under the cursor."""
        document = self.document
        return document if isinstance(document, TimeEntry) else None

    @property
    def context(self) -> Context:
        """What commands look at to tell whether they apply."""
        document = self.document
        plan = self.board.plan if self.board else None
        return Context(
            place=self.place,
            kind=document.kind if document else None,
            state=state_of(document) if document else "",
            timer=bool(plan and plan.timer),
            writable=self.writable,
            target=bool(plan and plan.active_targets()),
        )

    def key_of(self, command: CommandClass) -> str:
        """Return the first key of ``command`` as people read it."""
        keys = self.keys[command.id]
        return key_name(keys[0]) if keys else ""

    async def action_give(self, command_id: str) -> None:
        """Give the command, or say what it needs."""
        command = _BY_ID[command_id]
        context = self.context
        if command.enabled(context):
            try:
                await self.run_action(command.action)
            except PmtuiError as error:
                self.report(error)
        elif command.writes and not context.writable:
            self.say_read_only()
        else:
            self.say(command.needs)

    def say_read_only(self) -> None:
        """Tell why nothing can be changed."""
        self.say("The store is open read-only.", "The line at the top says why.")

    def attempt(self, change: Callable[[], object], ref: str | None = None) -> None:
        """Make ``change`` and show it, or report why it was refused; for callbacks, which no action guards."""
        try:
            change()
        except PmtuiError as error:
            self.report(error)
        else:
            self.changed(ref)

    def changed(self, ref: str | None = None) -> None:
        """Show the store after a change made here, the cursor on ``ref``; say what happened and how to undo it."""
        from pmtui.commands.undo import Undo
        from pmtui.usecases.undoing import history

        self.reload()
        if ref is not None:
            self.go_to(ref)
        try:
            latest = history(self.session, 1)
        except PmtuiError as error:
            self.report(error)
            return
        if latest:
            self.say(latest[-1].what, f"{self.key_of(Undo)} undoes it")

    def go_to(self, ref: str) -> bool:
        """Put the cursor on ``ref`` in the pane that lists it, the present pane first; tell whether one does."""
        places = sorted(Place, key=lambda place: place is not self.place)
        for place in places:
            if self.outline(place).go_to(ref):
                self.show_place(place)
                return True
        return False
