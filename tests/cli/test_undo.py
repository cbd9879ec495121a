"""undo, redo and history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.cli.conftest import Run

Refused = Callable[..., dict[str, Any]]


def goals(run: Run) -> list[str]:
    return [goal["ref"] for goal in run("list", "goal", "--json").json]


def test_undo_takes_back_steps_and_redo_brings_them_again(ok: Run, refused: Refused) -> None:
    for n in (1, 2, 3):
        ok("add", "goal", f"goal {n}")
    assert "goal 3" in ok("undo").out
    assert goals(ok) == ["G1", "G2"]
    assert [entry["n"] for entry in ok("undo", "2", "--json").json] == [2, 1]
    assert goals(ok) == []
    assert refused("undo")["code"] == "E_NOTHING_TO_UNDO"
    ok("redo", "2")
    ok("redo")
    assert goals(ok) == ["G1", "G2", "G3"]
    assert refused("redo")["code"] == "E_NOTHING_TO_REDO"


def test_a_ref_is_never_used_again(ok: Run) -> None:
    ok("add", "goal", "first")
    ok("undo")
    assert ok("add", "goal", "second", "--json").json["ref"] == "G2"


def test_one_change_of_the_past_is_taken_back_unless_a_later_one_touched_it(
    ok: Run, refused: Refused
) -> None:
    ok("add", "goal", "first")
    ok("add", "goal", "second")
    ok("set", "G1", "title=changed")
    error = refused("undo", "--change", "1")
    assert error["code"] == "E_UNDO_BLOCKED"
    ok("undo", "--change", "2")
    assert goals(ok) == ["G1"]
    assert refused("undo", "--change", "99")["code"] == "E_NOTHING_TO_UNDO"


def test_history_tells_what_happened(ok: Run) -> None:
    assert ok("history", "--json").json == []
    ok("add", "goal", "first")
    ok("undo")
    history = ok("history", "--json").json
    assert [entry["n"] for entry in history] == [1, 2]
    assert (
        history[0].items()
        >= {"at": "2017-05-19T10:00:00Z", "what": "Add business goal G1 first", "undone": True}.items()
    )
    assert [entry["n"] for entry in ok("history", "--json", "--limit", "1").json] == [2]
    assert "Add business goal G1 first" in ok("history", "--all").out


def test_a_number_of_steps_is_a_number(refused: Refused) -> None:
    for words in (("undo", "0"), ("undo", "-1"), ("undo", "x"), ("redo", "0"), ("undo", "1", "2")):
        refused(*words, code=2)
