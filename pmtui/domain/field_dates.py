"""Dates in fields: a due date is the next such day, a start date the nearest, a day of the past the latest."""

from __future__ import annotations

import re
from datetime import date

from pmtui.domain.calendar import UNITS, Calendar, Period
from pmtui.domain.dates import tidy_words
from pmtui.domain.periods import Lean, read_single
from pmtui.errors import PmtuiError

_DAYS = "31 dec, 2026-12-31, fri, next fri, tomorrow, +3d, in 2 weeks, end of month or q4"
_PAST_DAYS = "yesterday, mon, 12 oct, 2026-10-12, 3 days ago or end of last month"
_NEXT = re.compile(rf"(?:the )?next ({'|'.join(UNITS)})")


def due_day(text: str, calendar: Calendar) -> date:
    """Return the day that a due date means; ``echo_date`` shows what was understood.

    A weekday is the next one after today; ``next fri`` is the Friday of next week, ``this fri`` that of this week,
    ``last fri`` the latest past one. A date without a year is the next one from today on. A period is its last day,
    but ``next week``, ``next month`` and the like are their first. Months added keep the day where they can: 31 Jan
    + 1m is the last day of February.

    Raises:
        PmtuiError: ``E_BAD_DATE`` when it is not a day, ``E_AMBIG_DATE`` when it may be two (``1/12``), with one of the
            readings as the fix.
    """
    found = _read(text, calendar, Lean.COMING, _DAYS)
    return found.first if _NEXT.fullmatch(tidy_words(text)) else found.last


def start_day(text: str, calendar: Calendar) -> date:
    """Return the day that a start date means: of a period the first, and what comes every year is the nearest.

    Raises:
        PmtuiError: ``E_BAD_DATE``, ``E_AMBIG_DATE``.
    """
    return _read(text, calendar, Lean.NEAREST, _DAYS).first


def past_day(text: str, calendar: Calendar) -> date:
    """Return the single day that is meant, the latest up to today; whether a coming one is allowed is for the caller.

    Raises:
        PmtuiError: ``E_BAD_DATE``, also when the words mean several days; ``E_AMBIG_DATE``.
    """
    return _single(text, _read(text, calendar, Lean.LATEST, _PAST_DAYS))


def coming_day(text: str, calendar: Calendar) -> date:
    """Return the single day that is meant, the next from today on.

    Raises:
        PmtuiError: ``E_BAD_DATE``, also when the words mean several days; ``E_AMBIG_DATE``.
    """
    return _single(text, _read(text, calendar, Lean.COMING, _DAYS))


def _read(text: str, calendar: Calendar, lean: Lean, forms: str) -> Period:
    try:
        return read_single(text, calendar, lean)
    except PmtuiError as error:
        if error.code != "E_BAD_DATE":
            raise
        message = error.message.replace("is not a period", "is not a day")
        raise PmtuiError(error.code, message, f"type a day such as {forms}") from None


def _single(text: str, found: Period) -> date:
    if found.first != found.last:
        words = tidy_words(text)
        raise PmtuiError(
            "E_BAD_DATE",
            f"'{words}' is more than one day, {found.first.isoformat()} to {found.last.isoformat()}",
            f"start of {words} or end of {words}",
        )
    return found.first
