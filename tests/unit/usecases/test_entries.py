"""Changing and archiving stored time: start, end, day and minutes follow each other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pmtui.domain.entries import TimeEntry
from pmtui.domain.overlap import Overlap
from pmtui.errors import ConflictError
from pmtui.usecases import entries
from tests.unit.planner import Planner


def shown(entry: TimeEntry) -> str:
    if entry.start is None or entry.end is None:
        return f"{entry.date:%d} {entry.minutes}"
    return f"{entry.date:%d} {entry.start:%H:%M}-{entry.end:%H:%M} {entry.minutes}"


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"start": "8:30"}, "14 08:30-10:00 90"),
        ({"end": "10:30"}, "14 09:00-10:30 90"),
        ({"minutes": "15m"}, "14 09:00-09:15 15"),
        ({"start": "8:00", "end": "8:20"}, "14 08:00-08:20 20"),
        ({"start": "8:00", "minutes": "10"}, "14 08:00-08:10 10"),
        ({"date": "yesterday"}, "13 09:00-10:00 60"),
        ({"date": "mon", "start": "11:00"}, "12 11:00-12:00 60"),
        ({"date": "yesterday", "end": "0:30"}, "13 09:00-00:30 930"),
        ({"date": "yesterday", "start": "23:00", "end": "0:30"}, "13 23:00-00:30 90"),
        ({"start": "2026-10-13T22:00", "end": "23:00"}, "13 22:00-23:00 60"),
        ({"start": "2026-10-13T22:00", "end": "2026-10-14T01:00"}, "13 22:00-01:00 180"),
        ({"start": "2026-10-14T09:30+02:00"}, "14 07:30-10:00 150"),
        ({"start": "", "end": ""}, "14 60"),
        ({"start": ""}, "14 60"),
        ({"end": ""}, "14 60"),
        ({"start": "", "date": "yesterday", "minutes": "2h"}, "13 120"),
        ({"start": "8:00", "end": "9:30", "minutes": "90"}, "14 08:00-09:30 90"),
    ],
)
def test_of_a_fixed_time_what_was_not_given_follows(pm: Planner, change: dict[str, str], after: str) -> None:
    ref = pm.log("9:00-10:00 call")
    if after.endswith("930"):
        pm.refuses(lambda: pm.set(ref, **change), "E_TOO_LONG")
        return
    pm.set(ref, **change)
    assert shown(pm.entry(ref)) == after


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"minutes": "90"}, "13 90"),
        ({"date": "today"}, "14 60"),
        ({"start": "9:00"}, "13 09:00-10:00 60"),
        ({"end": "9:00"}, "13 08:00-09:00 60"),
        ({"start": "9:00", "end": "9:30"}, "13 09:00-09:30 30"),
        ({"start": "9:00", "minutes": "2h"}, "13 09:00-11:00 120"),
    ],
)
def test_of_a_loose_time_what_was_not_given_follows(pm: Planner, change: dict[str, str], after: str) -> None:
    ref = pm.log("yesterday 1h call")
    pm.set(ref, **change)
    assert shown(pm.entry(ref)) == after


def test_start_end_and_minutes_that_contradict_each_other_are_refused(pm: Planner) -> None:
    ref = pm.log("9:00-10:00 call")
    error = pm.refuses(lambda: pm.set(ref, start="9:00", end="10:00", minutes="45"), "E_RANGE_AND_DURATION")
    assert error.field == "minutes"


@pytest.mark.parametrize(
    "text",
    ["9", "25:00", "9:60", "9:00:00:00", "nine", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "-9:00"],
)
def test_what_is_no_time_is_refused(pm: Planner, text: str) -> None:
    ref = pm.log("9:00-10:00 call")
    assert pm.refuses(lambda: pm.set(ref, start=text), "E_BAD_CLOCK").field == "start"


@pytest.mark.parametrize("text", ["0001-01-01T09:00", "1979-12-31T09:00"])
def test_ancient_times_are_a_slip(pm: Planner, text: str) -> None:
    ref = pm.log("9:00-10:00 call")
    pm.refuses(lambda: pm.set(ref, start=text, end=text[:-4] + "9:30"), "E_BAD_DATE")


def test_a_time_that_the_clocks_skipped_is_refused(pm: Planner) -> None:
    pm.clock.zone = "Europe/London"
    pm.clock.instant = datetime(2026, 3, 29, 12, 0, tzinfo=UTC)
    ref = pm.log("9:00-10:00 call")
    pm.refuses(lambda: pm.set(ref, start="1:30", end="2:30"), "E_DST_GAP")


def test_moved_to_another_month_it_is_there_once_and_undo_moves_it_back(pm: Planner) -> None:
    pm.clock.instant = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
    ref = pm.log("9:00-10:00 call")
    before = pm.everything()
    pm.set(ref, date="2026-10-30")
    assert [(e.ref, str(e.date)) for e in pm.entries()] == [(ref, "2026-10-30")]
    after = pm.everything()
    pm.undo()
    assert pm.everything() == before
    pm.redo()
    assert pm.everything() == after


def test_other_fields_change_in_words_and_lists(pm: Planner) -> None:
    pm.lockup()
    ref = pm.log("9:00-10:00 call")
    pm.set(
        ref,
        mode="fire",
        links="kr1,O1",
        parties='"Acme, Inc", Globex',
        tags="q4",
        cause="outage",
        activity="pric",
        note="a\nb",
    )
    entry = pm.entry(ref)
    assert (entry.mode, entry.links, entry.parties) == ("firefight", ("KR1", "O1"), ("Acme, Inc", "Globex"))
    assert (entry.tags, entry.cause, entry.activity, entry.note) == (("q4",), "outage", "pricing", "a\nb")
    pm.set(ref, mode="", links="", parties="", cause="", activity="", text="")
    entry = pm.entry(ref)
    assert (entry.mode, entry.links, entry.parties, entry.cause, entry.activity) == (
        "unsorted",
        (),
        (),
        None,
        None,
    )


def test_writing_what_is_there_writes_nothing(pm: Planner) -> None:
    ref = pm.log("9:00-10:00 call @acme")
    before = pm.session.store.signature()
    pm.set(ref, start="9:00", end="10:00", minutes="60", date="today", text="call", parties="acme")
    assert pm.session.store.signature() == before


def test_a_newer_revision_is_a_conflict(pm: Planner) -> None:
    ref = pm.log("9:00-10:00 call")
    seen = pm.entry(ref).rev
    pm.set(ref, text="long call")
    with pytest.raises(ConflictError):
        entries.change_entry(pm.session, ref, {"text": "mine"}, expected_rev=seen)


def test_an_overlap_can_be_settled_on_changing(pm: Planner) -> None:
    ref = pm.log("9:00-10:00 call")
    pm.log("10:00-11:00 mail")
    entries.change_entry(pm.session, ref, {"end": "10:30"}, overlap=Overlap.TRIM_OTHER)
    assert [shown(e) for e in pm.entries()] == ["14 09:00-10:30 90", "14 10:30-11:00 30"]
    entries.change_entry(pm.session, ref, {"end": "11:30"}, overlap=Overlap.TRIM_THIS)
    assert [shown(e) for e in pm.entries()] == ["14 09:00-10:30 90", "14 10:30-11:00 30", "14 11:00-11:30 30"]


def test_it_keeps_the_zone_it_was_recorded_in(pm: Planner) -> None:
    pm.clock.zone = "America/New_York"
    ref = pm.log("7:00-8:00 call")
    pm.clock.zone = "Europe/London"
    pm.set(ref, start="6:30")
    entry = pm.entry(ref)
    assert (entry.zone, entry.minutes, str(entry.start)) == (
        "America/New_York",
        90,
        "2026-10-14 10:30:00+00:00",
    )


def test_archived_it_makes_room_and_undo_brings_it_back(pm: Planner) -> None:
    ref = pm.log("9:00-10:00 call")
    before = pm.everything()
    pm.rm(ref)
    assert pm.entries() == []
    pm.refuses(lambda: pm.rm(ref), "E_ARCHIVED")
    pm.refuses(lambda: pm.set(ref, text="x"), "E_ARCHIVED")
    pm.undo()
    assert pm.everything() == before
    pm.rm(ref)
    pm.log("9:00-10:00 mail")


def test_an_unknown_entry_or_field_is_refused(pm: Planner) -> None:
    pm.refuses(lambda: pm.set("t1", text="x"), "E_UNKNOWN_REF")
    ref = pm.log("9:00-10:00 call")
    pm.refuses(lambda: pm.set(ref, colour="red"), "E_UNKNOWN_FIELD")
    pm.refuses(lambda: pm.set(ref, cause="rain"), "E_BAD_CHOICE")
