"""What a check-in shows when it opens, what may be answered, and how answers are read.

Source: Rother (the five coaching questions).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pmtui.domain.calendar import Calendar
from pmtui.domain.date_words import echo_date
from pmtui.domain.field_dates import due_day
from pmtui.domain.kata import Experiment, Obstacle, TargetCondition, Verdict
from pmtui.domain.metrics import Metric
from pmtui.domain.numbers import DecimalMark, decimal_text
from pmtui.domain.plan import Plan
from pmtui.domain.progress import Standing
from pmtui.domain.refs import meant_ref
from pmtui.domain.text import check_note, printable
from pmtui.domain.typed_numbers import read_number
from pmtui.errors import PmtuiError

UNCHANGED_TOO_OFTEN = 5
LocalDate = date
VERDICT_KEYS = {"a": Verdict.AS_EXPECTED, "b": Verdict.BETTER, "w": Verdict.WORSE, "i": Verdict.INCONCLUSIVE}


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
        plan: The plan as it was read, once for the whole check-in.
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
    plan: Plan
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
        noted: Further answers by the names of their questions, which are noted in the coaching cycle and no more.
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
    noted: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return what was typed as the answer called ``name``, empty when nothing was."""
        value = getattr(self, name, "") or self.noted.get(name, "")
        return value if isinstance(value, str) else ""

    def with_text(self, name: str, text: str) -> Answers:
        """Return the answers with ``text`` as the one called ``name``."""
        if name in ANSWER_NAMES:
            given: dict[str, Any] = {name: text}
            return replace(self, **given)
        return replace(self, noted={**self.noted, name: text})


FLAGS: Mapping[str, str] = {"conclude": "the experiment ends", "gone": "the obstacle is gone"}
"""The answers that are yes or no, and what yes means."""

ANSWER_NAMES = tuple(each.name for each in fields(Answers) if each.name != "noted")
"""The answers from which something follows, in the order in which a draft keeps them."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """A check-in on its way: what it showed when it opened, and what was answered since.

    Attributes:
        opened: What it showed.
        answers: What was answered.
    """

    opened: CheckIn
    answers: Answers = Answers()

    @property
    def current(self) -> Obstacle | None:
        """The obstacle being worked on, unless it was said to be gone."""
        return None if self.answers.gone else self.opened.current

    @property
    def open_obstacles(self) -> tuple[Obstacle, ...]:
        """The obstacles that can be chosen: without the current one when that is gone."""
        gone = self.opened.current if self.answers.gone else None
        return tuple(o for o in self.opened.obstacles if gone is None or o.ref != gone.ref)

    @property
    def obstacle(self) -> Obstacle | None:
        """The stored obstacle to work on by these answers; None: none, or a new one."""
        if self.answers.new_obstacle.strip():
            return None
        if self.answers.obstacle:
            return next((o for o in self.opened.obstacles if o.ref == self.answers.obstacle), None)
        return self.current

    @property
    def has_obstacle(self) -> bool:
        """Whether there is an obstacle to work on, a stored or a new one."""
        return self.obstacle is not None or bool(self.answers.new_obstacle.strip())

    @property
    def words(self) -> Mapping[str, str]:
        """What the texts of the questions may name in braces."""
        target, date = self.opened.target, self.opened.date
        unit = target.metric.unit
        gone = self.answers.gone and self.opened.current is not None
        return {
            "unit": printable(unit.strip()),
            "in_unit": f" ({unit})" if unit else "",
            "last": decimal_text(target.readings[-1].value) if target.readings else "–",
            "day": echo_date(self.opened.next_working_day, date),
            "keeps": "is none for now" if gone else "keeps it",
            "goes": "it is not gone" if gone else "it is gone",
        }


def no_obstacle() -> PmtuiError:
    """Return the refusal of a step that is against nothing."""
    return PmtuiError(
        "E_NO_OBSTACLE",
        "a step needs the obstacle it is against",
        "leave it empty, or choose an obstacle first",
    )


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
    for key, verdict in VERDICT_KEYS.items():
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
