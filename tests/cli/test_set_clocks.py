"""``pmtui set t1 start=… end=…`` reads the clocks of quick entry, and its fixes work as they are printed."""

from __future__ import annotations

import shlex

import pytest

from tests.cli.conftest import Result, Run


@pytest.fixture
def london(pm: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("TZ", "Europe/London")
    return pm


def logged(pm: Run, monkeypatch: pytest.MonkeyPatch, now: str, *words: str) -> None:
    monkeypatch.setenv("PMTUI_NOW", now)
    assert pm("log", *words).code == 0


def span(pm: Run) -> tuple[str, str]:
    found = pm("show", "t1", "--json").json
    return found["start"][11:], found["end"][11:]


def fixed(pm: Run, result: Result) -> Result:
    command = result.err.split("fix: pmtui ")[1].strip()
    return pm(*shlex.split(command))


@pytest.mark.parametrize(
    ("text", "end"),
    [("2pm", "14:00+01:00"), ("noon", "12:00+01:00"), ("now", "15:20+01:00"), ("13:30+02:00", "12:30+01:00")],
)
def test_an_end_in_any_form(london: Run, monkeypatch: pytest.MonkeyPatch, text: str, end: str) -> None:
    logged(london, monkeypatch, "2026-10-14T15:20:40+01:00", "10:00-10:30", "call")
    assert london("set", "t1", f"end={text}").code == 0
    assert span(london) == ("10:00+01:00", end)


def test_the_end_of_the_day(london: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(london, monkeypatch, "2026-10-14T15:20:00+01:00", "yesterday", "22:00-23:00", "call")
    assert "W_OVERNIGHT" not in london("set", "t1", "end=24:00").out
    assert span(london) == ("22:00+01:00", "00:00+01:00")
    assert "(W_OVERNIGHT)" in london("set", "t1", "end=0:30").out
    refused = london("set", "t1", "start=24:00")
    assert "E_BAD_CLOCK" in refused.err
    assert "fix: pmtui set t1 start=0:00" in refused.err


def test_a_time_that_exists_twice(london: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(london, monkeypatch, "2026-10-25T09:00:00+00:00", "0:30-0:45", "call")
    assert "(W_DST_AMBIGUOUS)" in london("set", "t1", "end=1:30").out
    assert span(london)[1] == "01:30+01:00"
    assert "W_DST_AMBIGUOUS" not in london("set", "t1", "end=1:30+00:00").out
    assert span(london)[1] == "01:30+00:00"
    assert "(W_DST_AMBIGUOUS)" in london("set", "t1", "--json", "start=1:15").err
    refused = london("set", "t1", "end=1:10")
    assert "E_TOO_LONG" in refused.err
    assert fixed(london, refused).code == 0
    assert span(london) == ("01:15+01:00", "01:10+00:00")


def test_a_time_that_does_not_exist(london: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logged(london, monkeypatch, "2026-03-29T09:00:00+01:00", "0:30-0:45", "call")
    refused = london("set", "t1", "end=1:30")
    assert "E_DST_GAP" in refused.err
    assert fixed(london, refused).code == 0
    assert span(london) == ("00:30+00:00", "02:30+01:00")
    assert london("set", "t1", "end=1:40", "--json").error["fix"] == "02:40"


def test_a_kept_clock_that_does_not_exist_on_the_new_day(
    london: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    logged(london, monkeypatch, "2026-03-29T09:00:00+01:00", "yesterday", "1:30-1:45", "call")
    refused = london("set", "t1", "date=today")
    assert "E_DST_GAP" in refused.err
    assert fixed(london, refused).code == 0
    assert span(london) == ("02:30+01:00", "02:45+01:00")
