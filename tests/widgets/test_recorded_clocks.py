"""Recorded time reads the same wherever it is shown: its own date, its own clock, its zone where that is another."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta, tzinfo
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.board import Board
from pmtui.domain.entries import TIMER_ID, TIMER_REF, TimeEntry, Timer
from pmtui.domain.overlap import resolve
from pmtui.domain.own_clock import DAYS_AHEAD, day_and_clock, zone_mark
from pmtui.domain.plan import plan_of
from pmtui.domain.spans import Span
from pmtui.domain.workspace import Workspace
from pmtui.errors import PmtuiError
from pmtui.reports.csv_export import csv_table
from pmtui.reports.detail import detail_lines
from pmtui.reports.entry_json import recorded_json
from pmtui.reports.item_markdown import item_markdown
from pmtui.reports.markdown_export import Workbook, markdown_document
from pmtui.reports.overview import entry_line, line_of
from pmtui.widgets.day_outline import day_items
from pmtui.widgets.symbols import UNICODE
from tests.unit.domain.logged import EPOCH, anchored, unanchored

ZONES = st.sampled_from(
    (
        *(
            "UTC",
            "Europe/London",
            "Europe/Berlin",
            "America/New_York",
            "America/Chicago",
            "America/Sao_Paulo",
        ),
        *("Asia/Kathmandu", "Asia/Shanghai", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Kiritimati"),
        *("Etc/GMT+12", "Etc/GMT-3", "Africa/Casablanca"),
    )
)
PLAN = plan_of(Workspace.model_construct(), [])


@st.composite
def entries(draw: st.DrawFn) -> TimeEntry:
    """An anchored entry of some day of 2026, in some zone, so that clocks may change while it lasts."""
    start = EPOCH + timedelta(minutes=draw(st.integers(0, 365 * 24 * 60)))
    return anchored(Span(start, start + timedelta(minutes=draw(st.integers(1, 720)))), draw(ZONES))


def board_of(entry: TimeEntry, home: tzinfo, now: datetime) -> Board:
    assert isinstance(home, ZoneInfo)
    return Board(PLAN, now, home, now.astimezone(home).date(), (entry,), entry.date)


def drawn(entry: TimeEntry, home: tzinfo, now: datetime) -> str:
    (item,) = day_items(board_of(entry, home, now), UNICODE)
    return "\n".join(line.plain for line in item.draw(200))


def refused(entry: TimeEntry, home: tzinfo) -> str:
    with pytest.raises(PmtuiError) as caught:
        resolve(entry, [entry], None, home)
    return caught.value.message


@given(entries(), ZONES)
def test_every_place_shows_the_same_date_and_clock(entry: TimeEntry, zone: str) -> None:
    span, home = entry.span, ZoneInfo(zone)
    assert span is not None
    own = ZoneInfo(entry.zone)
    start, end = (moment.astimezone(own) for moment in (span.start, span.end))
    clock, day, today = f"{start:%H:%M}", start.date().isoformat(), span.end.astimezone(home).date()
    mark = zone_mark(span.start, entry.zone, home)
    said = entry_line(entry, home)
    dated = [
        said,
        item_markdown(PLAN, entry, today, home),
        markdown_document(Workbook(PLAN, [entry], today, "1", home)).replace("\\", ""),
        detail_lines(entry, PLAN, today, home=home)[0],
    ]
    for text in dated:
        assert f"{day} {clock}" in text
    undated = (drawn(entry, home, span.end), refused(entry, home), day_and_clock(span.start, own.key, home))
    for text in (*dated, *undated):
        assert f"{clock} {mark}".strip() in text or f"{clock}–{end:%H:%M} {mark}".strip() in text
    (row,) = csv.DictReader(StringIO(csv_table([entry], TimeEntry).removeprefix("\ufeff")))
    for instant in (recorded_json(entry)["start"], row["start"]):
        assert datetime.fromisoformat(instant) == span.start
        assert instant.startswith(f"{day}T{clock}")
    assert entry.date.isoformat() == day == row["date"]


@given(entries(), ZONES)
def test_a_mark_stands_there_exactly_when_the_clocks_differ(entry: TimeEntry, zone: str) -> None:
    span, home = entry.span, ZoneInfo(zone)
    assert span is not None
    marks = [zone_mark(moment, entry.zone, home) for moment in (span.start, span.end)]
    for moment, mark in zip((span.start, span.end), marks, strict=True):
        there, here = moment.astimezone(ZoneInfo(entry.zone)), moment.astimezone(home)
        assert bool(mark) == (there.utcoffset() != here.utcoffset())
        assert not mark or (there.tzname() or "") in mark
        assert not mark or mark != here.tzname()


@given(entries(), ZONES)
def test_the_date_of_what_has_happened_is_never_further_ahead_than_the_app_looks(
    entry: TimeEntry, zone: str
) -> None:
    assert entry.end is not None
    board = board_of(entry, ZoneInfo(zone), entry.end)
    assert board.last_day <= board.today + DAYS_AHEAD


@pytest.mark.parametrize(
    ("zone", "home", "mark"),
    [
        ("UTC", "Asia/Kathmandu", "UTC"),
        ("Asia/Kathmandu", "UTC", "+0545"),
        ("Europe/Berlin", "Europe/Paris", ""),
        ("Asia/Shanghai", "America/Chicago", "CST+0800"),
        ("Etc/GMT-3", "UTC", "+0300"),
        ("America/New_York", "Europe/London", "EST"),
    ],
)
def test_the_mark_is_the_abbreviation_or_the_offset(zone: str, home: str, mark: str) -> None:
    assert zone_mark(datetime(2026, 1, 14, 12, tzinfo=UTC), zone, ZoneInfo(home)) == mark


def test_an_entry_without_a_clock_is_marked_too() -> None:
    line = entry_line(unanchored(date(2026, 10, 14), 45), ZoneInfo("Asia/Kathmandu"))
    assert " – " in line
    assert " UTC " in line


def test_clocks_that_change_while_an_entry_lasts_are_marked_one_by_one() -> None:
    start = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)
    line = entry_line(anchored(Span(start, start + timedelta(hours=2)), "Europe/London"), UTC)
    assert "00:30–03:30 BST" in line


def test_a_timer_is_shown_at_its_own_clock() -> None:
    fields = {"id": TIMER_ID, "ref": TIMER_REF, "created_at": EPOCH, "updated_at": EPOCH}
    timer = Timer.read({**fields, "zone": "UTC", "start": datetime(2026, 10, 14, 23, 50, tzinfo=UTC)})
    home = ZoneInfo("Asia/Kathmandu")
    assert "Wed 14 Oct 23:50 UTC" in line_of(timer, PLAN, date(2026, 10, 15), home=home)
