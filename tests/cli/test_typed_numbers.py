"""Numbers as people type them on the command line: read where they are sure, said back, and asked where not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

KR = ("objective=O1", "unit=k€", "direction=increase", "start=2017-04-01", "due=2017-06-30")


@pytest.fixture
def pipeline(pm: Run) -> Run:
    pm("add", "objective", "Partner")
    pm("add", "kr", "Pipeline", *KR, "baseline=€90k", "target=400k")
    return pm


def last(pm: Run) -> str:
    value: str = json.loads(pm("show", "KR1", "--json").out)["readings"][-1]["value"]
    return value


@pytest.mark.parametrize(
    ("typed", "value", "said"),
    [
        ("120,5", "120.5", "120,5 → 120.5 k€"),
        ("1.200,50", "1200.50", "1.200,50 → 1200.50 k€"),
        ("€130k", "130", "€130k → 130 k€"),
        ("1.2M", "1200", "1.2M → 1200 k€"),
        ("130 k€", "130", ""),
    ],
)
def test_a_reading_is_read_as_it_is_typed_and_said_back(
    pipeline: Run, typed: str, value: str, said: str
) -> None:
    out = pipeline("reading", "KR1", typed).out
    assert last(pipeline) == value
    assert said in out
    assert said or out.count("→") == 1


def test_what_can_be_two_numbers_is_settled_by_the_workspace(pipeline: Run) -> None:
    refused = pipeline("reading", "KR1", "1,200")
    assert (refused.code, "fix: type 1200 or 1.2" in refused.err) == (1, True)
    pipeline("set", "workspace", "decimal_mark=comma")
    pipeline("reading", "KR1", "1,200")
    assert last(pipeline) == "1.200"
    pipeline("set", "workspace", "decimal_mark=point")
    pipeline("reading", "KR1", "1,200")
    assert last(pipeline) == "1200"
    pipeline("set", "workspace", "decimal_mark=")
    assert pipeline("reading", "KR1", "1,200").code == 1


def test_a_decimal_mark_changes_neither_exports_nor_what_they_bring_back(
    pipeline: Run, tmp_path: Path
) -> None:
    pipeline("reading", "KR1", "1.250")
    pipeline("set", "workspace", "decimal_mark=comma")
    exported = pipeline("export", "-", "--format", "json").out
    assert '"decimal_mark": "comma"' in exported
    file = tmp_path / "export.json"
    file.write_text(exported, encoding="utf-8")
    other = ("--data", str(tmp_path / "other"))
    assert pipeline(*other, "import", str(file)).code == 0
    shown = json.loads(pipeline(*other, "show", "KR1", "--json").out)
    assert shown["readings"][0]["value"] == "1.250"


@pytest.mark.parametrize("typed", ["25", "25%", "0.25", "0,25", "25 %", "25 percent"])
def test_a_share_is_the_same_however_it_is_typed(pm: Run, typed: str) -> None:
    out = pm("set", "workspace", f"max_firefight={typed}", "--json").out
    assert json.loads(out)["max_firefight"] == "0.25"


def test_a_share_of_one_is_refused_as_either(pm: Run) -> None:
    error = json.loads(pm("--json", "set", "workspace", "min_strategic=1").out)["error"]
    assert (error["code"], error["fix"]) == ("E_BAD_SHARE", "type 1% or 100%")


def test_the_fields_of_add_and_set_are_said_back(pipeline: Run) -> None:
    out = pipeline("set", "KR1", "target=1,5 Mio. €", "cadence=2,0", "weight=1,5").out
    assert "target 1,5 Mio. € → 1500 k€" in out
    assert "weight 1,5 → 1.5" in out
    assert "cadence days 2,0 → 2 days" in out
    assert pipeline("set", "KR1", "cadence=2 weeks").err.endswith("fix: type 14\n")


def test_the_check_in_line_by_line_says_what_it_understood(pipeline: Run) -> None:
    pipeline("move", "O1", "active")
    pipeline("move", "KR1", "active")
    out = pipeline("checkin", "--plain", stdin="1,200\n130,5\n").out
    assert "type 1200 or 1.2" in out
    assert "130,5 → 130.5 k€" in out
    assert last(pipeline) == "130.5"


def test_a_second_reading_of_a_day_says_which_it_replaces(pipeline: Run) -> None:
    assert "replaces" not in pipeline("reading", "KR1", "100").out
    assert "replaces 100 k€, read on the same day" in pipeline("reading", "KR1", "110").out
    assert "replaces" not in pipeline("reading", "KR1", "105", "--on", "2017-05-01").out
    assert "Reading 110 in place of 100 on" in pipeline("history").out
