"""How dates are written: with or without year and weekday, and how far away they are.

Dates that programs read are ISO dates; these are for people, in English whatever the locale.
"""

from __future__ import annotations

from datetime import date, datetime

WEEKDAY_LABELS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
"""Short English names, Monday first: the interface is English whatever the locale."""

MONTH_LABELS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""Short English names, January first."""

NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
"""Words for the days around today, by their distance from it."""

_NEAR_WORDS = {offset: word for word, offset in NEAR_DAYS.items()}
_MANY_DAYS = 27


def dated(day: date) -> str:
    """Return the date with its year: ``Fri 27 Nov 2026``."""
    return f"{short_date(day)} {day.year}"


def short_date(day: date) -> str:
    """Return the date without its year: ``Fri 27 Nov``."""
    return f"{WEEKDAY_LABELS[day.weekday()]} {_day_and_month(day)}"


def echo_date(day: date, today: date) -> str:
    """Return the date as a field shows it: ``Fri 27 Nov 2026``, and ``(today)`` and the like beside it."""
    word = _NEAR_WORDS.get((day - today).days)
    return f"{dated(day)} ({word})" if word else dated(day)


def plain_date(day: date, today: date) -> str:
    """Return ``30 Jun``, with the year when it is another one."""
    return _day_and_month(day) if day.year == today.year else f"{_day_and_month(day)} {day.year}"


def tight_date(day: date, today: date) -> str:
    """Return ``30 Jun``, with the end of the year when it is another one: ``1 Jan ’27``."""
    return _day_and_month(day) if day.year == today.year else f"{_day_and_month(day)} ’{day.year % 100:02}"


def near_date(day: date, today: date) -> str:
    """Return ``Thu 15 Oct, tomorrow``: the date, and how far away it is."""
    return f"{WEEKDAY_LABELS[day.weekday()]} {plain_date(day, today)}, {distance(day, today)}"


def distance(day: date, today: date) -> str:
    """Return ``today``, ``tomorrow``, ``in 3 days`` or ``3 days ago``."""
    days = (day - today).days
    if days in _NEAR_WORDS:
        return _NEAR_WORDS[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def left_text(days: int) -> str:
    """Return how many days are left, or over when negative: ``42 days left``, ``0 days left``, ``1 day over``."""
    return f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'left' if days >= 0 else 'over'}"


def days_left(due: date, today: date) -> str:
    """Return ``42 days left``, ``due today`` or ``3 days over``."""
    return "due today" if due == today else left_text((due - today).days)


def time_left(due: date, today: date) -> str:
    """Return days up to four weeks, then whole weeks: ``11 weeks left``."""
    days = (due - today).days
    return f"{days // 7} weeks left" if days > _MANY_DAYS else days_left(due, today)


def minute_text(moment: datetime) -> str:
    """Return date and clock of a local time: ``2026-10-14 19:00``."""
    return f"{moment:%Y-%m-%d %H:%M}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {MONTH_LABELS[day.month - 1]}"
