"""report, status, lint, keys, info and history: the numbers, and how they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Refused = Callable[..., dict[str, Any]]


def test_worked_case_target_condition(board: Run) -> None:
    board("reading", "TC1", "12")
    computed = board("show", "TC1", "--json").json["computed"]
    assert computed["progress"] == pytest.approx(0.4737, abs=5e-5)
    assert computed["expected"] == pytest.approx(0.5333, abs=5e-5)
    assert computed["gap"] == pytest.approx(-0.06, abs=5e-3)
    assert computed["status"] == "at_risk"
    forecast = computed["forecast"]
    assert forecast.pop("slope_per_day") == pytest.approx(-0.1845, abs=5e-5)
    assert forecast == {
        "eta": "2017-07-13", "eta_early": "2017-07-06", "eta_late": "2017-07-29", "verdict": "off_track",
    }  # fmt: skip


def test_worked_case_time_in_bounds(board: Run) -> None:
    board(
        "add",
        "kr",
        "Score",
        "objective=O1",
        "unit=points",
        "direction=at_least",
        "target=9",
        "cadence_days=10",
    )
    for day, value in (("2017-04-29", "9.2"), ("2017-05-09", "8.7"), ("2017-05-13", "9.1")):
        board("reading", "KR2", value, "--on", day)
    assert board("show", "KR2", "--json").json["computed"]["progress"] == pytest.approx(0.80)


def test_worked_case_a_week(ok: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    week = {"fire": 1080, "strat": 480, "planned": 600, "admin": 180, "": 60}
    days = [f"2017-05-{day}" for day in (15, 16, 17, 18)]
    for mode, minutes in week.items():
        for day in days:
            ok("log", f"{minutes // 4}m", day, mode, "work")
    report = ok("report", "time", "--json").json
    assert report["minutes"] == {
        "strategic": 480, "planned": 600, "firefight": 1080, "admin": 180, "unsorted": 60,
    }  # fmt: skip
    assert report["shares"]["firefight"] == pytest.approx(0.45)
    assert report["shares"]["strategic"] == pytest.approx(0.20)
    assert (report["total_minutes"], report["coverage"], report["thin_data"]) == (2400, 1.0, False)
    assert (report["from"], report["to"]) == ("2017-05-15", "2017-05-21")
    assert "45 %" in ok("report", "time").out


def test_worked_case_drift(ok: Run) -> None:
    for n, (share, actual) in enumerate((("50%", 25), ("30%", 35), ("20%", 40)), 1):
        ok("add", "objective", f"Way {n}", f"intended_share={share}")
        ok("log", f"{actual * 3}m", "yesterday", f">O{n}", "work")
    report = ok("report", "time", "--json", "--by", "objective").json
    assert report["drift"] == pytest.approx(0.25)
    assert [(g["key"], g["minutes"], g["share"]) for g in report["groups"]] == [
        ("O3", 120, pytest.approx(0.40)), ("O2", 105, pytest.approx(0.35)), ("O1", 75, pytest.approx(0.25)),
    ]  # fmt: skip
    assert report["alignment"] == 0.0, "drafts are no active strategy items"
    ok("move", "O1", "active")
    assert ok("report", "time", "--json").json["alignment"] == pytest.approx(0.25)


def test_an_empty_week_has_no_shares(ok: Run) -> None:
    report = ok("report", "time", "--json").json
    assert report.keys() >= {
        "from", "to", "minutes", "shares", "total_minutes", "coverage", "thin_data", "groups", "alignment", "drift",
    }  # fmt: skip
    assert set(report["shares"].values()) == {None}
    assert (report["total_minutes"], report["groups"], report["alignment"], report["drift"]) == (
        0,
        [],
        None,
        None,
    )
    assert "pmtui log" in ok("report", "time").out


def test_shares_appear_from_five_logged_hours_on(ok: Run) -> None:
    ok("log", "4h59m", "yesterday", "fire", "x")
    assert ok("report", "time", "--json").json["shares"]["firefight"] is None
    ok("log", "1m", "yesterday", "fire", "x")
    assert ok("report", "time", "--json").json["shares"]["firefight"] == 1.0


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("mode", ["firefight", "strategic"]), ("cause", ["outage", "none"]), ("party", ["acme", "none"]),
        ("activity", ["discovery", "none"]), ("objective", ["none", "O1"]),
        ("day", ["2017-05-17", "2017-05-18"]), ("week", ["2017-W20"]),
    ],
)  # fmt: skip
def test_minutes_are_grouped(board: Run, by: str, keys: list[str]) -> None:
    board("log", "3h", "wed", "fire", "x", "@acme", "!out", "~disc")
    board("log", "2h", "thu", "y", ">KR1")
    groups = board("report", "time", "--by", by, "--json").json["groups"]
    assert [group["key"] for group in groups] == keys
    assert sum(group["minutes"] for group in groups) == 300
    assert keys[0] in board("report", "time", "--by", by).out


def test_an_entry_over_midnight_belongs_to_both_days(ok: Run) -> None:
    ok("log", "yesterday", "23:30-00:45", "release")
    days = ok("report", "time", "--by", "day", "--json").json["groups"]
    assert [(day["key"], day["minutes"]) for day in days] == [("2017-05-18", 30), ("2017-05-19", 45)]
    today = ok("report", "time", "--from", "today", "--to", "today", "--json").json
    assert today["total_minutes"] == 45


def test_archived_entries_do_not_count(ok: Run) -> None:
    ok("log", "30m", "x")
    ok("rm", "t1")
    assert ok("report", "time", "--json").json["total_minutes"] == 0


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ((), ("2017-05-15", "2017-05-21")),
        (("--from", "2017-05-01"), ("2017-05-01", "2017-05-19")),
        (("--from", "2017-05-01", "--to", "2017-05-10"), ("2017-05-01", "2017-05-10")),
        (("--from", "mon", "--to", "wed"), ("2017-05-15", "2017-05-17")),
        (("--from", "1 jan", "--to", "31 dec"), ("2017-01-01", "2017-12-31")),
        (("--from", "yesterday", "--to", "today"), ("2017-05-18", "2017-05-19")),
        (("--from", "-7d"), ("2017-05-12", "2017-05-19")),
        (("--from", "today", "--to", "end of month"), ("2017-05-19", "2017-05-31")),
        (("--from", "last week"), ("2017-05-08", "2017-05-19")),
        (("--to", "last week"), ("2017-05-08", "2017-05-14")),
        (("--from", "last week", "--to", "last week"), ("2017-05-08", "2017-05-14")),
        (("--from", "2017-03", "--to", "q2"), ("2017-03-01", "2017-06-30")),
        (("last", "week"), ("2017-05-08", "2017-05-14")),
        (("last week",), ("2017-05-08", "2017-05-14")),
        (("this", "month"), ("2017-05-01", "2017-05-31")),
        (("last", "4", "weeks"), ("2017-04-22", "2017-05-19")),
        (("2017-W20",), ("2017-05-15", "2017-05-21")),
        (("2017-04",), ("2017-04-01", "2017-04-30")),
        (("q3",), ("2016-07-01", "2016-09-30")),
        (("1", "may..today"), ("2017-05-01", "2017-05-19")),
        (("-2d..today",), ("2017-05-17", "2017-05-19")),
        (("yesterday", "--by", "day"), ("2017-05-18", "2017-05-18")),
    ],
)
def test_a_period_is_named_in_the_words_of_people_who_look_back(
    ok: Run, words: tuple[str, ...], period: tuple[str, str]
) -> None:
    report = ok("report", "time", "--json", *words).json
    assert (report["from"], report["to"]) == period


def test_a_period_that_cannot_be_is_refused(refused: Refused) -> None:
    assert refused("report", "time", "--from", "someday")["field"] == "from"
    assert refused("report", "time", "--to", "1/12/2017")["code"] == "E_AMBIG_DATE"
    assert refused("report", "time", "--from", "2017-05-02", "--to", "2017-05-01")["code"] == "E_DATES"
    backwards = refused("report", "time", "2017-05-02..2017-05-01")
    assert (backwards["code"], backwards["field"]) == ("E_DATES", "period")
    assert "last week" in refused("report", "time", "lastweek")["fix"]
    for words in (
        *(("time", "--by", "mood"), ("weather",), ("kata", "--by", "mode"), ()),
        *(("time", "last week", "--from", "mon"), ("strategy", "last week"), ("kata", "--from", "mon")),
    ):
        assert refused("report", *words, code=2)["code"] == "E_USAGE"


@pytest.mark.parametrize(
    ("start", "week", "name", "before"),
    [
        ("sunday", ("2027-01-03", "2027-01-09"), "2027-W01", "2026-W53"),
        ("saturday", ("2027-01-02", "2027-01-08"), "2027-W01", "2026-W53"),
        ("monday", ("2026-12-28", "2027-01-03"), "2026-W53", "2026-W52"),
    ],
)
def test_the_week_is_the_same_in_reports_and_in_due_dates(
    ok: Run, monkeypatch: pytest.MonkeyPatch, start: str, week: tuple[str, str], name: str, before: str
) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2027-01-03T12:00:00+00:00")
    ok("set", "workspace", f"week_start={start}")
    ok("log", "45m work")
    ok("log", "30m 7 days ago work")
    ok("add", "objective", "Due at the end", "due=eow")
    ok("add", "objective", "Due next week", "due=next week")
    report = ok("report", "time", "last", "2", "weeks", "--by", "week", "--json").json
    assert [group["key"] for group in report["groups"]] == [before, name]
    for words in ((), (name,), ("this week",)):
        report = ok("report", "time", "--json", *words).json
        assert (report["from"], report["to"], report["total_minutes"]) == (*week, 45)
    assert ok("report", "time", "last week", "--json").json["total_minutes"] == 30
    due, later = (ok("show", ref, "--json").json["due"] for ref in ("O1", "O2"))
    assert due == week[1]
    assert date.fromisoformat(later) - date.fromisoformat(due) == timedelta(days=1)


def test_entries_are_listed_by_period(ok: Run, refused: Refused) -> None:
    ok("log", "45m today new")
    ok("log", "30m 2017-05-10 old")
    assert [entry["text"] for entry in ok("list", "entry", "last", "week", "--json").json] == ["old"]
    assert [entry["text"] for entry in ok("list", "entry", "--json", "-2d..today").json] == ["new"]
    assert ok("list", "cycle", "2017-05").code == 0
    assert refused("list", "kr", "last week", code=2)["code"] == "E_USAGE"
    assert refused("list", "entry", "--from", "today", "--to", "yesterday")["code"] == "E_DATES"


def test_strategy_and_kata_are_told_as_trees(board: Run) -> None:
    board("add", "action", "Call ten", "kr=KR1")
    board("add", "experiment", "ask five", "obstacle=OB1")
    strategy = board("report", "strategy", "--json").json
    assert strategy["objectives"][0]["children"][0]["children"][0]["ref"] == "KA1"
    kata = board("report", "kata", "--json").json
    assert kata["targets"][0]["children"][0]["children"][0]["ref"] == "X1"
    assert "    KA1" in board("report", "strategy").out
    assert "    X1" in board("report", "kata").out
    overview = board("--plain").out
    assert all(word in overview for word in ("Strategy", "Kata", "Time", "KR1", "TC1"))
    assert board("--json").json.keys() == {"strategy", "kata", "time"}


def test_status_is_one_line(board: Run, refused: Refused) -> None:
    board("log", "30m", "fire", "x")
    assert board("status").out.count("\n") == 1
    assert board("status", "--format", "{today} of {week}, {timer}").out == "0:30 of 0:30, no timer\n"
    assert board("status", "--json").json["today_minutes"] == 30
    assert refused("status", "--format", "{weather}")["code"] == "E_BAD_FORMAT"


def test_lint_finds_mutes_and_fails_only_when_strict(ok: Run, pm: Run, refused: Refused) -> None:
    assert ok("lint", "--json").json == []
    assert ok("lint", "--strict").code == 0
    ok("add", "objective", "Build a portal", "due=2017-12-31")
    findings = ok("lint", "--json").json
    assert {"code": "W1", "ref": "O1"}.items() <= findings[0].items()
    assert findings[0].keys() == {"code", "ref", "message", "fix"}
    assert "W1" in ok("lint").out
    assert pm("lint", "--strict").code == 1
    assert refused("lint", "--mute", "W1", "O1")["code"] == "E_REASON"
    assert refused("lint", "--mute", "W2", "O1", "--reason", "x")["code"] == "E_NOT_FOUND"
    left = ok("lint", "--mute", "w1", "o1", "--reason", "a joke", "--json").json
    assert all(finding["code"] != "W1" for finding in left)


def test_a_muted_lint_is_back_after_thirty_days(ok: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("add", "objective", "Build a portal", "due=2017-12-31")
    ok("lint", "--mute", "W1", "O1", "--reason", "x")
    for day, found in (("2017-06-18", False), ("2017-06-20", True)):
        monkeypatch.setenv("PMTUI_NOW", f"{day}T12:00:00Z")
        assert any(f["code"] == "W1" for f in ok("lint", "--json").json) is found


def test_keys_have_no_clash(ok: Run) -> None:
    keys = ok("keys", "--json").json
    assert keys["clashes"] == []
    assert {"undo", "redo", "log", "check-in", "palette", "help", "quit"} <= {
        row["id"] for row in keys["keys"]
    }
    assert "ctrl+p" in ok("keys").out


def test_info_names_versions_paths_and_counts(board: Run) -> None:
    info = board("info", "--json").json
    assert info["zone"] == "Europe/Berlin"
    assert info["counts"]["target"] == 1
    assert info["data"] in board("info").out


def test_keys_shows_the_users_own_keys_and_where_they_clash(
    ok: Run, pm: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMTUI_CONFIG", str(tmp_path))
    settings = tmp_path / "settings.toml"
    settings.write_text('[keys]\nlog = "f5"\n')
    rows = {row["id"]: row["keys"] for row in ok("keys", "--json").json["keys"]}
    assert rows["log"] == "f5"
    settings.write_text('[keys]\nlog = "c"\n')
    clash = pm("keys")
    assert clash.code == 1
    assert "clash: c is both log and check-in" in clash.out
    settings.write_text("[keys")
    assert "settings.toml line 1, column" in ok("keys").err


def test_what_the_settings_name_in_vain_is_said_by_keys_and_info(ok: Run, home: Path) -> None:
    (home / "config").mkdir()
    (home / "config" / "settings.toml").write_text(
        '\ufefftheme = "pmtui-drak"\n[keys]\nlgo = "f5"\n', "utf-8"
    )
    wanted = [
        'settings.toml line 1: there is no theme "pmtui-drak"; did you mean "pmtui-dark"?',
        'settings.toml line 3: there is no command "lgo"; did you mean "log"?',
    ]
    assert ok("keys", "--json").json["problems"] == wanted
    assert ok("keys").err.splitlines() == wanted
    assert ok("info", "--json").json["problems"] == wanted
    assert all(problem in ok("info").out for problem in wanted)


def test_what_is_running_counts_everywhere_and_is_named(ok: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("log", "9:00-10:46", "strat", "pricing")
    ok("start", "fire", "outage", "@acme")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T12:24:00+02:00")
    assert "today 2:10, 0:24 of it running" in ok("status").out
    status = ok("status", "--json").json
    assert (status["today_minutes"], status["today_running_minutes"]) == (130, 24)
    running = {"mode": "firefight", "text": "outage", "start": "2017-05-19T12:00+02:00", "minutes": 24}
    assert status["week"]["running"] == running
    report = ok("report", "time", "--by", "party", "--json").json
    assert report["running"] == running
    assert report["total_minutes"] == 130
    assert report["minutes"]["firefight"] == 24
    assert {group["key"]: group["minutes"] for group in report["groups"]} == {"none": 106, "acme": 24}
    assert ok("report", "time", "--json").json["minutes"] == report["minutes"]
    assert "2:10, 0:24 of it running (firefight: outage)" in ok("report", "time").out
    assert "0:24 of it running" in ok("export", "-", "--format", "md").out
    before = ok("report", "time", "--from", "2017-05-15", "--to", "yesterday", "--json").json
    assert (before["running"], before["total_minutes"]) == (None, 0)


def test_what_runs_over_midnight_counts_on_both_days(ok: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ok("start", "fire", "outage")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-20T00:30:00+02:00")
    assert "today 0:30, 0:30 of it running" in ok("status").out
    days = ok("report", "time", "--by", "day", "--json").json
    assert [(day["key"], day["minutes"]) for day in days["groups"]] == [
        ("2017-05-19", 720),
        ("2017-05-20", 30),
    ]
    assert days["running"]["minutes"] == 750
    monkeypatch.setenv("PMTUI_NOW", "2017-05-22T00:30:00+02:00")
    week = ok("report", "time", "--json").json
    assert (week["total_minutes"], week["running"]["minutes"]) == (30, 30)
    assert ok("report", "time", "--by", "mode", "--json").json["minutes"] == week["minutes"]
