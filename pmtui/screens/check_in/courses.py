"""The two courses a check-in can take: the coaching questions, or the readings that are due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from textual.content import Content

from pmtui.domain.check_in import CheckIn
from pmtui.domain.date_words import near_date
from pmtui.domain.kata import CoachingCycle
from pmtui.domain.metrics import Reading
from pmtui.domain.numbers import decimal_text
from pmtui.screens.check_in.card import BACK, LEAVE, Card, card_of
from pmtui.screens.check_in.lines import progress_line, trail
from pmtui.usecases.kata.check_in_drafts import check_in_draft, draft_of, restored
from pmtui.usecases.kata.check_in_opening import open_what_is_due
from pmtui.usecases.kata.check_in_question import Control
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.kata.check_in_walk import Walk, begin
from pmtui.usecases.kata.due_readings import DueReadings
from pmtui.usecases.session import Session
from pmtui.widgets.colours import QUIET
from pmtui.widgets.hint_bar import Hint
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.wording import goal_words, unit_words


class Questions:
    """The check-in on one target condition.

    Attributes:
        walk: How far it is.
        name: What the card is called.
        draft_name: What its draft is called.
        headline: What it is about, raw as typed.
    """

    def __init__(self, session: Session, opened: CheckIn) -> None:
        self._session = session
        self.walk: Walk = begin(opened)
        self.name = f"Check-in · {opened.target.ref}"
        self.draft_name = check_in_draft(opened.target.ref)
        self.headline = opened.target.title

    @property
    def date(self) -> date:
        """The local date it was opened on, also across midnight."""
        return self.walk.opened.date

    def progress(self) -> Content:
        """Return how many of the coaching questions were reached."""
        return progress_line(self.walk.question.number)

    def trail(self) -> list[Content]:
        """Return what was answered so far."""
        return trail(self.walk)

    def card(self, symbols: Symbols) -> Card:
        """Return the question being asked."""
        return card_of(self.walk, symbols)

    def answer(self, text: str) -> bool:
        """Take an answer and tell whether it was the last; raises a PmtuiError when it is refused."""
        self.walk = self.walk.answer(text)
        return self.walk.is_done

    def press(self, key: str) -> bool:
        """Take a key where one key is an answer, ignore it elsewhere; tell whether it was the last answer."""
        self.walk = self.walk.press(key) or self.walk
        return self.walk.is_done

    def go_back(self) -> None:
        """Ask the question before; the last one where all are answered."""
        self.walk = self.walk.back()

    def understood(self, text: str) -> str:
        """Return what ``text`` is understood as."""
        return self.walk.question.understood(self.walk.so_far, text)

    def finish(self) -> CoachingCycle:
        """Store the check-in; raises a PmtuiError where it is refused, and nothing is stored then."""
        seconds = int((self._session.now() - self.walk.opened.opened_at).total_seconds())
        return finish_check_in(self._session, self.walk.opened, self.walk.answers, seconds)

    def texts(self, pending: str) -> dict[str, str]:
        """Return what a draft has to keep, empty when nothing was answered."""
        return draft_of(self.walk, pending)

    def restore(self, texts: Mapping[str, str]) -> str:
        """Go on where a draft was left, and return what was being typed."""
        self.walk, pending = restored(self.walk, texts)
        return pending


class Readings:
    """The readings that are due, one by one; there is no draft, for each is stored as soon as it is typed."""

    name = "Check-in"
    draft_name = ""

    def __init__(self, session: Session, due: DueReadings) -> None:
        self._session = session
        self._due = due
        self._said: tuple[str, ...] = ()
        self.date = due.date

    @property
    def headline(self) -> str:
        """The title of what is asked for, or that there is nothing."""
        return self._due.asked.headline if self._due.due else "Nothing is due"

    def progress(self) -> Content:
        """Return how many readings are left."""
        count = len(self._due.due)
        return Content.styled(f"reading {self._due.at + 1} of {count}" if count else "", QUIET)

    def trail(self) -> list[Content]:
        """Return what was read or left out so far."""
        rows = zip(self._due.due[: self._due.at], self._said, strict=False)
        return [Content.styled(f"✓ {document.ref:<5} {said}", QUIET) for document, said in rows]

    def card(self, symbols: Symbols) -> Card:
        """Return the question being asked."""
        if not self._due.due:
            line = Content("No target condition is active, and no reading is due. Enjoy the quiet.")
            return Card("All is well", (line,), Control.KEY, hints=(Hint("enter", "close", "submit"),))
        metric = self._due.metric
        goal = f"{goal_words(metric, symbols)} {unit_words(metric)}".strip()
        lines = (Content(f"{self._due.asked.ref}   {goal}"), Content.styled(self._last(), QUIET))
        hints = (Hint("enter", "store", "submit"), BACK, LEAVE)
        return Card(
            "What is it now?", lines, Control.TEXT, placeholder="Enter: not measured today", hints=hints
        )

    def _last(self) -> str:
        readings: tuple[Reading, ...] = getattr(self._due.asked, "readings", ())
        if not readings:
            return "not measured yet"
        return f"last {decimal_text(readings[-1].value)}, {near_date(readings[-1].on, self.date)}"

    def answer(self, text: str) -> bool:
        """Store the reading, or leave this one out, and tell whether it was the last; raises a PmtuiError."""
        if self._due.due:
            said = self.understood(text) or text.strip() or "left out"
            at, self._due = self._due.at, self._due.answer(self._session, text)
            self._said = (*self._said[:at], said)
        return self._due.is_done

    def press(self, key: str) -> bool:
        """Ignore ``key``: readings are typed."""
        return False

    def go_back(self) -> None:
        """Ask for the reading before."""
        self._due = self._due.back()

    def understood(self, text: str) -> str:
        """Return the value with its unit."""
        return self._due.understood(text) if self._due.due else ""

    def finish(self) -> None:
        """Return nothing: the readings are stored already."""

    def texts(self, pending: str) -> dict[str, str]:
        """Return nothing: the readings are stored already."""
        return {}

    def restore(self, texts: Mapping[str, str]) -> str:
        """Return nothing: there are no drafts of readings."""
        return ""


Course = Questions | Readings
"""Questions one after the other, as the screen of a check-in shows them."""


def course_for(session: Session, ref: str | None) -> Course:
    """Return the check-in on ``ref``, or on what needs one: a target condition, else readings that are due.

    Raises:
        PmtuiError: ``E_WRONG_KIND``, ``E_NOT_ACTIVE`` or ``E_UNKNOWN_REF`` for a given ref.
    """
    opened = open_what_is_due(session, ref)
    return Readings(session, opened) if isinstance(opened, DueReadings) else Questions(session, opened)
