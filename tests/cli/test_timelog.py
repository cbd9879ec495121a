"""log, start, switch, stop, resume, cancel, and time entries afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Run

Refused = Callable[..., dict[str, Any]]
FIELDS = {
    "ref", "verb", "mode", "start", "end", "date", "minutes", "links", "parties", "tags", "activity", "cause",
    "text", "note", "notices",
}  # fmt: skip


def at(monkeypatch: pytest.MonkeyPatch, clock: str, day: str = "2017-05-19") -> None:
    monkeypatch.setenv("PMTUI_NOW", f"{day}T{clock}:00+02:00")


def test_log_answers_with_every_field(board: Run) -> None:
    found = board(
        "log", "--json", "45m", "fire", "prod", "outage", "@acme", ">KR1", "!out", "#q=2", "--", "a", "note"
    ).json
    assert found.keys() >= FIELDS
    assert {name: found[name] for name in FIELDS} == {
        "ref": "t1", "verb": "log", "mode": "firefight", "start": "2017-05-19T11:15+02:00",
        "end": "2017-05-19T12:00+02:00", "date": "2017-05-19", "minutes": 45, "links": ["KR1"],
        "parties": ["acme"], "tags": ["q=2"], "activity": None, "cause": "outage", "text": "prod outage",
        "note": "a note", "notices": [],
    }  # fmt: skip


@pytest.mark.parametrize("verb", ["log", "start"])
def test_a_dry_run_answers_alike_and_stores_nothing(board: Run, verb: str) -> None:
    line = "9:00-9:30 strat pricing" if verb == "log" else "strat pricing"
    before = board("history", "--json").out
    found = board(verb, "--dry-run", "--json", line).json
    assert found.keys() == FIELDS
    assert found["ref"] is None
    assert found["text"] == "pricing"
    assert "nothing stored" in board(verb, "--dry-run", line).out
    assert board("history", "--json").out == before


def test_text_after_two_dashes_is_never_an_option(ok: Run) -> None:
    assert ok("log", "10m", "call", "--json", "--", "--dry-run", "--json").json["note"] == "--dry-run --json"
    assert ok("log", "--json", "--", "9:00-9:10", "call").json["text"] == "call"


def test_a_refused_line_says_where(refused: Refused) -> None:
    error = refused("log", "45m", "pricing", "~nonsense")
    assert error["code"] == "E_UNKNOWN_ACTIVITY"
    assert error["span"] == [12, 21]


def test_an_unknown_option_is_wrong_usage(refused: Refused) -> None:
    assert refused("log", "45m", "--dry", code=2)["code"] == "E_USAGE"


def test_an_overlap_is_refused_until_the_user_chooses(ok: Run, refused: Refused) -> None:
    ok("log", "9:00-10:00", "first")
    assert refused("log", "9:30-10:30", "second")["code"] == "E_OVERLAP"
    trimmed = ok("log", "--overlap", "trim-other", "--json", "9:30-10:30", "second").json
    assert trimmed["notices"] == ["W_OVERLAP"]
    assert ok("show", "t1", "--json").json["minutes"] == 30
    assert ok("log", "--overlap", "trim-this", "--json", "10:00-11:00", "third").json["minutes"] == 30
    loose = ok("log", "--overlap", "unanchor", "--json", "9:00-10:00", "fourth").json
    assert (loose["start"], loose["end"], loose["minutes"]) == (None, None, 60)


def test_the_timer_from_start_to_stop(board: Run, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "10:00")
    started = board("start", "--json", "strat", "pricing", ">KR1").json
    assert (started["start"], started["end"], started["minutes"]) == ("2017-05-19T10:00+02:00", None, None)
    at(monkeypatch, "10:30")
    assert "0:30" in board("status").out
    assert board("show", "timer", "--json").json["text"] == "pricing"
    error = refused("start", "something", "else")
    assert "switch" in error["fix"]
    board("switch", "fire", "outage")
    at(monkeypatch, "11:00")
    stopped = board("stop", "--json").json
    assert (stopped["text"], stopped["minutes"]) == ("outage", 30)
    assert [e["text"] for e in board("list", "entry", "--json").json] == ["pricing", "outage"]
    board("resume")
    assert "cancelled" in board("cancel").out
    assert refused("stop")["code"] == "E_NO_TIMER"
    assert refused("switch", "x")["code"] == "E_NO_TIMER"
    assert refused("cancel")["code"] == "E_NO_TIMER"


def test_stopping_works_when_the_clock_went_backwards(ok: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("start", "travel")
    at(monkeypatch, "11:00")
    stopped = ok("stop", "--json").json
    assert stopped["review"]
    assert "review" in ok("list", "entry").out


def test_a_forgotten_timer_names_the_way_out(
    ok: Run, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok("start", "x")
    at(monkeypatch, "09:00", "2017-05-20")
    error = refused("stop")
    assert error["code"] == "E_TOO_LONG"
    assert "pmtui stop 12:30" in error["fix"]
    assert ok("stop", "--json", "yesterday", "14:00").json["minutes"] == 120


def test_an_entry_is_changed_archived_and_brought_back(board: Run, refused: Refused) -> None:
    board("log", "9:00-10:00", "interviews")
    assert board("set", "t1", "start=9:15", "--json").json["minutes"] == 45
    assert board("set", "t1", "end=9:45", "--json").json["minutes"] == 30
    changed = board("set", "t1", "date=yesterday", "links=KR1,O1", "parties=acme, initech", "--json").json
    assert changed["start"] == "2017-05-18T09:15+02:00"
    assert (changed["links"], changed["parties"]) == (["KR1", "O1"], ["acme", "initech"])
    loose = board("set", "t1", "start=", "end=", "minutes=50", "--json").json
    assert (loose["start"], loose["end"], loose["minutes"]) == (None, None, 50)
    for field in ("minutes=0", "minutes=13h", "start=late", "links=KR9", "mode=play"):
        refused("set", "t1", field)
    board("rm", "t1")
    assert board("list", "entry", "--json").json == []
    assert [e["ref"] for e in board("list", "entry", "--all", "--json").json] == ["t1"]
    assert refused("set", "t1", "text=x")["code"] == "E_ARCHIVED"
    board("undo")
    assert [e["ref"] for e in board("list", "entry", "--json").json] == ["t1"]


def test_entries_are_listed_by_day(ok: Run) -> None:
    for day in ("2017-05-17", "2017-05-18", "2017-05-19"):
        ok("log", "30m" if day != "2017-05-19" else "9:00-9:30", day, "x")
    listed = ok("list", "entry", "--from", "thu", "--to", "yesterday", "--json").json
    assert [entry["date"] for entry in listed] == ["2017-05-18"]


def test_an_entry_keeps_the_zone_it_was_recorded_in(ok: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("log", "30m", "call")
    ok("set", "workspace", "zone=Asia/Tokyo")
    assert ok("show", "t1", "--json").json["start"] == "2017-05-19T11:30+02:00"
    assert ok("log", "--overlap", "unanchor", "--json", "30m", "later").json["zone"] == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("zone", "start"),
    [("UTC", "2017-05-19T09:30+00:00"), ("America/New_York", "2017-05-19T05:30-04:00"),
     ("Asia/Kolkata", "2017-05-19T15:00+05:30")],
)  # fmt: skip
def test_the_zone_is_the_systems_unless_the_workspace_has_one(
    process: Run, monkeypatch: pytest.MonkeyPatch, zone: str, start: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    assert process("log", "--json", "30m", "call").json["start"] == start


def test_an_entry_keeps_its_date_and_clock_when_the_workspace_moves(
    board: Run, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T20:30:00Z")
    board("set", "workspace", "zone=UTC")
    board("log", "19:00-20:00 fire call")
    assert " 19:00–20:00  1:00 firefight" in board("list", "entry").out
    board("set", "workspace", "zone=Asia/Kathmandu")
    assert "2017-05-19 19:00–20:00 UTC  1:00 firefight" in board("list", "entry").out
    assert "2017-05-19 19:00–20:00 UTC" in board("show", "t1").out
    assert "overlaps t1 2017-05-19 19:00–20:00 UTC" in refused("log", "01:00-02:00 mail")["message"]
    assert "2017-05-19 19:00–20:00 UTC" in board("set", "t1", "note=long").out
    assert "2017-05-19 19:00–20:00 UTC" in board("export", "-", "--format", "md").out
    assert "Sat 20 May 02:00–02:10" in board("log", "02:00-02:10 mail").out  # in Kathmandu


def test_a_timer_keeps_its_clock_when_the_workspace_moves(
    board: Run, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T20:30:00Z")
    board("set", "workspace", "zone=UTC")
    board("start", "20:00", "fire", "call")
    board("set", "workspace", "zone=America/New_York")
    assert "20:00 UTC" in refused("start", "mail")["message"]
    assert "Fri 19 May 20:00 UTC" in board("show", "timer").out
    assert "Fri 19 May 20:00–20:30 UTC" in board("stop").out
