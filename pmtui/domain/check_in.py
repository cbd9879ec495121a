"""What a check-in shows when it opens, what may be answered, and how answers are read.

Source: Rother (the five coaching questions).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from pmtui.domain.calendar import Calendar
from pmtui.domain.field_dates import due_day
from pmtui.domain.kata import Experiment, Obstacle, TargetCondition, Verdict
from pmtui.domain.metrics import Metric
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.progress import Standing
from pmtui.domain.refs import meant_ref
from pmtui.domain.text import check_note
from pmtui.domain.typed_numbers import read_number
from pmtui.errors import PmtuiError

UNCHANGED_TOO_OFTEN = 5
LocalDate = date
_VERDICT_KEYS = {"a": Verdict.AS_EXPECTED, "b": Verdict.BETTER, "w": Verdict.WORSE, "i": Verdict.INCONCLUSIVE}


@dataclass(frozen=True, slots=True)
class CheckIn:
    """What a check-in shows when it opens; fixed from then on, across midnight.

    Attributes:
        target: The target condition it is about.
        date: Local date it belongs to.
        opened_at: UTC instant.
        standing: Progress, forecast and status on that date.
        days_left: Days to the due date, negative when past; None without one.
        obstacles: Open obstacles, in the order of their refs.
        current: The one being worked on, or None.
        experiment: The running one, or None.
        next_working_day: The default answer to "go and see when".
        calendar: What reading that answer depends on, as seen on ``date``.
        unchanged: How many check-ins in a row ended unchanged.
        decimal_mark: The workspace's; None: not said.
    """

    target: TargetCondition
    date: LocalDate
    opened_at: datetime
    standing: Standing
    days_left: int | None
    obstacles: tuple[Obstacle, ...]
    current: Obstacle | None
    experiment: Experiment | None
    next_working_day: LocalDate
    calendar: Calendar
    unchanged: int
    decimal_mark: DecimalMark | None = None

    @property
    def asks_smaller_step(self) -> bool:
        """Whether it is time to ask if the step is too big: five unchanged check-ins in a row."""
        return self.unchanged >= UNCHANGED_TOO_OFTEN


@dataclass(frozen=True, slots=True)
class Answers:
    """What was typed, question by question; empty means "as it is".

    Attributes:
        actual: The measured value; empty: unchanged.
        conclude: Whether the running experiment ends now.
        experiment_actual: What happened.
        verdict: ``a``, ``b``, ``w``, ``i`` or the whole word.
        learned: What that taught us.
        obstacle: Ref of the obstacle to work on; empty: keep.
        new_obstacle: Text of a new one to work on; empty: none.
        gone: Whether the current one is gone.
        next_step: The next step; empty: none.
        expect: What we expect of it.
        check_on: When we go and see, date words; empty: the next working day.
    """

    actual: str = ""
    conclude: bool = False
    experiment_actual: str = ""
    verdict: str = ""
    learned: str = ""
    obstacle: str = ""
    new_obstacle: str = ""
    gone: bool = False
    next_step: str = ""
    expect: str = ""
    check_on: str = ""


def read_actual(text: str, metric: Metric, mark: DecimalMark | None) -> Decimal | None:
    """Return the number that answers "actual now", None when nothing is typed.

    Raises:
        PmtuiError: ``E_BAD_NUMBER``.
    """
    return read_number(text, unit=metric.unit, mark=mark) if text.strip() else None


def read_verdict(text: str) -> Verdict:
    """Return the verdict that a key or a word means.

    Raises:
        PmtuiError: ``E_BAD_VERDICT``.
    """
    plain = text.strip().lower().replace(" ", "_").replace("-", "_")
    for key, verdict in _VERDICT_KEYS.items():
        if plain in (key, verdict.value):
            return verdict
    raise PmtuiError(
        "E_BAD_VERDICT", f"'{text[:40]}' is no verdict", "a as expected, b better, w worse, i inconclusive"
    )


def read_obstacle(opened: CheckIn, ref: str) -> Obstacle:
    """Return the open obstacle called ``ref``.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``.
    """
    for obstacle in opened.obstacles:
        if obstacle.ref == meant_ref(ref):
            return obstacle
    names = ", ".join(o.ref for o in opened.obstacles)
    raise PmtuiError(
        "E_UNKNOWN_REF", f"'{ref[:40]}' is no open obstacle", f"use {names}" if names else "n TEXT adds one"
    )


def read_check_on(opened: CheckIn, text: str) -> date:
    """Return the date to go and see: the next working day when empty.

    Raises:
        PmtuiError: of the date words; ``E_PAST`` when it is before the check-in.
    """
    calendar = opened.calendar._replace(today=opened.date)
    day = due_day(text, calendar) if text.strip() else opened.next_working_day
    if day < opened.date:
        raise PmtuiError("E_PAST", f"{day.isoformat()} has passed", "name a day to come", field="check_on")
    return day


def needed(text: str, what: str) -> str:
    """Return ``text`` if it is not blank.

    Raises:
        PmtuiError: ``E_MISSING_FIELD`` naming ``what``.
    """
    if not text.strip():
        raise PmtuiError(
            "E_MISSING_FIELD", f"{what} is needed", "type one line", field=what.replace(" ", "_")
        )
    return check_note(text)
