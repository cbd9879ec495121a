"""show --at and history REF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.unit.data.forged import forge

Refused = Callable[..., dict[str, Any]]


@pytest.fixture
def changed(ok: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """O1 of 17 May with another title since the 18th, and KR1 of the 18th with a reading of the 19th."""
    monkeypatch.setenv("PMTUI_NOW", "2017-05-17T21:59:00Z")  # a minute to midnight in Berlin
    ok("add", "objective", "First")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-18T10:00:00Z")
    ok("set", "O1", "title=Second")
    ok("add", "kr", "Partners", "objective=O1", "unit=p", "direction=increase", "baseline=4", "target=20")
    ok("log", "45m work >KR1")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T10:00:00Z")
    ok("reading", "KR1", "12")
    ok("rm", "t1")
    return ok


@pytest.mark.parametrize(
    ("moment", "title"),
    [
        ("2017-05-17", "First"),
        ("wed", "First"),
        ("2017-05-18", "Second"),
        ("yesterday", "Second"),
        ("today", "Second"),
        ("2017-05-18T11:59", "First"),
        ("2017-05-18T12:00", "Second"),
        ("2017-05-18T09:59:59Z", "First"),
        ("2017-05-18T10:00:00Z", "Second"),
    ],
)
def test_a_document_is_shown_as_it_was(changed: Run, moment: str, title: str) -> None:
    assert changed("show", "O1", "--at", moment, "--json").json["title"] == title


def test_what_is_computed_is_of_that_day(changed: Run) -> None:
    then = changed("show", "KR1", "--at", "yesterday", "--json").json
    now = changed("show", "KR1", "--json").json
    assert (then["readings"], then["computed"]["progress"]) == ([], None)
    assert now["computed"]["progress"] == 0.5


def test_entries_come_back_too(changed: Run) -> None:
    assert changed("show", "t1", "--at", "yesterday", "--json").json["archived_at"] is None
    assert changed("show", "t1", "--json").json["archived_at"]


def test_a_period_means_its_end(changed: Run, refused: Refused) -> None:
    assert "2017-05-14" in refused("show", "O1", "--at", "last week")["message"]
    assert refused("show", "O1", "--at", "this quarter")["message"].endswith("has not come yet")


def test_what_did_not_exist_then_is_told_with_its_day(changed: Run, refused: Refused) -> None:
    error = refused("show", "KR1", "--at", "2017-05-17")
    assert error["code"] == "E_NOT_THEN"
    assert (
        error["message"] == "KR1 did not exist at the end of 2017-05-17; it was added on 2017-05-18 at 12:00"
    )
    assert refused("show", "KR9", "--at", "2017-05-17")["code"] == "E_UNKNOWN_REF"


@pytest.mark.parametrize(
    "moment", ["tomorrow", "2017-05-19T12:01", "2099-01-01", "2017-05-18T99:00", "nonsense"]
)
def test_a_moment_that_is_none_or_to_come_is_refused(changed: Run, refused: Refused, moment: str) -> None:
    assert refused("show", "O1", "--at", moment)["code"] == "E_BAD_DATE"


def test_the_history_of_one_document(changed: Run, refused: Refused) -> None:
    assert [line[24:].split()[0] for line in changed("history", "kr1").out.splitlines()] == ["Add", "Reading"]
    assert [entry["n"] for entry in changed("history", "KR1", "--json").json] == [3, 5]
    assert [entry["n"] for entry in changed("history", "O1", "--json").json] == [1, 2]
    assert [entry["n"] for entry in changed("history", "t1", "--limit", "1", "--json").json] == [6]
    assert refused("history", "KR7")["code"] == "E_UNKNOWN_REF"


NEVER: dict[str, Any] = {"state": "flying", "serves": 5, "title": None, "created_at": "x", "serves ": [[]]}


@pytest.mark.parametrize("name", NEVER)
def test_a_past_that_never_was_is_neither_shown_nor_brought_back(
    changed: Run, refused: Refused, home: Path, name: str
) -> None:
    """Somebody else wrote into the history, with the right checksum, what no objective can be."""
    path = home / "data/history/2017-05.jsonl"
    odd = {name.strip(): NEVER[name]}
    forge(path, 0, lambda line: line["changes"][0]["after"].update(odd))
    forge(path, 1, lambda line: line["changes"][0]["before"].update(odd))
    told = refused("show", "O1", "--at", "2017-05-17")
    assert told["code"] == "E_PAST"
    assert "the history tells of it what pmtui never wrote: O1: " in told["message"]
    told = refused("undo", "--change", "2")
    assert told["code"] == "E_UNDO_BLOCKED"
    assert "what pmtui never wrote: O1: " in told["message"]
    assert changed("show", "O1", "--at", "2017-05-18", "--json").json["title"] == "Second"
    assert changed("show", "O1", "--json").json["title"] == "Second"
    assert changed("doctor").code == 0


def test_a_field_that_means_nothing_is_not_brought_back(changed: Run, refused: Refused, home: Path) -> None:
    path = home / "data/history/2017-05.jsonl"
    forge(path, 0, lambda line: line["changes"][0]["after"].update(readings=[]))
    forge(path, 1, lambda line: line["changes"][0]["before"].update(readings=[], zz_future=1))
    forge(path, 0, lambda line: line["changes"][0]["after"].update(zz_future=1))
    assert "readings means nothing there" in refused("undo", "--change", "2")["message"]
    assert changed("doctor").code == 0
