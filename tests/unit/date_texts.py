"""Texts that look like dates and periods: possible ones, impossible ones, and ones at the ends of the calendar."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from pmtui.domain.calendar import Calendar

_NUMBERS = st.integers(0, 40).map(str) | st.sampled_from(
    ["0000", "0001", "1969", "1980", "2026", "9999", "10000", "99999999", "9999999999", "9" * 30, "-1", "1.5", "a"]
)  # fmt: skip
_UNITS = st.sampled_from(
    ["d", "w", "m", "y", "q", " day", " days", " weeks", " months", " quarters", " years"]
)
_MONTHS = st.sampled_from(["jan", "Feb", "mar", "may", "sept", "october", "dec", "smarch"])
_WHICH = st.sampled_from(
    ["this", "last", "next", "the", "past", "previous", "end of", "start of", "in", "+", "-"]
)
_BARE = st.sampled_from(
    [
        *("today", "yesterday", "tomorrow", "mon", "Sunday", "week", "month", "quarter", "year", "eow", "soq", "eoy"),
        *("the day before yesterday", "now", "..", "", "24:00", "w53", "W1", "q1", "q4", "q5", "end of", "29 feb"),
        *("0001-01-01", "9999-12-31", "0001-W01", "9999-W52", "9999-W53", "9999-12", "q1 0001", "q4 9999", "dec 9999"),
        *("1.1.", "31.12.9999", "1/1/0001", "13/10", "1/12", "0000-00-00", "99999-01-01", "\u0663", "2026-02-30"),
    ]
)  # fmt: skip
_PIECES = (
    _BARE
    | st.dates().map(str)
    | st.builds("{}{}{}".format, st.sampled_from(["+", "-", "", "in "]), _NUMBERS, _UNITS)
    | st.builds("{}{} ago".format, _NUMBERS, _UNITS)
    | st.builds("{} {}{}".format, _WHICH, _NUMBERS, _UNITS)
    | st.builds("{}{}{}".format, _NUMBERS, st.sampled_from([" ", "-", ". ", ""]), _MONTHS)
    | st.builds("{} {}".format, _MONTHS, _NUMBERS)
    | st.builds("{}-W{}".format, _NUMBERS, _NUMBERS)
    | st.builds("q{} {}".format, _NUMBERS, _NUMBERS)
    | st.builds("{0}{3}{1}{3}{2}".format, _NUMBERS, _NUMBERS, _NUMBERS, st.sampled_from("-/."))
    | st.builds("{}-{}".format, _NUMBERS, _NUMBERS)
)

date_texts = (
    _PIECES
    | st.builds("{} {}".format, _WHICH, _PIECES)
    | st.builds("{}..{}".format, _PIECES, _PIECES)
    | st.text(max_size=20)
)
"""What somebody, or a cat, may type where a date or a period is asked for."""

edge_days = st.sampled_from([date.min, date.max, date(1, 1, 2), date(9999, 12, 30)]) | st.dates()
"""Days of which many lie where the calendar ends."""

edge_calendars = st.builds(Calendar, edge_days, st.sampled_from([0, 5, 6]), st.integers(1, 12))
"""Calendars of any workspace, on such days."""
