"""No date, however far, ends in anything but a result or a refusal: in every field, and looking back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.domain.check_in import Answers
from pmtui.domain.documents import Kind
from pmtui.errors import PmtuiError
from pmtui.usecases.board import load_board
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.looking_back import document_at
from pmtui.usecases.reviewing import overview
from tests.unit.date_texts import date_texts
from tests.unit.planner import KR, TC, Planner, SetClock

Ask = Callable[[Planner, str], object]


def _check_on(pm: Planner, text: str) -> object:
    opened = open_check_in(pm.session, "TC1")
    return finish_check_in(
        pm.session, opened, Answers(next_step="Try", expect="More", check_on=text, new_obstacle="X"), 1
    )


ASKS: dict[str, Ask] = {
    "a day of the log": lambda pm, text: pm.log(f"1m {text} call"),
    "a line of the log": lambda pm, text: pm.log(f"{text} 1m call"),
    "the start of a timer": lambda pm, text: pm.verb("start", text),
    "the end of a timer": lambda pm, text: pm.verb("stop", text),
    "the date of an entry": lambda pm, text: pm.set("t1", date=text),
    "the start of an entry": lambda pm, text: pm.set("t1", start=text),
    "the end of an entry": lambda pm, text: pm.set("t1", end=text),
    "both ends of an entry": lambda pm, text: pm.set("t1", date=text, start="23:00", end="1:00"),
    "a start": lambda pm, text: pm.set("O1", start=text),
    "a due date": lambda pm, text: pm.set("KR1", due=text),
    "both": lambda pm, text: pm.set("TC1", start=text, due=text),
    "a reading": lambda pm, text: pm.read("KR1", "5", on=text),
    "holidays": lambda pm, text: pm.set("workspace", holidays=text),
    "a date of a check-in": _check_on,
    "a look back": lambda pm, text: document_at(pm.session, "KR1", text),
}

_INSTANTS = [
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2026, 10, 14, 12, tzinfo=UTC),
    datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC),
]
_ZONES = ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"]
_TIMES = [
    *("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "0001-01-01T00:00", "9999-12-31T23:59:59.999999Z"),
    *("9999-12-31T24:00", "24:00", "0:00", "23:59-12:00", "0:00+14:00"),
]
_ENDS = [
    *("0001-01-01", "9999-12-31", "9999-12-30", "-9999999999d", "+99999999d", "in 9999999999 weeks", "0000"),
    *("9999", "9999999999m ago", "99999999999h ago", "9999999999 years ago", "tomorrow", "eoq"),
]
_ENDS = [
    "0001-01-01",
    "9999-12-31",
    "9999-12-30",
    "-9999999999d",
    "+99999999d",
    "in 9999999999 weeks",
    "0000",
    "9999",
]


@pytest.fixture(scope="module")
def planners(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Planner]]:
    """Stores in several zones, at the first and the last instants there are, and in between."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield [
            _planner(tmp_path_factory.mktemp("far"), SetClock(instant, zone))
            for instant in _INSTANTS
            for zone in _ZONES
        ]


def _planner(root: Path, clock: SetClock) -> Planner:
    pm = Planner(root / "store", clock)
    pm.set("workspace", week_start="sunday", quarter_start_month="2")
    pm.lockup()
    pm.add(Kind.CHALLENGE, "Sign up")
    pm.add(Kind.TARGET, "Buy in two days", challenge="C1", **TC)
    pm.read("TC1", "12")
    pm.move("TC1", "active")
    with suppress(PmtuiError):  # before 1980 nothing can be logged
        pm.log("1m call")
    return pm


@pytest.mark.parametrize("name", ASKS)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(which=st.integers(0, len(_INSTANTS) * len(_ZONES) - 1), text=date_texts | st.sampled_from(_TIMES))
def test_a_date_is_taken_or_refused(planners: list[Planner], name: str, which: int, text: str) -> None:
    with suppress(PmtuiError):
        ASKS[name](planners[which], text)


@pytest.mark.parametrize("name", ASKS)
def test_the_ends_of_the_calendar_are_taken_or_refused(planners: list[Planner], name: str) -> None:
    for pm in planners:
        for text in _ENDS + _TIMES:
            with suppress(PmtuiError):
                ASKS[name](pm, text)


@pytest.mark.parametrize(
    ("start", "due"),
    [("0001-01-01", "9999-12-31"), ("9999-12-30", "9999-12-31"), ("0001-01-01", "0001-01-02")],
)
def test_the_longest_way_is_shown(pm: Planner, start: str, due: str) -> None:
    pm.add(Kind.OBJECTIVE, "For ever", start=start, due=due)
    pm.add(Kind.KEY_RESULT, "Slowly", objective="O1", start=start, due=due, cadence_days="366", **KR)
    for days, value in enumerate(("4", "4.0001", "4.0002", "4.0003", "4.0004")):
        pm.read("KR1", value, on=f"-{4 - days}d")
    pm.move("O1", "active")
    pm.move("KR1", "active")
    assert overview(pm.session).key_results
    assert load_board(pm.session).plan.documents["KR1"]
