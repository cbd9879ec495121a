"""The daily check-in: five questions as one calm card; Enter all the way takes a few seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from pmtui.domain.date_words import echo_date
from pmtui.domain.kata import CoachingCycle
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.screens.check_in.card import hints, options, progress_line, trail
from pmtui.screens.check_in.lines import lines_before
from pmtui.screens.dialogs.choose_dialog import choice_content
from pmtui.screens.dialogs.draft_dialog import DraftDialog
from pmtui.usecases.drafts import Draft, discard_draft, find_draft, keep_draft
from pmtui.usecases.kata.check_in_drafts import check_in_draft, draft_of, restored
from pmtui.usecases.kata.check_in_opening import open_what_is_due
from pmtui.usecases.kata.check_in_question import Control
from pmtui.usecases.kata.check_in_questions import QUESTIONS
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.kata.check_in_walk import Walk
from pmtui.usecases.kata.due_readings import DueReadings
from pmtui.usecases.session import Session
from pmtui.widgets.hint_bar import HintBar
from pmtui.widgets.safe_input import SafeInput


class CheckInScreen(DraftDialog[CoachingCycle | None]):
    """Five questions on one target condition; the result is the coaching cycle as stored."""

    CSS_PATH: ClassVar[list[str]] = ["../dialogs/dialogs.tcss", "check_in.tcss"]  # type: ignore[assignment]  # Textual takes a list too
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Go on", show=False, id="checkin.next"),
        Binding("shift+tab", "previous", "Back", show=False, id="checkin.previous"),
        Binding("ctrl+n", "afresh", "Start afresh", show=False, id="checkin.afresh"),
        *(
            Binding(key, f"press('{key}')", show=False)
            for key in sorted({key.key for row in QUESTIONS for key in row.keys})
        ),
    ]
    AUTO_FOCUS = ""
    KEPT = "Draft kept – check in again to go on"

    def __init__(self, session: Session, ref: str | None = None) -> None:
        """Open the check-in on ``ref``, or on what needs one: the target unchecked longest, else readings due.

        Raises:
            PmtuiError: ``E_UNKNOWN_REF``, ``E_WRONG_KIND`` or ``E_NOT_ACTIVE`` for a given ref.
        """
        super().__init__()
        self.session = session
        self._ref = ref
        self._walk = self._begin()
        self._draft: Draft | None = None

    def _begin(self) -> Walk | DueReadings:
        opened = open_what_is_due(self.session, self._ref)
        return opened if isinstance(opened, DueReadings) else Walk(opened)

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        with Vertical(classes="card"):
            yield Static("", classes="draft-line -none", markup=False)
            yield Static("", classes="target", markup=False)
            yield Static("", classes="progress", markup=False)
            with VerticalScroll(classes="scroll", can_focus=False):
                yield Static("", classes="trail", markup=False)
                yield Static("", classes="heading", markup=False)
                yield Static("", classes="lines", markup=False)
                yield SafeInput()
                yield OptionList(compact=True, markup=False)
                yield Static("", classes="echo", markup=False)
                yield self.problem_line()
            yield HintBar()

    async def on_mount(self) -> None:
        """Offer back a draft, and ask."""
        await self._ask(self._restore())

    def _restore(self) -> str | None:
        """Go on where a draft was left; return what was being typed."""
        walk = self._walk
        if isinstance(walk, DueReadings):
            return None
        try:
            self._draft = find_draft(self.session, check_in_draft(walk.opened.target.ref))
        except PmtuiError as error:
            self.report(error)
        if self._draft is None:
            return None
        self._walk, pending = restored(walk, self._draft.values)
        local = self._draft.saved_at.astimezone(self.session.zone())
        line = self.query_one(".draft-line", Static)
        line.update(Content(f"Draft from {local:%H:%M} restored · ctrl+n starts afresh"))
        line.remove_class("-none")
        return pending

    async def _ask(self, pending: str | None = None) -> None:
        """Show the question to be answered; ``pending`` is what was being typed when it was left."""
        walk = self._walk
        box = self.query_one(".card")
        about = f" · {walk.opened.target.ref}" if isinstance(walk, Walk) else ""
        box.border_title = Content(f"Check-in{about}")
        box.border_subtitle = echo_date(walk.date, self.session.today())
        self.query_one(".target", Static).update(Content(printable(walk.headline)))
        self.query_one(".progress", Static).update(progress_line(walk))
        self._show(".trail", trail(walk))
        self._show(".lines", lines_before(walk, self.symbols))
        self.query_one(".heading", Static).update(Content(walk.question.heading))
        self._show_input(walk.typed if pending is None else pending)
        self._show_options()
        await self.query_one(HintBar).show(tuple(hints(walk)))

    def _show(self, where: str, lines: list[Content]) -> None:
        shown = self.query_one(where, Static)
        shown.update(Content("\n").join(lines))
        shown.set_class(not lines, "-none")

    @property
    def _is_typed(self) -> bool:
        return self._walk.question.control is Control.TEXT

    @property
    def _is_chosen(self) -> bool:
        return self._walk.question.control in (Control.LIST, Control.KEYED_LIST)

    def _show_input(self, text: str) -> None:
        field, said = self.query_one(SafeInput), self.query_one(".echo")
        field.display = said.display = self._is_typed
        if not field.display:
            self.set_focus(None)
            return
        field.placeholder = self._walk.question.placeholder.format_map(self._walk.words)
        field.value = text
        field.cursor_position = len(text)
        self._echo(text)
        field.focus()

    def _show_options(self) -> None:
        shown, offers = self.query_one(OptionList), self._walk.offers
        shown.display = self._is_chosen
        shown.clear_options()
        if shown.display:
            shown.add_options([Option(choice_content(choice)) for choice in options(self._walk)])
            # Where a key chooses there is no cursor at first, so that Enter alone chooses nothing.
            first = next((number for number, offer in enumerate(offers) if offer.chosen), 0)
            shown.highlighted = None if self._walk.question.control is Control.KEYED_LIST else first
            shown.focus()

    def _echo(self, text: str) -> None:
        said = self._walk.understood(text)
        self.query_one(".echo", Static).update(Content(printable(f"→ {said}" if said else "")))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.clear_report()
        self._echo(event.value)

    @on(Input.Submitted)
    async def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_submit()

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        await self._answer(self._walk.offers[event.option_index].answer)

    @property
    def _typed_text(self) -> str:
        return self.query_one(SafeInput).value if self._is_typed else ""

    async def action_submit(self) -> None:
        """Take what is typed or under the cursor as the answer; on cards that wait for a key Enter keeps things."""
        if self._is_chosen:
            self.query_one(OptionList).action_select()
        else:
            await self._answer(self._typed_text)

    async def action_press(self, key: str) -> None:
        """Take a key as the answer where one key is enough."""
        await self._go_on(lambda: self._walk.press(key))

    async def _answer(self, text: str) -> None:
        await self._go_on(lambda: self._walk.answer(text))

    async def _go_on(self, step: Callable[[], Walk | DueReadings | None]) -> None:
        """Take a step; ask on, say what is wrong with it, or store the whole check-in after the last."""
        try:
            walk = step()
            if walk is not None and walk.is_done:
                self._finish(walk)
                return
        except PmtuiError as error:
            self.report(error)
            return
        self._walk = walk or self._walk
        self.clear_report()
        await self._ask()

    def _finish(self, walk: Walk | DueReadings) -> None:
        """Store the answers; the last question is asked on where they are refused."""
        if isinstance(walk, DueReadings):
            self.dismiss(None)
            return
        self._walk = walk.back()
        seconds = int((self.session.now() - walk.opened.opened_at).total_seconds())
        cycle = finish_check_in(self.session, walk.opened, walk.answers, seconds)
        try:
            discard_draft(self.session, check_in_draft(walk.opened.target.ref))
        except PmtuiError as error:
            # The check-in is stored; only its draft would come up once more.
            self.say(printable(error.message))
        self.dismiss(cycle)

    async def action_previous(self) -> None:
        """Ask the question before this one again."""
        self.clear_report()
        self._walk = self._walk.back()
        await self._ask()

    async def action_afresh(self) -> None:
        """Forget the restored draft and begin again, dated today."""
        if self._draft is None:
            return
        try:
            discard_draft(self.session, self._draft.name)
        except PmtuiError as error:
            self.report(error)
            return
        self._draft = None
        self.query_one(".draft-line").add_class("-none")
        self._walk = self._begin()
        await self._ask()

    def save_draft(self) -> bool:
        """Keep the answers so far; see :class:`pmtui.screens.draftable.Draftable`."""
        walk = self._walk
        if isinstance(walk, DueReadings) or not self.is_mounted:
            return False
        pending = self._typed_text
        texts = draft_of(walk, "" if pending == walk.typed else pending)
        if not texts:
            return False
        keep_draft(self.session, check_in_draft(walk.opened.target.ref), texts)
        return True
