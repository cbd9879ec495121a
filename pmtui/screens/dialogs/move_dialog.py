"""Move a document to another state, asking only for what that move needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pmtui.domain.documents import Document, Kind
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import field_text
from pmtui.domain.fields import find_field
from pmtui.domain.plan import state_of
from pmtui.domain.states import LIFECYCLES
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.choose_dialog import Choice, choice_content
from pmtui.screens.dialogs.dialog import Dialog
from pmtui.screens.dialogs.document_form import facts_of
from pmtui.screens.dialogs.form_dialog import FormDialog
from pmtui.screens.dialogs.reading_form import ReadingForm
from pmtui.usecases.drafts import draft_name
from pmtui.usecases.editing import move_document
from pmtui.usecases.session import Session
from pmtui.widgets.hint_bar import Hint

_REASON = FieldSpec("reason", FieldType.LINE, "Reason", "Why? A few words for whoever reads this later.")
_NEEDS: Mapping[tuple[Kind, str], tuple[str, ...]] = {
    (Kind.EXPERIMENT, "running"): ("expect", "check_on"),
    (Kind.EXPERIMENT, "concluded"): ("actual", "verdict", "learned"),
}
_WORTH_A_REASON = frozenset({"dropped", "missed", "abandoned", "dismissed", "expired", "blocked", "paused"})
_MEANING: Mapping[str, str] = {
    "active": "being worked on",
    "paused": "resting for a while",
    "achieved": "reached",
    "missed": "the time is over and it was not reached",
    "dropped": "no longer wanted",
    "draft": "still being written",
    "todo": "not started",
    "doing": "being done now",
    "blocked": "waiting for something",
    "done": "finished",
    "expired": "its date has passed",
    "abandoned": "given up before its end",
    "current": "the one being worked on",
    "parked": "known, for later",
    "gone": "no longer in the way",
    "dismissed": "never was in the way",
    "running": "started; what we expect is locked from here",
    "concluded": "looked at, and learned from",
}


def needed_for(document: Document, state: str) -> tuple[FieldSpec, ...]:
    """Return the fields that the move of ``document`` to ``state`` asks for, empty when it just happens."""
    names = _NEEDS.get((document.kind, state), ())
    specs = tuple(replace(find_field(document.kind, name), required=True, advanced=False) for name in names)
    lifecycle = LIFECYCLES[document.kind]
    reopens = state in lifecycle.reopens.get(state_of(document), ())
    if reopens or state in _WORTH_A_REASON:
        specs += (replace(_REASON, required=reopens),)
    return specs


class MoveForm(FormDialog[Document | None]):
    """The fields that one move needs; the result is the document as stored."""

    def __init__(self, session: Session, document: Document, state: str) -> None:
        self.document = document
        self.state = state
        specs = needed_for(document, state)
        plan = session.plan()
        mark = plan.workspace.decimal_mark
        texts = {spec.name: field_text(spec, document, mark) for spec in specs if spec.name != _REASON.name}
        facts = facts_of(session, plan, specs)
        super().__init__(session, f"{document.ref} → {state}", specs, texts, facts)

    @property
    def draft_name(self) -> str:
        """``move-X7-concluded``."""
        return draft_name("move", self.document.ref, self.state)

    @property
    def rev(self) -> int | None:
        """Revision of the document that moves."""
        return self.document.rev

    def leading(self) -> list[Widget]:
        """Show what moves."""
        return [Static(Content(printable(self.document.headline)), classes="lead", markup=False)]

    def store(self, values: Mapping[str, str]) -> Document:
        """Move the document, with what was typed."""
        texts = dict(self._fields.texts)
        reason = texts.pop(_REASON.name, "")
        return move_document(self.session, self.document.ref, self.state, reason=reason, values=texts)


class MoveDialog(Dialog[Document | None]):
    """The states that may follow; the result is the document as stored."""

    HINTS: ClassVar[Sequence[Hint]] = (
        Hint("enter", "move"),
        Hint("↑↓", "choose"),
        Hint("esc", "back", "leave"),
    )

    def __init__(self, session: Session, document: Document) -> None:
        super().__init__()
        self.session = session
        self.document = document
        lifecycle = LIFECYCLES.get(document.kind)
        self.states = lifecycle.next_states(state_of(document)) if lifecycle else ()

    def compose(self) -> ComposeResult:
        """Lay out the states."""
        with Vertical(classes="card") as card:
            card.border_title = Content(f"Move {self.document.ref}")
            yield Static(self._lead(), classes="lead", markup=False)
            options = [choice_content(Choice(s, f"{s:<10}", _MEANING.get(s, ""))) for s in self.states]
            yield OptionList(*(Option(content) for content in options), compact=True, markup=False)
            yield self.problem_line()
            yield self.hint_bar()

    def _lead(self) -> Content:
        state = state_of(self.document)
        title = Content.styled(printable(self.document.headline), "bold $foreground")
        if not self.states:
            words = f"It is {state}, which is final; undo can take it back." if state else "It has no states."
            return Content("\n").join([title, Content(words)])
        return Content("\n").join([title, Content(f"It is {state} now. What is it from here on?")])

    def on_mount(self) -> None:
        """Put the cursor on the first state."""
        options = self.query_one(OptionList)
        options.display = bool(self.states)
        if self.states:
            options.highlighted = 0
            options.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.clear_report()
        self._move(self.states[event.option_index])

    @work
    async def _move(self, state: str) -> None:
        """Move at once when nothing more is needed, else ask for it."""
        if needed_for(self.document, state):
            moved = await self.app.push_screen_wait(MoveForm(self.session, self.document, state))
            if moved is not None:
                self.dismiss(moved)
            return
        try:
            self.dismiss(move_document(self.session, self.document.ref, state))
        except PmtuiError as error:
            if error.code != "E_NO_READING":
                self.report(error)
                return
            await self._measure_first(state)

    async def _measure_first(self, state: str) -> None:
        """Ask for the current condition, then move."""
        form = ReadingForm(self.session, self.document, "Measure the current condition before work starts.")
        if await self.app.push_screen_wait(form) is None:
            return
        try:
            self.dismiss(move_document(self.session, self.document.ref, state))
        except PmtuiError as error:
            self.report(error)
