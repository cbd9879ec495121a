"""Whether there is something to check in on today, and what: the word for a prompt or a status line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pmtui.domain.documents import Ref
from pmtui.domain.lint import readings_due
from pmtui.domain.plan import Plan
from pmtui.domain.strategy import KeyResult

_NAMED = 3


class CheckInStage(StrEnum):
    """How far the check-in of a day is."""

    DUE = "due"
    DONE = "done"
    FIRST_READING = "first_reading"
    READING_DUE = "reading_due"
    NOT_DUE = "not_due"
    NOTHING = "nothing"


class CheckInState(NamedTuple):
    """Where the check-in of a day stands.

    Attributes:
        stage: How far it is; with an active target condition due or done, else about readings.
        refs: What is due or waits, empty where nothing does.
        waiting: The active key results that were never measured, in the order of their refs.
    """

    stage: CheckInStage
    refs: tuple[Ref, ...]
    waiting: tuple[Ref, ...]

    @property
    def words(self) -> str:
        """What to say in a status line."""
        if self.stage is CheckInStage.DUE:
            return "check-in due"
        if self.stage is CheckInStage.DONE:
            return ", ".join(["checked in", *([_waits(self.waiting)] if self.waiting else [])])
        if self.stage is CheckInStage.FIRST_READING:
            return _waits(self.refs)
        if self.stage is CheckInStage.READING_DUE:
            return f"{_named(self.refs)} {'is' if len(self.refs) == 1 else 'are'} due for a reading"
        return "no reading due" if self.stage is CheckInStage.NOT_DUE else "nothing to check in"


def check_in_state(plan: Plan, today: date) -> CheckInState:
    """Return where the check-in of ``today`` stands.

    Without an active target condition a check-in asks for the readings that are due.
    """
    active = [kr for kr in plan.all(KeyResult) if plan.is_active(kr.ref)]
    waiting = tuple(kr.ref for kr in active if not kr.readings)
    targets = plan.active_targets()
    if targets:
        due = tuple(target.ref for target in targets if not plan.is_checked(target.ref, today))
        return CheckInState(CheckInStage.DUE if due else CheckInStage.DONE, due, waiting)
    if waiting:
        return CheckInState(CheckInStage.FIRST_READING, waiting, waiting)
    late = tuple(document.ref for document in readings_due(plan, today))
    if late:
        return CheckInState(CheckInStage.READING_DUE, late, ())
    return CheckInState(CheckInStage.NOT_DUE if active else CheckInStage.NOTHING, (), ())


def _waits(refs: Sequence[str]) -> str:
    if len(refs) == 1:
        return f"{refs[0]} waits for its first reading"
    return f"{_named(refs)} wait for their first reading"


def _named(refs: Sequence[str]) -> str:
    if len(refs) > _NAMED:
        return f"{len(refs)} key results"
    return " and ".join(filter(None, [", ".join(refs[:-1]), refs[-1]]))
