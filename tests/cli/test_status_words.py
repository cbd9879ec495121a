"""What the status line and the lists say where there is no verdict, and where nobody checked in."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run

KR = ("objective=O1", "unit=partners", "direction=increase", "baseline=0", "target=20")
TC = ("challenge=C1", "unit=days", "direction=decrease", "baseline=21", "target=2")


def state(pm: Run) -> str:
    return pm("status", "--format", "{checkin}").out.strip()


@pytest.fixture
def objective(pm: Run) -> Run:
    pm("add", "objective", "Partner")
    pm("move", "O1", "active")
    return pm


def test_where_there_is_nothing_to_check_in_it_says_so(pm: Run) -> None:
    assert state(pm) == "nothing to check in"
    pm("add", "objective", "Partner")
    pm("add", "kr", "Partners", *KR)
    assert state(pm) == "nothing to check in"  # drafts alone
    found = json.loads(pm("status", "--json").out)
    assert (found["checkin"]["stage"], found["checkin_due"]) == ("nothing", False)


def test_key_results_wait_for_their_first_reading_until_it_is_there(objective: Run) -> None:
    pm = objective
    pm("add", "kr", "Partners", *KR, "start=2017-05-19", "due=2017-12-31")
    pm("move", "KR1", "active")
    assert state(pm) == "KR1 waits for its first reading"
    pm("add", "kr", "Pipeline", *KR)
    pm("move", "KR2", "active")
    assert state(pm) == "KR1 and KR2 wait for their first reading"
    for ref in ("KR1", "KR2"):
        pm("reading", ref, "1")
    assert state(pm) == "no reading due"
    pm("move", "KR2", "paused")
    pm("move", "KR1", "paused")
    assert state(pm) == "nothing to check in"


def test_a_reading_that_is_old_enough_is_due(objective: Run) -> None:
    pm = objective
    pm("add", "kr", "Partners", *KR)
    pm("move", "KR1", "active")
    pm("reading", "KR1", "1", "--on", "2017-05-01")
    assert state(pm) == "KR1 is due for a reading"


def test_a_check_in_is_due_then_done_then_due_on_the_next_day(
    objective: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    pm = objective
    pm("add", "vision", "Everyone insured")
    pm("add", "challenge", "99 % sign up", "vision=V1")
    pm("add", "target", "Buy in two days", *TC)
    assert state(pm) == "nothing to check in"
    pm("reading", "TC1", "20")
    pm("move", "TC1", "active")
    assert state(pm) == "check-in due"
    assert pm("checkin", "--plain", stdin="\n\n\n\n").code == 0
    assert state(pm) == "checked in"
    pm("add", "kr", "Partners", *KR)
    pm("move", "KR1", "active")
    assert state(pm) == "checked in, KR1 waits for its first reading"
    monkeypatch.setenv("PMTUI_NOW", "2017-05-20T12:00:00+02:00")
    assert state(pm) == "check-in due"
    pm("move", "TC1", "expired", "--reason", "too late")
    assert state(pm) == "KR1 waits for its first reading"


@pytest.mark.parametrize(
    ("dates", "readings", "reason", "words"),
    [
        (("start=2017-05-15", "due=2017-12-31"), ("20",), "too_early", "○ too early"),
        (("start=2017-05-15", "due=2017-12-31"), (), "no_reading", "○ no data"),
        (("start=2017-06-15", "due=2017-12-31"), ("20",), "too_early", "○ too early"),
        ((), ("20",), None, "○ no dates"),
        (("start=2017-01-01", "due=2017-12-31"), ("20",), None, "✖ off track"),
    ],
)
def test_without_a_verdict_it_is_said_why(
    pm: Run, dates: tuple[str, ...], readings: tuple[str, ...], reason: str | None, words: str
) -> None:
    pm("add", "vision", "Everyone insured")
    pm("add", "challenge", "99 % sign up", "vision=V1")
    pm("add", "target", "Buy in two days", *TC, *dates)
    pm("add", "objective", "Partner")
    pm("add", "kr", "Days", "objective=O1", *TC[1:], *dates)
    for value in readings:
        pm("reading", "TC1", value)
        pm("reading", "KR1", value)
        pm("move", "TC1", "active")
    pm("move", "O1", "active")
    pm("move", "KR1", "active")
    for ref in ("TC1", "KR1"):
        computed = json.loads(pm("show", ref, "--json").out)["computed"]
        assert computed["reason"] == reason
        assert computed["status"] == ("off_track" if words == "✖ off track" else "no_data")
        assert words in pm("show", ref).out.splitlines()[0]
        assert f"status                 {words}" in pm("show", ref).out
    for listed in (("list", "target"), ("list", "kr"), ("list", "objective"), ("report", "strategy")):
        assert words in pm(*listed).out
    assert words in pm("report", "kata").out
    assert f"1 {words}" in pm("status").out
    assert words.split(" ", 1)[1] in pm("export", "-", "--format", "md").out
    if readings:
        assert words in pm("checkin", "--plain", stdin="\n").out
