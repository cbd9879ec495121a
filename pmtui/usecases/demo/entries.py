"""From the lines of the demo's time log to time entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from pmtui.domain.modes import Cause, Mode
from pmtui.usecases.demo.days import Day, StoryCalendar
from pmtui.usecases.demo.rows import StoryError
from pmtui.usecases.demo.story_files import read_story

_MIN_TRIMMED = timedelta(minutes=10)
_CLOCK = re.compile(r"(\d+):(\d\d)-(\d+):(\d\d)")
_SIGILS = {">": "links", "@": "parties", "~": "activity", "!": "cause"}
_MODES = {"fire": Mode.FIREFIGHT, "strat": Mode.STRATEGIC, "planned": Mode.PLANNED, "admin": Mode.ADMIN}
_EVENING = time(18, 0)


class StoryLine(NamedTuple):
    """One line of the story's time log on its day.

    Attributes:
        place: File and place, for errors.
        date: Local date.
        words: The line without its time, in the grammar of quick entry.
        start: UTC instant, or None when unanchored.
        end: UTC instant, or None when unanchored.
        minutes: Whole minutes.
    """

    place: str
    date: date
    words: str
    start: datetime | None
    end: datetime | None
    minutes: int


def story_lines(calendar: StoryCalendar, until: datetime) -> Iterator[StoryLine]:
    """Yield the lines of all days in order, those of today only as far as ``until``.

    Args:
        calendar: The days of the story.
        until: UTC instant at which the running timer began.

    Raises:
        StoryError: A line does not begin with a time.
    """
    for day, block in read_story().log.items():
        lines = _day_lines(calendar, day, block)
        if day != 0:
            yield from lines
        elif calendar.is_working_day:
            for line in lines:
                yield from _cut(line, until)


def _day_lines(calendar: StoryCalendar, day: Day, block: str) -> Iterator[StoryLine]:
    date = calendar.on(day)
    named = "today" if day == 0 else f"{-day} days ago"
    for number, text in enumerate(block.splitlines(), start=1):
        place = f"time.toml, {named}, line {number}"
        when, _, words = text.partition(" ")
        try:
            start, end, minutes = _times(calendar, date, when)
        except ValueError as error:
            raise StoryError(f"{place}: {error}") from error
        yield StoryLine(place, date, words, start, end, minutes)


def _times(
    calendar: StoryCalendar, day: date, when: str
) -> tuple[datetime, datetime, int] | tuple[None, None, int]:
    if when.endswith("m") and when[:-1].isdecimal():
        return None, None, int(when[:-1])
    clock = _CLOCK.fullmatch(when)
    if clock is None:
        raise ValueError(f"'{when}' is no time; write '9:00-10:30' or '45m'")
    begin, finish = (time(int(clock[n]), int(clock[n + 1])) for n in (1, 3))
    start, end = calendar.instant(day, begin), calendar.instant(day, finish)
    return start, end, _minutes(start, end)


def _cut(line: StoryLine, until: datetime) -> Iterator[StoryLine]:
    """Yield ``line`` as far as it lies before ``until``, nothing when hardly anything does."""
    if line.start is None or line.end is None or until - line.start < _MIN_TRIMMED:
        return
    end = min(line.end, until)
    yield line._replace(end=end, minutes=_minutes(line.start, end))


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start) / timedelta(minutes=1))


def entry_fields(line: StoryLine, calendar: StoryCalendar) -> dict[str, Any]:
    """Return the fields of the time entry that ``line`` means.

    Reads the few forms of quick entry that the files use: the whole grammar would take longer than all the rest.

    Raises:
        StoryError: Its cause is none.
    """
    first, *rest = line.words.split(" ")
    fields: dict[str, Any] = {"mode": _MODES.get(first, Mode.UNSORTED), "links": (), "parties": ()}
    plain: list[str] = [] if first in _MODES else [first]
    for word in rest:
        name = _SIGILS.get(word[0])
        if name is None:
            plain.append(word)
        elif name in ("links", "parties"):
            fields[name] = (*fields[name], word[1:])
        else:
            fields[name] = word[1:]
    if "cause" in fields:
        fields["cause"] = _cause(fields["cause"], line.place)
    stored_at = line.end or calendar.instant(line.date, _EVENING)
    return {
        **fields,
        "text": " ".join(plain),
        "date": line.date,
        "minutes": line.minutes,
        "start": line.start,
        "end": line.end,
        "created_at": stored_at,
        "updated_at": stored_at,
    }


def _cause(word: str, place: str) -> Cause:
    found = next((cause for cause in Cause if cause.startswith(word)), None)
    if found is None:
        raise StoryError(f"{place}: '!{word}' is no cause")
    return found
