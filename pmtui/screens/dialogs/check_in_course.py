"""The two courses a check-in can take: five questions on a target condition, or the readings that are due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from textual.content import Content

from pmtui.domain.check_in import read_actual
from pmtui.domain.documents import Document
from pmtui.domain.kata import CoachingCycle
from pmtui.domain.lint import readings_due
from pmtui.domain.metrics import Reading
from pmtui.domain.numbers import decimal_text
from pmtui.domain.rules import owner_of_metric
from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.check_in_card import BACK, LEAVE, Asks, Card, card_of
from pmtui.screens.dialogs.check_in_flow import CheckInFlow, Question
from pmtui.screens.dialogs.check_in_trail import progress_line, trail
from pmtui.usecases.checking_in import check_in_draft, open_check_in
from pmtui.usecases.measuring import add_reading
from pmtui.usecases.session import Session
from pmtui.widgets.colours import QUIET
from pmtui.widgets.echo import number_echo
from pmtui.widgets.hint_bar import Hint
from pmtui.widgets.symbols import Symbols
from pmtui.widgets.wording import goal_words, near_date, unit_words


class Course(Protocol):
    """Questions one after the other, as the screen of a check-in shows them."""

    @property
    def name(self) -> str:
        """What the card is called."""

    @property
    def draft_name(self) -> str:
        """The name of its draft, empty when it keeps none."""

    @property
    def date(self) -> date:
        """The local date it belongs to."""

    @property
    def headline(self) -> str:
        """What it is about, raw as typed."""

    def progress(self) -> Content:
        """Return how far it is."""

    def trail(self) -> list[Content]:
        """Return what was answered so far."""

    def card(self, symbols: Symbols) -> Card:
        """Return the question being asked."""

    def answer(self, text: str) -> bool:
        """Take an answer and tell whether it was the last; raises a PmtuiError when it is refused."""

    def press(self, key: str) -> bool:
        """Take a key as an answer and tell whether it was the last."""

    def choose(self, value: str) -> bool:
        """Take a choice as an answer and tell whether it was the last."""

    def go_back(self) -> None:
        """Ask the question before."""

    def echo(self, text: str) -> str:
        """Return what ``text`` is understood as."""

    def finish(self) -> CoachingCycle | None:
        """Store what is not stored yet, and return the coaching cycle."""

    def texts(self, pending: str) -> dict[str, str]:
        """Return what a draft has to keep, empty when nothing was answered."""

    def restore(self, texts: Mapping[str, str]) -> str:
        """Go on where a draft was left, and return what was being typed."""


def course_for(session: Session, ref: str | None) -> Course:
    """Return the check-in on ``ref``, or on what needs one: a target condition, else readings that are due.

    Raises:
        PmtuiError: ``E_WRONG_KIND``, ``E_NOT_ACTIVE`` or ``E_UNKNOWN_REF`` for a given ref.
    """
    try:
        return FiveQuestions(session, ref)
    except PmtuiError as error:
        if ref is not None or error.code != "E_NO_TARGET":
            raise
        return DueReadings(session)


class FiveQuestions:
    """The check-in on one target condition."""

    def __init__(self, session: Session, ref: str | None) -> None:
        self._session = session
        self.flow = CheckInFlow(open_check_in(session, ref))
        self.name = f"Check-in · {self.flow.opened.target.ref}"
        self.draft_name = check_in_draft(self.flow.opened.target.ref)
        self.headline = self.flow.opened.target.title

    @property
    def date(self) -> date:
        """The local date it was opened on, also across midnight."""
        return self.flow.opened.date

    def progress(self) -> Content:
        """Return how many of the five questions were reached."""
        return progress_line(self.flow.at.number)

    def trail(self) -> list[Content]:
        """Return what was answered so far."""
        return trail(self.flow)

    def card(self, symbols: Symbols) -> Card:
        """Return the question being asked."""
        return card_of(self.flow, symbols)

    def answer(self, text: str) -> bool:
        """Take an answer."""
        return self.flow.conclude(False) if self.flow.at is Question.EXPERIMENT else self.flow.answer(text)

    def press(self, key: str) -> bool:
        """Take a key where one key is an answer; ignore it elsewhere."""
        at = self.flow.at
        if at is Question.EXPERIMENT and key in "ck":
            return self.flow.conclude(key == "c")
        if at is Question.VERDICT and key in "abwi":
            return self.flow.answer(key)
        if at is Question.OBSTACLE and key == "n":
            self.flow.ask_new_obstacle()
        if at is Question.OBSTACLE and key == "x":
            self.flow.toggle_gone()
        return False

    def choose(self, value: str) -> bool:
        """Take the verdict, or the obstacle to work on."""
        return self.flow.answer(value) if self.flow.at is Question.VERDICT else self.flow.choose(value)

    def go_back(self) -> None:
        """Ask the question before."""
        self.flow.go_back()

    def echo(self, text: str) -> str:
        """Return what ``text`` is understood as."""
        return self.flow.echo(text)

    def finish(self) -> CoachingCycle:
        """Store the coaching cycle."""
        return self.flow.finish(self._session)

    def texts(self, pending: str) -> dict[str, str]:
        """Return what a draft has to keep."""
        return self.flow.as_texts(pending) if self.flow.is_begun(pending) else {}

    def restore(self, texts: Mapping[str, str]) -> str:
        """Go on where a draft was left."""
        return self.flow.restore(texts)


class DueReadings:
    """The readings that are due, one by one; each is stored as soon as it is typed."""

    name = "Check-in"
    draft_name = ""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.date = session.today()
        plan = session.plan()
        self._mark = plan.workspace.decimal_mark
        self._due = readings_due(plan, self.date)
        self._at = 0
        self._said: dict[int, str] = {}

    @property
    def headline(self) -> str:
        """The title of what is asked for, or that there is nothing."""
        return self._asked.headline if self._due else "Nothing is due"

    @property
    def _asked(self) -> Document:
        return self._due[self._at]

    def progress(self) -> Content:
        """Return how many readings are left."""
        return Content.styled(f"reading {self._at + 1} of {len(self._due)}" if self._due else "", QUIET)

    def trail(self) -> list[Content]:
        """Return what was read or left out so far."""
        rows = [(self._due[number], said) for number, said in self._said.items() if number < self._at]
        return [Content.styled(f"✓ {document.ref:<5} {said}", QUIET) for document, said in rows]

    def card(self, symbols: Symbols) -> Card:
        """Return what is asked for, or a friendly sentence."""
        if not self._due:
            line = Content("No target condition is active, and no reading is due. Enjoy the quiet.")
            return Card("All is well", (line,), Asks.ENTER, hints=(Hint("enter", "close", "submit"),))
        metric = owner_of_metric(self._asked)
        goal = f"{goal_words(metric, symbols)} {unit_words(metric)}".strip()
        lines = (Content(f"{self._asked.ref}   {goal}"), Content.styled(self._last(), QUIET))
        hints = (Hint("enter", "store", "submit"), BACK, LEAVE)
        return Card("What is it now?", lines, Asks.TEXT, placeholder="Enter: not measured today", hints=hints)

    def _last(self) -> str:
        readings: tuple[Reading, ...] = getattr(self._asked, "readings", ())
        if not readings:
            return "not measured yet"
        return f"last {decimal_text(readings[-1].value)}, {near_date(readings[-1].on, self.date)}"

    def answer(self, text: str) -> bool:
        """Store the reading, or leave this one out."""
        if not self._due:
            return True
        if text.strip():
            add_reading(self._session, self._asked.ref, text, on=self.date.isoformat())
        self._said[self._at] = self.echo(text) or text.strip() or "left out"
        if self._at + 1 == len(self._due):
            return True
        self._at += 1
        return False

    def press(self, key: str) -> bool:
        """Ignore ``key``: readings are typed."""
        return False

    def choose(self, value: str) -> bool:
        """Ignore ``value``: readings are typed."""
        return False

    def go_back(self) -> None:
        """Ask for the reading before."""
        self._at = max(0, self._at - 1)

    def echo(self, text: str) -> str:
        """Return the value with its unit."""
        if not self._due or not text.strip():
            return ""
        try:
            metric = owner_of_metric(self._asked)
            value = read_actual(text, metric, self._mark)
            return "" if value is None else number_echo(value, unit_words(metric), text)
        except PmtuiError:
            return ""

    def finish(self) -> None:
        """Return nothing: the readings are stored already."""
        return

    def texts(self, pending: str) -> dict[str, str]:
        """Return nothing: the readings are stored already."""
        return {}

    def restore(self, texts: Mapping[str, str]) -> str:
        """Return nothing: there are no drafts of readings."""
        return ""
