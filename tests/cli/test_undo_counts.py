"""Undo and redo take what was asked for, or nothing; groups that overlap say so; no refusal has an empty fix."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.errors import PmtuiError
from tests.cli.conftest import Run


@pytest.fixture
def three(pm: Run) -> Run:
    for title in ("A", "B", "C"):
        pm("add", "objective", title)
    return pm


def error(pm: Run, *words: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(pm("--json", *words).out)["error"]
    return found


def test_more_than_there_is_is_refused_with_the_number_there_is(three: Run) -> None:
    refused = error(three, "undo", "999")
    assert (refused["code"], refused["fix"]) == ("E_TOO_MANY", "pmtui undo 3")
    assert "only 3 changes can be undone, not 999" in refused["message"]
    assert len(json.loads(three("list", "objective", "--json").out)) == 3
    assert len(json.loads(three("history", "--json").out)) == 3
    assert three("undo", "3").code == 0
    assert error(three, "redo", "4")["fix"] == "pmtui redo 3"
    assert not json.loads(three("list", "objective", "--json").out)
    assert three("redo", "3").code == 0
    assert error(three, "redo")["code"] == "E_NOTHING_TO_REDO"


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "many", "99999999999999999999"])
@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_a_count_that_is_none_takes_nothing(three: Run, verb: str, count: str) -> None:
    three("undo")
    assert three(verb, count).code in (1, 2)
    assert len(json.loads(three("list", "objective", "--json").out)) == 2


def test_groups_that_overlap_say_so(pm: Run) -> None:
    pm("log", "1h fire outage @acme @initech")
    pm("log", "30m yesterday planned work @acme")
    out = pm("report", "time", "--by", "party").out
    assert "these overlap: an entry with several stands in each, so they add up to 2:30" in out
    assert json.loads(pm("report", "time", "--by", "party", "--json").out)["overlapping"] is True
    for by in ("mode", "cause", "activity", "objective", "day", "week"):
        assert json.loads(pm("report", "time", "--by", by, "--json").out)["overlapping"] is False
        assert "overlap" not in pm("report", "time", "--by", by).out


@given(st.sampled_from([None, "", " ", "\n", "\t "]))
def test_an_empty_fix_is_none(fix: str | None) -> None:
    assert PmtuiError("E_X", "no", fix).fix is None


@pytest.mark.parametrize(
    "words",
    [
        ("log", "13h x"),
        ("log", "5m -3h x"),
        ("undo",),
        ("show", "KR9"),
        ("start", "9:00 x tomorrow"),
        ("import", "none"),
    ],
)
def test_a_refusal_without_a_fix_prints_none(pm: Run, words: tuple[str, ...]) -> None:
    refused = pm(*words)
    assert refused.code
    assert all(line.removeprefix("fix:").strip() for line in refused.err.splitlines())
    assert error(pm, *words)["fix"] != ""
