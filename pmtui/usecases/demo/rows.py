"""From a block in a file of the demo story to the fields of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from pmtui.domain.documents import Kind
from pmtui.domain.metrics import DEFAULT_CADENCE_DAYS, Direction
from pmtui.errors import PmtuiError
from pmtui.usecases.demo.days import Day

Row = Mapping[str, Any]
"""The fields of one document; dates are days of the story, links are refs of the story."""

_DAYS = {"start", "due", "started_on", "check_on", "ended_on", "on"}
_MEASURED = {"baseline", "target", "weight", "intended_share", "value"}


class StoryError(Exception):
    """A file of the story is not as its README says; the message names the file and the place."""


class StoryItem(NamedTuple):
    """One document of the story.

    Attributes:
        kind: What it is.
        place: File and place, for errors: ``key_results.toml, kr KR1``.
        fields: Its fields.
    """

    kind: Kind
    place: str
    fields: Row


@contextmanager
def reading_at(place: str) -> Iterator[None]:
    """Tell what is refused inside with its ``place``.

    Raises:
        StoryError: Something inside was refused.
    """
    try:
        yield
    except PmtuiError as error:
        where = f"{place}, {error.field}" if error.field else place
        raise StoryError(f"{where}: {error.message}") from error
    except ValueError as error:
        raise StoryError(f"{place}: {error}") from error


def fields_of(table: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return the fields that ``table`` means: days, measures and readings read, lists as tuples.

    Raises:
        StoryError: A day or a reading is not written as one.
    """
    fields = {}
    for name, value in table.items():
        try:
            fields[name] = _value(name, value)
        except ValueError as error:
            raise StoryError(f"{place}, {name}: {error}") from error
    return fields


def _value(name: str, value: Any) -> Any:
    if name in _DAYS:
        return Day.read(value)
    if name == "holidays":
        return tuple(map(Day.read, value))
    if name == "readings":
        return tuple(map(_reading, value.splitlines()))
    if name == "metric":
        return _metric({part: _value(part, said) for part, said in value.items()})
    if name in _MEASURED:
        return str(value)
    return tuple(value) if isinstance(value, list) else value


def _metric(fields: dict[str, Any]) -> Row:
    """Return the measure; one with a baseline rises or falls to its target."""
    if "baseline" in fields:
        rises = float(fields["target"]) > float(fields["baseline"])
        fields = {"direction": Direction.INCREASE if rises else Direction.DECREASE, **fields}
    return {"cadence_days": DEFAULT_CADENCE_DAYS, **fields}


def _reading(line: str) -> Row:
    day, colon, rest = line.partition(": ")
    value, _, note = rest.partition(", ")
    if not colon or not value:
        raise ValueError(f"'{line}' is no reading; write '3 days ago: 12, a note'")
    return {"on": Day.read(day), "value": value, "note": note}
