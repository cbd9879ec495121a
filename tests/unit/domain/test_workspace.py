"""The working week: which days count, and which one comes next."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.models import build
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
HOLIDAYS = (date(2026, 12, 25), date(2026, 12, 28))


def workspace(**values: object) -> Workspace:
    stamped = {"id": WORKSPACE_ID, "ref": WORKSPACE_REF, "created_at": NOW, "updated_at": NOW}
    return build(Workspace, {**stamped, **values})


def test_the_next_working_day_skips_weekends_and_holidays() -> None:
    assert workspace(holidays=HOLIDAYS).working_time.next_working_day(date(2026, 12, 24)) == date(
        2026, 12, 29
    )


def test_a_week_without_working_days_goes_on_with_tomorrow() -> None:
    assert workspace(working_minutes=(0,) * 7).working_time.next_working_day(date(2026, 12, 24)) == date(
        2026, 12, 25
    )


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)), week=st.tuples(*[st.sampled_from([0, 480])] * 7))
def test_no_working_day_is_passed_over(day: date, week: tuple[int, ...]) -> None:
    found = workspace(working_minutes=week, holidays=HOLIDAYS)
    there = found.working_time.next_working_day(day)
    between = [day + timedelta(days=n) for n in range(1, (there - day).days)]
    assert found.working_time.is_working_day(there) or not any(week)
    assert not any(found.working_time.is_working_day(passed) for passed in between)
