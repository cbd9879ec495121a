"""Where no target condition is active, a check-in asks for the readings that are due, one by one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from pmtui.domain.check_in import read_actual
from pmtui.domain.documents import Document
from pmtui.domain.lint import readings_due
from pmtui.domain.metrics import Metric
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.plan import Plan
from pmtui.domain.printing import printable
from pmtui.domain.rules import owner_of_metric
from pmtui.domain.typed_numbers import number_echo
from pmtui.errors import PmtuiError
from pmtui.usecases.measuring import Taken, take_reading
from pmtui.usecases.session import Session


@dataclass(frozen=True, slots=True)
class DueReadings:
    """The round of the readings that are due; each is stored as soon as it is answered.

    Attributes:
        date: The local date it belongs to.
        due: What waits for a reading, in order.
        decimal_mark: The workspace's; None: not said.
        at: Number of the one being asked for.
        taken: What was stored for each so far; None: left out.
    """

    date: date
    due: tuple[Document, ...]
    decimal_mark: DecimalMark | None
    at: int = 0
    taken: tuple[Taken | None, ...] = ()

    @property
    def is_done(self) -> bool:
        """Whether there is none left to ask for."""
        return self.at >= len(self.due)

    @property
    def asked(self) -> Document:
        """What a reading is asked for; there must be one left."""
        return self.due[self.at]

    @property
    def metric(self) -> Metric:
        """What is measured."""
        return owner_of_metric(self.asked)

    def check(self, text: str) -> None:
        """Refuse ``text`` if it is neither a number nor blank.

        Raises:
            PmtuiError: ``E_BAD_NUMBER``.
        """
        read_actual(text, self.metric, self.decimal_mark)

    def answer(self, session: Session, text: str) -> DueReadings:
        """Store ``text`` as the reading, or leave this one out when it is blank, and go on to the next.

        Raises:
            PmtuiError: when it cannot be stored.
        """
        taken = None
        if text.strip():
            taken = take_reading(session, self.asked.ref, text, on=self.date.isoformat())
        return replace(self, at=self.at + 1, taken=(*self.taken[: self.at], taken))

    def back(self) -> DueReadings:
        """Return the round at the reading before."""
        return replace(self, at=max(0, self.at - 1))

    def understood(self, text: str) -> str:
        """Return the value that ``text`` means with its unit, empty while there is nothing to say."""
        try:
            value = read_actual(text, self.metric, self.decimal_mark)
        except PmtuiError:
            return ""
        return "" if value is None else number_echo(value, printable(self.metric.unit.strip()), text)


def due_readings(plan: Plan, today: date) -> DueReadings:
    """Return the round of the readings that are due on ``today``."""
    return DueReadings(today, tuple(readings_due(plan, today)), plan.workspace.decimal_mark)
