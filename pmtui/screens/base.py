"""What every screen of pmtui is: outlines over one board, and parts that carry out the commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import isawaitable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.screen import Screen

from pmtui.commands import ALL_COMMANDS, CommandClass, Context, Place, key_name, keymap
from pmtui.commands.undo import Undo
from pmtui.data.settings import Settings
from pmtui.domain.board import Board
from pmtui.domain.documents import Document, Kind
from pmtui.domain.plan import state_of
from pmtui.errors import PmtuiError
from pmtui.screens.parts.board_holder import BoardHolder
from pmtui.screens.parts.hints import hints_for
from pmtui.screens.parts.part import Part, commands_of, part_for
from pmtui.screens.parts.store_banner import StoreBanner
from pmtui.screens.parts.telling import tell, tell_refusal
from pmtui.usecases.session import Session
from pmtui.widgets.footer import KeyHints
from pmtui.widgets.outline import Outline
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.strategy_outline import DIRECTION
from pmtui.widgets.symbols import symbols_for

if TYPE_CHECKING:  # loaded when it is first opened
    from pmtui.widgets.filter_line import FilterLine

_BY_ID: Mapping[str, CommandClass] = {command.id: command for command in ALL_COMMANDS}


class PmtuiScreen(Screen[None]):
    """A screen over one session.

    It composes an outline for each of its places, ``KeyHints`` and a ``Banner``, tells ``boards`` what shows the
    board, chooses its parts with :meth:`use`, binds their commands, and calls :meth:`start` when it is mounted.

    Attributes:
        session: Store and clock.
        settings: The user's settings.
        boards: Holds the board that is shown.
        places: The outlines that the screen has.
        place: The one that has the keyboard.
        commands: What the parts carry out, in the order of help.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Show all", id="back", show=False)]

    def __init__(
        self, session: Session, settings: Settings, places: Sequence[Place], *, classes: str | None = None
    ) -> None:
        super().__init__(classes=classes)
        self.session = session.remembering()
        self.settings = settings
        self.symbols = symbols_for(settings.ascii)
        self.keys = keymap(ALL_COMMANDS, settings.keys)
        self.places = tuple(places)
        self.place = self.places[0]
        self.boards = BoardHolder(self.session)
        self.commands: Sequence[CommandClass] = ()
        self._parts: tuple[Part, ...] = ()
        self._banner = StoreBanner(self, self.session)
        self._hinted: Context | None = None
        self.boards.watch_trouble(self._banner.show)

    def use(self, *parts: Part) -> None:
        """Let ``parts`` carry out their commands, and open items, the first that knows an item before the others."""
        self._parts = parts
        self.commands = commands_of(*parts)

    def start(self) -> None:
        """Show the store, and look each second whether anybody wrote."""
        self.reload()
        self.set_interval(1.0, self._look)

    def reload(self) -> None:
        """Read the store again and show it; cursor, focus, scroll and folds stay."""
        self._loaded(self.boards.load())

    def _look(self) -> None:
        """See whether any process wrote, or a minute has passed."""
        self._loaded(self.boards.look())

    def _loaded(self, anew: bool) -> None:
        self.show_hints()
        if anew:
            self.run_worker(self.boards.look_back(self.report), group="past", exclusive=True)

    @property
    def board(self) -> Board | None:
        """The board that is shown."""
        return self.boards.board

    @property
    def writable(self) -> bool:
        """Whether the store can be written."""
        return self.boards.trouble is None

    def outline(self, place: Place | None = None) -> Outline:
        """Return the outline of ``place``, by default the one that has the keyboard."""
        return self.query_one(f"#{(place or self.place).value}-items", Outline)

    def show_place(self, place: Place) -> None:
        """Bring the outline of ``place`` on screen and give it the keyboard."""
        self.outline(place).focus()
        self.at(place)

    def at(self, place: Place) -> None:
        """Take ``place`` for the one that has the keyboard."""
        self.place = place
        self.show_hints()

    def go_to(self, ref: str) -> bool:
        """Put the cursor on ``ref`` in the outline that lists it, the present one first; tell whether one does."""
        for place in sorted(self.places, key=lambda place: place is not self.place):
            if self.outline(place).go_to(ref):
                self.show_place(place)
                return True
        return False

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

    def show_hints(self) -> None:
        """Show the keys that matter now; they are made anew only where commands would see something new."""
        context = self.context
        if context != self._hinted:
            self._hinted = context
            for footer in self.query(KeyHints):
                footer.show(hints_for(self.commands, context, self.keys))

    async def give(self, command_id: str) -> None:
        """Give the command, or say what it needs."""
        command = _BY_ID[command_id]
        context = self.context
        part = part_for(command, self._parts)
        if part is not None and command.enabled(context):
            try:
                done = part.carry_out(command)
                if isawaitable(done):
                    await done
            except PmtuiError as error:
                self.report(error)
        elif command.writes and not context.writable:
            self.say_read_only()
        else:
            self.say(command.needs)

    async def action_give(self, command_id: str) -> None:
        """Give the command whose key was pressed."""
        await self.give(command_id)

    def attempt(self, change: Callable[[], object], ref: str | None = None) -> None:
        """Make ``change`` and show it, or report why it was refused; for callbacks, which no command guards."""
        try:
            change()
        except PmtuiError as error:
            self.report(error)
        else:
            self.changed(ref)

    def changed(self, ref: str | None = None) -> None:
        """Show the store after a change made here, the cursor on ``ref``; say what happened and how to undo it."""
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

    def report(self, error: PmtuiError) -> None:
        """Tell what was refused and what to do about it; the one place where errors end."""
        tell_refusal(self, error)

    def say(self, text: str, then: str = "") -> None:
        """Tell what happened, and in a second line what can be done about it; both are shown as they are.

        What was told before goes away: its "undoes it" would no longer be true.
        """
        tell(self, text, then)

    def say_read_only(self) -> None:
        """Tell why nothing can be changed."""
        self.say("The store is open read-only.", "The line at the top says why.")

    def open_filter(self) -> None:
        """Open the line that narrows the outline, above the footer."""
        from pmtui.widgets.filter_line import FilterLine

        if not self.query(FilterLine):
            self.mount(FilterLine(self.outline().filter_words), before=self.query_one(KeyHints))

    def on_filter_line_typed(self, event: FilterLine.Typed) -> None:
        """Narrow the list while typing."""
        self.outline().narrow(event.words)

    def on_filter_line_left(self, event: FilterLine.Left) -> None:
        """Give the keyboard back to the list; leaving with esc shows everything again."""
        if not event.kept:
            self.outline().narrow("")
        self.outline().focus()

    def action_back(self) -> None:
        """Show everything again when filtered, or hide a notice, or else leave."""
        if self.outline().filter_words:
            self.outline().narrow("")
        elif not self._banner.hide():
            self.leave()

    def leave(self) -> None:
        """Go back to where this screen was opened; the first one stays."""

    def on_screen_resume(self) -> None:
        """See what changed while a dialog was open or the program was suspended."""
        if self.board is not None:
            self._look()

    @on(events.DescendantFocus)
    def _focus_moved(self, event: events.DescendantFocus) -> None:
        place = next((place for place in self.places if event.widget is self.outline(place)), None)
        if place is not None and place is not self.place:
            self.at(place)

    @on(KeyHints.Clicked)
    async def _hint_clicked(self, event: KeyHints.Clicked) -> None:
        await self.give(event.command)

    @on(Outline.Moved)
    def _cursor_moved(self) -> None:
        self.show_hints()

    @on(Outline.Opened)
    def _item_opened(self, event: Outline.Opened) -> None:
        if not self.writable and event.item.key != DIRECTION:
            self.say_read_only()
            return
        try:
            next((part for part in self._parts if part.open(event.item)), None)
        except PmtuiError as error:
            self.report(error)
