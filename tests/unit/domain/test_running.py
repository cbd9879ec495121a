"""The running timer counts like an entry that ends now, split at its own midnights."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.entries import TIMER_ID, TIMER_REF, TimeEntry, Timer
from pmtui.domain.running import running_entry, running_within, with_running
from pmtui.domain.timelog import minutes_by_day

NOW = datetime(2026, 10, 14, 14, 20, tzinfo=UTC)


def timer(start: datetime, zone: str = "UTC") -> Timer:
    stamped = {"id": TIMER_ID, "ref": TIMER_REF, "created_at": start, "updated_at": start}
    return Timer.read({**stamped, "start": start, "zone": zone, "mode": "firefight", "text": "outage"})


@given(
    minutes=st.integers(0, 3000),
    seconds=st.integers(0, 59),
    zone=st.sampled_from(["UTC", "Asia/Kathmandu", "America/New_York"]),
)
def test_its_days_add_up_to_what_it_has_run(minutes: int, seconds: int, zone: str) -> None:
    runs = timer(NOW - timedelta(minutes=minutes, seconds=seconds), zone)
    entry = running_entry(runs, NOW)
    if not minutes:
        assert entry is None
        assert running_within(entry, runs, date.min, date.max) is None
        return
    assert isinstance(entry, TimeEntry)
    assert (entry.mode, entry.text, entry.minutes) == (runs.mode, runs.text, runs.minutes_at(NOW))
    parts = minutes_by_day(entry)
    assert minutes - len(parts) < sum(parts.values()) <= minutes
    for day, spent in parts.items():
        found = running_within(entry, runs, day, day)
        assert found is not None
        assert found.minutes == spent


def test_outside_its_days_nothing_runs() -> None:
    runs = timer(NOW - timedelta(minutes=30))
    entry = running_entry(runs, NOW)
    assert running_within(entry, runs, date(2026, 10, 13), date(2026, 10, 13)) is None
    assert running_within(None, None, date.min, date.max) is None
    assert running_entry(None, NOW) is None


def test_a_timer_that_starts_later_than_now_counts_nothing() -> None:
    assert running_entry(timer(NOW + timedelta(hours=2)), NOW) is None
    assert with_running((), None) == ()
