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
from pmtui.screens.check_in.card import Card
from pmtui.screens.check_in.courses import course_for
from pmtui.screens.dialogs.choose_dialog import choice_content
from pmtui.screens.dialogs.draft_dialog import DraftDialog
from pmtui.usecases.drafts import Draft, discard_draft, find_draft, keep_draft
from pmtui.usecases.kata.check_in_questions import every_key
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
        *(Binding(key, f"press('{key}')", show=False) for key in every_key()),
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
        self._course = course_for(session, ref)
        self._card: Card | None = None
        self._draft: Draft | None = None

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
        if not self._course.draft_name:
            return None
        try:
            self._draft = find_draft(self.session, self._course.draft_name)
        except PmtuiError as error:
            self.report(error)
        if self._draft is None:
            return None
        pending = self._course.restore(self._draft.values)
        local = self._draft.saved_at.astimezone(self.session.zone())
        line = self.query_one(".draft-line", Static)
        line.update(Content(f"Draft from {local:%H:%M} restored · ctrl+n starts afresh"))
        line.remove_class("-none")
        return pending

    async def _ask(self, pending: str | None = None) -> None:
        """Show the question to be answered; ``pending`` is what was being typed when it was left."""
        course, card = self._course, self._course.card(self.symbols)
        self._card = card
        box = self.query_one(".card")
        box.border_title = Content(course.name)
        box.border_subtitle = echo_date(course.date, self.session.today())
        self.query_one(".target", Static).update(Content(printable(course.headline)))
        self.query_one(".progress", Static).update(course.progress())
        self._show(".trail", course.trail())
        self._show(".lines", list(card.lines))
        self.query_one(".heading", Static).update(Content(card.heading))
        self._show_input(card, pending)
        self._show_options(card)
        await self.query_one(HintBar).show(card.hints)

    def _show(self, where: str, lines: list[Content]) -> None:
        shown = self.query_one(where, Static)
        shown.update(Content("\n").join(lines))
        shown.set_class(not lines, "-none")

    def _show_input(self, card: Card, pending: str | None) -> None:
        field, said = self.query_one(SafeInput), self.query_one(".echo")
        field.display = said.display = card.is_typed
        if not field.display:
            self.set_focus(None)
            return
        field.placeholder = card.placeholder
        field.value = card.text if pending is None else pending
        field.cursor_position = len(field.value)
        self._echo(field.value)
        field.focus()

    def _show_options(self, card: Card) -> None:
        options = self.query_one(OptionList)
        options.display = card.is_chosen
        options.clear_options()
        if options.display:
            options.add_options([Option(choice_content(choice)) for choice in card.options])
            options.highlighted = card.chosen
            options.focus()

    def _echo(self, text: str) -> None:
        said = self._course.understood(text)
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
        if self._card is not None:
            value = self._card.options[event.option_index].value
            await self._take(lambda: self._course.answer(value))

    @property
    def _typed_text(self) -> str:
        return self.query_one(SafeInput).value if self._card is not None and self._card.is_typed else ""

    async def action_submit(self) -> None:
        """Take what is typed or under the cursor as the answer; on cards that wait for a key Enter keeps things."""
        if self._card is not None and self._card.is_chosen:
            self.query_one(OptionList).action_select()
            return
        typed = self._typed_text
        await self._take(lambda: self._course.answer(typed))

    async def action_press(self, key: str) -> None:
        """Take a key as the answer where one key is enough."""
        await self._take(lambda: self._course.press(key))

    async def _take(self, answer: Callable[[], bool]) -> None:
        """Take an answer; ask on, say what is wrong with it, or store the whole check-in after the last."""
        try:
            if answer():
                self._finish()
                return
        except PmtuiError as error:
            self.report(error)
            return
        self.clear_report()
        await self._ask()

    def _finish(self) -> None:
        try:
            cycle = self._course.finish()
        except PmtuiError:
            self._course.go_back()
            raise
        if self._course.draft_name:
            try:
                discard_draft(self.session, self._course.draft_name)
            except PmtuiError as error:
                # The check-in is stored; only its draft would come up once more.
                self.say(printable(error.message))
        self.dismiss(cycle)

    async def action_previous(self) -> None:
        """Ask the question before this one again."""
        self.clear_report()
        self._course.go_back()
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
        self._course = course_for(self.session, self._ref)
        await self._ask()

    def save_draft(self) -> bool:
        """Keep the answers so far; see :class:`pmtui.screens.draftable.Draftable`."""
        if self._card is None:
            return False
        pending = self._typed_text
        texts = self._course.texts("" if pending == self._card.text else pending)
        if not texts or not self._course.draft_name:
            return False
        keep_draft(self.session, self._course.draft_name, texts)
        return True
