"""Time entries: what they may hold, and that what they hold comes back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.activities import Activity
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.modes import Cause, Mode
from pmtui.domain.stored_values import said_of_file
from pmtui.errors import PmtuiError

NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)
LEAST = {"id": "01K", "ref": "t1", "created_at": NOON, "updated_at": NOON, "zone": "Europe/London"}
ENTRY = {**LEAST, "date": date(2026, 10, 14), "minutes": 30}

instants = st.datetimes(
    datetime(1980, 1, 1),
    datetime(2100, 1, 1),
    timezones=st.integers(-720, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60)
fields = st.fixed_dictionaries(
    {"minutes": st.integers(1, 1500), "date": st.dates(), "created_at": instants},
    optional={
        "mode": st.sampled_from(Mode),
        "text": lines,
        "note": lines,
        "links": st.lists(st.sampled_from(["KR1", "O2"]), max_size=2),
        "parties": st.lists(lines, max_size=2),
        "tags": st.lists(lines, max_size=2).map(tuple),
        "activity": st.sampled_from([None, *Activity]),
        "cause": st.sampled_from([None, *Cause]),
        "start": instants,
        "end": st.none() | instants,
        "archived_at": st.none() | instants,
        "x_of_a_newer_version": st.integers() | lines,
    },
)


@given(fields)
def test_what_was_given_is_what_it_holds(given_fields: dict[str, Any]) -> None:
    entry = TimeEntry.read({**ENTRY, **given_fields})
    for name, value in given_fields.items():
        if name.startswith("x_"):
            assert entry.to_store()[name] == value
        elif isinstance(value, datetime):
            assert getattr(entry, name) == value.replace(microsecond=0)
        elif isinstance(value, list):
            assert getattr(entry, name) == tuple(value)
        else:
            assert getattr(entry, name) == value


@given(fields)
def test_it_comes_back_from_a_file_as_it_was(given_fields: dict[str, Any]) -> None:
    entry = TimeEntry.read({**ENTRY, **given_fields})
    stored = json.loads(json.dumps(entry.to_store()))
    assert TimeEntry.read(stored) == TimeEntry(stored) == entry
    assert None not in stored.values()
    assert TimeEntry.read(entry.to_json()) == entry


@given(fields)
def test_what_holds_nothing_is_not_stored(given_fields: dict[str, Any]) -> None:
    """Files with such fields, as earlier versions wrote them, mean the same."""
    entry = TimeEntry.read({**ENTRY, **given_fields})
    stored, every = entry.to_store(), entry.to_json()
    assert not [name for name in TimeEntry.fields if stored.get(name) in ("", [])]
    assert list(stored)[-1] == "text" or "text" not in stored
    assert [name for name in TimeEntry.fields if name not in every] == []
    in_full = {name: value for name, value in every.items() if value is not None}
    assert {"note", "links", "tags", "review", "text", "parties"} <= in_full.keys()
    assert TimeEntry(in_full) == TimeEntry(stored) == entry
    assert TimeEntry(in_full).to_store() == stored
    for name in TimeEntry.fields:
        assert getattr(TimeEntry(in_full), name) == getattr(TimeEntry(stored), name) == getattr(entry, name)


BAD = {
    "id": 7,
    "ref": None,
    "rev": -1,
    "note": 3,
    "created_at": "yesterday",
    "updated_at": "2026-10-14T12:00:00",
    "archived_at": 5,
    "zone": "Mars/Olympus",
    "mode": "panic",
    "text": "two\nlines",
    "links": "KR1",
    "parties": ["x" * 501],
    "tags": [1],
    "activity": "napping",
    "cause": "",
    "start": "9:00",
    "end": True,
    "date": "2026-10-99",
    "minutes": 1501,
    "review": [],
}


@pytest.mark.parametrize("name", TimeEntry.fields)
def test_each_field_refuses_what_it_cannot_hold_and_is_named(name: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        TimeEntry.read({**ENTRY, name: BAD[name]})
    assert caught.value.fix
    if caught.value.code == "E_BAD_VALUE":
        assert caught.value.field == name
        assert said_of_file(caught.value).startswith(f"{name}: ")
        assert caught.value.message.startswith(f"{name.replace('_', ' ')}: ")


@pytest.mark.parametrize("value", [0, -5, 1.5, "30", True, None])
def test_minutes_are_a_whole_number_above_zero(value: object) -> None:
    with pytest.raises(PmtuiError) as caught:
        TimeEntry.read({**ENTRY, "minutes": value})
    assert (caught.value.code, caught.value.field) == ("E_BAD_VALUE", "minutes")


@pytest.mark.parametrize("name", ["id", "ref", "created_at", "updated_at", "zone", "start"])
def test_what_is_needed_is_asked_for(name: str) -> None:
    data: dict[str, Any] = {**LEAST, "start": NOON}
    del data[name]
    with pytest.raises(PmtuiError) as caught:
        Timer.read(data)
    assert said_of_file(caught.value) == f"{name}: it is missing"


def test_an_entry_and_a_timer_are_never_the_same() -> None:
    timer = Timer.read({**LEAST, "start": NOON})
    assert timer != TimeEntry.read(ENTRY)
    assert timer == timer.replace()
    assert hash(timer) == hash(timer.at_rev(4))
    assert timer.replace(text="other") != timer
