"""A timer that runs for longer than an entry may be: when did it really end?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from pmtui.domain.duration_words import duration_text
from pmtui.domain.overlap import Overlap
from pmtui.domain.own_clock import day_and_clock
from pmtui.domain.quick_entry import QuickEntry
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.dialog import Dialog
from pmtui.screens.dialogs.overlap_dialog import OverlapDialog
from pmtui.usecases.quick_lines import preview
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import Logged, cancel_timer, stop_timer
from pmtui.usecases.timer_advice import TimerAdvice
from pmtui.widgets.field_words import Echo
from pmtui.widgets.hint_bar import Hint
from pmtui.widgets.safe_input import SafeInput


class ForgottenTimer(Dialog[Logged | None]):
    """Log the timer with the end that is typed, or forget it; the result is what was done, None when the user left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+d", "forget", "Forget it", show=False, id="timer.forget", priority=True)
    ]
    HINTS: ClassVar[Sequence[Hint]] = (
        Hint("enter", "log it", "submit"),
        Hint("ctrl+d", "forget the timer", "forget"),
        Hint("esc", "let it run", "leave"),
    )

    def __init__(self, session: Session, advice: TimerAdvice) -> None:
        """Ask about the timer of ``advice``."""
        super().__init__()
        self.session = session
        self._advice = advice

    def compose(self) -> ComposeResult:
        """Lay out what runs, the field, what it is understood as, hints."""
        with Vertical(classes="card") as card:
            card.border_title = "When did it end?"
            yield Static(Content(printable(self._lead())), classes="lead", markup=False)
            yield SafeInput(f"{self._advice.likely_end.astimezone(self._advice.zone):%H:%M}")
            yield Echo()
            yield self.problem_line()
            yield self.hint_bar()

    def _lead(self) -> str:
        advice = self._advice
        timer = advice.timer
        since = day_and_clock(timer.start, timer.zone, advice.zone)
        about = f": {timer.text}" if timer.text else ""
        runs = duration_text(timer.minutes_at(advice.now))
        return f"{timer.mode}{about}. It runs since {since}, {runs} h; an entry holds at most 12 hours."

    def on_mount(self) -> None:
        """Select the time that is offered, so that another one typed takes its place."""
        field = self.query_one(SafeInput)
        field.focus()
        self.call_after_refresh(field.select_all)
        self._read()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._read()

    def _read(self) -> None:
        """Say what the time means, or what is wrong with it."""
        said = ""
        try:
            said = self._words(preview(self.session, self.query_one(SafeInput).value, "stop"))
        except PmtuiError as error:
            self.report(error)
        else:
            self.clear_report()
        self.query_one(Echo).said = said

    def report(self, error: PmtuiError) -> None:
        """Say what was refused; the ways out are those of the dialog."""
        super().report(PmtuiError(error.code, error.message))

    def _words(self, parsed: QuickEntry) -> str:
        if parsed.end is None:
            return ""
        minutes = int((parsed.end - self._advice.timer.start).total_seconds()) // 60
        when = day_and_clock(parsed.end, self._advice.zone.key, self._advice.zone)
        return f"{when}, {duration_text(minutes)} h" if minutes >= 0 else f"{when}, before it began"

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Log the timer with the end that is typed."""
        self._log(None)

    def _log(self, overlap: Overlap | None) -> None:
        try:
            self.dismiss(stop_timer(self.session, self.query_one(SafeInput).value, overlap))
        except PmtuiError as error:
            if error.code == "E_OVERLAP":
                self._ask_overlap(error)
            else:
                self.report(error)

    @work
    async def _ask_overlap(self, error: PmtuiError) -> None:
        choice = await self.app.push_screen_wait(OverlapDialog(error))
        if choice is not None:
            self._log(choice)

    def action_forget(self) -> None:
        """Drop the timer; undo brings it back."""
        try:
            self.dismiss(cancel_timer(self.session))
        except PmtuiError as error:
            self.report(error)
