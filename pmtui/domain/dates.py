"""Day words: those of quick entry, which due dates and periods take as well."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pmtui.domain.calendar import plus_months
from pmtui.domain.date_words import MONTH_LABELS, NEAR_DAYS
from pmtui.errors import PmtuiError

_WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = {short: i for i, name in enumerate(_WEEKDAY_NAMES) for short in (name[:3], name)}
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
"""Lower-case names of weekdays, short and long; Monday is 0."""
MONTHS = {short: i for i, name in enumerate(_MONTH_NAMES, start=1) for short in (name[:3], name)} | {
    "sept": 9
}
"""Lower-case names of months, short and long; January is 1."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_DAY_MONTH = (
    rf"(?:the )?([0-9]{{1,2}})(?:st|nd|rd|th)?\.?(?: of)?(?: |-)?({_MONTH})\.?(?:,? |-)?([0-9]{{4}})?"
)
_MONTH_DAY = rf"({_MONTH})\.?(?: |-)(?:the )?([0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? ([0-9]{{4}}))?"
_ISO = r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})"
_NUMERIC = r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?"
_DOTTED = r"([0-9]{1,2})\. ?([0-9]{1,2})\.(?: ?([0-9]{4}))?"
_SHIFT = r"([+-])([0-9]+)([dw])"
_COUNTS = ("a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNT = rf"[0-9]+|an|{'|'.join(_COUNTS)}"
"""What :func:`read_count` reads, as alternatives of a pattern."""

_AGO = rf"({COUNT}) ?(d|w|days?|weeks?|months?|years?) ago"
_BEFORE = r"(?:the )?day before yesterday"
_LAST_WEEKDAY = rf"(?:last|past) ({_WEEKDAY})"

_PAST = (_AGO, _BEFORE, _LAST_WEEKDAY)
_BEGINNINGS = (*"0123456789+-", "the ", "last ", "past ", *(name[:3] for name in _MONTH_NAMES))

_LONGEST = 48


def is_day_word(text: str) -> bool:
    """Say whether quick entry reads the text as a day, be it a possible one or not.

    ``10/12`` and ``2026-02-30`` are day words that ``read_day`` then refuses; ``24/7`` and ``50/50`` are not.
    """
    text = tidy_words(text)
    if text in NEAR_DAYS or text in WEEKDAYS:
        return True
    if not text.startswith(_BEGINNINGS) and not text.endswith((" ago", " before yesterday")):
        return False  # spares most words patterns that take longer to prepare than all else there is to read
    past = _PAST if text.startswith(("last ", "past ")) or text.endswith(("ago", "yesterday")) else ()
    if any(re.fullmatch(form, text) for form in (*past, _SHIFT, _ISO, _DAY_MONTH, _MONTH_DAY)):
        return True
    if dotted := re.fullmatch(_DOTTED, text):
        return _may_be_date(int(dotted[1]), int(dotted[2]))
    numeric = re.fullmatch(_NUMERIC, text)
    return numeric is not None and text != "24/7" and _looks_like_date(numeric)


def read_day(text: str, *, today: date) -> date:
    """Return the day that a day word of quick entry names.

    A weekday is the latest past one and never today; a date without a year is the latest one up to
    today. ``tomorrow`` and later days are returned as such: whether they are allowed is for the caller.

    Raises:
        PmtuiError: ``E_BAD_DATE`` when there is no such day, ``E_AMBIG_DATE`` when there are two.
    """
    found = _read_fixed(tidy_words(text), text, today, coming=False)
    if found is None:
        raise bad_date(text, "is not a day; write yesterday, mon, -2d, 2026-10-12 or 12 oct")
    return found


def find_day(text: str, *, today: date, coming: bool) -> date | None:
    """Return the day that a day word of quick entry names, None when the text is no such word.

    A weekday, and a date without a year, is the next one instead of the latest past one when it is ``coming``; a
    weekday is never today.

    Raises:
        PmtuiError: ``E_BAD_DATE`` when there is no such day, ``E_AMBIG_DATE`` when there are two.
    """
    return _read_fixed(tidy_words(text), text, today, coming=coming)


def clipped(text: str) -> str:
    """Return what a message quotes of the user's text: all of it, or its beginning when it is long."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def tidy_words(text: str) -> str:
    """Return the text in lower case with single spaces; empty, which is no day, when it is too long or not ASCII."""
    if len(text) > _LONGEST or not text.isascii():
        return ""
    return " ".join(text.lower().split())


def bad_date(text: str, why: str, fix: str | None = None) -> PmtuiError:
    """Return the error for what is no date, or no period."""
    return PmtuiError("E_BAD_DATE", f"'{clipped(text)}' {why}", fix)


def _shifted(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise PmtuiError("E_BAD_DATE", f"{days:+} days is outside the calendar") from None


def _read_fixed(text: str, raw: str, today: date, *, coming: bool) -> date | None:
    """Read the day words that quick entry and due dates share."""
    if text in NEAR_DAYS:
        return _shifted(today, NEAR_DAYS[text])
    if text in WEEKDAYS:
        ahead = (WEEKDAYS[text] - today.weekday()) % 7 or 7
        behind = (today.weekday() - WEEKDAYS[text]) % 7 or 7
        return _shifted(today, ahead if coming else -behind)
    if m := re.fullmatch(_SHIFT, text):
        days = int(m[1] + m[2]) * (7 if m[3] == "w" else 1)
        return _shifted(today, days)
    if m := re.fullmatch(_ISO, text):
        return _exact(int(m[1]), int(m[3]), int(m[4]), raw)
    if m := re.fullmatch(_DAY_MONTH, text):
        return _month_day(MONTHS[m[2]], int(m[1]), m[3], today, raw, coming=coming)
    if m := re.fullmatch(_MONTH_DAY, text):
        return _month_day(MONTHS[m[1]], int(m[2]), m[3], today, raw, coming=coming)
    if (m := re.fullmatch(_DOTTED, text)) and _may_be_date(int(m[1]), int(m[2])):
        return _month_day(int(m[2]), int(m[1]), m[3], today, raw, coming=coming)
    if (m := re.fullmatch(_NUMERIC, text)) and _looks_like_date(m):
        return _read_numeric(m, today, raw, coming=coming)
    return _read_past(text, raw, today)


def read_count(text: str) -> int:
    """Return the number that ``3``, ``three`` or ``a`` means."""
    return 1 if text == "an" else _COUNTS.index(text) or 1 if text in _COUNTS else int(text)


def _read_past(text: str, raw: str, today: date) -> date | None:
    """Read the words for a day that is over: ``3 days ago``, ``last mon``, ``the day before yesterday``."""
    if re.fullmatch(_BEFORE, text):
        return _shifted(today, -2)
    if m := re.fullmatch(_LAST_WEEKDAY, text):
        return _shifted(today, -((today.weekday() - WEEKDAYS[m[1]]) % 7 or 7))
    m = re.fullmatch(_AGO, text)
    if m is None:
        return None
    count = read_count(m[1])
    if m[2][0] in "dw":
        return _shifted(today, -count * (7 if m[2][0] == "w" else 1))
    try:
        return plus_months(today, -count * (12 if m[2][0] == "y" else 1))
    except (OverflowError, ValueError):
        raise bad_date(raw, "is outside the calendar") from None


def _exact(year: int, month: int, day: int, raw: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise bad_date(raw, "does not exist; check the day and the month") from None


def _month_day(month: int, day: int, year: str | None, today: date, raw: str, *, coming: bool) -> date:
    """Return the given day of the month; without a year the next one, or else the latest one."""
    if year:
        return _exact(int(year), month, day, raw)
    step = 1 if coming else -1
    # 29 February may be eight years away.
    for candidate in range(today.year, today.year + 9 * step, step):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if found >= today if coming else found <= today:
            return found
    raise bad_date(raw, "does not exist; check the day and the month")


def _looks_like_date(m: re.Match[str]) -> bool:
    """Tell 13/10 and 13.10.2026 from scores, ratios, versions and ranges of numbers."""
    if m[2] != "/" and len(m[4] or "") != 4:
        return False
    return _may_be_date(int(m[1]), int(m[3]))


def _may_be_date(first: int, second: int) -> bool:
    return min(first, second) >= 1 and max(first, second) <= 31 and min(first, second) <= 12


def _read_numeric(m: re.Match[str], today: date, raw: str, *, coming: bool) -> date:
    """Read 13/10, which can only be one date; refuse 10/12, which can be two.

    Dots write the day first wherever they are used, so 10.12.2026 is one date.
    """
    first, second = int(m[1]), int(m[3])
    year = "20" + m[4] if m[4] and len(m[4]) == 2 else m[4]
    if m[2] == "/" or m[2] == "-":
        if first <= 12 and second > 12:
            first, second = second, first
        elif first <= 12 and first != second:
            day_first = _month_day(second, first, year, today, raw, coming=coming)
            month_first = _month_day(first, second, year, today, raw, coming=coming)
            raise PmtuiError(
                "E_AMBIG_DATE",
                f"'{raw}' may be {day_first.day} {MONTH_LABELS[second - 1]} {day_first.year} or"
                f" {month_first.day} {MONTH_LABELS[first - 1]} {month_first.year}; write"
                f" {day_first} or {month_first}",
                # A logged day is a fact: only its author knows which. A due date is echoed, so offer one.
                day_first.isoformat() if coming else None,
            )
    return _month_day(second, first, year, today, raw, coming=coming)
