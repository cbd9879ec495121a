"""What holds for every line of quick entry, sensible or not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pmtui.domain.activities import Activity
from pmtui.domain.modes import Cause
from pmtui.domain.quick_entry import VERBS, QuickEntry, parse_quick_entry
from pmtui.errors import PmtuiError

MINUTE = timedelta(minutes=1)

# Afternoons, nights, and days on which the clocks change: by an hour, by half an hour, by a whole day.
MOMENTS = [
    (moment, ZoneInfo(zone))
    for moment, zone in [
        ("2026-10-14T15:20:30+01:00", "Europe/London"),
        ("2026-10-15T00:40+01:00", "Europe/London"),
        ("2026-03-29T09:00+01:00", "Europe/London"),
        ("2026-10-25T01:20+01:00", "Europe/London"),
        ("2026-10-25T09:00+00:00", "Europe/London"),
        ("2026-03-08T03:10-04:00", "America/New_York"),
        ("2026-11-01T09:00-05:00", "America/New_York"),
        ("2026-10-04T02:40+11:00", "Australia/Lord_Howe"),
        ("2026-04-05T09:00+10:30", "Australia/Lord_Howe"),
        ("2011-12-31T00:30+14:00", "Pacific/Apia"),
        ("2026-04-24T05:00+03:00", "Africa/Cairo"),
        ("2024-02-29T12:00+05:45", "Asia/Kathmandu"),
        ("2026-01-01T00:00+00:00", "UTC"),
    ]
]

CODES = {
    "E_LINE_BREAK",
    *("E_EMPTY", "E_NO_TIME", "E_NO_DURATION", "E_BARE_NUMBER", "E_BARE_RANGE", "E_ZERO", "E_NEGATIVE"),
    *("E_SUBMINUTE", "E_BAD_DURATION", "E_TWO_DURATIONS", "E_RANGE_AND_DURATION", "E_TWO_RANGES"),
    *("E_TWO_CLOCKS", "E_TWO_DATES", "E_BAD_CLOCK", "E_BAD_DATE", "E_AMBIG_DATE", "E_FUTURE", "E_TOO_LONG"),
    *("E_DST_GAP", "E_UNKNOWN_REF", "E_UNKNOWN_ACTIVITY", "E_AMBIG_ACTIVITY", "E_UNKNOWN_CAUSE"),
    "E_SURROGATE",
}


class Shelf:
    """A small store in which one entry overlaps everything."""

    def ref_state(self, ref: str) -> Literal["open", "closed"] | None:
        return {"KR1": "open", "KR2": "open", "KR9": "closed", "t41": "open"}.get(ref)  # type: ignore[return-value]  # the literals widen to str

    def known_refs(self) -> Collection[str]:
        return ["KR1", "KR2", "KR9", "t41"]

    def overlapping(self, start: datetime, end: datetime) -> Sequence[str]:
        assert start.tzinfo is UTC
        assert start < end
        return ["t41"]


numbers = st.integers(0, 60).map(str) | st.sampled_from(
    ["1.5", "0.01", ".5", "1,25", "99999999999", "007", "1e9"]
)
units = st.sampled_from(["m", "h", "min", "hrs", " min", " h", "s", "d", "w"])
durations = st.builds("{}{}".format, numbers, units) | st.builds("{}h{}".format, numbers, numbers)
offsets = st.sampled_from(
    ["", "", "", "", "+01:00", "+00:00", "-05:00", "-04:00", "+10:30", "+25:00", "-00:00"]
)
clocks = (
    st.builds("{}:{:02}{}".format, st.integers(0, 25), st.sampled_from([0, 15, 30, 45, 59, 60]), offsets)
    | st.builds("{}{}{}".format, st.integers(0, 13), st.sampled_from(["am", "pm", " PM"]), offsets)
    | st.sampled_from(["noon", "now", "24:00", "14:00:30"])
)
sides = clocks | st.integers(0, 25).map(str)
ranges = st.builds(
    "{}{}{}".format, sides, st.sampled_from(["-", "–", " - ", " to ", "- "]), sides | st.just("")
)
months = st.sampled_from(["jan", "feb", "mar", "Apr", "may", "october", "Dec", "sept"])
days = (
    st.sampled_from(
        ["today", "yesterday", "tomorrow", "mon", "Sunday", "thu", "-2d", "-1w", "+3d", "0000-00-00"]
    )
    | st.sampled_from(
        ["9999-12-31", "2011-12-30", "1979-12-31", "10/12", "13/10", "31/2", "24/7", "-9999999d"]
    )
    | st.dates().map(str)
    | st.builds("{} {}".format, st.integers(0, 32), months)
    | st.builds("{} {}".format, months, st.integers(0, 32))
)
names = [
    *Activity,
    *Cause,
    "KR1",
    "kr2",
    "KR22",
    "KR9",
    "t41",
    "T41",
    "acme",
    "tag=1",
    "pro",
    "r",
    "",
    "5",
    "ß",
]
sigils = st.builds(
    "{}{}{}".format, st.sampled_from(">@#~!"), st.sampled_from(names), st.sampled_from(["", ",", "."])
)
words = st.sampled_from(
    [
        *(*VERBS, "fire", "STRAT", "planned", "admin", "strategic", "call", "the", "x", "bob@acme.com"),
        *('"', '"fire drill"', '"a -- b"', '""', "--", "-", "to", "until", "until noon", "1:1", "9-5"),
        *("\uff14\uff15m", "\u2028", "\x00", "\u0130"),
    ]
)
pieces = durations | clocks | ranges | days | sigils | words | clocks.map("until {}".format) | numbers
gaps = st.sampled_from([" ", " ", " ", "  ", "\t", "\n", "\u00a0", ""])
lines = st.lists(st.tuples(pieces, gaps), max_size=7).map(lambda parts: "".join(a + b for a, b in parts))
sensible = st.builds(
    "{} {} {} {}".format,
    durations | ranges | clocks.flatmap(lambda c: durations.map(lambda d: f"{c} {d}")),
    st.just("") | days,
    sigils | words | st.just(""),
    words,
)
moments = st.sampled_from(MOMENTS)
verbs = st.sampled_from([None, None, None, "log", *VERBS])


def read(line: str, moment: tuple[str, ZoneInfo], verb: str | None) -> QuickEntry | PmtuiError:
    now, zone = moment
    try:
        return parse_quick_entry(
            line, now=datetime.fromisoformat(now), zone=zone, vocabulary=Shelf(), verb=verb
        )
    except PmtuiError as error:
        return error


def check_entry(entry: QuickEntry, line: str, moment: tuple[str, ZoneInfo]) -> None:
    now = datetime.fromisoformat(moment[0]).astimezone(UTC)
    zone = moment[1]
    for instant in (entry.start, entry.end):
        assert instant is None or (instant.tzinfo is zone and instant.astimezone(UTC) <= now)
    if entry.start and entry.end:
        length = entry.end.astimezone(UTC) - entry.start.astimezone(UTC)
        assert entry.minutes is not None
        assert length == entry.minutes * MINUTE
        assert "W_OVERLAP" in entry.notices
    if entry.verb == "log":
        assert entry.minutes is not None
        assert 1 <= entry.minutes <= 720
        assert (entry.start is None) == (entry.end is None)
    else:
        assert entry.minutes is None
    first = entry.start or entry.end
    assert entry.date == first.date() if first else entry.date <= now.astimezone(zone).date()
    assert len(entry.text.splitlines()) <= 1
    assert entry.text in line or '"' in line or len(entry.text.split()) > 1
    assert line.endswith(entry.note)
    assert len({link.casefold() for link in entry.links}) == len(entry.links)
    assert all(0 <= start <= end <= len(line) for start, end in (chip.span for chip in entry.chips))
    assert [chip.span for chip in entry.chips] == sorted(chip.span for chip in entry.chips)


def check_error(error: PmtuiError, line: str, moment: tuple[str, ZoneInfo], verb: str | None) -> None:
    assert error.code in CODES
    assert error.message
    assert error.span is not None
    start, end = error.span
    assert 0 <= start <= end <= len(line)
    if error.fix is None:
        return
    again = read(line[:start] + error.fix + line[end:], moment, verb)
    if isinstance(again, PmtuiError):
        assert (again.code, again.span) != (error.code, (start, start + len(error.fix)))


@given(line=lines | sensible, moment=moments, verb=verbs)
@settings(max_examples=1500)
@example(line="0:30-1:30-05:00 x", moment=MOMENTS[6], verb=None)
@example(line="yesterday 0:30 5m", moment=MOMENTS[10], verb=None)
def test_any_mix_of_words_is_understood_or_refused_with_a_fix_that_helps(
    line: str, moment: tuple[str, ZoneInfo], verb: str | None
) -> None:
    found = read(line, moment, verb)
    if isinstance(found, PmtuiError):
        check_error(found, line, moment, verb)
    else:
        check_entry(found, line, moment)


@given(
    line=st.text(st.characters(), max_size=60) | st.text("0123456789:-+mhp ><@#~!\"'./d", max_size=25),
    moment=moments,
)
@settings(max_examples=800)
def test_any_characters_are_understood_or_refused(line: str, moment: tuple[str, ZoneInfo]) -> None:
    found = read(line, moment, None)
    if isinstance(found, PmtuiError):
        check_error(found, line, moment, None)
    else:
        check_entry(found, line, moment)


@given(
    text=st.text(
        st.characters(exclude_categories=["Cs", "Zl", "Zp", "Cc"], exclude_characters='"'), max_size=30
    )
)
def test_quoted_text_is_kept_to_the_letter(text: str) -> None:
    found = read(f'30m "{text}"', MOMENTS[0], None)
    assert isinstance(found, QuickEntry)
    assert found.text == text.strip()


@given(minutes=st.integers(1, 719), moment=moments)
def test_a_duration_reads_the_same_however_it_is_written(minutes: int, moment: tuple[str, ZoneInfo]) -> None:
    hours, rest = divmod(minutes, 60)
    for written in (
        f"{minutes}m",
        f"{hours}h{rest}",
        f"{hours}h {rest}m",
        f"{minutes} min",
        f"{hours} h {rest} min",
    ):
        found = read(f"{written} x", moment, None)
        assert isinstance(found, QuickEntry)
        assert found.minutes == minutes
