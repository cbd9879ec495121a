"""The files of the demo story: that they tell the whole of it, and what is said of a mistake in one."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.domain.kata import CoachingCycle
from pmtui.usecases.demo import entries, story_files, write_demo, writer
from pmtui.usecases.demo.cycles import coaching_cycles
from pmtui.usecases.demo.days import Day, StoryCalendar
from pmtui.usecases.demo.entries import story_lines
from pmtui.usecases.demo.rows import StoryError
from pmtui.usecases.demo.story_files import Story, story_of
from pmtui.usecases.session import Session

NOW = datetime(2026, 10, 14, 17, 59, tzinfo=UTC)
FOLDER = Path(story_files.__file__).with_name("story")
TEXTS = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.toml")}

COUNTS = {
    "goal": 3,
    "vision": 2,
    "objective": 7,
    "kr": 10,
    "action": 17,
    "challenge": 2,
    "target": 3,
    "obstacle": 8,
    "experiment": 8,
}
EXAMPLES = {
    "O1": "Partner with consulting companies to drive awareness and adoption",
    "O4": "To create a platform that allows partners to refer customers",
    "KR1": "Activated partners",
    "KR2": "Partner-sourced pipeline",
    "KR3": "Time to first joint deal",
    "V1": "Anybody finds and buys the right health plan without a broker, a fax or a lost afternoon",
    "V2": "The cheap and efficient alternative to owning a car and to public transport",
    "KA12": "Search enhancements",
    "KA13": "Subsidy communication",
    "C1": "99 % of people who open an account sign up for insurance",
    "C2": "Under 5 minutes of waiting in every city where it takes more than 10",
    "TC1": "Find and buy a plan in two days",
    "TC2": "Find and buy a plan in three weeks",
    "TC3": "At least one driver onboarded for every 50 people in each city",
}
"""The worked examples of the method."""


@pytest.fixture
def told(tmp_path: Path) -> Session:
    clock = Clock({"PMTUI_NOW": NOW.isoformat(), "TZ": "UTC"})
    session = Session(Store(tmp_path / "store", clock), clock)
    write_demo(session)
    return session


def test_every_file_is_read() -> None:
    assert set(story_files._FILES) == TEXTS.keys()


def test_the_story_is_whole(told: Session) -> None:
    plan = told.plan()
    kinds = Counter(str(document.kind) for document in plan.documents.values())
    assert COUNTS.items() <= kinds.items()
    assert len(plan.all(CoachingCycle)) == 25
    logged = told.entries(date.min, date.max)
    assert len(logged) == 228
    assert sum(entry.minutes for entry in logged) == 14_415
    titles = {ref: document.headline for ref, document in plan.documents.items()}
    assert EXAMPLES.items() <= titles.items()


def test_the_story_ends_today(told: Session) -> None:
    assert max(entry.date for entry in told.entries(date.min, date.max)) == NOW.date()
    timer = told.plan().timer
    assert timer is not None
    assert timer.start.date() == NOW.date()


@given(st.integers(-10_000, 10_000))
def test_a_day_is_read_as_it_is_written(day: int) -> None:
    words = "today" if day == 0 else f"{-day} days ago" if day < 0 else f"in {day} days"
    assert Day.read(words) == day
    assert Day.read(words.replace("days", "weeks")) == 5 * day


@pytest.mark.parametrize(
    "words", ["", "yesterday", "3 days", "in 3 days ago", "-3 days ago", "in x days", "1 month ago"]
)
def test_a_day_in_other_words_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="is no day; write"):
        Day.read(words)


def _write(name: str, old: str, new: str) -> Story:
    assert old in TEXTS[name]
    return story_of({**TEXTS, name: TEXTS[name].replace(old, new, 1)})


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("kata.toml", "[[challenge]]", "[[chalenge]]", "kata.toml, [[chalenge]]: there is no such kind"),
        ("kata.toml", "[[challenge]]", "[[challenge", "kata.toml: Expected"),
        ("kata.toml", 'vision = "V1"', 'vison = "V1"', "kata.toml, challenge C1: 'vison' is no field of it"),
        ("kata.toml", 'vision = "V1"', 'vision = "V9"', "kata.toml, challenge C1: there is no V9"),
        ("strategy.toml", '["G2", "G1"]', '["G2", "G9"]', "strategy.toml, objective O1: there is no G9"),
        ("strategy.toml", '"in 11 weeks"', '"soon"', "strategy.toml, objective O1, due: 'soon' is no day"),
        ("strategy.toml", 'ref = "G2"\n', "", "strategy.toml, goal no. 2: it has no ref"),
        ("strategy.toml", "[workspace]", "[worksp]", "strategy.toml, worksp: it does not belong here"),
        (
            "key_results.toml",
            "31 days ago: 4",
            "31 days ago 4",
            "key_results.toml, kr KR1, readings: '31 days ago 4' is no reading",
        ),
        (
            "key_results.toml",
            '"8 weeks ago"',
            '"8 w ago"',
            "key_results.toml, kr KR1, metric: '8 w ago' is no day",
        ),
        ("time.toml", '"38 days ago"', '"39 days"', "time.toml, 39 days: '39 days' is no day"),
        ("last_steps.toml", "[timer]", "[timers]", "last_steps.toml, timers: it does not belong here"),
    ],
)
def test_a_mistake_is_told_with_file_and_place(name: str, old: str, new: str, said: str) -> None:
    with pytest.raises(StoryError) as caught:
        _write(name, old, new)
    assert str(caught.value).startswith(said)


def test_a_day_told_twice_is_refused() -> None:
    with pytest.raises(StoryError, match=r"time.toml, (7 weeks|35 days) ago: it is told twice"):
        _write("time.toml", '"34 days ago"', '"7 weeks ago"')


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("9:20-11:05 fire", "9:20 fire", "time.toml, 39 days ago, line 2: '9:20' is no time"),
        ("11:15-12:00 planned", "from eleven planned", "time.toml, 39 days ago, line 3: 'from' is no time"),
        ("release !outage", "release !weather", "time.toml, 39 days ago, line 2: '!weather' is no cause"),
    ],
)
def test_a_mistake_in_the_log_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    story = _write("time.toml", old, new)
    monkeypatch.setattr(entries, "read_story", lambda: story)
    calendar = StoryCalendar(NOW.date(), ZoneInfo("UTC"))
    with pytest.raises(StoryError) as caught:
        [entries.entry_fields(line, calendar) for line in story_lines(calendar, NOW)]
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("line", ["34 days ago OB1 52 s", "34 days ago: OB1, 52", "34 days ago: OB1"])
def test_a_line_that_is_no_check_in_is_told(line: str) -> None:
    story = _write("kata.toml", "34 days ago: OB1, 52 s", line)
    with pytest.raises(StoryError, match=r"kata.toml, check_ins, line 1: .* is no check-in"):
        list(coaching_cycles(story))


def test_a_link_of_the_log_that_leads_nowhere_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = _write("time.toml", "short list >KR1", "short list >KR99")
    monkeypatch.setattr(entries, "read_story", lambda: story)
    clock = Clock({"PMTUI_NOW": NOW.isoformat(), "TZ": "UTC"})
    with pytest.raises(StoryError, match=r"^time.toml, 39 days ago, line 5: there is no KR99"):
        write_demo(Session(Store(tmp_path / "store", clock), clock))


def test_a_value_that_the_plan_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = _write("actions.toml", 'state = "doing"', 'state = "dreaming"')
    monkeypatch.setattr(writer, "read_story", lambda: story)
    clock = Clock({"PMTUI_NOW": NOW.isoformat(), "TZ": "UTC"})
    with pytest.raises(StoryError, match=r"^actions.toml, action KA1, state: "):
        write_demo(Session(Store(tmp_path / "store", clock), clock))
