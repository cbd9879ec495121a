"""From the lines of the demo's time log to time entries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from pmtui.domain.modes import Cause, Mode
from pmtui.usecases.demo.days import StoryCalendar
from pmtui.usecases.demo.time_early import EARLY_DAYS
from pmtui.usecases.demo.time_late import LATE_DAYS, TODAY

_MIN_TRIMMED = timedelta(minutes=10)
_CLOCK = re.compile(r"(\d+):(\d\d)-(\d+):(\d\d)")
_SIGILS = {">": "links", "@": "parties", "~": "activity", "!": "cause"}
_MODES = {"fire": Mode.FIREFIGHT, "strat": Mode.STRATEGIC, "planned": Mode.PLANNED, "admin": Mode.ADMIN}
_DAY_OFF = "-"
_EVENING = time(18, 0)


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line of the story's time log on its day.

    Attributes:
        date: Local date.
        words: The line without its time, in the grammar of quick entry.
        start: UTC instant, or None when unanchored.
        end: UTC instant, or None when unanchored.
        minutes: Whole minutes.
    """

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
    """
    blocks = (EARLY_DAYS + LATE_DAYS).strip().split("\n\n")
    for number, block in enumerate(blocks):
        if block != _DAY_OFF:
            yield from _day_lines(calendar, calendar.on(number - len(blocks)), block)
    if calendar.is_working_day:
        for line in _day_lines(calendar, calendar.today, TODAY):
            yield from _cut(line, until)


def _day_lines(calendar: StoryCalendar, day: date, block: str) -> Iterator[StoryLine]:
    for text in block.strip().splitlines():
        when, words = text.split(" ", 1)
        clock = _CLOCK.fullmatch(when)
        if clock is None:
            yield StoryLine(day, words, None, None, int(when.removesuffix("m")))
            continue
        begin, finish = (time(int(clock[n]), int(clock[n + 1])) for n in (1, 3))
        start, end = calendar.instant(day, begin), calendar.instant(day, finish)
        yield StoryLine(day, words, start, end, _minutes(start, end))


def _cut(line: StoryLine, until: datetime) -> Iterator[StoryLine]:
    """Yield ``line`` as far as it lies before ``until``, nothing when hardly anything does."""
    if line.start is None or line.end is None or until - line.start < _MIN_TRIMMED:
        return
    end = min(line.end, until)
    yield replace(line, end=end, minutes=_minutes(line.start, end))


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start) / timedelta(minutes=1))


def entry_fields(line: StoryLine, calendar: StoryCalendar) -> dict[str, Any]:
    """Return the fields of the time entry that ``line`` means.

    Reads the few forms of quick entry that the tables use: the whole grammar would take longer than all the rest.
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
        fields["cause"] = next(cause for cause in Cause if cause.startswith(fields["cause"]))
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
