"""Ids sort by time of creation and never repeat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pmtui.data import ulid
from pmtui.data.ulid import new_ulid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
instants = st.datetimes(datetime(1970, 1, 2), datetime(9999, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))


@given(st.lists(instants, min_size=2, max_size=5))
def test_ids_grow_whatever_the_clock_does(times: list[datetime]) -> None:
    made = [new_ulid(at) for at in times for _ in range(2)]
    assert made == sorted(set(made))
    assert all(len(id) == 26 and set(id) <= set(ALPHABET) and id[0] <= "7" for id in made)


def test_the_first_ten_characters_are_the_milliseconds() -> None:
    ulid._latest = 0
    assert new_ulid(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=33)).startswith("0000000011")
    # The example of the specification: 2016-07-30T23:54:10.259Z.
    assert new_ulid(datetime(2016, 7, 30, 23, 54, 10, 259000, UTC)).startswith("01ARZ3NDEK")


@given(instants, st.integers(1, 2**32 - 2))
def test_within_an_instant_ids_of_later_transactions_are_greater(at: datetime, number: int) -> None:
    """Also when another process makes them, which knows nothing of the latest id."""
    made = []
    for order in (number, number + 1):
        ulid._latest = 0
        made.append(new_ulid(at, order))
    assert made == sorted(set(made))
