"""The ways out of a timer that runs: commands that are accepted as they are printed, in the moment they are printed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from pmtui.data.document import Reader
from pmtui.data.time_log import entries_near, load_timer
from pmtui.domain.duration_words import measured_duration
from pmtui.domain.entries import Timer
from pmtui.domain.own_clock import clock_words, day_and_clock
from pmtui.domain.spans import MAX_ENTRY_MINUTES
from pmtui.domain.zones import find_zone
from pmtui.errors import PmtuiError
from pmtui.usecases.advice import line_command
from pmtui.usecases.session import Session

_LIKELY = timedelta(minutes=30)
_MINUTE = timedelta(minutes=1)
_TEXT_SHOWN = 60


def advice_on_timer(session: Session, reader: Reader | None = None) -> TimerAdvice | None:
    """Return what can be done about the running timer as stored now; None when none runs."""
    reader = reader or session.store
    timer = load_timer(reader)
    return None if timer is None else TimerAdvice(reader, timer, session.now(), session.zone(reader))


def forgotten_timer(session: Session) -> TimerAdvice | None:
    """Return what can be done about a timer that somebody has to say the end of; None when there is none."""
    advice = advice_on_timer(session)
    return advice if advice is not None and advice.is_forgotten else None


class TimerAdvice(NamedTuple):
    """What can be done about the running timer now.

    Attributes:
        reader: What is stored.
        timer: The timer that runs.
        now: UTC instant.
        zone: The zone in which clocks are read.
    """

    reader: Reader
    timer: Timer
    now: datetime
    zone: ZoneInfo

    @property
    def is_forgotten(self) -> bool:
        """Whether it runs for longer than an entry may be, so that somebody has to say when it ended."""
        return self.timer.minutes_at(self.now) > MAX_ENTRY_MINUTES

    @property
    def likely_end(self) -> datetime:
        """When a forgotten timer may have ended: half an hour on, or earlier where the next entry begins."""
        start = self.timer.start
        near = entries_near(self.reader, start.date(), start.date())
        later = [e.start for e in near if e.start is not None and e.start >= start + _MINUTE]
        return min([start + _LIKELY, *later])

    @property
    def stop(self) -> str:
        """The command that stops it and logs its time."""
        if not self.is_forgotten:
            return "pmtui stop"
        return f"pmtui stop {self.likely_end.astimezone(self.zone):%H:%M}"

    def running(self, line: str | None, start: datetime | None) -> PmtuiError:
        """Return the refusal of another timer that ``line`` starts at ``start``; None: what ran before, again."""
        fix = self.stop
        if line is not None and self.is_forgotten:
            fix = self._ending(line, "switch")
        elif line is not None and (start or self.now) >= self.timer.start:
            fix = line_command("switch", line)
        about = f": {self.timer.text[:_TEXT_SHOWN]}" if self.timer.text else ""
        message = (
            f"a timer runs since {self._began}{about}; switch ends it and starts this one, cancel forgets it"
        )
        if line is None:
            message = f"a timer runs since {self._began}{about}; stop ends it, cancel forgets it"
        return PmtuiError("E_TIMER_RUNNING", message, fix)

    def bad_length(self, minutes: int, line: str, verb: str) -> PmtuiError:
        """Return the refusal of an end that would make the entry ``minutes`` long; ``line`` says what starts then."""
        fix = self._ending(line, verb)
        if minutes < 0:
            return PmtuiError("E_NEGATIVE", f"the timer started {self._began}, after the end you gave", fix)
        message = (
            f"the timer would have run {measured_duration(minutes)} since {self._began}, and an entry holds at most "
            "12 hours; say when it ended, or forget it with cancel"
        )
        return PmtuiError("E_TOO_LONG", message, fix)

    def bad_end(self, error: PmtuiError, clock: str, line: str, verb: str) -> PmtuiError:
        """Return the refusal ``error`` of the ``clock`` at which ``verb`` should have ended it, with a way out.

        ``line`` is what else was said. Where one timer cannot end and the next begin at once, they do one by one.
        """
        if error.code == "E_FUTURE":
            message = f"that is still to come; the timer runs since {self._began}"
            return PmtuiError("E_FUTURE", message, self._ending(line, verb))
        message = "a timer runs 12 h at most, so the next one cannot begin then"
        return PmtuiError("E_TOO_LONG", message, f"pmtui stop {clock} && {line_command('start', line)}")

    @property
    def _began(self) -> str:
        start, zone = self.timer.start, self.timer.zone
        today = self.now.astimezone(self.zone).date() == start.astimezone(find_zone(zone)).date()
        return clock_words(start, zone, self.zone) if today else day_and_clock(start, zone, self.zone)

    def _ending(self, line: str, verb: str) -> str:
        return f"{self.stop} && {line_command('start', line)}" if verb == "switch" else self.stop
