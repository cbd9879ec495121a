"""What goes out comes back: the same documents, once, under free names, and never a broken store."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.data.tables import month_file
from pmtui.data.typed import save_document
from pmtui.domain.documents import Document, Kind, build
from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.editing import change_document
from pmtui.usecases.exporting import EVERY_MODEL, Format, export_files, export_text
from pmtui.usecases.importing import Imported, import_bytes, import_file
from tests.unit.nasty import NOTES
from tests.unit.planner import NOON, Planner

Damage = Callable[[dict[str, Any]], object]


@pytest.fixture
def other(tmp_path: Path, pm: Planner) -> Planner:
    """Somebody else, with an empty store."""
    return Planner(tmp_path / "other", pm.clock)


def export(pm: Planner) -> bytes:
    return export_text(pm.session, Format.JSON).encode()


def exported(pm: Planner) -> dict[str, Any]:
    found = json.loads(export(pm))
    assert isinstance(found, dict)
    return found


def bring(pm: Planner, raw: bytes | dict[str, Any], **how: bool) -> Imported:
    given_ = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    return import_bytes(pm.session, given_, "export.json", **how)


def busy(pm: Planner) -> None:
    """Something of every kind, with links everywhere."""
    pm.lockup()
    pm.board()
    pm.add(Kind.GOAL, "Grow")
    pm.set("O1", serves="G1, C1")
    pm.read("KR1", "5.50")
    pm.set("TC1", key_result="KR1")
    pm.move("X1", "running")
    pm.log("8:00-9:00 fire outage >KR1 @acme #db !outage")
    pm.log("45m plan backlog >TC1")
    pm.rm(pm.add(Kind.OBSTACLE, "Was none", target="TC1"))
    pm.rm("t2")
    pm.verb("start", "strat pricing >O1")


def test_an_export_brings_everything_into_an_empty_store(pm: Planner, other: Planner) -> None:
    busy(pm)
    done = bring(other, export(pm))
    assert other.everything() == pm.everything()
    assert len(done.changed) == len(pm.everything())
    assert other.plan.timer is not None
    theirs, ours = exported(other), exported(pm)
    assert theirs["documents"] == ours["documents"]


def test_the_envelope_names_every_kind_in_the_words_of_the_command_line(pm: Planner) -> None:
    found = exported(pm)
    assert (found["format"], found["exported_at"]) == (1, "2026-10-14T12:00:00Z")
    assert set(found["documents"]) == {kind.value for kind in Kind} == {kind.value for kind in EVERY_MODEL}


def test_a_second_import_changes_nothing_and_makes_no_history(pm: Planner, other: Planner) -> None:
    busy(pm)
    raw = export(pm)
    bring(other, raw)
    before, steps = other.everything(), len(other.session.store.history())
    done = bring(other, raw)
    assert (done.changed, done.unchanged) == ((), len(before))
    assert (other.everything(), len(other.session.store.history())) == (before, steps)


def test_one_undo_takes_an_import_back_and_redo_brings_it_again(pm: Planner, other: Planner) -> None:
    busy(pm)
    other.add(Kind.GOAL, "Mine")
    before = other.everything()
    bring(other, export(pm))
    after = other.everything()
    other.undo()
    assert other.everything() == before
    other.redo()
    assert other.everything() == after


def test_a_dry_run_tells_the_same_and_stores_nothing(pm: Planner, other: Planner) -> None:
    busy(pm)
    other.lockup()
    before, steps = other.everything(), len(other.session.store.history())
    told = bring(other, export(pm), dry_run=True)
    assert (other.everything(), len(other.session.store.history())) == (before, steps)
    done = bring(other, export(pm))
    assert [d.ref for d in told.merge.added] == [d.ref for d in done.merge.added]
    assert told.merge.renumbered == done.merge.renumbered


def test_a_taken_ref_is_replaced_and_every_link_to_it(pm: Planner, other: Planner) -> None:
    busy(pm)
    workspace = pm.plan.workspace
    mute = {"code": "W9", "lint_ref": "KR1", "until": "2026-11-01", "reason": "later"}
    with pm.session.store.transaction() as tx:
        tx.what = "mute"
        save_document(tx, build(type(workspace), {**dict(workspace), "muted": [mute]}))
    _check_in(pm)
    other.lockup()
    other.board()
    mine = other.everything()
    done = bring(other, export(pm))
    assert mine.items() <= other.everything().items()
    new = done.merge.renumbered
    assert {"O1", "KR1", "KA1", "V1", "C1", "TC1", "OB1", "X1"} <= set(new)
    assert "G1" not in new
    assert other.doc(new["O1"]).serves == ("G1", new["C1"])
    assert other.doc(new["KA1"]).key_result == new["KR1"]
    assert other.doc(new["TC1"]).key_result == new["KR1"]
    assert other.doc(new["X1"]).obstacle == new["OB1"]
    assert other.doc("t1").links == (new["KR1"],)
    assert other.plan.timer is not None
    assert other.plan.timer.links == (new["O1"],)
    (cycle,) = other.plan.cycles(new["TC1"])
    assert (cycle.answers.experiment, cycle.answers.obstacle) == (new["X1"], new["OB1"])
    assert other.plan.workspace.muted[0].lint_ref == new["KR1"]
    assert bring(other, export(pm)).changed == ()


def _check_in(pm: Planner) -> None:
    answers = {"experiment": "X1", "obstacle": "OB1", "next_experiment": "X1"}
    cycle = {
        "id": "01CC",
        "ref": "CC1",
        "target": "TC1",
        "date": "2026-10-14",
        "answers": answers,
        "changed": True,
    }
    with pm.session.store.transaction() as tx:
        tx.what = "check in"
        save_document(tx, build(EVERY_MODEL[Kind.CYCLE], {**cycle, "created_at": NOON, "updated_at": NOON}))


def test_a_new_ref_is_none_that_comes_with_the_same_file(pm: Planner, other: Planner) -> None:
    for title in ("one", "two", "three"):
        pm.add(Kind.GOAL, title)
    other.add(Kind.GOAL, "mine")
    done = bring(other, export(pm))
    assert done.merge.renumbered == {"G1": "G4"}
    assert {d.ref: d.headline for d in other.plan.documents.values()} == {
        **{"G1": "mine", "G2": "two", "G3": "three", "G4": "one"}
    }
    assert other.add(Kind.GOAL, "next") == "G5"


@pytest.mark.parametrize("theirs", [False, True])
def test_a_document_that_differs_stays_unless_theirs_is_wanted(
    pm: Planner, other: Planner, theirs: bool
) -> None:
    pm.add(Kind.GOAL, "As it was")
    pm.log("8:00-9:00 fire outage")
    bring(other, export(pm))
    pm.set("G1", title="As they say")
    pm.set("t1", date="2026-09-30")
    other.set("G1", title="As we say")
    done = bring(other, export(pm), theirs=theirs)
    assert other.doc("G1").title == ("As they say" if theirs else "As we say")
    assert other.doc("t1").date == date(2026, 9, 30) if theirs else date(2026, 10, 14)
    touched = done.merge.replaced if theirs else done.merge.kept
    assert [d.ref for d in touched] == ["G1", "t1"]
    assert len(other.entries()) == 1


def test_what_was_archived_here_stays_archived(pm: Planner, other: Planner) -> None:
    pm.add(Kind.GOAL, "Grow")
    raw = export(pm)
    bring(other, raw)
    other.rm("G1")
    done = bring(other, raw)
    assert [d.ref for d in done.merge.kept] == ["G1"]
    assert other.doc("G1").is_archived


def test_a_timer_that_was_stopped_since_does_not_start_again(pm: Planner) -> None:
    pm.verb("start", "fire outage")
    raw = export(pm)
    pm.clock.move(minutes=30)
    pm.verb("stop")
    done = bring(pm, raw)
    assert done.merge.timer_left_out
    assert done.changed == ()
    assert pm.plan.timer is None


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
            document = build(EVERY_MODEL[Kind.ENTRY], {**entry, "id": f"01K{number}", "ref": f"t{number}"})
            save_document(tx, document, month_file(date(2026, 10, 13)))
    pm.add(Kind.GOAL, "Grow")
    bring(other, export(pm))
    assert other.doc("G1").title == "Grow"


def _second_active(data: dict[str, Any]) -> None:
    targets = data["documents"]["target"]
    targets.append({**targets[0], "id": "01TWO", "ref": "TC9"})


RULES: dict[str, tuple[Damage, str]] = {
    "two active targets": (_second_active, "one at a time"),
    "a target that was never measured": (lambda d: d["documents"]["target"][0].pop("readings"), "no reading"),
    "a reading tomorrow": (
        lambda d: d["documents"]["target"][0]["readings"].append({"on": "2026-10-20", "value": "3"}),
        "in the future",
    ),
    "readings out of order": (
        lambda d: d["documents"]["target"][0]["readings"].append({"on": "2020-10-20", "value": "3"}),
        "order of date",
    ),
    "a step without a prediction": (lambda d: d["documents"]["experiment"][0].pop("expect"), "expect"),
    "a baseline beyond the target": (
        lambda d: d["documents"]["kr"][0]["metric"].update(baseline="90"),
        "needs a baseline below",
    ),
    "a parent of the wrong kind": (
        lambda d: d["documents"]["kr"][0].update(objective="G1"),
        "must be a objective",
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
    "a ref of another kind": (lambda d: d["documents"]["goal"][0].update(ref="KR7"), "no ref of this kind"),
    "a ref in small letters": (lambda d: d["documents"]["goal"][0].update(ref="g1"), "no ref of this kind"),
    "a ref without end": (
        lambda d: d["documents"]["goal"][0].update(ref="G999999999"),
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


def test_a_byte_order_mark_and_other_spacing_do_not_matter(pm: Planner, other: Planner) -> None:
    busy(pm)
    bring(other, b"\xef\xbb\xbf" + json.dumps(exported(pm), indent=4).encode())
    assert other.everything() == pm.everything()


@pytest.mark.parametrize("text", NOTES)
def test_nasty_text_survives_and_does_nothing_in_a_terminal(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda fd: None)
    here, there = Planner(tmp_path / "here"), Planner(tmp_path / "there")
    here.add(Kind.GOAL, "Grow", note=text)
    raw = export(here)
    assert not any(0x7F <= ord(char) < 0xA0 or ord(char) < 0x20 for char in raw.decode() if char != "\n")
    bring(there, raw)
    assert there.doc("G1").note == text


STAMP = {"created_at": NOON - timedelta(days=9), "updated_at": NOON}
_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
_LINE = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30
)
_TITLE = _LINE.filter(str.strip)
_NUMBER = st.decimals(-1000, 1000, places=3).map(str)
_JSON = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=5,
)
_EXTRA = st.dictionaries(_TEXT.map(lambda name: f"x_{name}"), _JSON, max_size=2)


@st.composite
def stores(draw: st.DrawFn) -> list[Document]:
    """Documents of a store that keeps every rule, with any text and with fields nobody knows."""

    def one(kind: Kind, ref: str, **fields: Any) -> Document:
        archived = {"archived_at": NOON} if draw(st.integers(0, 5)) == 0 else {}
        return build(
            EVERY_MODEL[kind],
            {
                **draw(_EXTRA),
                "id": f"01K{ref}",
                "ref": ref,
                "note": draw(_TEXT),
                **STAMP,
                **archived,
                **fields,
            },
        )

    found = [one(Kind.GOAL, f"G{n + 1}", title=draw(_TITLE)) for n in range(draw(st.integers(0, 2)))]
    goals = [goal.ref for goal in found]
    for n in range(1, 1 + draw(st.integers(0, 2))):
        found.append(one(Kind.OBJECTIVE, f"O{n}", title=draw(_TITLE), serves=goals, weight="0.50"))
        metric = {"direction": "at_least", "target": draw(_NUMBER), "unit": draw(_LINE), **draw(_EXTRA)}
        days = draw(st.lists(st.integers(1, 400), unique=True, max_size=3))
        readings = [
            {"on": date(2026, 10, 14) - timedelta(days=day), "value": draw(_NUMBER), "note": draw(_TEXT)}
            for day in sorted(days, reverse=True)
        ]
        found.append(
            one(
                Kind.KEY_RESULT,
                f"KR{n}",
                title=draw(_TITLE),
                objective=f"O{n}",
                metric=metric,
                readings=readings,
            )
        )
    start = datetime(2026, 9, 28, 8, tzinfo=UTC)
    for n in range(1, 1 + draw(st.integers(0, 4))):
        end = start + timedelta(minutes=draw(st.integers(1, 700)))
        when = {
            "start": start,
            "end": end,
            "date": start.date(),
            "minutes": (end - start) // timedelta(minutes=1),
        }
        names = draw(st.lists(_LINE, max_size=2))
        found.append(
            one(Kind.ENTRY, f"t{n}", zone="UTC", **when, text=draw(_LINE), links=goals, parties=names)
        )
        start = end + timedelta(minutes=draw(st.integers(0, 2000)))
    return found


@given(stores())
@settings(max_examples=40)
def test_any_store_comes_back_as_it_was(documents: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync"):
        here, there = Planner(Path(folder) / "here"), Planner(Path(folder) / "there")
        with here.session.store.transaction() as tx:
            tx.what = "Everything"
            for document in documents:
                day = getattr(document, "date", None)
                save_document(tx, document, *([month_file(day)] if day else []))
        done = bring(there, export(here))
        assert there.everything() == here.everything()
        assert len(done.changed) == len(documents)
        assert bring(there, export(here)).changed == ()
        assert exported(there)["documents"] == exported(here)["documents"]


def test_measured_values_leave_and_come_back_digit_by_digit(pm: Planner, other: Planner) -> None:
    pm.lockup()
    change_document(pm.session, "KR1", {"target": "20.000000000000000000000000010"})
    bring(other, export(pm))
    assert other.doc("KR1").metric.target == Decimal("20.000000000000000000000000010")
    assert '"target": "20.000000000000000000000000010"' in export(other).decode()


@pytest.mark.parametrize("format_", list(Format))
def test_files_are_for_the_owner_only_and_never_overwritten_unasked(
    pm: Planner, tmp_path: Path, format_: Format
) -> None:
    busy(pm)
    folder = tmp_path / "new" / "export"
    paths = export_files(pm.session, folder, format_)
    assert sorted(os.listdir(folder)) == sorted(path.name for path in paths)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    paths[0].write_text("mine")
    with pytest.raises(PmtuiError) as caught:
        export_files(pm.session, folder, format_)
    assert caught.value.code == "E_FILE_EXISTS"
    assert paths[0].read_text() == "mine"
    assert sorted(os.listdir(folder)) == sorted(path.name for path in paths)
    export_files(pm.session, folder, format_, force=True)
    assert paths[0].read_bytes() != b"mine"


@pytest.mark.parametrize("force", [False, True])
def test_a_link_in_the_place_of_the_file_is_not_followed(pm: Planner, tmp_path: Path, force: bool) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "pmtui.json").symlink_to(victim)
    if force:
        export_files(pm.session, tmp_path / "out", Format.JSON, force=True)
        assert not (tmp_path / "out" / "pmtui.json").is_symlink()
    else:
        with pytest.raises(PmtuiError, match="already"):
            export_files(pm.session, tmp_path / "out", Format.JSON)
    assert victim.read_text() == "precious"


def test_a_failing_disk_leaves_no_half_file(
    pm: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy(pm)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(PmtuiError) as caught:
        export_files(pm.session, tmp_path / "out", Format.CSV)
    assert caught.value.code == "E_CANNOT_EXPORT"
    assert os.listdir(tmp_path / "out") == []


def test_a_disk_without_hard_links_gets_its_files_too(
    pm: Planner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    assert [path.name for path in export_files(pm.session, tmp_path / "out", Format.JSON)] == ["pmtui.json"]
    assert os.listdir(tmp_path / "out") == ["pmtui.json"]


@pytest.mark.parametrize("inside", ["", "time", "new/folder", "../data/time"])
def test_nothing_is_exported_into_the_store_itself(pm: Planner, inside: str) -> None:
    busy(pm)
    with pytest.raises(PmtuiError) as caught:
        export_files(pm.session, pm.root / inside, Format.JSON)
    assert caught.value.code == "E_INSIDE_STORE"


def test_csv_has_a_file_for_each_kind_and_one_of_readings(pm: Planner, tmp_path: Path) -> None:
    busy(pm)
    names = {path.name for path in export_files(pm.session, tmp_path / "out", Format.CSV)}
    assert {
        "goals.csv",
        "key_results.csv",
        "entries.csv",
        "readings.csv",
        "workspace.csv",
        "timer.csv",
    } <= names
    assert len(names) == len(Kind) + 1
    assert "KR1" in (tmp_path / "out" / "readings.csv").read_text(encoding="utf-8-sig")


def test_markdown_tells_strategy_kata_and_time(pm: Planner) -> None:
    busy(pm)
    text = export_text(pm.session, Format.MARKDOWN)
    for words in ("Activated partners", "Find and buy in two days", "Ask five who stopped", "outage"):
        assert words in text
    assert "Was none" not in text


def test_a_damaged_store_is_not_exported_as_if_it_were_whole(pm: Planner) -> None:
    pm.add(Kind.GOAL, "Grow")
    with pm.session.store.transaction() as tx:
        tx.what = "by hand"
        (goal,) = tx.documents("strategy.json", "goals")
        tx.put("strategy.json", "goals", {**goal, "title": ""})
    for format_ in Format:
        with pytest.raises(StoreError):
            export_files(pm.session, pm.root.parent / "out", format_)


def test_a_folder_is_imported_like_the_file_in_it(pm: Planner, other: Planner, tmp_path: Path) -> None:
    busy(pm)
    export_files(pm.session, tmp_path / "out", Format.JSON)
    import_file(other.session, tmp_path / "out")
    assert other.everything() == pm.everything()


@pytest.mark.parametrize("name", ["missing.json", "", "nul\0", "fifo"])
def test_a_file_that_cannot_be_read_is_named(other: Planner, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "fifo")
    other.refuses(lambda: import_file(other.session, tmp_path / name), "E_CANNOT_READ")


def test_a_file_too_large_to_be_one_is_refused_before_it_is_read(other: Planner, tmp_path: Path) -> None:
    with open(tmp_path / "huge.json", "wb") as handle:
        handle.truncate(300 * 1024 * 1024)
    other.refuses(lambda: import_file(other.session, tmp_path / "huge.json"), "E_TOO_LARGE")
