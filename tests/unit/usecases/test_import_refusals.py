"""No import stores what no use case would store, and each refusal names the place."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from pmtui.data.tables import month_file
from pmtui.data.typed import save_document
from pmtui.domain.documents import HIGHEST_REF, Kind
from pmtui.usecases.exporting import EVERY_MODEL
from tests.unit.exchange import bring, busy, export, exported
from tests.unit.planner import NOON, Planner

Damage = Callable[[dict[str, Any]], object]


def test_time_that_overlaps_is_refused_and_both_sides_are_named(pm: Planner, other: Planner) -> None:
    pm.add(Kind.GOAL, "Grow")
    pm.log("8:00-9:00 fire outage")
    other.log("8:30-9:30 plan backlog")
    error = other.refuses(lambda: bring(other, export(pm)), "E_IMPORT")
    assert "t1" in error.message
    assert "t2 (t1 in the file)" in error.message
    other.refuses(lambda: bring(other, export(pm), dry_run=True), "E_IMPORT")


def test_a_day_that_would_hold_too_much_is_refused(pm: Planner, other: Planner) -> None:
    for planner in (pm, other):
        planner.log("yesterday 12h plan one")
        planner.log("yesterday 6h plan two")
    assert "minutes" in other.refuses(lambda: bring(other, export(pm)), "E_IMPORT").message


def test_only_a_rule_broken_by_the_import_is_its_fault(pm: Planner, other: Planner) -> None:
    entry = {"zone": "UTC", "date": "2026-10-13", "minutes": 700, "created_at": NOON, "updated_at": NOON}
    with other.session.store.transaction() as tx:
        tx.what = "a day by hand"
        for number in (1, 2, 3):
            document = EVERY_MODEL[Kind.ENTRY].read({**entry, "id": f"01K{number}", "ref": f"t{number}"})
            save_document(tx, document, month_file(date(2026, 10, 13)))
    pm.add(Kind.GOAL, "Grow")
    bring(other, export(pm))
    assert other.doc("G1").title == "Grow"


def _second_active(data: dict[str, Any]) -> None:
    targets = data["documents"]["target"]
    targets.append({**targets[0], "id": "01TWO", "ref": "TC9"})


def _check_in(data: dict[str, Any], **answers: str) -> None:
    stamp = {"created_at": "2026-10-14T12:00:00Z", "updated_at": "2026-10-14T12:00:00Z"}
    cycle = {"id": "01CC", "ref": "CC1", "target": "TC1", "date": "2026-10-14", "changed": True, **stamp}
    data["documents"]["cycle"] = [{**cycle, "answers": answers}]


RULES: dict[str, tuple[Damage, str]] = {
    "two active targets": (_second_active, "one at a time"),
    "a target that was never measured": (lambda d: d["documents"]["target"][0].pop("readings"), "no reading"),
    "a reading tomorrow": (
        lambda d: d["documents"]["target"][0]["readings"].append({"on": "2026-10-20", "value": "3"}),
        "in the future",
    ),
    "a step without a prediction": (lambda d: d["documents"]["experiment"][0].pop("expect"), "expect"),
    "a baseline beyond the target": (
        lambda d: d["documents"]["kr"][0]["metric"].update(baseline="90"),
        "needs a baseline below",
    ),
    "an answer of the wrong kind": (
        lambda d: _check_in(d, obstacle="TC1"),
        "obstacle must be an obstacle; TC1 is a target condition",
    ),
    "a parent of the wrong kind": (
        lambda d: d["documents"]["kr"][0].update(objective="G1"),
        "must be an objective",
    ),
    "an entry in the future": (
        lambda d: d["documents"]["entry"][0].update(
            start="2026-10-15T08:00:00Z", end="2026-10-15T09:00:00Z", date="2026-10-15"
        ),
        "in the future",
    ),
    "an entry that ends first": (
        lambda d: d["documents"]["entry"][0].update(end="2026-10-14T07:00:00Z"),
        "end must be after",
    ),
    "an entry without an end": (lambda d: d["documents"]["entry"][0].pop("end"), "not both"),
    "minutes that do not add up": (lambda d: d["documents"]["entry"][0].update(minutes=61), "lasts 60"),
    "a day that is not that of the start": (
        lambda d: d["documents"]["entry"][0].update(date="2026-10-13"),
        "starts on 2026-10-14",
    ),
}


@pytest.mark.parametrize(("damage", "says"), RULES.values(), ids=RULES)
def test_what_no_use_case_would_store_no_import_stores(
    pm: Planner, other: Planner, damage: Damage, says: str
) -> None:
    busy(pm)
    data = exported(pm)
    damage(data)
    assert says in other.refuses(lambda: bring(other, data), "E_IMPORT").message


DAMAGE: dict[str, tuple[Damage, str]] = {
    "an unknown kind": (lambda d: d["documents"].update(riddle=[]), "'riddle' is no kind"),
    "a kind that is no array": (lambda d: d["documents"].update(goal={}), "documents.goal is no array"),
    "a document that is none": (
        lambda d: d["documents"]["goal"].append(7),
        "documents.goal[1]: it is no object",
    ),
    "documents that are none": (lambda d: d.update(documents=[]), "no object of kinds"),
    "no documents": (lambda d: d.pop("documents"), "no export of pmtui"),
    "a format that is none": (lambda d: d.update(format=True), "no number of a format"),
    "a missing title": (lambda d: d["documents"]["goal"][0].pop("title"), "documents.goal[0] (G1): title"),
    "a blank title": (lambda d: d["documents"]["goal"][0].update(title=" "), "(G1): a title is needed"),
    "a long title": (lambda d: d["documents"]["goal"][0].update(title="x" * 501), "may have 500"),
    "a long note": (lambda d: d["documents"]["goal"][0].update(note="é" * 500_001), "may have 1,000,000"),
    "an id that is a path": (lambda d: d["documents"]["goal"][0].update(id="../x"), "(G1)"),
    "the id of the timer": (lambda d: d["documents"]["goal"][0].update(id="timer"), "is taken"),
    "an answer about a step that is not there": (
        lambda d: _check_in(d, experiment="X7"),
        "CC1 points at X7",
    ),
    "an answer about an obstacle that is not there": (
        lambda d: _check_in(d, obstacle="OB7"),
        "CC1 points at OB7",
    ),
    "an answer about a next step that is not there": (
        lambda d: _check_in(d, next_experiment="X99999999"),
        "CC1 points at X99999999",
    ),
    "readings on an objective": (
        lambda d: d["documents"]["objective"][0].update(readings=[{"on": "2026-10-01", "value": "3"}]),
        "(O1): readings is a field of something else",
    ),
    "a metric of an objective": (
        lambda d: d["documents"]["objective"][0].update(metric="x"),
        "(O1): metric is a field of something else",
    ),
    "minutes of a goal": (lambda d: d["documents"]["goal"][0].update(minutes=5), "minutes is a field"),
    "a baseline beside the metric": (lambda d: d["documents"]["kr"][0].update(baseline="4"), "baseline is a"),
    "links within a metric": (
        lambda d: d["documents"]["kr"][0]["metric"].update(links=["O1"]),
        "metric.links is a field",
    ),
    "a state of an entry": (lambda d: d["documents"]["entry"][0].update(state="done"), "state is a field"),
    "a ref of another kind": (lambda d: d["documents"]["goal"][0].update(ref="KR7"), "no ref of this kind"),
    "a ref in small letters": (lambda d: d["documents"]["goal"][0].update(ref="g1"), "no ref of this kind"),
    "a ref without end": (
        lambda d: d["documents"]["goal"][0].update(ref=f"G{HIGHEST_REF + 1}"),
        "no ref of this kind",
    ),
    "an instant without a zone": (
        lambda d: d["documents"]["goal"][0].update(created_at="2026-10-14T12:00:00"),
        "(G1): created_at",
    ),
    "an instant before all time": (
        lambda d: d["documents"]["goal"][0].update(created_at="0001-01-01T00:00:00+14:00"),
        "(G1)",
    ),
    "an instant of the year 900": (
        lambda d: d["documents"]["goal"][0].update(created_at="0900-01-01T00:00:00Z"),
        "(G1)",
    ),
    "a number that is none": (
        lambda d: d["documents"]["kr"][0]["metric"].update(target="many"),
        "(KR1): 'many' is not a number",
    ),
    "a field nested too deeply": (
        lambda d: d["documents"]["goal"][0].update(x=json.loads("[" * 60 + "]" * 60)),
        "(G1): it holds a value",
    ),
    "readings out of order": (
        lambda d: d["documents"]["target"][0]["readings"].append({"on": "2020-10-20", "value": "3"}),
        "(TC1): readings must be in date order",
    ),
    "a ref that is there twice": (
        lambda d: d["documents"]["goal"].append({**d["documents"]["goal"][0], "id": "01OTHER"}),
        "G1 stands there twice",
    ),
    "an id that is there twice": (
        lambda d: d["documents"]["goal"].append({**d["documents"]["goal"][0], "ref": "G2"}),
        "same id",
    ),
    "a link out of the file": (
        lambda d: d["documents"]["goal"].clear(),
        "O1 points at G1, which is not in the file",
    ),
    "a zone that is none": (
        lambda d: d["documents"]["entry"][0].update(zone="Mars/Olympus"),
        "not a time zone",
    ),
    "a workspace under another name": (
        lambda d: d["documents"]["workspace"].append({**d["documents"]["goal"][0]}),
        "id and ref must be 'workspace'",
    ),
}


@pytest.mark.parametrize(("damage", "says"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_export_is_refused_naming_the_place(
    pm: Planner, other: Planner, damage: Damage, says: str
) -> None:
    busy(pm)
    data = exported(pm)
    damage(data)
    error = other.refuses(lambda: bring(other, data), "E_BAD_IMPORT")
    assert says in error.message
    assert error.message.startswith("export.json")
    assert len(error.message) < 400


FOREIGN = {
    "nothing": b"",
    "blanks": b" \n ",
    "not JSON": b"Dear Sir",
    "a number": b"1",
    "an array": b"[]",
    "an empty object": b"{}",
    "another program's": b'{"name": "x", "version": "1.0"}',
    "cut off": b'{"pmtui": "0.1.0", "format": 1, "docum',
    "two texts": b'{"pmtui":"0","format":1,"documents":{}} {}',
    "UTF-16": '{"pmtui":"0","format":1,"documents":{}}'.encode("utf-16"),
    "not UTF-8": b'{"pmtui":"\xff","format":1,"documents":{}}',
    "a key twice": b'{"pmtui":"0","format":1,"format":1,"documents":{}}',
    "NaN": b'{"pmtui":"0","format":1,"documents":{"goal":[{"x":NaN}]}}',
    "Infinity": b'{"pmtui":"0","format":1,"documents":{"goal":[{"x":-Infinity}]}}',
    "1e999": b'{"pmtui":"0","format":1,"documents":{"goal":[{"x":1e999}]}}',
    "a huge integer": b'{"pmtui":"0","format":1,"documents":{"goal":[{"x":' + b"9" * 5000 + b"}]}}",
    "half a character": b'{"pmtui":"0","format":1,"documents":{"goal":[{"title":"\\ud83d"}]}}',
    "too deep": b'{"pmtui":"0","format":1,"documents":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a zip": b"PK\x03\x04" + bytes(200),
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("raw", FOREIGN.values(), ids=FOREIGN)
def test_what_is_no_export_is_refused_in_one_sentence(other: Planner, raw: bytes) -> None:
    error = other.refuses(lambda: bring(other, raw), "E_BAD_IMPORT")
    assert error.message.startswith("export.json: ")
    assert "\n" not in error.message
    assert len(error.message) < 300


def test_an_export_of_a_newer_format_is_left_to_a_newer_program(pm: Planner, other: Planner) -> None:
    data = {**exported(pm), "format": 2}
    assert "newer pmtui" in other.refuses(lambda: bring(other, data), "E_NEWER_FORMAT").message


def test_an_id_of_another_kind_here_is_refused(pm: Planner, other: Planner) -> None:
    pm.add(Kind.GOAL, "Grow")
    other.add(Kind.VISION, "See")
    data = exported(pm)
    data["documents"]["goal"][0]["id"] = other.doc("V1").id
    assert "which is a vision" in other.refuses(lambda: bring(other, data), "E_IMPORT").message
