"""A ref is the same however it is typed: ``kr01``, ``" KR1 "`` and full-width letters mean KR1."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Run

KR1 = ["kr1", "KR01", "kr001", " KR1 ", "Kr1\t", "\uff2b\uff32\uff11"]


@pytest.fixture
def stored(pm: Run) -> Run:
    pm("add", "objective", "Partner")
    pm(
        "add",
        "kr",
        "Partners",
        "objective=O1",
        "unit=partners",
        "direction=increase",
        "baseline=0",
        "target=20",
    )
    pm("add", "action", "Call", "key_result=KR1")
    pm("log", "45m fire call")
    return pm


@pytest.mark.parametrize("typed", KR1)
def test_every_command_that_takes_a_ref_takes_it_as_typed(stored: Run, typed: str) -> None:
    pm = stored
    assert json.loads(pm("show", typed, "--json").out)["ref"] == "KR1"
    assert pm("set", typed, "confidence=5").out.startswith("KR1 changed")
    assert pm("reading", typed, "4").out.startswith("KR1 ")
    assert pm("move", typed, "active").out.startswith("KR1 is now active")
    assert "Reading 4" in pm("history", typed).out
    assert json.loads(pm("show", typed, "--at", "today", "--json").out)["ref"] == "KR1"
    assert json.loads(pm("set", "KA1", f"key_result={typed}", "--json").out)["key_result"] == "KR1"
    assert json.loads(pm("set", "t1", f"links={typed}", "--json").out)["links"] == ["KR1"]
    assert json.loads(pm("log", f"20m yesterday work >{typed.strip()}", "--json").out)["links"] == ["KR1"]
    assert pm("purge", typed, "--yes", typed, "--with-children").code == 0


@pytest.mark.parametrize("typed", ["t1", "T01", " T1 ", "\uff541"])
def test_time_entries_too(stored: Run, typed: str) -> None:
    pm = stored
    assert json.loads(pm("show", typed, "--json").out)["ref"] == "t1"
    assert json.loads(pm("set", typed, "text=outage", "--json").out)["text"] == "outage"
    assert json.loads(pm("rm", typed, "--json").out)["ref"] == "t1"


@pytest.mark.parametrize("typed", ["workspace", " Workspace ", "WORKSPACE"])
def test_the_workspace_too(stored: Run, typed: str) -> None:
    assert json.loads(stored("set", typed, "name=Acme", "--json").out)["name"] == "Acme"
    assert json.loads(stored("show", typed, "--json").out)["name"] == "Acme"
    assert "Change" in stored("history", typed).out


@pytest.mark.parametrize("typed", ["KR0", "KR", "KR1x", "KRR1", "1", "", "KR-1", "\u216b1"])
def test_what_is_no_ref_stays_unknown(stored: Run, typed: str) -> None:
    refused = stored("show", typed, "--json")
    assert json.loads(refused.out)["error"]["code"] == "E_UNKNOWN_REF"
