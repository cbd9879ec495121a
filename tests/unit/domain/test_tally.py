"""Minutes summed from stored fields are those of the entries themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.entries import TimeEntry
from pmtui.domain.modes import Mode
from pmtui.domain.shares import day_parts, tally_of
from pmtui.domain.spans import Span
from pmtui.domain.tally import Tally, add_stored
from tests.unit.domain.logged import anchored, unanchored

ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Europe/London"]
FIRST = date(2026, 3, 27)

days = st.integers(-2, 9).map(lambda n: FIRST + timedelta(days=n))
links = st.lists(st.sampled_from(["KR1", "KR2", "O1"]), max_size=2, unique=True)
starts = st.integers(-2 * 1440, 10 * 1440).map(
    lambda n: datetime(2026, 3, 27, tzinfo=UTC) + timedelta(minutes=n)
)
archived = st.sampled_from([{}, {}, {"archived_at": datetime(2026, 4, 1, tzinfo=UTC)}])
some_entries = st.lists(
    st.one_of(
        st.builds(
            lambda start, length, zone, mode, links, gone: anchored(
                Span(start, start + timedelta(minutes=length)), zone, mode=mode, links=links, **gone
            ),
            starts,
            st.integers(1, 720),
            st.sampled_from(ZONES),
            st.sampled_from(Mode),
            links,
            archived,
        ),
        st.builds(
            lambda day, minutes, zone, gone: unanchored(day, minutes, zone, **gone),
            days,
            st.integers(1, 720),
            st.sampled_from(ZONES),
            archived,
        ),
    ),
    max_size=12,
)


@given(some_entries, days, st.integers(0, 6))
def test_summing_stored_fields_is_summing_entries(entries: list[TimeEntry], first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found: Tally = {}
    sparse = [
        {name: value for name, value in e.to_store().items() if value not in ([], "", "unsorted")}
        for e in entries
    ]
    add_stored(found, sparse, first, last)
    assert found == tally_of(day_parts([e for e in entries if not e.is_archived], first, last))
