"""What is surely sound is what reading in full would take as it is."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.entries import TimeEntry
from pmtui.domain.entry_check import is_surely_sound

WHOLE: dict[str, Any] = {
    "id": "01K",
    "ref": "t1",
    "rev": 3,
    "created_at": "2026-10-14T12:00:00Z",
    "updated_at": "2026-10-14T12:00:00Z",
    "zone": "Europe/Berlin",
    "mode": "firefight",
    "links": ["KR1"],
    "parties": ["Mär GmbH"],
    "tags": ["q"],
    "cause": "outage",
    "start": "2026-10-14T11:00:00Z",
    "end": "2026-10-14T12:00:00Z",
    "date": "2026-10-14",
    "minutes": 60,
    "text": "Größe: 日本",
}
TEXTS = ["", "a\nb", "x" * 501, "0001-01-01", "9999-12-31T23:59:59Z", "2026-10-14T12:00:00", "Mars/Base"]
NAMES = [*WHOLE, "note", "activity", "archived_at", "review", "zz"]
VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(TEXTS)
    | st.lists(st.text(max_size=3) | st.integers(), max_size=2)
    | st.dictionaries(st.text(max_size=2), st.none(), max_size=1)
)


def test_an_entry_as_it_is_written_is() -> None:
    assert is_surely_sound(WHOLE)
    assert is_surely_sound(
        {name: WHOLE[name] for name in WHOLE if name not in ("start", "end", "links", "text")}
    )


@given(
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3),
    st.sets(st.sampled_from([*WHOLE]), max_size=1),
)
def test_what_is_surely_sound_is_read_as_it_is(changes: dict[str, Any], gone: set[str]) -> None:
    stored = {name: value for name, value in {**WHOLE, **changes}.items() if name not in gone}
    if is_surely_sound(stored):
        lean = {"mode": "unsorted"} | {name: value for name, value in stored.items() if value not in ("", [])}
        assert TimeEntry.read(stored).to_store() == lean
