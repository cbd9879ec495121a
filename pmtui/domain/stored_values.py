"""From the value of a field, typed or as it is stored, to its stored form: for documents that are no pydantic models.

Each function takes a value and returns it as JSON has it. All raise ValueError with a reason that follows the
field's name and a colon, or PmtuiError where the refusal has a code of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pmtui.domain.text import instant_text
from pmtui.errors import PmtuiError

Reading = Callable[[Any], Any]

FIRST_YEAR = 2
LAST_YEAR = 9998
"""Before and after every day within these years there is another day, whatever the zone."""


_MUST = "it must be "
_WORDS = (
    (r"^[Vv]alue error, ", ""),
    (r"^[Ii]nput should be ", _MUST),
    (r"^[Ff]ield required$", "it is missing"),
    (r"^[Ee]xtra inputs are not permitted$", "there is no such field"),
    (r"\bless than or equal to\b", "at most"),
    (r"\bgreater than or equal to\b", "at least"),
    (r"\bgreater than\b", "more than"),
    (r"\ba valid (integer|number|date|string|boolean)\b.*", r"a \1"),
    (r"\ba integer\b", "a whole number"),
    (r"\ba string\b", "text"),
    (r"\ba boolean\b", "yes or no"),
)


def _in_words(said: str) -> str:
    """Return what a check said of a value in the words of people."""
    for pattern, words in _WORDS:
        said = re.sub(pattern, words, said)
    return f"{said[:1].lower()}{said[1:]}"


class BadValueError(PmtuiError):
    """A field whose value does not fit.

    Attributes:
        in_file: The message for people who have a file before them: the field as a dotted path of its keys.
    """

    def __init__(self, path: str, said: str) -> None:
        names = [part for part in path.split(".") if not part.isdigit()]
        name = names[-1] if names else ""
        words = name.replace("_", " ")
        said = _in_words(said)
        wanted = said.removeprefix(_MUST)
        fits = f"a value that is {wanted}" if wanted != said else "a value that fits"
        super().__init__(
            "E_BAD_VALUE",
            f"{words}: {said}" if words else said,
            f"give {words} {fits}" if words else "check the values",
            field=name or None,
        )
        self.in_file = f"{path}: {said}"


def said_of_file(error: PmtuiError) -> str:
    """Return the message of ``error`` for people who have the file before them."""
    return error.in_file if isinstance(error, BadValueError) else error.message


def bad_value(field: str, said: str) -> BadValueError:
    """Return the error for a ``field``, a dotted path inside others, whose value is not what ``said`` wants."""
    return BadValueError(field, said)


def text(value: Any) -> str:
    """Return a text as it is."""
    if not isinstance(value, str):
        raise ValueError("it must be text")
    return str(value)


def text_that(check: Callable[[str], str]) -> Reading:
    """Return the reading of a text that must pass ``check``."""
    return lambda value: check(text(value))


def texts_that(check: Callable[[str], str]) -> Reading:
    """Return the reading of a list of texts that must each pass ``check``."""

    def read(value: Any) -> list[str]:
        if not isinstance(value, list | tuple):
            raise ValueError("it must be a list of texts")
        return [check(text(item)) for item in value]

    return read


def choice_of(choices: type[StrEnum]) -> Reading:
    """Return the reading of one of ``choices``."""

    def read(value: Any) -> str:
        try:
            return choices(text(value)).value
        except ValueError:
            raise ValueError(f"it must be one of {', '.join(choices)}") from None

    return read


def whole(low: int, high: int | None = None) -> Reading:
    """Return the reading of a whole number within ``low`` and ``high``, both included."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError("it must be a whole number")
        if value < low or (high is not None and value > high):
            limits = f"at least {low}" if high is None else f"between {low} and {high:,}"
            raise ValueError(f"it must be {limits}")
        return value

    return read


def instant(value: Any) -> str:
    """Return an instant that knows its zone, in UTC to the second."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(text(value))
        if moment.tzinfo is None:
            raise ValueError("it must tell its time zone")
        stored = instant_text(moment)
    except OverflowError:
        raise _out_of_range() from None
    _require_year(int(stored[:4]))
    return stored


def day(value: Any) -> str:
    """Return a calendar date."""
    plain = isinstance(value, date) and not isinstance(value, datetime)
    found = value if plain else date.fromisoformat(text(value))
    _require_year(found.year)
    return str(found.isoformat())


def _require_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _out_of_range()


def _out_of_range() -> PmtuiError:
    what = f"its times must lie between the years {FIRST_YEAR} and {LAST_YEAR}"
    return PmtuiError("E_BAD_DATE", what, "check the year")
