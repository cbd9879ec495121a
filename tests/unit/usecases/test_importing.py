"""What went out comes back: the same documents, once, and under free names."""

from __future__ import annotations

import json
import os
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings

from pmtui.data.typed import save_document
from pmtui.domain.documents import Document, Kind
from pmtui.domain.models import build
from pmtui.domain.plan import links_of
from pmtui.usecases.editing import change_document
from pmtui.usecases.exporting import EVERY_MODEL, Format, export_files
from pmtui.usecases.importing import import_file
from tests.unit.exchange import bring, busy, export, exported, fill, stores
from tests.unit.nasty import NOTES
from tests.unit.planner import NOON, Planner


def test_an_export_brings_everything_into_an_empty_store(pm: Planner, other: Planner) -> None:
    busy(pm)
    done = bring(other, export(pm))
    assert other.everything() == pm.everything()
    assert len(done.changed) == len(pm.everything())
    assert other.plan.timer is not None
    theirs, ours = exported(other), exported(pm)
    assert theirs["documents"] == ours["documents"]


@given(stores())
@settings(max_examples=40)
def test_any_store_comes_back_as_it_was(documents: list[Document]) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync"):
        here, there = Planner(Path(folder) / "here"), Planner(Path(folder) / "there")
        fill(here, documents)
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


@given(stores("A"), stores("B"))
@settings(max_examples=20)
def test_two_stores_become_one_and_every_link_still_leads_to_the_same_thing(
    ours: list[Document], theirs: list[Document]
) -> None:
    ours = [document for document in ours if document.kind is not Kind.ENTRY]  # they would overlap
    with tempfile.TemporaryDirectory() as folder, mock.patch("os.fsync"):
        here, there = Planner(Path(folder) / "here"), Planner(Path(folder) / "there")
        fill(here, ours)
        fill(there, theirs)
        before = there.everything()
        bring(there, export(here))
        assert before.items() <= there.everything().items()
        ids: dict[str, str] = {document.ref: document.id for document in ours}
        merged = {document.id: document for document in there.plan.documents.values()}
        assert len({document.ref for document in merged.values()}) == len(merged)
        for document in ours:
            after = merged[document.id]
            assert (after.headline, after.note) == (document.headline, document.note)
            assert [there.doc(ref).id for ref in links_of(after)] == [ids[ref] for ref in links_of(document)]


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
        save_document(tx, EVERY_MODEL[Kind.CYCLE].read({**cycle, "created_at": NOON, "updated_at": NOON}))


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
    assert other.doc("t1").date == (date(2026, 9, 30) if theirs else date(2026, 10, 14))
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
