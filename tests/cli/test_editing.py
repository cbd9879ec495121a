"""add, set, reading, move, rm, list and show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Run

Refused = Callable[..., dict[str, Any]]
KR = ("add", "kr", "Activated partners", "objective=O1", "unit=partners", "direction=increase")


def test_every_kind_is_added_and_shown_with_the_fields_that_programs_rely_on(ok: Run) -> None:
    added = [
        ok("add", "goal", "Revenue up", "kind=revenue", "--json"),
        ok("add", "vision", "Everyone insured", "--json"),
        ok("add", "objective", "Partner", "serves=G1", "--json"),
        ok(*KR, "baseline=4", "target=20", "--json"),
        ok("add", "action", "Call ten", "key_result=KR1", "--json"),
        ok("add", "challenge", "99 % sign up", "vision=V1", "--json"),
        ok("add", "target", "Two days", "challenge=C1", "unit=days", "direction=at_most", "target=2", "--json"),
        ok("add", "obstacle", "filters", "target=TC1", "--json"),
        ok("add", "experiment", "ask five", "obstacle=OB1", "expect=three", "check_on=tomorrow", "--json"),
    ]  # fmt: skip
    refs = ["G1", "V1", "O1", "KR1", "KA1", "C1", "TC1", "OB1", "X1"]
    kinds = ["goal", "vision", "objective", "kr", "action", "challenge", "target", "obstacle", "experiment"]
    for result, ref, kind in zip(added, refs, kinds, strict=True):
        document = result.json
        assert (document["ref"], document["kind"]) == (ref, kind)
        assert document.keys() >= {"id", "created_at", "updated_at", "archived_at", "note"}
        assert document["archived_at"] is None
        assert ok("show", ref.lower(), "--json").json == document
        assert ok("list", kind, "--json").json == [document]
        assert ref in ok("list", kind).out
        assert ref in ok("show", ref).out


def test_things_start_as_drafts_todo_parked_and_planned(board: Run) -> None:
    board("add", "action", "Call ten", "kr=KR1")
    board("add", "obstacle", "price", "target=TC1")
    board("add", "experiment", "ask", "obstacle=OB2")
    states = [board("show", ref, "--json").json["state"] for ref in ("O1", "KR1", "KA1", "OB2", "X1")]
    assert states == ["draft", "draft", "todo", "parked", "planned"]


def test_measured_values_keep_their_notation_and_computed_ones_are_numbers(board: Run) -> None:
    board("reading", "KR1", "12.50", "--confidence", "7", "--note", "after the webinar")
    kr = board("show", "KR1", "--json").json
    assert kr["metric"] == {
        "unit": "partners", "direction": "increase", "baseline": "4", "target": "20", "stretch": None,
        "low": None, "high": None, "start": "2017-04-01", "due": "2017-12-31", "cadence_days": 7,
    }  # fmt: skip
    assert kr["readings"] == [
        {"on": "2017-05-19", "value": "12.50", "confidence": 7, "note": "after the webinar"}
    ]
    assert kr["computed"]["progress"] == pytest.approx(8.5 / 16)
    assert kr["computed"]["forecast"] is None
    assert kr["computed"]["status"] == "on_track"


def test_objectives_have_computed_progress_and_status(board: Run) -> None:
    assert board("show", "O1", "--json").json["computed"] == {"progress": None, "status": "no_data"}
    board("reading", "KR1", "12")
    assert board("show", "O1", "--json").json["computed"]["progress"] == 0.5


def test_a_reading_says_which_day_was_understood(board: Run) -> None:
    assert "  on Sun 14 May 2017" in board("reading", "KR1", "5", "--on", "end of last week").out
    assert board("reading", "KR1", "6").out.count("\n") == 1


def test_a_reading_of_the_same_day_is_replaced_and_a_future_one_refused(board: Run, refused: Refused) -> None:
    board("reading", "KR1", "5")
    board("reading", "KR1", "-6")
    assert [r["value"] for r in board("show", "KR1", "--json").json["readings"]] == ["-6"]
    assert refused("reading", "KR1", "7", "--on", "tomorrow")["code"] == "E_FUTURE"
    assert (
        refused("reading", "KR1", "7", "--on", "last week")["fix"] == "start of last week or end of last week"
    )
    assert refused("reading", "KR1", "7", "--on", "someday")["field"] == "on"
    assert refused("reading", "KR1", "many")["field"] == "value"
    assert refused("reading", "KR1", "7", "--confidence", "11")["field"] == "confidence"
    assert refused("reading", "O1", "7")["code"] == "E_NO_METRIC"


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        (("add", "goal", ""), "E_EMPTY_TITLE", "title"),
        (("add", "goal", "   "), "E_EMPTY_TITLE", "title"),
        (("add", "goal", "x" * 501), "E_TOO_LONG_TEXT", "title"),
        (("add", "goal", "two\nlines"), "E_LINE_BREAK", "title"),
        (("add", "stone", "x"), "E_UNKNOWN_KIND", None),
        (("add", "kr", "x"), "E_MISSING_FIELD", "objective"),
        ((*KR, "baseline=20", "target=20"), "E_METRIC", "target"),
        ((*KR, "baseline=21", "target=20"), "E_METRIC", "target"),
        ((*KR, "baseline=1", "target=2", "start=2017-02-01", "due=2017-02-01"), "E_DATES", None),
        ((*KR, "baseline=1", "target=2", "bogus=3"), "E_UNKNOWN_FIELD", "bogus"),
        (("add", "target", "x", "challenge=C9", "unit=d", "direction=at_most", "target=2"), "E_UNKNOWN_REF", None),
        (("set", "O1", "title="), "E_EMPTY_TITLE", "title"),
        (("set", "O1", "state=active"), "E_USE_MOVE", "state"),
        (("set", "O99", "title=x"), "E_UNKNOWN_REF", None),
        (("move", "O1", "achieved"), "E_TRANSITION", "state"),
        (("move", "O1", "asleep"), "E_UNKNOWN_STATE", "state"),
        (("move", "V1", "active"), "E_NO_STATES", None),
        (("move", "X1", "running"), "E_EXPECT", "expect"),
        (("rm", "workspace"), "E_UNKNOWN_REF", None),
        (("move", "t1", "done"), "E_UNKNOWN_REF", None),
        (("set", "workspace", "zone=Mars/Base"), "E_UNKNOWN_ZONE", "zone"),
        (("set", "workspace", "max_firefight=1"), "E_BAD_SHARE", "max_firefight"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_stores_nothing(
    board: Run, refused: Refused, words: tuple[str, ...], code: str, field: str | None
) -> None:
    board("add", "experiment", "ask five", "obstacle=OB1")
    error = refused(*words)
    assert error["code"] == code
    assert field is None or error["field"] == field


@pytest.mark.parametrize(
    "words", [("add", "kr", "x", "objective"), ("set", "O1"), ("set", "O1", "a=1", "a=2"), ("add", "goal")]
)
def test_what_is_no_command_line_is_wrong_usage(board: Run, refused: Refused, words: tuple[str, ...]) -> None:
    assert refused(*words, code=2)["code"] == "E_USAGE"


def test_closed_things_change_only_after_they_are_opened_with_a_reason(board: Run, refused: Refused) -> None:
    board("move", "O1", "active")
    board("move", "O1", "achieved")
    assert refused("set", "O1", "title=Other")["code"] == "E_CLOSED"
    assert refused("move", "O1", "active")["code"] == "E_REASON"
    board("move", "O1", "active", "--reason", "the deal is back")
    board("set", "O1", "title=Other")
    assert board("show", "O1", "--json").json["state_reason"] == "the deal is back"


def test_a_later_target_is_a_retarget_and_the_direction_is_fixed(board: Run, refused: Refused) -> None:
    board("set", "TC1", "target=3")
    assert board("show", "TC1", "--json").json["retargets"] == [
        {"on": "2017-05-19", "target": "2", "low": None, "high": None}
    ]
    assert refused("set", "TC1", "direction=at_most")["code"] == "E_FIXED"


def test_set_says_what_it_understood(board: Run) -> None:
    out = board("set", "KR1", "due=end of quarter", "weight=2").out
    assert "due Fri 30 Jun 2017" in out
    assert "weight 2" in out


def test_an_empty_value_clears_an_optional_field(board: Run) -> None:
    board("set", "KR1", "due=", "start=")
    metric = board("show", "KR1", "--json").json["metric"]
    assert (metric["start"], metric["due"]) == (None, None)


def test_rm_archives_what_is_below_too_and_list_all_still_shows_it(board: Run) -> None:
    assert board("rm", "O1", "--json").json["archived_at"] == "2017-05-19T10:00:00Z"
    assert board("list", "kr", "--json").json == []
    assert [d["ref"] for d in board("list", "kr", "--all", "--json").json] == ["KR1"]
    assert "archived" in board("show", "KR1").out


def test_the_workspace_is_shown_and_changed(board: Run) -> None:
    board("set", "workspace", "zone=Asia/Tokyo", "holidays=2017-05-18,2017-05-22", "max_firefight=25%")
    workspace = board("show", "workspace", "--json").json
    assert workspace["zone"] == "Asia/Tokyo"
    assert workspace["holidays"] == ["2017-05-18", "2017-05-22"]
    assert workspace["max_firefight"] == "0.25"


@pytest.mark.parametrize("title", ["-rf", "--weird", "--json", "a=b", "-5", "--"])
def test_a_title_that_looks_like_an_option_is_a_title_after_two_dashes(ok: Run, title: str) -> None:
    assert ok("add", "goal", "--json", "--", title, "kind=profit").json["title"] == title


def test_kinds_have_their_plurals(board: Run) -> None:
    for word in ("objectives", "krs", "targets", "entries", "Obstacle"):
        board("list", word)


def test_long_titles_are_shortened_in_a_terminal_only(board: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "Partners " * 40
    board("add", "objective", long)
    assert long.strip() in board("list", "objective").out
    monkeypatch.setattr("pmtui.cli.looking.line_width", lambda: 80)
    lines = board("list", "objective").out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert any("…" in line and "no data" in line for line in lines)


@pytest.mark.parametrize(
    ("ref", "field"),
    [("t1", "minutes="), ("t1", "minutes=30"), ("t1", "note="), ("t1", "start=11:30"), ("KR1", "target=20"),
     ("KR1", "note="), ("O1", "title=Partner with consultancies"), ("C1", "vision=V1"), ("TC1", "unit=days"),
     ("OB1", "text=filters do not narrow"), ("workspace", "week_start=monday")],
)  # fmt: skip
def test_a_change_that_changes_nothing_says_so_and_leaves_no_trace(board: Run, ref: str, field: str) -> None:
    board("log", "30m", "call")
    before = board("history", "--json").out
    name = "the workspace" if ref == "workspace" else ref
    assert board("set", ref, field).out == f"nothing changed: {name} is as it was\n"
    told = board("set", ref, field, "--json")
    assert told.json["ref"] == ref
    assert "nothing changed" in told.err
    assert board("history", "--json").out == before


def test_with_the_clock_set_back_only_what_is_about_time_is_judged_by_it(
    board: Run, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    board("log", "9:00-9:30", "call")
    board("log", "20m", "today", "loose")
    board("set", "t2", "start=", "end=")
    board("reading", "KR1", "7")
    board("add", "experiment", "ask five", "obstacle=OB1", "expect=three", "check_on=2017-05-20")
    board("move", "X1", "running")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-10T12:00:00+02:00")
    for words in (
        ("set", "t1", "note=later", "text=the call", "mode=fire"),
        ("set", "t2", "note=later"),
        ("set", "KR1", "note=later"),
        ("set", "TC1", "note=later"),
        ("set", "X1", "note=later"),
        ("reading", "KR1", "8", "--on", "2017-05-19", "--note", "counted again"),
        ("move", "X1", "concluded", "actual=two", "learned=price first", "verdict=worse"),
        ("move", "KR1", "active"),
        ("rm", "t2"),
        ("rm", "KR1"),
        ("undo", "2"),
    ):
        board(*words)
    assert board("show", "KR1", "--json").json["readings"][-1]["note"] == "counted again"
    assert refused("set", "t1", "start=9:10")["code"] == "E_FUTURE"
    assert refused("set", "t2", "minutes=25")["code"] == "E_FUTURE"
    assert refused("reading", "KR1", "8", "--on", "2017-05-18")["code"] == "E_FUTURE"
