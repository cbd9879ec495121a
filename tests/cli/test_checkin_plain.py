"""checkin --plain: five questions, one line of standard input each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from pmtui.errors import StoreError
from tests.cli.conftest import Run

Refused = Callable[..., dict[str, Any]]


def answers(*lines: str) -> str:
    return "".join(line + "\n" for line in lines)


def cycle(run: Run) -> dict[str, Any]:
    found = run("list", "cycle", "--json").json[-1]
    assert isinstance(found, dict)
    return found


def test_enter_all_the_way_is_stored_as_unchanged(board: Run) -> None:
    out = board("checkin", "--plain", stdin=answers("", "", "", "")).out
    assert "Find and buy in two days" in out
    assert "42 days left" in out
    found = cycle(board)
    assert (found["ref"], found["target"], found["date"]) == ("CC1", "TC1", "2017-05-19")
    assert (found["changed"], found["answers"]["actual"]) == (False, None)
    assert len(board("show", "TC1", "--json").json["readings"]) == 3
    assert board("status").out.endswith("checked in\n")


def test_a_new_value_is_a_reading_of_today(board: Run) -> None:
    board("checkin", "--plain", stdin=answers("", "12.0", "", ""))
    assert board("show", "TC1", "--json").json["readings"][-1] == {
        "on": "2017-05-19", "value": "12.0", "confidence": None, "note": "",
    }  # fmt: skip
    assert cycle(board)["changed"] is True


def test_a_next_step_is_planned_with_its_prediction_and_started(board: Run) -> None:
    board("checkin", "--plain", stdin=answers("", "", "", "ask five", "three name the price", "+3d"))
    experiment = board("show", "X1", "--json").json
    assert (experiment["state"], experiment["expect"]) == ("running", "three name the price")
    assert (experiment["check_on"], experiment["obstacle"]) == ("2017-05-22", "OB1")
    assert cycle(board)["answers"]["next_experiment"] == "X1"


def test_go_and_see_is_the_next_working_day_by_default(board: Run) -> None:
    board("set", "workspace", "holidays=2017-05-22")
    board("checkin", "--plain", stdin=answers("", "", "", "ask five", "three", ""))
    assert board("show", "X1", "--json").json["check_on"] == "2017-05-23"


def test_the_expectation_is_revealed_after_what_happened(board: Run) -> None:
    board("checkin", "--plain", stdin=answers("", "", "", "ask five", "three name the price", ""))
    script = answers("", "", "c", "four did", "b", "price comes first", "", "ask ten", "six do", "fri")
    out = board("checkin", "--plain", stdin=script).out
    assert out.index("What happened?") < out.index("three name the price")
    concluded = board("show", "X1", "--json").json
    assert (concluded["state"], concluded["verdict"]) == ("concluded", "better")
    assert (concluded["actual"], concluded["learned"]) == ("four did", "price comes first")
    assert board("show", "X2", "--json").json["check_on"] == "2017-05-26"


def test_a_running_experiment_may_be_kept(board: Run) -> None:
    board("checkin", "--plain", stdin=answers("", "", "", "ask five", "three", ""))
    for keep in ("k", ""):
        board("checkin", "--plain", stdin=answers("", "", keep, ""))
        assert cycle(board)["changed"] is False
        assert board("show", "X1", "--json").json["state"] == "running"


def test_the_obstacle_is_kept_chosen_added_or_gone(board: Run) -> None:
    def states() -> dict[str, str]:
        return {o["ref"]: o["state"] for o in board("list", "obstacle", "--json").json}

    board("checkin", "--plain", stdin=answers("", "", "n price is unclear", ""))
    assert states() == {"OB1": "parked", "OB2": "current"}
    board("checkin", "--plain", stdin=answers("", "", "1", ""))
    assert states() == {"OB1": "current", "OB2": "parked"}
    board("checkin", "--plain", stdin=answers("", "", "x", ""))
    assert states() == {"OB1": "gone", "OB2": "parked"}


def test_after_one_that_is_gone_another_obstacle_can_be_worked_on(board: Run) -> None:
    def states() -> dict[str, str]:
        return {o["ref"]: o["state"] for o in board("list", "obstacle", "--json").json}

    board("add", "obstacle", "price is unclear", "target=TC1")
    out = board("checkin", "--plain", stdin=answers("", "", "x", "1", "ask five", "three", "")).out
    assert "  1 OB1 filters do not narrow (working on it)\n  2 OB2 price is unclear\n" in out
    assert "3 Obstacles:\n  1 OB2 price is unclear\n  empty is none for now" in out
    assert states() == {"OB1": "gone", "OB2": "current"}
    assert board("show", "X1", "--json").json["obstacle"] == "OB2"
    assert cycle(board)["answers"]["obstacle"] == "OB2"
    board("undo")
    board("checkin", "--plain", stdin=answers("", "", "X", "n nobody asks", ""))
    assert states() == {"OB1": "gone", "OB2": "parked", "OB3": "current"}
    board("undo")
    board("checkin", "--plain", stdin=answers("", "", "x", "2", "x", "2", ""))
    assert states() == {"OB1": "parked", "OB2": "current"}


def test_lines_that_end_after_what_is_gone_choose_no_other(board: Run) -> None:
    board("checkin", "--plain", stdin=answers("", "", "", "first", "something", ""))
    board("checkin", "--plain", stdin=answers("", "", "k", "x"))
    assert [o["state"] for o in board("list", "obstacle", "--json").json] == ["gone"]


def test_a_refused_answer_is_explained_and_asked_again(board: Run) -> None:
    board("checkin", "--plain", stdin=answers("", "", "", "first", "something", ""))
    script = answers(
        "", "many", "9", "maybe", "c", "", "it did", "so-so", "i", "", "little", "7", "n", "n  ", "",
        "next", "", "more", "someday", "1/12", "yesterday", "tomorrow",
    )  # fmt: skip
    out = board("checkin", "--plain", stdin=script).out
    for refused in ("'many'", "'maybe'", "'so-so'", "'7'", "someday"):
        assert refused in out
    assert board("show", "X2", "--json").json["check_on"] == "2017-05-20"
    assert cycle(board)["answers"]["verdict"] == "inconclusive"


def test_a_step_needs_an_obstacle(board: Run) -> None:
    out = board("checkin", "--plain", stdin=answers("", "", "x", "a step", "")).out
    assert "obstacle" in out
    assert board("list", "experiment", "--json").json == []


def test_one_undo_takes_back_everything(board: Run) -> None:
    board("checkin", "--plain", stdin=answers("", "", "", "ask five", "three", ""))
    before = [board("list", kind, "--json").json for kind in ("target", "obstacle", "experiment", "cycle")]
    script = answers("", "9", "c", "four", "a", "price", "n another", "ask ten", "six", "")
    board("checkin", "--plain", stdin=script)
    board("undo")
    after = [board("list", kind, "--json").json for kind in ("target", "obstacle", "experiment", "cycle")]
    for old, new in zip(before, after, strict=True):
        assert [{**d, "rev": 0} for d in new] == [{**d, "rev": 0} for d in old]


def test_the_end_of_the_input_stores_nothing_and_keeps_the_answers(board: Run, refused: Refused) -> None:
    before = board("history", "--json").out
    assert refused("checkin", stdin=answers("", "11.5"))["code"] == "E_INPUT_ENDED"
    assert board("history", "--json").out == before
    assert "11.5" in board("checkin", "--plain", stdin=answers("", "", "", "")).out
    assert "11.5" not in board("checkin", "--plain", stdin=answers("", "", "", "")).out


def test_answers_that_cannot_be_stored_are_kept(board: Run, pm: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*arguments: object) -> None:
        raise StoreError("E_LOCKED", "the store is being written by process 7", "try again")

    before = board("history", "--json").out
    with monkeypatch.context() as busy:
        busy.setattr("pmtui.cli.checkin.finish_check_in", locked)
        assert pm("checkin", "--plain", stdin=answers("", "11.5", "", "")).code == 3
    assert board("history", "--json").out == before
    assert "11.5" in board("checkin", "--plain", stdin=answers("", "", "", "")).out


def test_json_is_the_cycle_and_the_questions_go_elsewhere(board: Run) -> None:
    result = board("checkin", "TC1", "--json", stdin=answers("", "12", "", ""))
    assert result.json["kind"] == "cycle"
    assert "Actual now" in result.err


def test_five_unchanged_in_a_row_ask_whether_the_step_is_too_big(board: Run) -> None:
    outs = [board("checkin", "--plain", stdin=answers("", "", "", "")).out for _ in range(5)]
    assert ["too big" in out for out in outs] == [False] * 4 + [True]


def test_the_target_unchecked_longest_comes_first(board: Run) -> None:
    board("add", "target", "Other", "challenge=C1", "owner=Ann", "unit=d", "direction=at_most", "target=2")
    board("reading", "TC2", "3")
    board("move", "TC2", "active")
    for expected in ("TC1", "TC2"):
        board("checkin", "--plain", stdin=answers("", "", "", ""))
        assert cycle(board)["target"] == expected


def test_another_subject_is_refused(board: Run, refused: Refused) -> None:
    assert refused("checkin", "OB1")["code"] == "E_WRONG_KIND"
    assert refused("checkin", "TC9")["code"] == "E_UNKNOWN_REF"
    board("move", "TC1", "abandoned")
    assert refused("checkin", "TC1")["code"] == "E_NOT_ACTIVE"


def test_without_an_active_target_the_due_readings_are_asked_for(board: Run, pm: Run) -> None:
    board("move", "TC1", "achieved")
    assert "no reading is due" in board("checkin", "--plain").out
    board("add", "kr", "Renewals", "objective=O1", "unit=%", "direction=at_least", "target=9")
    board("move", "KR1", "active")
    board("move", "KR2", "active")
    out = board("checkin", "--plain", stdin=answers("many", "12", "")).out
    assert "'many'" in out
    assert "1 of 2 stored" in out
    assert [r["value"] for r in board("show", "KR1", "--json").json["readings"]] == ["12"]
    assert board("show", "KR2", "--json").json["readings"] == []
    assert pm("checkin", "--plain").code == 1
    assert board("checkin", "--json", stdin=answers("9")).json[0]["ref"] == "KR2"
    assert board("checkin", "--json").json == []
