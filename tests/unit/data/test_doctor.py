"""What doctor says about one thing that is wrong, and what repair makes of it."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import stat
import threading
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pmtui.data.doctor.examination import examine, examine_at_rest
from pmtui.data.doctor.finding import Finding, Severity, is_sound
from pmtui.data.doctor.repair import repair
from pmtui.data.drafts import Draft, DraftFolder
from pmtui.data.history_line import decoded, encoded
from pmtui.data.store import Store
from pmtui.errors import StoreError
from pmtui.usecases.demo import write_demo
from pmtui.usecases.session import Session
from tests.unit.data.stories import HISTORY, OCTOBER, OLD_HISTORY, SEPTEMBER, STRATEGY, documents
from tests.unit.planner import Planner, SetClock

Top = dict[str, Any]


@pytest.fixture
def root(story: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(story, tmp_path / "store"))


def found(root: Path) -> list[tuple[str, str, str | None]]:
    return [(finding.code, finding.file, finding.ref) for finding in examine(root).findings]


def mend(root: Path) -> list[Finding]:
    return repair(root, SetClock()).left


def by_hand(root: Path, file: str, edit: Callable[[Top], object]) -> None:
    """Edits a data file as another program would; the checksum stays what it was."""
    top = json.loads((root / file).read_bytes())
    edit(top)
    (root / file).write_text(json.dumps(top), encoding="utf-8")


def doc(top: Top, ref: str) -> Any:
    return next(
        d for name, table in top.items() if name != "_meta" for d in table.values() if d["ref"] == ref
    )


def setting(ref: str, /, **fields: object) -> Callable[[Top], object]:
    return lambda top: doc(top, ref).update(fields)


def lines(root: Path, file: str) -> list[bytes]:
    return (root / file).read_bytes().splitlines(keepends=True)


def everything(root: Path) -> dict[str, tuple[bytes, int]]:
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def test_a_sound_store_has_no_findings_and_repair_leaves_it_alone(root: Path) -> None:
    before = everything(root)
    assert examine_at_rest(root).findings == []
    assert everything(root) == before
    result = repair(root, SetClock())
    assert (result.found, result.left, result.done, result.quarantine) == ([], [], [], None)
    assert everything(root).keys() == before.keys()
    assert documents(root)


def test_the_demo_story_is_sound(tmp_path: Path) -> None:
    clock = SetClock()
    write_demo(Session(Store(tmp_path / "store", clock), clock))
    assert found(tmp_path / "store") == []


def test_where_there_is_no_store_that_is_said_and_nothing_is_touched(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    for folder in ("time", "backups"):
        (notes / folder).mkdir(parents=True)
    (notes / "time/x.json").write_text("{}")
    (notes / "backups/my.zip").write_text("x")
    before = [(path, path.stat().st_mode) for path in sorted(notes.rglob("*"))]
    for place in (tmp_path / "none", notes):
        for look in (examine_at_rest, lambda root: repair(root, SetClock())):
            with pytest.raises(StoreError, match="There is no store") as caught:
                look(place)
            assert caught.value.code == "E_NO_STORE"
    assert not (tmp_path / "none").exists()
    assert [(path, path.stat().st_mode) for path in sorted(notes.rglob("*"))] == before
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be read"):
        examine(tmp_path / "file")


def test_an_edit_by_hand_is_kept_as_a_change_that_undo_takes_back(root: Path) -> None:
    before = documents(root)
    by_hand(root, STRATEGY, setting("KR1", title="Another title"))
    by_hand(root, OCTOBER, setting("t3", text="another text"))
    edited = documents(root)
    assert [f[0] for f in found(root)] == ["E_DIFFERS", "E_DIFFERS"]
    assert mend(root) == []
    assert documents(root) == edited
    store = Store(root, SetClock())
    newest = store.history()[-1]
    assert newest.what == "Changes found in strategy.json, time/2026-10.json"
    store.undo()
    assert documents(root) == before


def test_white_space_alone_is_a_hint_and_is_put_right(root: Path) -> None:
    raw = (root / STRATEGY).read_bytes()
    by_hand(root, STRATEGY, lambda top: None)
    findings = examine(root).findings
    assert is_sound(findings)
    assert [f.code for f in findings] == ["E_EDITED"]
    assert mend(root) == []
    assert (root / STRATEGY).read_bytes() == raw


@pytest.mark.parametrize(
    ("ref", "fields"),
    [
        ("KR1", {"title": {"a": [1]}}),
        ("KR1", {"metric": None}),
        ("KR1", {"objective": "O9"}),
        ("KR1", {"objective": "G1"}),
        ("KR1", {"ref": "KR7"}),
        ("TC1", {"state": "asleep"}),
        ("O1", {"serves": ["G9"]}),
    ],
)
def test_what_no_document_may_be_gives_way_to_the_historys_version(
    root: Path, ref: str, fields: dict[str, object]
) -> None:
    before = documents(root)
    by_hand(root, STRATEGY, setting(ref, **fields))
    raw = (root / STRATEGY).read_bytes()
    assert not is_sound(examine(root).findings)
    assert all(finding.repairable and "--repair" in finding.fix for finding in examine(root).findings)
    result = repair(root, SetClock())
    assert result.left == []
    assert documents(root) == before
    assert result.quarantine is not None
    assert (root / result.quarantine / STRATEGY).read_bytes() == raw
    assert any("quarantine" in line for line in result.done)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"start": "2026-10-07T08:31:00Z", "end": "2026-10-07T08:40:00Z", "minutes": 9}, "E_OVERLAP"),
        ({"date": "2026-11-07"}, "E_MONTH"),
        ({"minutes": 7}, "E_SPAN"),
        ({"end": None}, "E_SPAN"),
        ({"end": "2026-10-06T08:40:00Z"}, "E_SPAN"),
    ],
)
def test_times_that_cannot_be_are_found_and_taken_back(
    root: Path, fields: dict[str, object], code: str
) -> None:
    before = documents(root)
    by_hand(root, OCTOBER, setting("t3", **fields))
    assert code in [f[0] for f in found(root)]
    assert mend(root) == []
    assert documents(root) == before


def test_a_day_with_more_minutes_than_it_has_is_found(root: Path) -> None:
    by_hand(
        root,
        OCTOBER,
        lambda top: [d.update(start=None, end=None, minutes=700) for d in top["entries"].values()],
    )
    assert "E_DAY_FULL" in [f[0] for f in found(root)]
    mend(root)
    assert "E_DAY_FULL" not in [f[0] for f in found(root)]


def test_of_two_with_one_ref_the_younger_gets_another(root: Path) -> None:
    def again(top: Top) -> None:
        other = {**doc(top, "t3"), "id": "01M4B3R6G0000009999999ZZZZ", "start": None, "end": None}
        other["created_at"] = "2026-10-07T12:30:00Z"
        top["entries"][other["id"]] = other

    by_hand(root, OCTOBER, again)
    assert "E_TWICE" in [f[0] for f in found(root)]
    assert mend(root) == []
    refs = {place[2]: stored["ref"] for place, stored in documents(root).items()}
    assert refs["01M4B3R6G0000009999999ZZZZ"] not in {"t3", ""}
    assert len(set(refs.values())) == len(refs)


def test_a_document_added_by_hand_is_kept(root: Path) -> None:
    def add(top: Top) -> None:
        other = {
            **doc(top, "O1"),
            "id": "01M4B3R6G0000009999999ZZZZ",
            "ref": "O5",
            "rev": 0,
            "title": "By hand",
        }
        top["objectives"][other["id"]] = other

    by_hand(root, STRATEGY, add)
    assert mend(root) == []
    assert "By hand" in {d.get("title") for d in documents(root).values()}
    with Store(root, SetClock()).transaction() as transaction:
        assert transaction.next_ref("O") == "O6"


def test_a_document_deleted_by_hand_comes_back(root: Path) -> None:
    before = documents(root)
    by_hand(root, STRATEGY, lambda top: top["key_actions"].clear())
    assert found(root) == [("E_DIFFERS", STRATEGY, None)]
    assert mend(root) == []
    assert documents(root) == before


def test_an_old_month_file_that_was_put_back_is_brought_forward(root: Path, tmp_path: Path) -> None:
    before = documents(root)
    pm = Planner(root)
    old = (root / SEPTEMBER).read_bytes()
    pm.set("t1", note="newer")
    pm.set("O1", note="newest")
    after = documents(root)
    assert after != before
    (root / SEPTEMBER).write_bytes(old)
    assert found(root) == [("E_BEHIND", SEPTEMBER, None)]
    assert not is_sound(examine(root).findings)
    assert mend(root) == []
    assert documents(root) == after


def test_a_write_that_a_crash_cut_short_is_a_hint(root: Path) -> None:
    old = (root / STRATEGY).read_bytes()
    Planner(root).set("O1", note="newest")
    after = documents(root)
    (root / STRATEGY).write_bytes(old)
    (root / "lock").write_bytes(b"999999\n")
    (root / ".strategy.json.999999.1.tmp").write_bytes(b"{")
    with open(root / HISTORY, "ab") as history:
        history.write(b'{"n":99,')
    assert is_sound(examine(root).findings)
    codes = {f[0] for f in found(root)}
    assert codes == {"E_BEHIND", "E_LOCK", "E_LEFTOVER", "E_HISTORY_TORN"}
    assert mend(root) == []
    assert documents(root) == after


@pytest.mark.parametrize("file", [STRATEGY, SEPTEMBER, OCTOBER])
def test_a_deleted_data_file_is_rebuilt(root: Path, file: str) -> None:
    raw = (root / file).read_bytes()
    (root / file).unlink()
    Planner(root).log("20m admin") if file == SEPTEMBER else None
    assert ("E_MISSING", file, None) in found(root) or file == STRATEGY
    result = repair(root, SetClock())
    assert result.left == []
    assert (root / file).read_bytes() == raw
    assert file in result.made


def test_a_damaged_line_in_the_middle_is_worked_out_from_files_and_later_lines(root: Path) -> None:
    before, data = documents(root), (root / STRATEGY).read_bytes()
    kept = lines(root, HISTORY)
    (root / HISTORY).write_bytes(b"".join([*kept[:2], b"?" * 200 + b"\n", *kept[3:]]))
    number = decoded(kept[2]).n  # type: ignore[union-attr]  # the test wrote it
    assert {f[0] for f in found(root)} == {"E_HISTORY_LINE", "E_HISTORY_HOLE"}
    assert mend(root) == []
    assert documents(root) == before
    assert (root / STRATEGY).read_bytes() == data
    entries = Store(root, SetClock()).history()
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    assert entries[number - 1].what == f"Rebuilt: change {number} could not be read"
    assert [entry._replace(changes=()) for entry in entries[number:]][-1].what == "Set KR1: note" or entries[
        -1
    ].what
    Planner(root).undo(3)
    assert found(root) == []


def test_a_flipped_letter_in_a_sentence_of_the_history_costs_nothing_but_the_letter(root: Path) -> None:
    kept = lines(root, HISTORY)
    (root / HISTORY).write_bytes(b"".join([kept[0].replace(b'"what":"Add', b'"what":"Bdd'), *kept[1:]]))
    assert not is_sound(examine(root).findings)
    assert mend(root) == []
    number = decoded(kept[0]).n  # type: ignore[union-attr]  # the test wrote it
    entry = Store(root, SetClock()).history()[number - 1]
    assert (entry.what[:4], entry.kind) == ("Bdd ", "do")


def test_a_lost_history_begins_anew_with_what_the_files_hold(root: Path) -> None:
    before = documents(root)
    last = Store(root, SetClock()).history()[-1].n
    shutil.rmtree(root / "history")
    assert found(root) == [("E_HISTORY_MISSING", "history", None)]
    assert mend(root) == []
    assert documents(root) == before
    (entry,) = Store(root, SetClock()).history()
    assert (entry.n, entry.what, entry.kind) == (last, "Rebuilt from the data files", "base")
    pm = Planner(root)
    pm.set("O1", note="goes on")
    pm.undo()
    assert documents(root) == before
    with pytest.raises(Exception, match="nothing to undo"):
        pm.undo()


def test_a_history_cut_at_a_line_is_ahead_in_the_files(root: Path) -> None:
    before = documents(root)
    (root / HISTORY).write_bytes(b"".join(lines(root, HISTORY)[:-3]))
    assert found(root) == [("E_HISTORY_HOLE", "history", None)]
    assert mend(root) == []
    assert documents(root) == before


def test_lines_in_the_wrong_order_and_twice_are_sorted(root: Path) -> None:
    before = documents(root)
    kept = lines(root, HISTORY)
    raw = (root / HISTORY).read_bytes()
    (root / HISTORY).write_bytes(b"".join([*kept[:3], kept[4], kept[3], kept[3], *kept[5:]]))
    assert {f[0] for f in found(root)} == {"E_HISTORY_ORDER"}
    assert mend(root) == []
    assert (root / HISTORY).read_bytes() == raw
    assert documents(root) == before


def test_damage_to_both_costs_only_what_both_had(root: Path) -> None:
    """The newest lines are gone and the file is cut: documents that stand whole in it are still taken from it."""
    before = documents(root)
    (root / HISTORY).unlink()
    raw = (root / STRATEGY).read_bytes()
    (root / STRATEGY).write_bytes(raw[: raw.rfind(b"\n,", 0, -20)])
    after = {finding.code for finding in mend(root)}
    assert after <= {"E_LINK"}
    now = documents(root)
    assert len(now) >= len(before) - 2
    assert all(before[place] == doc for place, doc in now.items())


def test_what_nothing_holds_any_more_is_left_alone(root: Path) -> None:
    shutil.rmtree(root / "history")
    (root / OCTOBER).write_bytes(b"\0" * 100)
    left = mend(root)
    assert [(f.code, f.file, f.repairable) for f in left] == [("E_DAMAGED", OCTOBER, False)]
    assert "pmtui restore" in left[0].fix
    assert (root / OCTOBER).read_bytes() == b"\0" * 100


def test_a_newer_format_is_never_touched(root: Path) -> None:
    by_hand(root, OCTOBER, lambda top: top["_meta"]["1"].update(format=99))
    (root / STRATEGY).write_bytes(b"")
    before = {name: raw for name, (raw, _) in everything(root).items() if name != "lock"}
    assert ("E_NEWER_FORMAT", OCTOBER, None) in found(root)
    with pytest.raises(StoreError, match="newer pmtui") as caught:
        repair(root, SetClock())
    assert caught.value.code == "E_NEWER_FORMAT"
    assert {name: raw for name, (raw, _) in everything(root).items() if name != "lock"} == before


def test_a_flipped_digit_in_the_format_is_no_newer_format(root: Path) -> None:
    raw = (root / OCTOBER).read_bytes()
    (root / OCTOBER).write_bytes(raw.replace(b'"format":1', b'"format":9'))
    assert "E_NEWER_FORMAT" not in [f[0] for f in found(root)]
    assert mend(root) == []
    assert (root / OCTOBER).read_bytes() == raw


def test_modes_are_closed_again(root: Path) -> None:
    (root / STRATEGY).chmod(0o644)
    (root / "time").chmod(0o755)
    findings = examine(root).findings
    assert [(f.code, f.file, f.severity) for f in findings] == [
        ("E_MODE", STRATEGY, Severity.HINT),
        ("E_MODE", "time", Severity.HINT),
    ]
    assert mend(root) == []
    assert stat.S_IMODE((root / STRATEGY).stat().st_mode) == 0o600
    assert stat.S_IMODE((root / "time").stat().st_mode) == 0o700


def test_leftovers_are_moved_not_deleted(root: Path) -> None:
    DraftFolder(root).save(Draft("new-O", SetClock().now(), {"title": "half"}))
    left = {
        "time/.2026-10.json.999999.3.tmp": b"half",
        "history/2026-10.20261009T000000Z-1.torn": b'{"n":',
        "drafts/edit-KR1.json": b"{",
        "drafts/old.damaged": b"?",
    }
    for name, raw in left.items():
        (root / name).write_bytes(raw)
        (root / name).chmod(0o600)
    assert {(code, file) for code, file, _ in found(root)} == {("E_LEFTOVER", name) for name in left}
    result = repair(root, SetClock())
    assert result.left == []
    assert result.quarantine is not None
    for name, raw in left.items():
        assert not (root / name).exists()
        assert (root / result.quarantine / name).read_bytes() == raw
    assert DraftFolder(root).load("new-O") is not None


def test_a_temporary_file_of_a_living_process_is_none_of_our_business(root: Path) -> None:
    (root / f".strategy.json.{os.getpid()}.1.tmp").write_bytes(b"{")
    assert found(root) == []


def test_temporary_files_of_other_programs_are_left_alone(root: Path) -> None:
    others = [
        ".~lock.strategy.json#",
        ".syncthing.strategy.json.tmp",
        ".strategy.json.swp",
        ".DS_Store",
        "Thumbs.db",
        ".strategy.json.1.tmp",
        ".strategy.json.x.1.tmp",
        "strategy.json.tmp",
        "~strategy.tmp",
        "time/.syncthing.2026-10.json.tmp",
        "history/.2026-10.jsonl.Ab3dEf.tmp",
        "history/.syncthing.2026-10.jsonl.tmp",
        "drafts/.dropbox.12.tmp",
    ]
    for name in others:
        (root / name).parent.mkdir(exist_ok=True, mode=0o700)
        (root / name).write_bytes(b"half")
        (root / name).chmod(0o600)
    pm = Planner(root)
    pm.set("O1", note="more")
    assert found(root) == []
    assert mend(root) == []
    assert [name for name in others if not (root / name).exists()] == []


def test_a_lock_that_is_held_is_no_finding(root: Path) -> None:
    (root / "lock").write_bytes(b"1\n")
    assert [f[0] for f in found(root)] == ["E_LOCK"]
    with open(root / "lock", "rb") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        assert found(root) == []
        with pytest.raises(StoreError, match="being written"):
            repair(root, SetClock(), lock_timeout=0.1)


def test_checking_beside_a_busy_writer_never_takes_a_write_for_damage(root: Path) -> None:
    def write() -> None:
        pm = Planner(root)
        for number in range(40):
            pm.set("O1", note=f"note {number}")

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        findings = examine_at_rest(root).findings
        assert is_sound(findings), findings
    writer.join()
    assert found(root) == []


def test_copies_of_a_syncing_program_are_named_and_left(root: Path) -> None:
    for name in ("strategy (conflict).json", "time/2026-10-copy.json", "history/2026-10~1.jsonl"):
        (root / name).write_bytes(b"{}")
        (root / name).chmod(0o600)
    assert [f[0] for f in found(root)] == ["E_FOREIGN"] * 3
    assert len(mend(root)) == 3


def test_a_folder_in_the_place_of_a_file_is_set_aside(root: Path) -> None:
    before = documents(root)
    (root / OCTOBER).unlink()
    (root / OCTOBER).mkdir(mode=0o700)
    (root / OCTOBER / "note.txt").write_text("mine")
    (root / OCTOBER / "note.txt").chmod(0o600)
    assert [f[0] for f in found(root)] == ["E_DAMAGED"]
    result = repair(root, SetClock())
    assert (result.left, documents(root)) == ([], before)
    assert (root / str(result.quarantine) / OCTOBER / "note.txt").read_text() == "mine"


def test_a_repair_can_be_undone_by_hand_as_it_says(root: Path) -> None:
    (root / STRATEGY).write_bytes(b"{}")
    (root / SEPTEMBER).unlink()
    (root / OLD_HISTORY).write_bytes(b"x\n" * 4)
    harmed = {name: raw for name, (raw, _) in everything(root).items()}
    result = repair(root, SetClock())
    text = (root / f"{result.quarantine}.txt").read_text(encoding="utf-8")
    commands = [line.strip() for line in text.splitlines() if line.startswith("  ")]
    assert len(commands) == 2
    for command in commands:
        assert os.system(command) == 0
    now = {name: raw for name, (raw, _) in everything(root).items() if not name.startswith("quarantine")}
    assert now == harmed


def test_a_repair_that_the_disk_refuses_changes_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / STRATEGY).write_bytes(b"{}")
    before = {name: raw for name, (raw, _) in everything(root).items()}

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pmtui.data.rewriting.write_temporary", refuse)
    with pytest.raises(StoreError, match="No space left") as caught:
        repair(root, SetClock())
    assert caught.value.exit_status == 3
    assert {name: raw for name, (raw, _) in everything(root).items()} == before


def test_what_was_purged_does_not_come_back_from_an_old_file(root: Path) -> None:
    old = (root / OCTOBER).read_bytes()
    kept = [decoded(raw) for raw in lines(root, HISTORY)]
    gone = next(d["id"] for d in json.loads(old)["entries"].values() if d["ref"] == "t3")
    purged = [
        line._replace(
            changes=tuple(c._replace(before=None, after=None) if c.id == gone else c for c in line.changes)
        )
        for line in kept
        if line
    ]
    (root / HISTORY).write_bytes(b"".join(encoded(line) for line in purged))
    assert mend(root) == []
    assert gone not in {place[2] for place in documents(root)}


@pytest.mark.parametrize("at", [1, 2, 3])
def test_a_repair_that_is_interrupted_is_finished_by_the_next(
    root: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    before = documents(root)
    (root / STRATEGY).write_bytes(b"{}")
    (root / OCTOBER).write_bytes(b"")
    replace, calls = os.replace, count(1)

    def interrupted(*paths: Path) -> None:
        if next(calls) >= at:
            raise OSError(5, "Input/output error")
        replace(*paths)

    with monkeypatch.context() as patch:
        patch.setattr("pmtui.data.rewriting.os.replace", interrupted)
        assert is_sound(repair(root, SetClock()).left)
    assert documents(root) == before
    assert [f[0] for f in found(root)] == ["E_LEFTOVER"]
    assert mend(root) == []
    assert documents(root) == before
