"""Where no target condition is active, a check-in asks for the readings that are due, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from pmtui.domain.check_in import read_actual
from pmtui.domain.documents import Document
from pmtui.domain.lint import readings_due
from pmtui.domain.metrics import Metric
from pmtui.domain.numbers import DecimalMark, decimal_text
from pmtui.domain.plan import Plan
from pmtui.domain.printing import printable
from pmtui.domain.rules import owner_of_metric
from pmtui.domain.typed_numbers import number_echo
from pmtui.errors import PmtuiError
from pmtui.usecases.kata.check_in_question import Control, Offer, Question
from pmtui.usecases.measuring import Taken, take_reading
from pmtui.usecases.session import Session

_READING = Question(
    name="reading",
    number=1,
    heading="What is it now?",
    prompt="  Actual now{in_unit}:",
    placeholder="Enter: not measured today",
    enter="store",
)
_NONE = Question(name="none", number=1, heading="All is well", control=Control.KEY, enter="close")


@dataclass(frozen=True, slots=True)
class DueReadings:
    """The round of the readings that are due, walked like :class:`pmtui.usecases.kata.check_in_walk.Walk`.

    Each is stored as soon as it is answered.

    Attributes:
        session: Store and clock.
        date: The local date it belongs to.
        due: What waits for a reading, in order.
        decimal_mark: The workspace's; None: not said.
        at: Number of the one being asked for.
        taken: What was stored for each so far; None: left out.
    """

    session: Session
    date: date
    due: tuple[Document, ...]
    decimal_mark: DecimalMark | None
    at: int = 0
    taken: tuple[Taken | None, ...] = ()

    typed = ""
    offers: tuple[Offer, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether there is none left to ask for."""
        return self.at >= len(self.due)

    @property
    def question(self) -> Question:
        """The question being asked, or that there is none."""
        return _READING if self.due else _NONE

    @property
    def headline(self) -> str:
        """The title of what is asked for, or that there is nothing."""
        return self.asked.headline if self.due else "Nothing is due"

    @property
    def asked(self) -> Document:
        """What a reading is asked for; there must be one left."""
        return self.due[self.at]

    @property
    def metric(self) -> Metric:
        """What is measured."""
        return owner_of_metric(self.asked)

    @property
    def words(self) -> Mapping[str, str]:
        """What the texts of the question may name in braces."""
        return {"in_unit": f" ({self.metric.unit})" if self.due and self.metric.unit else ""}

    @property
    def trail(self) -> list[tuple[str, str]]:
        """What was read or left out before the one being asked for: its ref, and the value with its unit."""
        asked = zip(self.due, self.taken, strict=False)
        return [(document.ref, _value(taken) if taken else "left out") for document, taken in asked]

    def read(self, text: str) -> Decimal | None:
        """Return the value that ``text`` means, None when it is blank.

        Raises:
            PmtuiError: ``E_BAD_NUMBER``.
        """
        return read_actual(text, self.metric, self.decimal_mark)

    def understood(self, text: str) -> str:
        """Return the value that ``text`` means with its unit, empty while there is nothing to say."""
        try:
            value = self.read(text) if self.due else None
        except PmtuiError:
            return ""
        return "" if value is None else number_echo(value, printable(self.metric.unit.strip()), text)

    def answer(self, text: str) -> DueReadings:
        """Store ``text`` as the reading, or leave this one out when it is blank, and go on to the next.

        Raises:
            PmtuiError: when it cannot be stored.
        """
        if not self.due:
            return self
        on = self.date.isoformat()
        taken = take_reading(self.session, self.asked.ref, text, on=on) if text.strip() else None
        return replace(self, at=self.at + 1, taken=(*self.taken, taken))

    def press(self, key: str) -> DueReadings | None:
        """Return None: readings are typed."""
        return None

    def back(self) -> DueReadings:
        """Return the round at the reading before; at the first it stays there."""
        return replace(self, at=max(0, self.at - 1), taken=self.taken[:-1])


def _value(taken: Taken) -> str:
    unit = printable(owner_of_metric(taken.owner).unit.strip())
    return f"{decimal_text(taken.reading.value)} {unit}".rstrip()


def due_readings(session: Session, plan: Plan) -> DueReadings:
    """Return the round of the readings that are due today."""
    today = session.today()
    return DueReadings(session, today, tuple(readings_due(plan, today)), plan.workspace.decimal_mark)
