"""What to write instead of words for a time that do not say which."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmtui.domain.calendar import week_of
from pmtui.domain.date_words import MONTH_LABELS
from pmtui.domain.dates import WEEKDAYS, read_day
from pmtui.domain.quick_entry import unread_forms as words
from pmtui.domain.quick_entry.clocks import clock_text, is_clock, read_clock
from pmtui.domain.quick_entry.durations import is_duration, read_duration
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmtui.domain.quick_entry.time_words import Here
    from pmtui.domain.quick_entry.tokens import Token

_QUOTE = "or put it in quotes if it is text"
_MONTHS_AGO = {"month": "a month ago", "quarter": "3 months ago", "year": "a year ago"}
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "half an": 0, "half a": 0}
_LONG_AGO = 7 * 24 * 60  # more minutes than any clock time of today was ago

Advice = tuple[str, str, str | None]
"""Code, message and fix."""


def unread_error(token: Token, here: Here, *, timed: bool) -> PmtuiError:
    """Return the error for words that say no day or no clock, with what says it as the fix.

    Args:
        token: Of the kind ``unread`` or ``misspelt``.
        here: When and where.
        timed: Whether the line says how long it took.
    """
    if token.kind == "misspelt":
        if token.text == "tomorrow":
            code, message, fix = _of_day(token.text, None, here)
            return PmtuiError(code, message, fix, span=token.span)
        message = f"did you mean {token.text}? Write it so, {_QUOTE}"
        return PmtuiError("E_BAD_DATE", message, token.text, span=token.span)
    phrase = " ".join(token.text.split())
    code, message, fix = _advice(phrase, here, timed)
    return PmtuiError(code, message, fix, span=token.span)


def _advice(phrase: str, here: Here, timed: bool) -> Advice:
    if phrase.endswith((" utc", " gmt", " z")):
        clock = phrase.rpartition(" ")[0]
        fix = f"{clock}+00:00" if is_clock(clock) and "+" not in clock else None
        return "E_BAD_CLOCK", "a zone is written as its distance from UTC: 14:00+00:00", fix
    if phrase.endswith(" ago") and (advice := _ago(phrase.removesuffix(" ago"), here, timed)):
        return advice
    for form, advise in _ADVICE:
        if m := re.fullmatch(form, phrase):
            return advise(m, here)
    message = f"'{phrase}' does not say which day; write one such as mon, -3d or 12 oct, {_QUOTE}"
    return "E_BAD_DATE", message, None


def _ago(long: str, here: Here, timed: bool) -> Advice | None:
    """Advise on ``45m ago``, which is when it began and not how long it took."""
    minutes = read_duration(long) if is_duration(long) and not long.startswith("-") else None
    count, _, unit = long.rpartition(" ")
    if minutes is None and count in _COUNTS and unit[:1] in "hm":
        minutes = _COUNTS[count] * (60 if unit[0] == "h" else 1) or 30
    if minutes is None:
        return None
    began = (here.now - timedelta(minutes=min(minutes, _LONG_AGO))).astimezone(here.zone)
    clock = f"{began:%H:%M}" if timed else f"{began:%H:%M}-now"
    fix = clock if began.date() == here.today and minutes else None
    hint = f"; write {clock}" if fix else "; write the clock time, such as 14:00"
    return "E_BAD_CLOCK", f"'{long} ago' says when, not how long{hint}, {_QUOTE}", fix


def _of_day(phrase: str, day: date | None, here: Here) -> Advice:
    if day is None or day > here.today:
        return "E_FUTURE", f"'{phrase}' has not come yet; name a past day, {_QUOTE}", None
    fix = "today" if day == here.today else day.isoformat()
    return "E_BAD_DATE", f"'{phrase}' is not one day; write the day, such as {fix}, {_QUOTE}", fix


def _span(m: re.Match[str], here: Here) -> Advice:
    today = here.today
    if m[1] in ("next", "coming"):
        return _of_day(m[0], None, here)
    if m[2] == "weekend":
        behind = (today.weekday() - 5) % 7
        day = today - timedelta(days=behind if m[1] == "this" else behind or 7)
        return _of_day(m[0], None if m[1] == "this" and behind > 1 else day, here)
    if m[1] == "this":
        return _of_day(m[0], today, here)
    day = today - timedelta(days=7) if m[2] == "week" else read_day(_MONTHS_AGO[m[2]], today=today)
    return _of_day(m[0], day, here)


def _weekday_of_week(m: re.Match[str], here: Here) -> Advice:
    weeks = {"this": 0, "last": -1, "next": 1}[m["week"]]
    return _of_day(m[0], _day_in_week(m["day"] or m["late"], weeks, here), here)


def _day_in_week(weekday: str, ahead: int, here: Here) -> date:
    """Return the day in the workspace's week that is ``ahead`` of today's."""
    first = week_of(here.today, here.first_weekday).first
    return first + timedelta(weeks=ahead, days=(WEEKDAYS[weekday] - first.weekday()) % 7)


def _ahead(m: re.Match[str], here: Here) -> Advice:
    return _of_day(m[0], _day_in_week(m[2], 0, here) if m[1] == "this" else None, here)


def _part_of_day(m: re.Match[str], here: Here) -> Advice:
    word = m[1] or "today"
    word = "yesterday" if word == "last" else "today" if word == "this" else word
    message = f"'{m[0]}' names no hour; write {word} and the clock, such as 9:00, {_QUOTE}"
    return ("E_FUTURE" if word == "tomorrow" else "E_BAD_DATE"), message, None if word == "tomorrow" else word


def _no_hour(m: re.Match[str], here: Here) -> Advice:
    return "E_BAD_CLOCK", f"'{m[0]}' names no hour; write the clock, such as 9:00, {_QUOTE}", None


def _now(m: re.Match[str], here: Here) -> Advice:
    return "E_BAD_CLOCK", f"'{m[0]}': write until now, or nothing at all, {_QUOTE}", "until now"


def _bare_clock(m: re.Match[str], here: Here) -> Advice:
    """Advise on ``at 9``: the latest such hour that is past."""
    past = [hour for hour in (int(m[1]), int(m[1]) + 12) if hour <= min(here.local.hour, 23)]
    fix = m[0].removesuffix(m[1]) + f"{clock_text(60 * past[-1])}" if past else None
    hint = f"write {fix}" if fix else "write 9:00 or 9am"
    return "E_BAD_CLOCK", f"'{m[0]}' does not say which hour; {hint}, {_QUOTE}", fix


def _clock(m: re.Match[str], here: Here) -> Advice:
    try:
        fix = read_clock(m[1], 0).text
    except PmtuiError:
        return _no_hour(m, here)
    return "E_BAD_CLOCK", f"'{m[0]}' is not a time of day; write {fix}, {_QUOTE}", fix


def _vague(m: re.Match[str], here: Here) -> Advice:
    fix = f"-{2 if m[1].startswith('couple') else 3}{m[2][0]}" if m[2] in ("day", "week") else None
    hint = f"write the day, such as {fix or '-3d'}"
    return "E_BAD_DATE", f"'{m[0]}' does not say which day; {hint}, {_QUOTE}", fix


def _night(m: re.Match[str], here: Here) -> Advice:
    word = "noon" if m[2] == "midday" else "0:00"
    fix = f"until {word}" if (m[1] or "")[-1:] == "l" else word
    return "E_BAD_CLOCK", f"'{m[0]}' is written {fix}; write it so, {_QUOTE}", fix


def _no_date(m: re.Match[str], here: Here) -> Advice:
    return "E_BAD_DATE", f"'{m[0]}' does not exist; write a day such as 12.10., {_QUOTE}", None


def _day_month(m: re.Match[str], here: Here) -> Advice:
    return "E_BAD_DATE", f"'{m[0]}' may be a day; write {m[0]}. with a full stop behind, {_QUOTE}", f"{m[0]}."


def _nth(m: re.Match[str], here: Here) -> Advice:
    last_month = here.today.replace(day=1) - timedelta(days=1)
    for first in (here.today, last_month):
        try:
            day = first.replace(day=int(m[1]))
        except ValueError:
            continue
        if day <= here.today:
            fix = f"{day.day} {MONTH_LABELS[day.month - 1].lower()}"
            return "E_BAD_DATE", f"'{m[0]}' needs its month; write {fix}, {_QUOTE}", fix
    return "E_BAD_DATE", f"'{m[0]}' needs its month; write it as 12 oct, {_QUOTE}", None


_ADVICE: tuple[tuple[str, Callable[[re.Match[str], Here], Advice]], ...] = (
    (words.SPAN, _span),
    (words.WEEKDAY_OF_WEEK, _weekday_of_week),
    (words.AHEAD, _ahead),
    (words.PART, _part_of_day),
    (words.ALONE, _no_hour),
    (words.MOMENT, _now),
    (words.BARE_CLOCK, _bare_clock),
    (words.CLOCK, _clock),
    (words.VAGUE, _vague),
    (words.NIGHT, _night),
    (words.NO_DATE, _no_date),
    (words.DAY_MONTH, _day_month),
    (words.NTH, _nth),
)
