"""Periods in words: ``last week``, ``q3``, ``2026-W41``, ``last 4 weeks``, ``1 oct..today``, and every day word.

What comes again and again, such as a weekday, a date without a year, ``oct`` or ``q3``, means another one depending on
who reads it: reports take the latest that has begun, due dates the next that has not ended, start dates the nearest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, timedelta
from enum import Enum

from pmtui.domain.calendar import (
    UNITS,
    Calendar,
    Period,
    WeekName,
    month_of,
    plus_months,
    week_named,
    year_of,
)
from pmtui.domain.dates import COUNT, MONTHS, WEEKDAYS, bad_date, find_day, read_count, tidy_words
from pmtui.errors import PmtuiError


class Lean(Enum):
    """Which one of what comes again and again is meant."""

    LATEST = "the latest that has begun"
    COMING = "the next that has not ended"
    NEAREST = "the one that begins nearest to today"


_FORMS = (
    "type a period such as last week, this month, q3, 2026-10, 2026-W41, last 4 weeks, mon or 1 oct..today"
)

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_UNIT = "|".join(UNITS)
_AHEAD = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1}
_WHICH = "|".join(_AHEAD)
_LENGTH = rf"({COUNT}) ?(d|w|m|q|y|days?|weeks?|months?|quarters?|years?)"
_SHIFT = rf"([+-]|in |){_LENGTH}( ago)?"
_COUNTED = rf"(?:the )?(?:last|past|previous) {_LENGTH}"
_EDGE = r"(start|beginning|end) of (?:the )?(.+)"
_SHORT_EDGES = {f"{edge[0]}o{unit[0]}": f"{edge} of {unit}" for edge in ("start", "end") for unit in UNITS}
_YEAR = r"(?:(?:,? |-|/)?([0-9]{4}))?"
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/ ]?([a-z].*)")
_OF_YEAR = re.compile(rf"(.+?),?(?: of)? ({_WHICH}) year")
_RANGE = re.compile(r"\s*\.{2,3}\s*|\s+to\s+", re.IGNORECASE)
_YEARS = 8  # a year with 53 weeks comes again within seven
_MONTHS_IN = {"m": 1, "q": 3, "y": 12}
_DAYS_IN = {"d": 1, "w": 7}


def read_period(text: str, calendar: Calendar, lean: Lean = Lean.LATEST) -> Period:
    """Return the period that the words mean; ``A..B`` lasts from the first day of A to the last day of B.

    Raises:
        PmtuiError: ``E_BAD_DATE`` when they mean none, ``E_AMBIG_DATE`` when a day in them may be two, ``E_DATES``
            when it goes backwards.
    """
    parts = _RANGE.split(text.strip())
    if len(parts) == 1:
        return read_single(text, calendar, lean)
    if len(parts) != 2 or not parts[0]:
        raise _no_period(text)
    if not parts[1]:
        parts[1] = "today"
    if lean is Lean.COMING:
        last = read_single(parts[1], calendar, lean).last
        coming = read_single(parts[0], calendar, lean).first
        first = coming if coming <= last else read_single(parts[0], calendar, Lean.LATEST).first
    else:
        first = read_single(parts[0], calendar, lean).first
        last = read_end(parts[1], first, calendar, lean)
    return forward(first, last)


def read_end(text: str, first: date, calendar: Calendar, lean: Lean = Lean.LATEST) -> date:
    """Return the last day of the period that ends what begins on ``first``: the next one when the latest lies before.

    A weekday alone is never today; as an end it is, where the latest one lies before ``first``: ``mon..wed``.


    Raises:
        PmtuiError: as :func:`read_period`.
    """
    last = read_single(text, calendar, lean).last
    if last >= first:
        return last
    if first <= calendar.today and WEEKDAYS.get(tidy_words(text)) == calendar.today.weekday():
        return calendar.today
    return read_single(text, calendar, Lean.COMING).last


def forward(first: date, last: date) -> Period:
    """Return the period from ``first`` to ``last``.

    Raises:
        PmtuiError: ``E_DATES`` when it goes backwards.
    """
    if last < first:
        raise PmtuiError(
            "E_DATES", f"{last.isoformat()} is before {first.isoformat()}", f"{last}..{first}", field="to"
        )
    return Period(first, last)


def read_single(text: str, calendar: Calendar, lean: Lean) -> Period:
    """Return the period or the day that the words mean, which is no ``A..B``.

    Raises:
        PmtuiError: ``E_BAD_DATE``, ``E_AMBIG_DATE``.
    """
    words = tidy_words(text)
    try:
        found = _find(words, calendar, lean) or _find(words.rstrip(".,"), calendar, lean)
    except OverflowError:
        raise bad_date(text, "is outside the calendar", _FORMS) from None
    except ValueError:
        raise bad_date(text, "does not exist", _FORMS) from None
    except PmtuiError as error:
        fix = error.fix or (_FORMS if error.code == "E_BAD_DATE" else None)
        raise PmtuiError(error.code, error.message, fix) from None
    if found is None:
        raise _no_period(text)
    return _chosen(found, calendar.today, lean)


def _no_period(text: str) -> PmtuiError:
    unit = tidy_words(text).removeprefix("the ")
    if unit in UNITS:
        return bad_date(text, "does not say which one", f"this {unit} or last {unit}")
    return bad_date(text, "is not a period", _FORMS)


def _chosen(found: Sequence[Period], today: date, lean: Lean) -> Period:
    """Return the one that is meant of those that come again and again, which are in order of time."""
    if lean is Lean.LATEST:
        return next((period for period in reversed(found) if period.first <= today), found[0])
    if lean is Lean.COMING:
        return next((period for period in found if period.last >= today), found[-1])
    return min(reversed(found), key=lambda period: abs(period.first - today))


def _find(text: str, calendar: Calendar, lean: Lean) -> Sequence[Period] | None:
    """Return what the words may mean: one period, or the ones that come again and again; None: no period.

    Raises:
        OverflowError: It lies outside the calendar.
        PmtuiError: ``E_BAD_DATE``, ``E_AMBIG_DATE``.
        ValueError: There is no such week or month.
    """
    if m := re.fullmatch(_EDGE, _SHORT_EDGES.get(text, text)):
        found = [calendar.unit(m[2])] if m[2] in UNITS else _find(m[2], calendar, lean)
        days = [period.last if m[1] == "end" else period.first for period in found or ()]
        return [Period(day, day) for day in days] or None
    day = _day(text, calendar.today, lean) or _relative_day(text, calendar)
    if day is not None:
        return [Period(day, day)]
    return _unit(text, calendar) or _recurring(text, calendar)


def _day(text: str, today: date, lean: Lean) -> date | None:
    """Return the day that a day word of quick entry means."""
    if lean is not Lean.NEAREST:
        return find_day(text, today=today, coming=lean is Lean.COMING)
    if WEEKDAYS.get(text) == today.weekday():
        return today
    days, refused = [], None
    for coming in (True, False):
        try:
            days.append(find_day(text, today=today, coming=coming))
        except PmtuiError as error:  # the calendar may end on one side
            refused = refused or error
    near = sorted((day for day in days if day is not None), key=lambda day: abs(day - today))
    if refused and not near:
        raise refused
    return near[0] if near else None


def _relative_day(text: str, calendar: Calendar) -> date | None:
    """Read ``+3d``, ``in 2 weeks``, ``a month ago``, and ``next fri`` as the Friday of next week."""
    m = re.fullmatch(_SHIFT, text)
    if m and bool(m[1]) != bool(m[4]):
        return _shifted(calendar.today, m[2], m[3], back=m[1] == "-" or bool(m[4]))
    m = re.fullmatch(rf"({_WHICH}) ({_WEEKDAY})", text)
    if m is None:
        return None
    ahead, weekday = _AHEAD[m[1]], WEEKDAYS[m[2]]
    if ahead < 0:
        return calendar.today - timedelta(days=(calendar.today.weekday() - weekday) % 7 or 7)
    week = calendar.unit("week", ahead)
    return week.first + timedelta(days=(weekday - week.first.weekday()) % 7)


def _shifted(day: date, count: str, unit: str, *, back: bool) -> date:
    number = read_count(count) * (-1 if back else 1)
    if unit[0] in _DAYS_IN:
        return day + timedelta(days=number * _DAYS_IN[unit[0]])
    return plus_months(day, number * _MONTHS_IN[unit[0]])


def _unit(text: str, calendar: Calendar) -> list[Period] | None:
    """Read ``last week``, and ``last 4 weeks`` as the 28 days that end today."""
    if m := re.fullmatch(rf"(?:the )?({_WHICH}) ({_UNIT})", text):
        return [calendar.unit(m[2], _AHEAD[m[1]])]
    m = re.fullmatch(_COUNTED, text)
    if m is None or m[1].strip("0") == "":
        return None
    return [Period(_shifted(calendar.today, m[1], m[2], back=True) + timedelta(days=1), calendar.today)]


def _recurring(text: str, calendar: Calendar) -> list[Period] | None:
    """Read ``oct``, ``q3`` and ``w41``, with a year or without, and ``2026`` and ``2026-10``."""
    today = calendar.today
    if m := _OF_YEAR.fullmatch(text):
        return _in_year(f"{m[1]} {today.year + _AHEAD[m[2]]:04}", calendar)
    which, _, rest = text.partition(" ")
    if which not in _AHEAD:
        return _in_year(text, calendar)
    found = _in_year(rest, calendar) or []
    if _AHEAD[which] == 0:
        return [period for period in found if period.first.year == today.year][:1] or None
    ahead = [period for period in found if period.first > today]
    over = [period for period in found if period.last < today]
    return (ahead[:1] if _AHEAD[which] > 0 else over[-1:]) or None


def _in_year(text: str, calendar: Calendar) -> list[Period] | None:
    """Return the period in the year that is named, else the ones in the years around today's."""
    if re.fullmatch(r"[0-9]{4}", text):
        return [year_of(int(text))]
    if m := re.fullmatch(r"([0-9]{4})[-/]([0-9]{1,2})|([0-9]{1,2})/([0-9]{4})", text):
        return [_month(int(m[1] or m[4]), int(m[2] or m[3]))]
    m = _YEAR_FIRST.fullmatch(text)
    named = _named(f"{m[2]} {m[1]}" if m else text, calendar)
    if named is None:
        return None
    make, year = named
    if year:
        return [make(int(year))]
    found = []
    for near in range(calendar.today.year - _YEARS, calendar.today.year + _YEARS + 1):
        with suppress(OverflowError, ValueError):
            found.append(make(near))
    if not found:
        raise ValueError(text)
    return found


def _named(text: str, calendar: Calendar) -> tuple[Callable[[int], Period], str | None] | None:
    """Return how the week, quarter or month that is named is made for a year, and the year that is named with it."""
    if m := re.fullmatch(rf"w(?:eek ?)?([0-9]{{1,2}}){_YEAR}", text):
        week = int(m[1])
        return lambda year: week_named(WeekName(year, week), calendar.first_weekday), m[2]
    if m := re.fullmatch(rf"q([1-4]){_YEAR}", text):
        quarter = int(m[1])
        return lambda year: calendar.quarter(year, quarter), m[2]
    if m := re.fullmatch(rf"({_MONTH})\.?{_YEAR}", text):
        month = MONTHS[m[1]]
        return lambda year: _month(year, month), m[2]
    return None


def _month(year: int, month: int) -> Period:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return month_of(year, month)
