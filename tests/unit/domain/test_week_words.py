"""What a line of the log is advised to say instead of a day in a week follows the week of the workspace."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pmtui.domain.quick_entry import parse_quick_entry
from pmtui.errors import PmtuiError
from tests.unit.domain.test_quick_entry import Shelf

WEDNESDAY = datetime(2026, 10, 14, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "first_weekday", "day"),
    [
        *[("sunday last week", 6, "2026-10-04"), ("sunday last week", 0, "2026-10-11")],
        *[("this sunday", 6, "2026-10-11"), ("last week monday", 6, "2026-10-05")],
        *[("last week saturday", 5, "2026-10-03"), ("last week saturday", 0, "2026-10-10")],
    ],
)
def test_the_day_that_is_advised(words: str, first_weekday: int, day: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        parse_quick_entry(
            f"45m {words}, call",
            now=WEDNESDAY,
            zone=ZoneInfo("UTC"),
            vocabulary=Shelf(),
            first_weekday=first_weekday,
        )
    assert caught.value.fix == day
