"""The grammar of quick entry: the worked cases, and what each rule means at its edges."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest

from pmtui.domain.activities import ACTIVITY_GROUPS, Activity, ActivityGroup
from pmtui.domain.modes import Cause, Mode
from pmtui.domain.quick_entry import QuickEntry, parse_duration, parse_quick_entry
from pmtui.domain.spans import Span
from pmtui.errors import PmtuiError

DATA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "quick_entry.json").read_text("utf-8")
)
LONDON = ZoneInfo(DATA["zone"])
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
APIA = ZoneInfo("Pacific/Apia")
AFTERNOON = "2026-10-14T15:20:59+01:00"
NIGHT = "2026-10-15T00:40+01:00"


class Shelf:
    """The store of the worked cases, as far as the parser asks."""

    def __init__(self) -> None:
        self.open: list[str] = DATA["open_refs"]
        self.closed: list[str] = DATA["closed_refs"]
        self.spans = {
            entry["ref"]: Span(datetime.fromisoformat(entry["start"]), datetime.fromisoformat(entry["end"]))
            for entry in DATA["entries"]
        }

    def ref_state(self, ref: str) -> Literal["open", "closed"] | None:
        return "open" if ref in self.open else "closed" if ref in self.closed else None

    def known_refs(self) -> Collection[str]:
        return [*self.open, *self.closed]

    def overlapping(self, start: datetime, end: datetime) -> Sequence[str]:
        return [ref for ref, span in self.spans.items() if span.overlaps(Span(start, end))]


def parse(line: str, now: str = AFTERNOON, zone: ZoneInfo = LONDON, verb: str | None = None) -> QuickEntry:
    at = datetime.fromisoformat(now)
    return parse_quick_entry(line, now=at, zone=zone, vocabulary=Shelf(), verb=verb)


def refusal(line: str, now: str = AFTERNOON, zone: ZoneInfo = LONDON, verb: str | None = None) -> PmtuiError:
    with pytest.raises(PmtuiError) as caught:
        parse(line, now, zone, verb)
    return caught.value


def at_fault(line: str, error: PmtuiError) -> str:
    assert error.span is not None
    return line[slice(*error.span)]


def shown(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def hours(entry: QuickEntry) -> str:
    return f"{entry.start:%d %H:%M}-{entry.end:%d %H:%M}"


def as_case(entry: QuickEntry) -> dict[str, Any]:
    fields = ("verb", "mode", "minutes", "activity", "cause", "text", "note")
    lists = ("links", "parties", "tags", "notices")
    return (
        {name: getattr(entry, name) for name in fields}
        | {name: list(getattr(entry, name)) for name in lists}
        | {"start": shown(entry.start), "end": shown(entry.end), "date": entry.date.isoformat()}
    )


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["input"])
def test_worked_case(case: dict[str, Any]) -> None:
    expected = case["expect"]
    if "error" not in expected:
        assert as_case(parse(case["input"], case["now"])) == expected
        return
    error = refusal(case["input"], case["now"])
    assert (error.code, error.fix) == (expected["error"], expected.get("fix"))
    assert error.span is not None
    assert error.message


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        *[("45m", 45), ("45min", 45), ("45 min", 45), ("45mins", 45), ("45 minutes", 45), ("90M", 90)],
        *[("2h", 120), ("2hrs", 120), ("2 h", 120), ("1 hr", 60), ("1h30", 90), ("1h30min", 90), ("1H5", 65)],
        *[("1.25h", 75), ("1,5h", 90), (".5h", 30), ("0.33h", 20), ("1h 30m 5m", 95), ("1 h 30 min", 90)],
        *[("0h 30m", 30), ("12h", 720)],
    ],
)
def test_durations(words: str, minutes: int) -> None:
    assert parse(f"{words} x").minutes == minutes
    assert parse(f"x {words}").minutes == minutes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *[("9:00-10:30", "14 09:00-14 10:30"), ("9:00–10:30", "14 09:00-14 10:30")],
        *[("9am - 11am", "14 09:00-14 11:00"), ("9 am -11 AM", "14 09:00-14 11:00")],
        *[
            ("9:00 to 10:00", "14 09:00-14 10:00"),
            ("2 pm-3 pm", "14 14:00-14 15:00"),
            ("noon-1pm", "14 12:00-14 13:00"),
        ],
        *[
            ("12am-1am", "14 00:00-14 01:00"),
            ("14:00-", "14 14:00-14 15:20"),
            ("2pm to now", "14 14:00-14 15:20"),
        ],
        *[("14:00 until 15:00", "14 14:00-14 15:00"), ("2:30 PM 30m", "14 14:30-14 15:00")],
        *[("1h until noon", "14 11:00-14 12:00"), ("30m until now", "14 14:50-14 15:20")],
        *[("yesterday 23:00-1:00", "13 23:00-14 01:00"), ("30m yesterday until 24:00", "13 23:30-14 00:00")],
        *[("14:00+02:00 30m", "14 13:00-14 13:30"), ("9:00+01:00-10:00", "14 09:00-14 10:00")],
    ],
)
def test_clocks_and_ranges(words: str, expected: str) -> None:
    assert hours(parse(f"{words} x")) == expected
    assert hours(parse(f"x {words}")) == expected


@pytest.mark.parametrize(
    ("word", "day"),
    [
        *[
            ("yesterday", "2026-10-13"),
            ("wed", "2026-10-07"),
            ("Thursday", "2026-10-08"),
            ("-1w", "2026-10-07"),
        ],
        *[
            ("12 oct", "2026-10-12"),
            ("12oct", "2026-10-12"),
            ("12 nov", "2025-11-12"),
            ("oct 12", "2026-10-12"),
        ],
        *[("12th October 2025", "2025-10-12"), ("29 feb", "2024-02-29"), ("13/10", "2026-10-13")],
        *[("12.10.2026", "2026-10-12"), ("mon 12 oct", "2026-10-12"), ("2026-10-05 mon", "2026-10-05")],
    ],
)
def test_days(word: str, day: str) -> None:
    entry = parse(f"1h {word} x")
    assert (entry.date.isoformat(), entry.start, entry.end) == (day, None, None)


@pytest.mark.parametrize(
    ("line", "code", "fault", "fix"),
    [
        ("", "E_EMPTY", "", None),
        (" \t", "E_EMPTY", "", None),
        ("-- a note alone", "E_NO_TIME", "", None),
        ("yesterday x", "E_NO_TIME", "", None),
        ("until 12:00 x", "E_NO_DURATION", "12:00", None),
        ("yesterday 14:00 x", "E_NO_DURATION", "14:00", None),
        ("2PM call", "E_NO_DURATION", "2PM", "2pm-now"),
        ("roadmap 90", "E_BARE_NUMBER", "90", "90m"),
        ("1.5 strat x", "E_BARE_NUMBER", "1.5", "1.5h"),
        ("1h 30 strat x", "E_BARE_NUMBER", "1h 30", "1h30"),
        ("4711 fire x", "E_BARE_NUMBER", "4711", None),
        ("9-11am x", "E_BARE_RANGE", "9-11am", "9:00-11:00"),
        ("2-3pm x", "E_BARE_RANGE", "2-3pm", "14:00-15:00"),
        ("9 to 5 x", "E_BARE_RANGE", "9 to 5", "9:00-17:00"),
        ("0900-1030 x", "E_BARE_RANGE", "0900-1030", "9:00-10:30"),
        ("9- x", "E_BARE_RANGE", "9-", "9:00-"),
        ("0h0m x", "E_ZERO", "0h0m", None),
        ("15:20- x", "E_ZERO", "15:20-", None),
        ("-1h30 x", "E_NEGATIVE", "-1h30", None),
        ("−30m x", "E_NEGATIVE", "−30m", None),
        ("0.5m x", "E_SUBMINUTE", "0.5m", None),
        ("30s x", "E_SUBMINUTE", "30s", None),
        ("1.5h30m x", "E_BAD_DURATION", "1.5h30m", "2h"),
        ("1:30h x", "E_BAD_DURATION", "1:30h", "1h30m"),
        ("30m1h x", "E_BAD_DURATION", "30m1h", "1h30m"),
        ("30m @acme 15m x", "E_TWO_DURATIONS", "15m", None),
        ("9:00 30m until 10:00 x", "E_RANGE_AND_DURATION", "30m", None),
        ("9:00-10:00 11:00-12:00 x", "E_TWO_RANGES", "11:00-12:00", None),
        ("9:00-10:00 x 11:00", "E_TWO_CLOCKS", "11:00", None),
        ("9:00-10:00 until 11:00 x", "E_TWO_CLOCKS", "until 11:00", None),
        ("9:00 10:00 x", "E_TWO_CLOCKS", "9:00 10:00", "9:00-10:00"),
        ("1h yesterday mon x", "E_TWO_DATES", "mon", None),
        ("1h tue 12 oct x", "E_TWO_DATES", "12 oct", None),
        ("yesterday until now 1h x", "E_TWO_DATES", "yesterday", None),
        ("24:00 30m x", "E_BAD_CLOCK", "24:00", "0:00"),
        ("yesterday 22:00-24:01 x", "E_BAD_CLOCK", "24:01", None),
        ("14:00pm 30m x", "E_BAD_CLOCK", "14:00pm", "14:00"),
        ("0am 30m x", "E_BAD_CLOCK", "0am", "0:00"),
        ("14:00:30 5m x", "E_BAD_CLOCK", "14:00:30", "14:00"),
        ("14:00+25:00 5m x", "E_BAD_CLOCK", "+25:00", None),
        ("1h 31 nov x", "E_BAD_DATE", "31 nov", None),
        ("1h 0000-00-00 x", "E_BAD_DATE", "0000-00-00", None),
        ("1h 0001-01-01 x", "E_BAD_DATE", "0001-01-01", None),
        ("1h -99999999999d x", "E_BAD_DATE", "-99999999999d", None),
        ("1h x 1/12", "E_AMBIG_DATE", "1/12", None),
        ("1h 9999-12-31 x", "E_FUTURE", "9999-12-31", None),
        ("1h plan for tomorrow", "E_FUTURE", "tomorrow", None),
        ("now 30m x", "E_FUTURE", "30m", None),
        ("15:00-16:00 x", "E_FUTURE", "16:00", "now"),
        ("22:00-2:00 x", "E_FUTURE", "22:00", None),
        ("99999999999999999999h x", "E_TOO_LONG", "99999999999999999999h", None),
        ("6h 6h 1m x", "E_TOO_LONG", "6h 6h 1m", None),
        ("9:00-9:00 x", "E_ZERO", "9:00-9:00", None),
        ("1:00- x", "E_TOO_LONG", "1:00-", None),
        ("1e9h x", "E_NO_TIME", "", None),
        ("30m >nope x", "E_UNKNOWN_REF", ">nope", None),
        ("30m ~pricng x", "E_UNKNOWN_ACTIVITY", "~pricng", "~pricing"),
        ("30m ~qqq x", "E_UNKNOWN_ACTIVITY", "~qqq", None),
        ("30m ~pricing ~launch x", "E_AMBIG_ACTIVITY", "~launch", None),
        ("30m !outge x", "E_UNKNOWN_CAUSE", "!outge", "!outage"),
        ("30m !r x", "E_UNKNOWN_CAUSE", "!r", None),
        ("30m half \ud83d x", "E_SURROGATE", "\ud83d", None),
    ],
)
def test_refusals(line: str, code: str, fault: str, fix: str | None) -> None:
    error = refusal(line)
    assert (error.code, at_fault(line, error), error.fix) == (code, fault, fix)
    assert error.message


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("30m 3 interviews", "3 interviews"),
        ("2h 9 to 5 job", "9 to 5 job"),
        ("30m 90s deck", "90s deck"),
        ("30m on call 24/7", "on call 24/7"),
        ("30m 1:1 with bob", "1:1 with bob"),
        ("30m > @ # ~ ! alone", "> @ # ~ ! alone"),
        ("30m ~10 users >5 ms", "~10 users >5 ms"),
        ("30m met @acme, then @globex.", "met then"),
        ("30m a  b\tc", "a  b\tc"),
        ('30m "fire" x', "fire x"),
        ('"45m" x 20m', "45m x"),
        ('30m x "mon"', "x mon"),
        ('30m "never closed fire', '"never closed fire'),
        ('30m 5" screen', '5" screen'),
        ('30m "a"45m b', "a45m b"),
        ('30m "@acme #x" y', "@acme #x y"),
        ("30m planned planned release", "planned release"),
        ("30m unsorted pile", "unsorted pile"),
        ("45m x--y", "x--y"),
        ("30m", ""),
    ],
)
def test_text_is_what_is_left(line: str, text: str) -> None:
    assert parse(line).text == text


@pytest.mark.parametrize("line", ["30m one\ntwo", "30m one\r\n two\nthree", "30m a\u2028b", '30m "a\nb"'])
def test_the_text_is_one_line_and_the_fix_joins_the_first_two(line: str) -> None:
    error = refusal(line)
    assert error.code == "E_LINE_BREAK"
    assert error.span is not None
    start, end = error.span
    assert len((line[:start] + str(error.fix) + line[end:]).splitlines()) < len(line.splitlines())


def test_the_mode_word_may_come_before_the_time() -> None:
    entry = parse("fire 45m prod outage")
    assert (entry.mode, entry.minutes, entry.text) == (Mode.FIREFIGHT, 45, "prod outage")


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        *[("STRATEGIC", "strategic"), ("firefight", "firefight"), ("planned !outage", "planned")],
        *[("!outage >KR1", "firefight"), (">KR1 ~launch", "strategic"), ("~vision", "strategic")],
        *[("~discovery", "planned"), ("~content", "planned"), ("x fire", "unsorted")],
    ],
)
def test_mode_is_said_or_inferred(words: str, mode: str) -> None:
    assert parse(f"30m {words} x").mode == mode


def test_links_parties_and_tags_keep_their_order_and_come_once() -> None:
    entry = parse("30m >kr2 @Acme #Big=1 >O1 @acme >KR2 #big=1 #other= x")
    assert entry.links == ("KR2", "O1")
    assert entry.parties == ("Acme",)
    assert entry.tags == ("Big=1", "other")
    quoted = parse('30m #team="north -- west" x #a="b')
    assert (quoted.tags, quoted.text) == (("team=north -- west", 'a="b'), "x")


def test_the_note_is_kept_exactly() -> None:
    assert parse("30m x --  two blanks -- \n and a line ").note == " two blanks -- \n and a line "
    assert parse('30m "a -- b" c -- "d').note == '"d'
    assert parse("30m x --").note == ""


@pytest.mark.parametrize(
    ("line", "expected", "notices"),
    [
        ("23:30-0:15 x", "14 23:30-15 00:15", ("W_OVERNIGHT", "I_YESTERDAY")),
        ("22:00-24:00 x", "14 22:00-15 00:00", ("I_YESTERDAY",)),
        ("30m until 23:00 x", "14 22:30-14 23:00", ("I_YESTERDAY",)),
        ("0:10 20m x", "15 00:10-15 00:30", ()),
    ],
)
def test_before_six_a_clock_ahead_is_yesterdays(line: str, expected: str, notices: tuple[str, ...]) -> None:
    entry = parse(line, NIGHT)
    assert (hours(entry), entry.notices) == (expected, notices)


def test_a_named_day_is_taken_at_its_word_at_night_too() -> None:
    assert refusal("today 22:00 30m x", NIGHT).code == "E_FUTURE"


def test_at_six_the_night_is_over() -> None:
    assert parse("22:00 30m x", "2026-10-15T05:59+01:00").date == date(2026, 10, 14)
    assert refusal("22:00 30m x", "2026-10-15T06:00+01:00").code == "E_FUTURE"


def test_long_entries_are_noticed_from_six_hours_on() -> None:
    assert "W_LONG" not in parse("6h x").notices
    assert "W_LONG" in parse("6h1m x").notices
    assert parse("7h yesterday x").notices == ("W_LONG",)


def test_overlaps_name_the_entries() -> None:
    assert parse("13:00-13:30 x").overlaps == ()
    assert parse("13:00-13:31 x").overlaps == ("t41",)
    assert parse("start 14:14 x").notices == ("W_OVERLAP",)


@pytest.mark.parametrize(
    ("line", "now", "zone", "expected"),
    [
        ("1:30-05:00 20m x", "2026-11-01T09:00-05:00", NEW_YORK, "2026-11-01T01:30-05:00"),
        ("1:30-04:00-1:15-05:00 x", "2026-11-01T09:00-05:00", NEW_YORK, "2026-11-01T01:30-04:00"),
        ("1:30-05:00-02:30 x", "2026-11-01T09:00-05:00", NEW_YORK, "2026-11-01T01:30-05:00"),
        ("1:30-05:00 x", "2026-11-01T09:00-05:00", NEW_YORK, "2026-11-01T01:30-04:00"),
        ("1:45 10m x", "2026-04-05T09:00+10:30", LORD_HOWE, "2026-04-05T01:45+11:00"),
        ("1:45+10:30 10m x", "2026-04-05T09:00+10:30", LORD_HOWE, "2026-04-05T01:45+10:30"),
    ],
)
def test_offsets_pick_one_of_two_equal_times(line: str, now: str, zone: ZoneInfo, expected: str) -> None:
    assert shown(parse(line, now, zone).start) == expected


@pytest.mark.parametrize(
    ("line", "now", "zone", "fault", "fix"),
    [
        ("2:15 10m x", "2026-10-04T09:00+11:00", LORD_HOWE, "2:15", "02:45"),
        ("1:45-2:15 x", "2026-10-04T09:00+11:00", LORD_HOWE, "2:15", "02:45"),
        ("2:30am 10m x", "2026-03-08T09:00-04:00", NEW_YORK, "2:30am", "03:30"),
        ("2011-12-30 14:00 1h x", "2012-01-05T09:00+14:00", APIA, "2011-12-30", "2011-12-31"),
        ("1h fri x", "2011-12-31T09:00+14:00", APIA, "fri", "2011-12-31"),
    ],
)
def test_times_that_the_clocks_skip(line: str, now: str, zone: ZoneInfo, fault: str, fix: str) -> None:
    error = refusal(line, now, zone)
    assert (error.code, at_fault(line, error), error.fix) == ("E_DST_GAP", fault, fix)


def test_yesterday_is_the_day_there_was() -> None:
    assert parse("1h yesterday x", "2011-12-31T09:00+14:00", APIA).date == date(2011, 12, 29)


def test_a_range_into_the_second_of_two_equal_times_offers_its_offset() -> None:
    line = "1:30-1:15 x"
    error = refusal(line, "2026-10-25T09:00+00:00")
    assert (error.code, at_fault(line, error), error.fix) == ("E_TOO_LONG", "1:15", "1:15+00:00")


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("start x", "15:20", ""),
        ("START 14:50 x", "14:50", ""),
        ("start x 14:50", "14:50", ""),
        ("start 14:50- x", "14:50", ""),
        ("switch 3 interviews", "15:20", ""),
        ("resume 15:00", "15:00", ""),
        ("stop", "", "15:20"),
        ("stop 14:50 -- done", "", "14:50"),
        ("stop until 14:50", "", "14:50"),
        ("cancel", "", ""),
    ],
)
def test_timer_verbs(line: str, start: str, end: str) -> None:
    entry = parse(line)
    assert entry.verb == line.split()[0].lower()
    assert (f"{entry.start:%H:%M}" if entry.start else "", f"{entry.end:%H:%M}" if entry.end else "") == (
        start,
        end,
    )
    assert entry.minutes is None


@pytest.mark.parametrize(
    ("line", "code", "fault", "fix"),
    [
        ("start 45m x", "E_BAD_DURATION", "45m", "14:35"),
        ("start 14:00 30m x", "E_BAD_DURATION", "30m", None),
        ("start 9:00-10:00 x", "E_TWO_CLOCKS", "9:00-10:00", "9:00"),
        ("start until 15:00 x", "E_TWO_CLOCKS", "15:00", None),
        ("start 16:00 x", "E_FUTURE", "16:00", None),
        ("start 2:00 x", "E_TOO_LONG", "2:00", None),
        ("start yesterday x", "E_NO_TIME", "yesterday", None),
        ("stop 9:00-10:00", "E_TWO_CLOCKS", "9:00-10:00", "10:00"),
        ("stop 16:00", "E_FUTURE", "16:00", None),
        ("cancel the subscription bug 30m", "E_NO_TIME", "cancel", '"cancel"'),
    ],
)
def test_what_a_timer_does_not_take(line: str, code: str, fault: str, fix: str | None) -> None:
    error = refusal(line)
    assert (error.code, at_fault(line, error), error.fix) == (code, fault, fix)


def test_a_verb_from_the_command_line_leaves_the_words_alone() -> None:
    entry = parse("stop the bleeding", verb="start")
    assert (entry.verb, entry.text) == ("start", "stop the bleeding")
    assert parse("", verb="stop").verb == "stop"


def test_log_with_a_timer_verb_in_its_line_is_about_the_timer() -> None:
    assert parse("start fire x", verb="log").verb == "start"


def test_chips_say_what_was_understood_of_what() -> None:
    line = "45m fire prod outage @acme >KR2 yesterday 14:00 -- note"
    chips = [(chip.kind, line[slice(*chip.span)], chip.label) for chip in parse(line).chips]
    assert chips == [
        ("duration", "45m", "45m"),
        ("mode", "fire", "firefight"),
        ("text", "prod outage", "prod outage"),
        ("party", "@acme", "@acme"),
        ("link", ">KR2", ">KR2"),
        ("day", "yesterday", "Tue 13 Oct"),
        ("time", "14:00", "14:00–14:45"),
        ("note", "-- note", "note"),
    ]


def test_chips_of_what_was_not_typed_have_no_span() -> None:
    inferred = {chip.kind: chip.label for chip in parse("30m ~road x").chips if chip.span == (0, 0)}
    assert inferred == {"mode": "strategic", "time": "14:50–15:20"}


def test_the_framework_has_twelve_strategic_and_eight_tactical_activities() -> None:
    groups = list(ACTIVITY_GROUPS.values())
    counts = [groups.count(group) for group in ActivityGroup]
    assert (counts, set(ACTIVITY_GROUPS)) == ([12, 4, 4], set(Activity))


@pytest.mark.parametrize("activity", Activity)
def test_every_activity_can_be_typed_in_full(activity: Activity) -> None:
    assert parse(f"5m ~{activity}").activity is activity


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_can_be_typed_in_full(cause: Cause) -> None:
    assert parse(f"5m !{cause}").cause is cause


@pytest.mark.parametrize(
    ("text", "minutes"), [("2h 15m", 135), ("20 h", 1200), ("1h30", 90), (" 45MIN ", 45)]
)
def test_duration_fields(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[("", "E_BAD_DURATION"), ("soon", "E_BAD_DURATION"), ("1h x", "E_BAD_DURATION")],
        ("90", "E_BARE_NUMBER"),
        ("0m", "E_ZERO"),
        ("-1h", "E_NEGATIVE"),
        ("4\uff15m", "E_BAD_DURATION"),
        ("9" * 9999 + "h", "E_BAD_DURATION"),
    ],
)
def test_duration_fields_refuse(text: str, code: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        parse_duration(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "line",
    [
        "x" * 100_000,
        "9" * 100_000 + "h",
        "1m " * 33_000,
        "@a " * 33_000,
        "30m x" + " y" * 50_000,
        '"' * 100_001,
        "30m" + " " * 100_000 + "x",
        ">" + "K" * 100_000,
        "9 - " * 25_000,
        "mon " * 25_000,
        "30m x\n" * 16_000,
    ],
    ids=lambda line: line[:6],
)
def test_huge_lines_are_read_at_once(line: str) -> None:
    began = time.perf_counter()
    try:
        said = parse(line).verb
    except PmtuiError as error:
        said = error.message
    assert len(said) < 400
    assert time.perf_counter() - began < 2
