"""The bar at the bottom in which one line becomes a time entry, understood while it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Static

from pmtui.domain.plan import is_open
from pmtui.domain.quick_entry import QuickEntry
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.completion import Completion, Names, completions
from pmtui.screens.dialogs.draft_dialog import DraftDialog
from pmtui.screens.dialogs.forgotten_timer import ForgottenTimer
from pmtui.screens.dialogs.overlap_dialog import OverlapDialog
from pmtui.screens.dialogs.quick_bar_words import EXAMPLES, FIRE, TITLES
from pmtui.usecases.drafts import discard_draft, find_draft, keep_draft
from pmtui.usecases.kept_lines import forget_line, kept_lines
from pmtui.usecases.overlapping import overlap_words
from pmtui.usecases.quick_lines import line_after_stop, preview, verb_and_rest
from pmtui.usecases.recalling import recent_entries, recent_lines, recent_names
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import Logged, log_line
from pmtui.usecases.timer_advice import TimerAdvice, forgotten_timer
from pmtui.widgets.entry_chips import EntryChips, notice_sentence
from pmtui.widgets.field_words import error_content
from pmtui.widgets.hint_bar import Hint
from pmtui.widgets.line_input import LineInput
from pmtui.widgets.safe_input import Mark

_DRAFT = "quick-line"
_UNFINISHED = frozenset({"E_EMPTY", "E_NO_TIME", "E_NO_DURATION"})
_SHORT = 24
_GOOD, _BAD = "safe-input--good", "safe-input--bad"


class QuickBar(DraftDialog[Logged | None]):
    """One line of quick entry; the result is what was done, None when the user left."""

    CSS_PATH: ClassVar[list[str]] = ["dialogs.tcss", "quick_bar.tcss"]  # type: ignore[assignment]  # Textual takes a list too
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+f", "fix", "Fix", show=False, id="quick.fix")]
    KEPT = "Line kept – ↑ brings it back"
    HINTS: ClassVar[Sequence[Hint]] = (
        Hint("enter", "store", "submit"),
        Hint("tab", "complete", "complete"),
        Hint("↑", "earlier lines", "step(-1)"),
        Hint("esc", "back", "leave"),
    )

    def __init__(self, session: Session, initial: str = "", verb: str | None = None) -> None:
        """Open the bar.

        Args:
            session: Store and clock.
            initial: Text that stands there already, such as ``fire ``.
            verb: What the line is for when it does not say; None: log.
        """
        super().__init__()
        self.session = session
        self.initial = initial
        self.verb = verb
        self.offers: list[Completion] = []
        self._chosen = 0
        self._error: PmtuiError | None = None
        self._recalled = -1
        self._lines: list[str] | None = None
        plan = session.plan()
        self._titles: dict[str, str] = {d.ref: d.headline for d in plan.documents.values()}
        self._names = Names({d.ref: d.headline for d in plan.documents.values() if is_open(d)})

    def compose(self) -> ComposeResult:
        """Lay out chips, input, what is said about it, hints."""
        with Vertical(classes="card") as card:
            card.border_title = TITLES.get(self.verb or "log", "Log time")
            yield EntryChips(self.session.zone(), self.session.today(), self._titles, self.symbols)
            with Horizontal(classes="prompt"):
                yield Label("▸", markup=False)
                yield LineInput(self.initial)
            yield Static("", classes="says", markup=False)
            yield self.hint_bar(tight=True)

    @property
    def _input(self) -> LineInput:
        return self.query_one(LineInput)

    def on_mount(self) -> None:
        """Put the cursor at the end and recall what was typed before."""
        entries = recent_entries(self.session)
        self._names = Names(
            self._names.titles, recent_names(entries, "parties"), recent_names(entries, "tags")
        )
        self._lines = [*self._kept_line(), *kept_lines(self.session), *recent_lines(entries)]
        self._input.focus()
        self._input.cursor_position = len(self.initial)
        self._read()

    def _kept_line(self) -> list[str]:
        try:
            draft = find_draft(self.session, _DRAFT)
        except PmtuiError:
            return []
        line = draft.values.get("line", "") if draft else ""
        return [line] if line else []

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.typed_on()
        self._read()

    def _read(self) -> None:
        """Parse the line again, and show what it means or what it still needs."""
        line = self._input.value
        self._error = None
        entry = None
        try:
            entry = preview(self.session, line, self.verb)
        except PmtuiError as error:
            self._error = error
        self.offers = completions(line, self._input.cursor_position, self._names)
        self._input.has_offers = bool(self.offers)
        self._chosen = 0
        unfinished = self._error is not None and self._error.code in _UNFINISHED
        self.query_one(EntryChips).show(entry or self._in_part(line), with_time=not unfinished)
        self._input.marks = self._marks(entry, quiet=unfinished)
        self._say(entry)

    def _in_part(self, line: str) -> QuickEntry | None:
        """Return what the line means apart from what it lacks or what is wrong, so that its chips stay."""
        error = self._error
        if error is None or not line.strip():
            return None
        rest = f"1m {line}" if error.code in _UNFINISHED else ""
        if error.span is not None and not rest:
            rest = line[: error.span[0]] + line[error.span[1] :]
        try:
            return preview(self.session, rest, self.verb)
        except PmtuiError:
            return None

    def _marks(self, entry: QuickEntry | None, *, quiet: bool) -> tuple[Mark, ...]:
        if entry is not None:
            return tuple(Mark(*c.span, _GOOD) for c in entry.chips if c.kind not in ("text", "note"))
        if quiet or self._error is None or self._error.span is None or self.offers:
            return ()
        return (Mark(*self._error.span, _BAD),)

    def _say(self, entry: QuickEntry | None) -> None:
        """Say what matters most: what can complete the word, what is wrong, what was noticed, an example."""
        says = self.query_one(".says", Static)
        says.set_classes("says")
        if self.offers:
            says.update(self._offered())
        elif entry is not None and entry.notices:
            says.add_class("-notice")
            says.update(Content(printable(notice_sentence(entry, overlap_words(self.session, entry)))))
        elif self._error is None or self._error.code == "E_EMPTY" or not self._input.value.strip():
            says.update(Content("" if self._error is None else self._example()))
        else:
            says.set_class(self._error.code not in _UNFINISHED, "-wrong")
            says.update(self._wrong(self._error))

    def _example(self) -> str:
        kept = self._lines[0] if self._lines and (self._kept_line() or kept_lines(self.session)) else ""
        return f"↑ brings back: {printable(kept)}" if kept else EXAMPLES.get(self.verb or "log", "")

    def _wrong(self, error: PmtuiError) -> Content:
        if error.code in _UNFINISHED:
            return Content(FIRE if self._input.value.strip() == "fire" else printable(error.message))
        if error.fix and error.span is not None:
            fix = Content.assemble("   ", ("ctrl+f", "bold $text-accent"), f" {printable(error.fix)}")
            return Content.assemble(f"▲ {printable(error.message)}", fix)
        return error_content(error)

    def _offered(self) -> Content:
        parts = []
        for number, offer in enumerate(self.offers):
            style = "bold underline" if number == self._chosen else ""
            label = f" {_short(offer.label)}" if offer.label else ""
            parts.append(Content.assemble((printable(offer.text), style or "$text-primary"), (label, style)))
        return Content("   ").join(parts)

    @on(LineInput.Completed)
    def action_complete(self) -> None:
        """Put the chosen completion in place of the word at the cursor."""
        if not self.offers:
            return
        offer = self.offers[self._chosen]
        line, cursor = self._input.value, self._input.cursor_position
        rest = line[cursor:]
        gap = "" if rest.startswith(" ") else " "
        self._input.value = line[: offer.start] + offer.text + gap + rest
        self._input.cursor_position = offer.start + len(offer.text) + 1
        self._read()

    @on(LineInput.Stepped)
    def _stepped(self, event: LineInput.Stepped) -> None:
        self.action_step(event.by)

    def action_step(self, by: int) -> None:
        """Choose another completion, or else recall an earlier or a later line."""
        if self.offers:
            self._chosen = (self._chosen + by) % len(self.offers)
            self.query_one(".says", Static).update(self._offered())
            return
        lines = self._lines or []
        self._recalled = min(max(-1, self._recalled - by), len(lines) - 1)
        line = lines[self._recalled] if self._recalled >= 0 else self.initial
        self._input.value = f"{line} " if line.strip() and not line.endswith(" ") else line
        self._input.cursor_position = len(self._input.value)

    def action_fix(self) -> None:
        """Put the parser's suggestion in place of what it did not understand."""
        error = self._error
        if error is None or not error.fix or error.span is None:
            return
        start, end = error.span
        line = self._input.value
        self._input.value = line[:start] + error.fix + line[end:]
        self._input.cursor_position = start + len(error.fix)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_submit()

    def action_submit(self) -> None:
        """Do what the line says; on an error keep the text and go to what is wrong."""
        self.typed_on()
        try:
            done = log_line(self.session, self._input.value, self.verb)
        except PmtuiError as error:
            if error.code == "E_OVERLAP":
                self._ask_overlap(error)
            elif error.span is None and self._forgotten() is not None:
                self._ask_end()
            else:
                self._refuse(error)
            return
        self._finish(done)

    @work
    async def _ask_overlap(self, error: PmtuiError) -> None:
        """Ask what happens to the shared time, then store."""
        choice = await self.app.push_screen_wait(OverlapDialog(error))
        if choice is None:
            return
        try:
            self._finish(log_line(self.session, self._input.value, self.verb, choice))
        except PmtuiError as again:
            self._refuse(again)

    def _forgotten(self) -> TimerAdvice | None:
        ends = verb_and_rest(self._input.value, self.verb)[0] in ("stop", "switch")
        return forgotten_timer(self.session) if ends else None

    @work
    async def _ask_end(self) -> None:
        """Ask when the forgotten timer ended; then start what the line switches to."""
        forgotten = self._forgotten()
        line = line_after_stop(self.session, self._input.value, self.verb)
        if forgotten is None:
            return
        done = await self.app.push_screen_wait(ForgottenTimer(self.session, forgotten))
        if done is None:
            return
        if line is None:
            self._finish(done)
            return
        # What is left to do stands in the bar, should it be refused.
        self.verb = "start"
        self._input.value = line
        self.action_submit()

    def _refuse(self, error: PmtuiError) -> None:
        self._error = error
        says = self.query_one(".says", Static)
        says.set_classes("says -wrong")
        says.update(self._wrong(error) if error.code not in _UNFINISHED else error_content(error))
        self.offers = []
        self._input.has_offers = False
        if error.span is not None:
            self._input.marks = (Mark(*error.span, _BAD),)
            self._input.cursor_position = error.span[1]
        self._input.focus()

    def _finish(self, done: Logged) -> None:
        # The line is stored; a draft that cannot be removed only shows up once more as an earlier line.
        with suppress(PmtuiError):
            discard_draft(self.session, _DRAFT)
        forget_line(self.session, self._input.value, self.verb or "log")
        self.dismiss(done)

    def save_draft(self) -> bool:
        """Keep the line; see :class:`pmtui.screens.draftable.Draftable`."""
        line = self._input.value
        if not line.strip() or line == self.initial or line.strip() in [x.strip() for x in self._lines or ()]:
            return False
        keep_draft(self.session, _DRAFT, {"line": line})
        return True

    def report(self, error: PmtuiError) -> None:
        """Say below the line what was refused and what to do about it."""
        self._refuse(error)


def _short(title: str) -> str:
    shown = printable(title)
    return shown if len(shown) <= _SHORT else shown[: _SHORT - 1] + "…"
