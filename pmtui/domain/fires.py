"""Fires that come back: the same cause with the same party, day after day.

Source: method, §3 "mode firefight, with its cause and its parties".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pmtui.domain.entries import TimeEntry
from pmtui.domain.modes import Cause, Mode

WINDOW_DAYS = 28
MIN_DAYS = 3


@dataclass(frozen=True, slots=True)
class RecurringFire:
    """A fire that broke out on several days.

    Attributes:
        cause: Why it broke out.
        party: For or with whom, as written last.
        days: Local dates on which it burnt within the window, at least 3.
    """

    cause: Cause
    party: str
    days: int

    @property
    def words(self) -> str:
        """What keeps coming back: ``outage × acme``."""
        return f"{self.cause} × {self.party}"


def recurring_fire(entries: Iterable[TimeEntry], today: date) -> RecurringFire | None:
    """Return the cause and party of the fires of most days among the last 28, today included.

    None while none burnt on three different days. Of two equally frequent ones the one that burnt last is returned.
    """
    burnt: dict[tuple[Cause, str], dict[date, str]] = {}
    for entry in sorted(entries, key=lambda entry: entry.date):
        recent = today - timedelta(days=WINDOW_DAYS) < entry.date <= today
        if entry.mode is Mode.FIREFIGHT and entry.cause is not None and recent:
            for party in entry.parties:
                burnt.setdefault((entry.cause, party.casefold()), {})[entry.date] = party
    often = {key: days for key, days in burnt.items() if len(days) >= MIN_DAYS}
    if not often:
        return None
    key = min(often, key=lambda key: (-len(often[key]), -max(often[key]).toordinal(), key))
    days = often[key]
    return RecurringFire(key[0], days[max(days)], len(days))
