"""Whatever way a time word, a mode or a name is written: none is swallowed as text in silence."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmtui.domain.quick_entry import QuickEntry
from pmtui.errors import PmtuiError
from tests.unit.domain.test_quick_entry import LONDON, parse, refusal
from tests.unit.domain.test_quick_entry_properties import MOMENTS, read

MOMENT = MOMENTS[0]
marks = st.sampled_from([",", ".", ":", ";", "!", ",.", "..."])
days = st.sampled_from(
    [
        *(
            "yesterday",
            "mon",
            "Tuesday",
            "last fri",
            "3 days ago",
            "a week ago",
            "-2d",
            "12 oct",
            "October 12",
        ),
        *("12th oct", "13.10.2026", "2026-10-12", "the day before yesterday", "oct 3", "on monday", "13/10"),
    ]
)
clocks = st.sampled_from(["9:00", "9am", "9:30 am", "noon", "at 10:15", "9:00+01:00"])
modes = st.sampled_from(["fire", "FIRE", "strat", "strategic", "Planned", "admin", "firefight"])
mixed = st.permutations(["duration", "day", "clock", "mode"])
signs = st.sampled_from(
    [
        *((">KR1", "link:KR1"), (">kr2", "LINK:kr2"), ("@acme", "party:acme"), ("@4c", "Party:4c")),
        *(("#learn", "tag:learn"), ("#area=sales", "tag:area=sales"), ('#a="b c"', 'tag:a="b c"')),
        *(("!outage", "cause:outage"), ("!out", "Cause:out"), ("~pricing", "activity:pricing")),
        *(
            ("~pric", "activity:pric"),
            (">KR1,", "link:KR1,"),
            ("#learn", "tag:#learn"),
            (">KR9", 'link:"KR9"'),
            ("@acme", 'party:"acme"'),
        ),
    ]
)
typed = st.sampled_from(
    [
        *(
            "45m",
            "1h30",
            "2 h",
            "yesterday",
            "last mon",
            "3 days ago",
            "9:00",
            "9-10",
            "13.10.",
            "13.10",
            "30",
        ),
        *(
            "fire",
            "strat",
            "planned",
            "at",
            "on",
            "last",
            "week",
            "this",
            "morning",
            "next",
            "ago",
            "october",
            "the",
        ),
        *(
            "-",
            ",",
            "x",
            "call",
            "yesterdy",
            "stratgic",
            "link:KR1",
            "tag:a",
            "@acme",
            ">KR1",
            "#b",
            "!out",
            "until",
        ),
    ]
)


def meaning(line: str) -> tuple[object, ...]:
    found = parse(line)
    return (*found[1:15],)


@given(day=days, clock=clocks, mode=modes, order=mixed, ends=st.tuples(marks, marks, marks, marks))
def test_a_mark_behind_a_time_word_or_a_mode_changes_nothing(
    day: str, clock: str, mode: str, order: list[str], ends: tuple[str, ...]
) -> None:
    words = {"duration": "45m", "day": day, "clock": clock, "mode": mode}
    plain = " ".join(words[name] for name in order)
    marked = " ".join(words[name] + end for name, end in zip(order, ends, strict=True))
    assert meaning(f"{marked} prod outage") == meaning(f"{plain} prod outage")
    assert parse(f"{plain} prod outage").text == "prod outage"


@given(day=days, end=marks)
def test_a_mark_behind_the_last_time_word_changes_nothing(day: str, end: str) -> None:
    assert meaning(f"45m fire prod outage, {day}{end}") == meaning(f"45m fire prod outage {day}")


@given(pair=signs, others=st.sampled_from(["", "yesterday ", "fire "]), last=st.booleans())
def test_the_word_means_what_the_sign_means(pair: tuple[str, str], others: str, last: bool) -> None:
    lines = [f"45m {others}{'' if last else f'{sign} '}call{f' {sign}' if last else ''}" for sign in pair]
    assert meaning(lines[0]) == meaning(lines[1])


@given(words=st.lists(typed, min_size=1, max_size=8))
@example(words=["45m", "-", "fire", "x"])
@example(words=["45m", "x", ",", "yesterday"])
def test_no_word_of_a_line_is_lost(words: list[str]) -> None:
    line = " ".join(words)
    found = read(line, MOMENT, None)
    if isinstance(found, PmtuiError):
        return
    seen = {at for chip in found.chips for at in range(*chip.span)}
    for word in re.finditer(r"\S+", line):
        read_over = word[0] in ("-", ",", "at", "on")
        assert read_over or any(at in seen for at in range(*word.span())), word[0]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "yesterdy",
            "tusday",
            "wensday",
            "mondey",
            "last week",
            "this month",
            "last quarter",
            "this morning",
        ),
        *("yesterday evening", "monday night", "last night", "tonight", "earlier today", "next friday"),
        *(
            "monday last week",
            "last week tuesday",
            "13.13.",
            "13.10",
            "14.30",
            "a few days ago",
            "the other day",
        ),
        *("ago", "an hour ago", "at 9", "until 5", "midday", "14:00 UTC", "~14:00", "@14:00", "14:00ish"),
        *(
            "yest",
            "mon/tue",
            "october",
            "in october",
            "the 13th",
            "32/13",
            "(yesterday)",
            "until friday",
            "just now",
        ),
    ],
)
def test_words_for_a_time_that_do_not_say_which_are_refused_before_a_mode(words: str) -> None:
    line = f"45m {words} fire x"
    error = refusal(line)
    assert error.code in ("E_BAD_DATE", "E_BAD_CLOCK", "E_FUTURE", "E_BARE_NUMBER")
    assert error.span is not None
    if error.fix:
        start, end = error.span
        mended = read(line[:start] + error.fix + line[end:], MOMENT, None)
        assert isinstance(mended, QuickEntry) or mended.code == "E_FUTURE"
        if isinstance(mended, QuickEntry):
            assert (mended.mode, mended.text) == ("firefight", "x")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("45m october planning", ("october",)),
        ("45m plan next week", ("next week",)),
        ("45m write up last night.", ("last night",)),
        ("45m stratgic call", ("stratgic",)),
        ("45m yesterday evening call", ("evening",)),
        ("45m fire admin call", ("admin",)),
        ("call acme fire 45m", ("fire",)),
        ("45m call, fire", ("fire",)),
        ("45m call yesterday fire", ("yesterday fire",)),
        ("Last week review 45m", ("Last week",)),
        ("45m week 41 fire x", ("week 41 fire",)),
        ("45m eod fire x", ("eod fire",)),
        ("45m tag: learn call", ("tag: learn",)),
        ("45m call (yesterday)", ("(yesterday)",)),
        ("45m mon-fri call", ("mon-fri",)),
        ("45m call @14:00", ("@14:00",)),
    ],
)
def test_what_may_be_a_day_or_a_mode_and_is_text_is_said(line: str, said: tuple[str, ...]) -> None:
    found = parse(line)
    assert (found.as_text, "I_AS_TEXT" in found.notices) == (said, True)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "45m sundry tasks",
            "45m planner review",
            "45m mondays report",
            "45m 13th floor move",
            "45m put out the fire",
        ),
        *(
            "45m planned planned release",
            "45m fire login and admin pages",
            "45m call about the last week of may x",
        ),
        *(
            '45m "last week" fire',
            "start last week review",
            "45m last call",
            "45m next steps",
            "45m this one",
        ),
        *(
            "45m link:https://x.io/a",
            "45m 3 interviews",
            "45m the morning after",
            "45m in the middle",
            "45m 50/50 split",
        ),
    ],
)
def test_plain_text_is_left_alone(line: str) -> None:
    assert parse(line).as_text == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("45m x mode:fire", "mode:fire"),
        ("45m x link=KR1", "link=KR1"),
        ("45m x party:", "party:"),
        ("45m tags:learn x", "tags:learn"),
        ("45m last 4 weeks review", "last 4 weeks"),
        ("45m 2026-W41 x", "2026-W41"),
    ],
)
def test_what_has_another_way_of_being_said_is_said_to_be_text(line: str, said: str) -> None:
    assert parse(line).as_text == (said,)


@pytest.mark.parametrize(
    ("line", "code", "fix"),
    [
        ("45m mode:fire x", "E_BAD_DATE", "fire"),
        ("45m Mode=Fire x", "E_BAD_DATE", "fire"),
        ("45m 10000-01-01 x", "E_BAD_DATE", None),
        ("45m 1.1.10000 x", "E_BAD_DATE", None),
        ("45m last 4 weeks fire x", "E_BAD_DATE", None),
        ("1h 90 work", "E_BARE_NUMBER", "2h30m"),
        ("1h, 30 work", "E_BARE_NUMBER", "1h30"),
    ],
)
def test_what_would_be_stored_as_text_and_cannot_be_meant_so_is_refused(
    line: str, code: str, fix: str | None
) -> None:
    error = refusal(line)
    assert (error.code, error.fix) == (code, fix)


@pytest.mark.parametrize("line", ["45m fire>KR1 x", "45m fire:x >KR1", "45m >KR1,fire x", "fire>KR1,45m x"])
def test_what_is_typed_without_a_blank_is_parted(line: str) -> None:
    found = parse(line)
    assert (found.mode, found.links, found.text) == ("firefight", ("KR1",), "x")


def test_hours_and_a_bare_number_are_one_length_of_a_timer() -> None:
    assert refusal("start 1h 30 x").fix == "13:50"


def test_a_time_that_comes_twice_is_a_range_to_its_second_time() -> None:
    error = refusal("1:30-1:30 x", "2026-10-25T09:00+00:00", LONDON)
    assert (error.code, error.fix) == ("E_TOO_LONG", "1:30+00:00")
