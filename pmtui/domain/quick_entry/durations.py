"""How long: 45m, 2h, 1h30, 1.25h, 2 hrs."""

from __future__ import annotations

import re

from pmtui.domain.dates import clipped
from pmtui.domain.duration_words import typed_duration
from pmtui.domain.spans import MAX_ENTRY_MINUTES
from pmtui.errors import PmtuiError

_HOURS = r"(?:hours|hour|hrs|hr|h)"
_MINUTES = r"(?:minutes|minute|mins|min|m)"
_NUMBER = r"[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+"
_PLAIN = rf"({_NUMBER})\s*(?:({_HOURS})|{_MINUTES})"
_MIXED = rf"({_NUMBER}){_HOURS}([0-9]+){_MINUTES}?"
_REVERSED = rf"([0-9]+){_MINUTES}([0-9]+){_HOURS}"
_COLON = rf"([0-9]+):([0-9]{{2}})\s*{_HOURS}"
_FORMS = (_PLAIN, _MIXED, _REVERSED, _COLON)
_BARE = _NUMBER
_SECONDS = r"(?:[0-9]+(?:[.,][0-9]+)?)\s*(?:seconds|second|secs|sec|s)"
_BEFORE_UNIT = r"(?<=[0-9]) (?=[hms])"
_EXAMPLES = "write 45m, 2h, 1h30 or 1.25h"


def is_duration(text: str) -> bool:
    """Say whether lower-case text has the shape of a duration, be it a possible one or not."""
    text = text.removeprefix("-")
    if not _begins_number(text) or not ("h" in text or "m" in text):
        return False  # spares most words patterns that take longer to prepare than all else there is to read
    return any(re.fullmatch(form, text) for form in _FORMS)


def is_bare_duration(text: str) -> bool:
    """Say whether lower-case text is a number without unit, or a number of seconds."""
    return _begins_number(text) and bool(re.fullmatch(_BARE, text) or re.fullmatch(_SECONDS, text))


def _begins_number(text: str) -> bool:
    return text[:1].isdigit() or text.startswith((".", ","))


def read_duration(text: str) -> int:
    """Return the minutes of one duration, rounded to the nearest minute; 0 is for the caller to refuse.

    Raises:
        PmtuiError: ``E_NEGATIVE``, ``E_SUBMINUTE`` when above 0 and below a minute, ``E_BAD_DURATION`` when
            written wrongly, with the right writing as the fix.
    """
    if text.startswith("-"):
        raise PmtuiError("E_NEGATIVE", f"'{text}' is negative; {_EXAMPLES}, without a minus")
    if m := re.fullmatch(_PLAIN, text):
        return _rounded(text, m[1], 60 if m[2] else 1)
    if m := re.fullmatch(_COLON, text):
        raise _written_wrongly(text, int(m[1]) * 60 + int(m[2]))
    if m := re.fullmatch(_REVERSED, text):
        raise _written_wrongly(text, int(m[2]) * 60 + int(m[1]))
    m = re.fullmatch(_MIXED, text)
    if m is None:
        raise PmtuiError("E_BAD_DURATION", f"'{clipped(text)}' is not a duration; {_EXAMPLES}")
    hours, minutes = _rounded(text, m[1], 60), int(m[2])
    if minutes > 59 or not m[1].isdigit():
        raise _written_wrongly(text, hours + minutes)
    return hours + minutes


def parse_duration(text: str) -> int:
    """Return the minutes of a duration field, of any length: ``2h 15m`` ⇒ 135.

    Raises:
        PmtuiError: ``E_BARE_NUMBER``, ``E_ZERO``, ``E_NEGATIVE``, ``E_SUBMINUTE`` or ``E_BAD_DURATION``.
    """
    plain = " ".join(text.lower().split()) if len(text) <= 100 and text.isascii() else ""
    plain = re.sub(_BEFORE_UNIT, "", plain)
    if is_bare_duration(plain):
        raise bare_duration(plain)
    first, _, last = plain.rpartition(" ")
    if whole := hours_with_minutes(first, last):
        raise PmtuiError("E_BARE_NUMBER", f"'{clipped(text)}' lacks a unit; write {whole}", whole)
    total = read_duration(plain) if is_duration(plain) else sum(read_duration(part) for part in plain.split())
    if not plain:
        raise PmtuiError("E_BAD_DURATION", f"'{clipped(text)}' is not a duration; {_EXAMPLES}")
    if not total:
        raise zero(text)
    return total


def hours_with_minutes(hours: str, minutes: str) -> str | None:
    """Return hours and a bare number behind them as one duration, ``1h30``; None when they cannot be that."""
    m = re.fullmatch(rf"({_NUMBER})\s*{_HOURS}", hours)
    if m is None or not (minutes.isdigit() and len(minutes) <= 2):
        return None
    if m[1].isdigit() and int(minutes) <= 59:
        return f"{m[1]}h{int(minutes):02}"
    return typed_duration(int(_scaled(m[1], 60)) + int(minutes))


def bare_minutes(whole: str) -> PmtuiError:
    """Return the error for hours with a bare number behind, which are ``whole`` together."""
    if read_duration(whole) > MAX_ENTRY_MINUTES:
        return PmtuiError("E_TOO_LONG", "an entry lasts 12 h at most; split it into several")
    message = f"the number behind the hours has no unit; write {whole}, or put it in quotes if it is text"
    return PmtuiError("E_BARE_NUMBER", message, whole)


def bare_duration(text: str) -> PmtuiError:
    """Return the error for a number without unit, or for seconds."""
    if not re.fullmatch(_BARE, text):
        return PmtuiError("E_SUBMINUTE", f"'{text}' counts seconds, time is kept in minutes; {_EXAMPLES}")
    decimal = not text.isdigit()
    unit = "h" if decimal else "m"
    minutes = _scaled(text, 60 if decimal else 1)
    fix = text + unit if 1 <= minutes <= 720 else None
    either = f"write {text}m or {text}h" if minutes <= 12 else f"write {fix}" if fix else _EXAMPLES
    return PmtuiError("E_BARE_NUMBER", f"'{text}' has no unit; {either}", fix)


def zero(text: str) -> PmtuiError:
    """Return the error for a duration of no time."""
    return PmtuiError("E_ZERO", f"'{clipped(text)}' is no time at all; write 1m or more")


def _scaled(number: str, factor: int) -> float:
    return float(number.replace(",", ".")) * factor


def _rounded(text: str, number: str, factor: int) -> int:
    """Multiply a decimal number exactly and round half up; above 0 but below 1 is refused."""
    whole, _, fraction = number.replace(",", ".").partition(".")
    scale: int = 10 ** len(fraction)
    value = int((whole or "0") + fraction) * factor
    if 0 < value < scale:
        raise PmtuiError("E_SUBMINUTE", f"'{text}' is less than a minute; write 1m or more")
    return (2 * value + scale) // (2 * scale)


def _written_wrongly(text: str, minutes: int) -> PmtuiError:
    return PmtuiError(
        "E_BAD_DURATION", f"'{text}' is not how a duration is written; {_EXAMPLES}", typed_duration(minutes)
    )
