"""Purge: what must go is gone from every file, and everything else is as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.finding import is_sound
from pmtui.data.plans import load_workspace
from pmtui.data.typed import save_document
from pmtui.domain.check_in import Answers
from pmtui.domain.documents import Kind
from pmtui.domain.workspace import MutedLint
from pmtui.errors import PmtuiError
from pmtui.usecases import drafts, editing, undoing
from pmtui.usecases.backing_up import back_up
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.looking_back import document_at
from pmtui.usecases.purging import look_at_purge, purge
from tests.unit.planner import KR, Planner

SECRET = "Sell the house in Vienna"


def files_with(root: Path, words: str) -> list[str]:
    """The files of the store in which ``words`` stand, backups left out."""
    found = [path for path in root.rglob("*") if path.is_file() and path.suffix != ".zip"]
    return sorted(p.relative_to(root).as_posix() for p in found if words.encode() in p.read_bytes())


def without_history_of(pm: Planner, *refs: str) -> dict[str, object]:
    return {key: doc for key, doc in pm.everything().items() if key.rpartition(" ")[2] not in refs}


def test_nothing_of_its_words_is_left_in_any_file(pm: Planner) -> None:
    pm.lockup()
    pm.add(Kind.KEY_ACTION, SECRET, key_result="KR1", note="Call Mr Öztürk first")
    pm.set("KA2", title="Sell everything quickly", note="")
    pm.undo()
    pm.redo()
    pm.move("KA2", "doing")
    pm.add(Kind.KEY_ACTION, "Stays as it is", key_result="KR1")
    before = without_history_of(pm, "KA2")
    done = purge(pm.session, "ka2")
    assert (done.erased, done.headline) == (("KA2",), "Sell everything quickly")
    for words in (SECRET, "Sell everything quickly", "Öztürk"):
        assert files_with(pm.root, words) == []
    assert pm.everything() == before
    history = pm.session.store.history()
    assert [entry.n for entry in history] == list(range(1, len(history) + 1))
    assert history[-1].what == "Purge KA2"
    assert history[3].what == "Change of KA2 (words purged)"


def test_what_was_purged_cannot_be_undone_and_other_changes_can(pm: Planner) -> None:
    pm.lockup()
    pm.add(Kind.OBJECTIVE, SECRET)
    pm.set("O1", title="Partner with two companies")
    purge(pm.session, "O2")
    assert pm.refuses(pm.undo, "E_PURGED").message.startswith("Change 6 (Purge O2) cannot be undone")
    assert "gone for good" in pm.refuses(lambda: undoing.undo_change(pm.session, 4), "E_PURGED").message
    pm.refuses(lambda: undoing.undo_change(pm.session, 6), "E_PURGED")
    assert undoing.undo_change(pm.session, 5).n == 5
    assert pm.plan.find("O1").headline == "Partner with consulting companies"
    pm.set("O1", note="after the purge")
    pm.undo()
    assert pm.plan.find("O1").note == ""


def test_what_was_undone_before_a_purge_is_not_redone_after_it(pm: Planner) -> None:
    pm.lockup()
    pm.add(Kind.OBJECTIVE, SECRET)
    pm.undo()
    purge(pm.session, "O2")
    assert files_with(pm.root, SECRET) == []
    pm.refuses(pm.redo, "E_NOTHING_TO_REDO")


def test_refs_of_what_was_purged_are_not_given_out_again(pm: Planner) -> None:
    pm.add(Kind.OBJECTIVE, "A")
    purge(pm.session, "O1")
    assert pm.add(Kind.OBJECTIVE, "B") == "O2"


def test_children_are_refused_unless_they_go_as_well(pm: Planner) -> None:
    pm.lockup()
    editing.archive_document(pm.session, "KA1")
    error = pm.refuses(lambda: purge(pm.session, "O1"), "E_HAS_CHILDREN")
    assert "KR1, KA1 belong to O1" in error.message
    done = purge(pm.session, "O1", with_children=True)
    assert done.erased == ("O1", "KA1", "KR1")
    assert pm.everything() == {}
    for words in ("Partner with consulting", "Activated partners", "Call ten partners"):
        assert files_with(pm.root, words) == []


def test_links_to_it_are_removed_and_do_not_come_back(pm: Planner) -> None:
    pm.lockup()
    pm.add(Kind.GOAL, SECRET)
    pm.add(Kind.OBJECTIVE, "Linked", serves="G1")
    pm.verb("log", "45m work >O1 >O2")
    pm.set("O2", serves="")
    pm.set("O2", serves="G1")
    look = look_at_purge(pm.session, "G1")
    assert look.unlinked == ("O2",)
    assert purge(pm.session, "G1").unlinked == ("O2",)
    assert purge(pm.session, "O2").unlinked == ("t1",)
    assert list(pm.plan.documents) == ["O1", "KR1", "KA1"]
    (entry,) = pm.entries()
    assert entry.links == ("O1",)


def test_a_move_away_from_a_purged_parent_is_not_undone(pm: Planner) -> None:
    pm.lockup()
    pm.add(Kind.OBJECTIVE, "Other")
    pm.set("KR1", objective="O2")
    purge(pm.session, "O1")
    error = pm.refuses(lambda: undoing.undo_change(pm.session, 5), "E_UNDO_BLOCKED")
    assert error.message == "KR1 would point at O1, which is gone"


def test_the_timer_that_became_an_entry_goes_with_it(pm: Planner) -> None:
    pm.verb("start", "strat quarterly numbers")
    pm.clock.move(minutes=30)
    pm.verb("switch", f"fire {SECRET}")
    pm.clock.move(minutes=30)
    pm.verb("switch", "planned backlog grooming")
    purge(pm.session, "t2")
    assert files_with(pm.root, SECRET) == []
    assert pm.plan.timer is not None
    assert pm.plan.timer.text == "backlog grooming"
    assert [entry.ref for entry in pm.entries()] == ["t1"]
    pm.clock.move(minutes=5)
    pm.verb("stop")
    assert [entry.text for entry in pm.entries()] == ["quarterly numbers", "backlog grooming"]


def test_cancelled_timers_can_be_purged_and_a_running_one_cannot(pm: Planner) -> None:
    pm.verb("start", SECRET)
    pm.refuses(lambda: purge(pm.session, "timer"), "E_NOT_PURGED")
    pm.verb("cancel")
    assert files_with(pm.root, SECRET) == ["history/2026-10.jsonl"]
    purge(pm.session, "timer")
    assert files_with(pm.root, SECRET) == []


def test_check_ins_lose_what_they_copied_from_a_purged_experiment(pm: Planner) -> None:
    pm.board()
    pm.move("X1", "running")
    opened = open_check_in(pm.session, "TC1")
    answers = Answers(
        conclude=True, experiment_actual="Mr Maier was furious", verdict="b", learned="never ask Mr Maier"
    )
    finish_check_in(pm.session, opened, answers, 5)
    done = purge(pm.session, "X1")
    assert done.unlinked == ("CC1",)
    assert files_with(pm.root, "Maier") == []
    assert files_with(pm.root, "Ask five who stopped") == []
    assert pm.plan.find("CC1").ref == "CC1"


def test_links_within_a_check_in_and_of_a_muted_lint_are_counted_and_go(pm: Planner) -> None:
    pm.board()
    pm.add(Kind.OBSTACLE, "Nobody answers", target="TC1")
    mute = MutedLint(code="W6", lint_ref="OB2", until=date(2026, 11, 1), reason="it is one")
    with pm.session.store.transaction() as tx:
        tx.what = "Mute"
        save_document(tx, load_workspace(tx).replace(muted=(mute,)))
    pm.move("OB1", "parked")
    finish_check_in(pm.session, open_check_in(pm.session, "TC1"), Answers(obstacle="OB2"), 5)
    assert pm.plan.cycles("TC1")[0].answers.obstacle == "OB2"
    assert purge(pm.session, "OB2").unlinked == ("CC1", "workspace")
    assert pm.plan.cycles("TC1")[0].answers.obstacle is None
    assert pm.plan.workspace.muted == ()


def test_drafts_about_it_and_torn_lines_and_quarantined_files_go(pm: Planner) -> None:
    pm.lockup()
    pm.add(Kind.OBJECTIVE, SECRET)
    drafts.keep_draft(pm.session, "edit-O2", {"title": "half typed"})
    drafts.keep_draft(pm.session, "new-note", {"note": f"see {SECRET} again"})
    drafts.keep_draft(pm.session, "edit-O1", {"title": "kept"})
    (pm.root / "history" / "2026-10.x.torn").write_bytes(b'{"n":9,"what":"' + SECRET.encode())
    (pm.root / "quarantine" / "x").mkdir(parents=True)
    (pm.root / "quarantine" / "x" / "strategy.json").write_bytes(SECRET.encode())
    done = purge(pm.session, "O2")
    assert files_with(pm.root, SECRET) == []
    assert done.files == (
        "drafts/edit-O2.json",
        "drafts/new-note.json",
        "history/2026-10.x.torn",
        "quarantine/x/strategy.json",
    )
    assert [draft.name for draft in drafts.list_drafts(pm.session)] == ["edit-O1"]


def test_backups_that_hold_it_are_named_and_deleted_only_when_asked(pm: Planner) -> None:
    pm.lockup()
    clean = back_up(pm.session, None).path
    pm.add(Kind.OBJECTIVE, SECRET)
    pm.add(Kind.OBJECTIVE, "Another secret of ours")
    first = back_up(pm.session, None).path
    assert purge(pm.session, "O2").backups == (first,)
    assert purge(pm.session, "O3", with_backups=True).backups == ()
    assert not first.exists()
    assert clean.exists()


def test_documents_that_repeat_its_words_are_named(pm: Planner) -> None:
    pm.add(Kind.OBJECTIVE, SECRET)
    pm.add(Kind.OBJECTIVE, f"Not: {SECRET}!")
    assert purge(pm.session, "O1").quoted == ("O2",)
    assert pm.plan.find("O2").headline == f"Not: {SECRET}!"


def test_the_past_does_not_know_it_any_more(pm: Planner) -> None:
    pm.lockup()
    pm.add(Kind.OBJECTIVE, SECRET)
    then = pm.clock.now().isoformat()
    pm.clock.move(days=1)
    pm.set("O1", title="New title")
    purge(pm.session, "O2")
    assert document_at(pm.session, "O1", then).document.headline == "Partner with consulting companies"
    pm.refuses(lambda: document_at(pm.session, "O2", then), "E_UNKNOWN_REF")


def test_what_is_not_there_and_the_settings_are_refused(pm: Planner) -> None:
    pm.lockup()
    pm.refuses(lambda: purge(pm.session, "O9"), "E_UNKNOWN_REF")
    pm.refuses(lambda: purge(pm.session, "nonsense"), "E_UNKNOWN_REF")
    pm.refuses(lambda: purge(pm.session, "workspace"), "E_NOT_PURGED")


def test_the_doctor_finds_nothing_after_a_purge(pm: Planner) -> None:
    pm.lockup()
    pm.board()
    pm.add(Kind.OBJECTIVE, SECRET, serves="C1")
    pm.add(Kind.KEY_RESULT, "Of the secret", objective="O2", **KR)
    pm.verb("log", "45m work >O2 >KR2")
    pm.verb("start", "more >O2")
    pm.undo(2)
    pm.redo()
    purge(pm.session, "O2", with_children=True)
    purge(pm.session, "X1")
    assert is_sound(examine(pm.root).findings)


def test_a_purge_is_refused_while_the_history_is_damaged(pm: Planner) -> None:
    pm.lockup()
    path = next((pm.root / "history").glob("*.jsonl"))
    path.write_bytes(path.read_bytes().replace(b"Activated", b"Activised"))
    before = {p: p.read_bytes() for p in pm.root.rglob("*.json*")}
    with pytest.raises(PmtuiError) as caught:
        purge(pm.session, "KA1")
    assert caught.value.code == "E_DAMAGED"
    assert {p: p.read_bytes() for p in pm.root.rglob("*.json*")} == before
