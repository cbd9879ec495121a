"""Words of the inside stay inside: no message that a user can get holds a name such as ``key_result``.

What has to be typed so is left out: ``field=value`` in commands, ``{placeholders}`` of the status line, and the names
of the fields there are, which the refusal of an unknown one lists.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest

import pmtui as package
from pmtui.cli.commands import pmtui as group
from pmtui.commands import ALL_COMMANDS
from pmtui.domain.documents import Kind
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.fields import FIELDS
from pmtui.domain.progress import Reason, Status, status_words
from pmtui.reports.notices import NOTICES
from pmtui.screens.terms import PLACE_TERMS, TERMS
from tests.cli.conftest import Result, Run

INSIDE = re.compile(r"(?<![\w=.:/{-])[a-z]+(?:_[a-z0-9]+)+(?![\w=}])")
METRIC = {"unit": "days", "direction": "at_least", "target": "2"}
NEEDED: Mapping[Kind, Mapping[str, str]] = {
    Kind.KEY_RESULT: {"objective": "O1", **METRIC},
    Kind.KEY_ACTION: {"key_result": "KR1"},
    Kind.CHALLENGE: {"vision": "V1"},
    Kind.TARGET: {
        "challenge": "C1",
        "unit": "days",
        "direction": "decrease",
        "baseline": "21",
        "target": "2",
    },
    Kind.OBSTACLE: {"target": "TC1"},
    Kind.EXPERIMENT: {"obstacle": "OB1"},
    Kind.GOAL: METRIC,
}
REFS = {Kind.ENTRY: "t1", Kind.WORKSPACE: "workspace", Kind.KEY_RESULT: "KR1", Kind.KEY_ACTION: "KA1"}
REFS |= {Kind.GOAL: "G1", Kind.VISION: "V1", Kind.OBJECTIVE: "O1", Kind.CHALLENGE: "C1", Kind.TARGET: "TC1"}
REFS |= {Kind.OBSTACLE: "OB1", Kind.EXPERIMENT: "X1"}

MOVES: tuple[tuple[str, ...], ...] = (
    ("move", "X1", "running"),
    ("move", "TC1", "active"),
    ("reading", "TC1", "20"),
    ("move", "TC1", "active"),
    ("move", "OB1", "current"),
    ("move", "X1", "running", "expect=price", "check_on=mon"),
    ("set", "X1", "check_on=tue"),
    ("move", "X1", "concluded"),
    ("move", "X1", "concluded", "actual=a", "learned=b", "verdict=foo"),
    ("add", "action", "Call"),
    ("add", "action", "Call", "key_result=O1"),
    ("add", "cycle", "x"),
    ("purge", "KA1", "--yes", "no"),
)
LOOKS: tuple[tuple[str, ...], ...] = (
    ("show", "X1"),
    ("show", "CC1"),
    ("list", "cycle"),
    ("report", "strategy"),
    ("report", "kata"),
    ("status",),
    ("lint",),
    ("report", "time", "--by", "cause"),
    ("export", "-", "--format", "md"),
)


def inside(text: str) -> list[str]:
    return INSIDE.findall(text)


def checked(result: Result) -> Result:
    assert not inside(result.out + result.err), result
    return result


@pytest.fixture
def full(pm: Run) -> Run:
    """A store with one of every kind."""
    for kind in Kind:
        ref = REFS.get(kind, "")
        if ref and kind not in (Kind.ENTRY, Kind.WORKSPACE):
            words = (f"{name}={value}" for name, value in NEEDED.get(kind, {}).items())
            assert checked(pm("add", kind.value, f"The {kind.words}", *words)).out.startswith(ref)
    checked(pm("log", "45m fire checkout errors !outage @acme ~discovery"))
    return pm


def value_for(field: FieldSpec) -> str:
    """A value that the field takes."""
    if field.choices:
        return next((choice for choice in field.choices if "_" in choice), field.choices[0])
    if field.kinds:
        return REFS[field.kinds[0]]
    special = {
        "zone": "Europe/London",
        "quarter_start_month": "4",
        "start": "2017-05-01",
        "due": "2017-12-31",
    }
    by_type = {FieldType.SHARE: "25%", FieldType.MINUTES: "45m", FieldType.MINUTES_LIST: "1,1,1,1,1,0,0"}
    by_type |= {FieldType.YES_NO: "yes", FieldType.DATES: "2017-12-24", FieldType.REFS: "KR1"}
    by_type |= {FieldType.PAST_DAY: "yesterday", FieldType.CLOCK: "9:00", FieldType.DATE: "2017-06-01"}
    return special.get(field.name, by_type.get(field.type, "7"))


@pytest.mark.parametrize("kind", FIELDS, ids=str)
def test_changing_each_field_of_each_kind_says_nothing_of_the_inside(full: Run, kind: Kind) -> None:
    for field in FIELDS[kind]:
        checked(full("set", REFS[kind], f"{field.name}={value_for(field)}"))
        checked(full("set", REFS[kind], f"{field.name}=\u2047 no \u2047"))
        checked(full("set", REFS[kind], f"{field.name}=-99999"))
        checked(full("set", REFS[kind], f"{field.name}="))
    checked(full("show", REFS[kind]))
    history = checked(full("history", "--all")).out
    assert history.count("Change ") >= len(FIELDS[kind]) // 2
    checked(full("undo", "2"))
    checked(full("redo"))


def test_moves_and_check_ins_say_nothing_of_the_inside(full: Run) -> None:
    pm = full
    for words in MOVES:
        checked(pm(*words))
    answers = "\n\nc\nfour named the price\nmaybe\na\n"
    checked(pm("checkin", "--plain", stdin=answers))
    kept = checked(pm("checkin", "--plain", stdin="\n")).out
    assert "what happened: four named the price" in kept
    assert "verdict: as expected" in kept
    assert "the experiment ends" in kept
    checked(pm("checkin", "--plain", stdin=answers + "price comes first\n\nn no filter\nAsk\nfive\nmon\n"))
    for words in LOOKS:
        checked(pm(*words))


def test_a_time_entry_is_called_by_its_words(full: Run) -> None:
    full("set", "t1", "activity=launch")
    full("rm", "t1")
    history = full("history").out
    assert "Change activity of checkout errors (t1)" in history
    assert "Archive checkout errors (t1)" in history


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("KR1 cadence_days=999", "cadence days: it must be at most 366"),
        ("workspace quarter_start_month=13", "quarter start month: it must be at most 12"),
        ("workspace new_contacts_per_month=-1", "new contacts per month: it must be at least 0"),
        ("workspace working_minutes=480,480,480,480,480,0,2000", "working minutes: it must be at most 1440"),
    ],
)
def test_a_value_out_of_its_range_is_told_the_range(full: Run, fields: str, said: str) -> None:
    result = full("set", *fields.split())
    assert result.code == 1
    assert said in result.err
    assert f"a value that is {said.partition(' must be ')[2]}" in result.err


def test_a_share_is_told_and_shown_in_per_cent(full: Run) -> None:
    assert "max firefight 1 %" in full("set", "workspace", "max_firefight=1%").out
    shown = " ".join(full("show", "workspace").out.split())
    assert "max firefight 1 % min strategic 40 %" in shown


def test_the_help_of_every_command_holds_none(pm: Run) -> None:
    checked(pm("--help"))
    for name in group.list_commands(click.Context(group)):
        checked(pm(name, "--help"))


def test_what_forms_say_holds_none() -> None:
    for kind, fields in FIELDS.items():
        for field in fields:
            assert not inside(f"{field.label} {field.help}"), (kind, field.name)
            assert not inside(field.words)
            assert not any(inside(field.shown(choice)) for choice in field.choices)
    assert not any(inside(words) for words in NOTICES.values())
    assert not any(inside(" ".join(words)) for words in (*TERMS.values(), *PLACE_TERMS.values()))
    assert not any(inside(command.label) for command in ALL_COMMANDS)
    for status in Status:
        for reason in (None, *Reason):
            assert not inside(status_words(status, reason))


def raised() -> Iterator[tuple[str, str]]:
    """The literal parts of everything that a refusal can say, with its place."""
    for file in sorted(Path(package.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node).lower().endswith("error"):
                for argument in [*node.args[1:], *(k.value for k in node.keywords if k.arg == "fix")]:
                    parts = (p.value for p in ast.walk(argument) if isinstance(p, ast.Constant))
                    yield f"{file.name}:{node.lineno}", " ".join(p for p in parts if isinstance(p, str))


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def test_no_refusal_is_worded_with_one() -> None:
    found = [(place, inside(words)) for place, words in raised()]
    assert len(found) > 200
    assert not [pair for pair in found if pair[1]]


def test_json_keeps_the_names_that_programs_rely_on(full: Run) -> None:
    assert json.loads(full("show", "KR1", "--json").out)["metric"]["direction"] == "at_least"
