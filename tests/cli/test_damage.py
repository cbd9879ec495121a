"""Each kind of damage to each kind of file: said in one sentence, named by doctor, mended by doctor --repair."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Result, run_main
from tests.unit.data.damage_kinds import KINDS, flipped
from tests.unit.data.stories import FILES, HISTORY, OCTOBER, OLD_HISTORY, STRATEGY, documents, tell

Documents = dict[tuple[str, str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Documents]]:
    """A sound store, and what it holds."""
    root = tmp_path_factory.mktemp("story") / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        tell(root)
        yield root, documents(root)


@pytest.fixture
def root(story: tuple[Path, Documents], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PMTUI_NOW", "2026-10-09T12:00:00Z")
    monkeypatch.setenv("PMTUI_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(
        "pmtui.data.rolling.roll", lambda store, day: None
    )  # in a process that outlives the test
    return Path(shutil.copytree(story[0], tmp_path / "data"))


def harm(root: Path, file: str, kind: str) -> bytes:
    path = root / file
    path.write_bytes(KINDS[kind][1](path.read_bytes()))
    return path.read_bytes()


def looking(file: str) -> list[str]:
    return ["list", "entry" if file == OCTOBER else "objective"]


def assert_refused(result: Result, file: str) -> None:
    assert result.code == 3, result
    assert result.out == ""
    said, fix = result.err.splitlines()
    assert file in said
    assert len(said) < 500
    assert "doctor" in fix


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", [STRATEGY, OCTOBER])
def test_a_damaged_data_file_is_refused_or_loses_nothing(root: Path, file: str, kind: str) -> None:
    before = run_main(*looking(file))
    raw = harm(root, file, kind)
    reaction, _ = KINDS[kind]
    seen = run_main(*looking(file))
    if reaction == "accept" or (reaction == "unseen" and seen.code == 0):
        assert seen.code == 0
        assert len(seen.out.splitlines()) == len(before.out.splitlines())
        return
    assert_refused(seen, file)
    logged = run_main("log", "10m admin")
    if file == OCTOBER and kind not in ("wrong-type", "null-field"):
        assert_refused(logged, file)
    assert logged.code in (0, 3)
    if logged.code == 3 or file == STRATEGY:
        assert (root / file).read_bytes() == raw


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_history_keeps_no_document_from_being_read_and_is_not_overwritten(
    root: Path, kind: str
) -> None:
    before = [run_main(*looking(file)) for file in (STRATEGY, OCTOBER)]
    raw = harm(root, HISTORY, kind)
    assert [run_main(*looking(file)) for file in (STRATEGY, OCTOBER)] == before
    assert (root / HISTORY).read_bytes() == raw
    logged = run_main("log", "10m admin")
    if logged.code == 0:  # its end is whole, apart from a line that was never acknowledged
        kept = (root / HISTORY).read_bytes()
        assert kept.startswith(raw) or kept.startswith(raw[: raw.rfind(b"\n") + 1])
    else:
        assert_refused(logged, "history")
        assert (root / HISTORY).read_bytes() == raw
    told = run_main("history", "--all")
    assert told.code in (0, 3)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("file", FILES)
def test_doctor_names_the_damage_and_repairs_it(
    story: tuple[Path, Documents], root: Path, file: str, kind: str
) -> None:
    sound = (root / file).read_bytes()
    raw = harm(root, file, kind)
    found = run_main("doctor", "--json")
    if raw == sound:  # a cut at a page, where there is none
        return
    named = [item for item in found.json if item["file"].partition("/")[0] == file.partition("/")[0]]
    assert named
    harmless = all(item["severity"] == "hint" for item in found.json)
    assert found.code == (0 if harmless else 3)
    assert (root / file).read_bytes() == raw
    mended = run_main("doctor", "--repair")
    assert mended.code == 0, mended.out
    assert run_main("doctor").out == "the store is sound\n"
    if raw:
        assert next((root / "quarantine").glob(f"*/{file}")).read_bytes() == raw
    if documents(root) != story[1]:  # what cannot be told from an edit by hand is kept as one
        assert kind in ("bitflip-1", "escape-field", "huge-string", "unknown-field"), mended.out
        assert run_main("undo").code == 0
    assert documents(root) == story[1]
    assert run_main("history", "--all").code == 0
    assert run_main("log", "10m admin").code == 0


def test_doctor_tells_a_finding_a_line_and_as_json(root: Path) -> None:
    (root / OCTOBER).write_bytes(b"")
    (root / STRATEGY).chmod(0o644)
    said = run_main("doctor")
    assert said.code == 3
    first, second = said.out.splitlines()
    assert first == "damage  time/2026-10.json: it cannot be read: it is empty – pmtui doctor --repair"
    assert second.startswith("hint    strategy.json: its mode is 0644 and should be 0600")
    found = run_main("doctor", "--json").json
    assert found[0] == {
        "severity": "damage",
        "code": "E_DAMAGED",
        "file": OCTOBER,
        "ref": None,
        "message": "it cannot be read: it is empty",
        "fix": "pmtui doctor --repair",
        "repairable": True,
    }
    mended = run_main("doctor", "--repair", "--json")
    assert mended.code == 0
    assert mended.json["left"] == []
    assert len(mended.json["found"]) == 2
    assert (root / mended.json["quarantine"] / OCTOBER).read_bytes() == b""
    assert any(OCTOBER in line for line in mended.json["done"])


def test_what_doctor_says_to_do_names_the_store(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PMTUI_DATA")
    (root / OCTOBER).write_bytes(b"")
    at_root = ("--data", str(root))
    said = run_main(*at_root, "doctor").out.splitlines()[0]
    assert said.endswith(f" – {shlex.join(['pmtui', *at_root, 'doctor'])} --repair")
    assert run_main(*shlex.split(said.partition(" – ")[2])[1:]).code == 0
    assert run_main(*at_root, "doctor").code == 0


def test_repair_says_how_to_undo_it(root: Path) -> None:
    (root / STRATEGY).write_bytes(b"[]")
    said = run_main("doctor", "--repair").out.splitlines()
    assert "done    strategy.json: written anew from the history" in said
    assert any(line.startswith("  cp -Rp ") for line in said)
    assert said[-1] == "the store is sound"


@pytest.mark.parametrize("lost", [[OCTOBER, HISTORY], [OCTOBER, HISTORY, OLD_HISTORY]], ids=["end", "all"])
def test_what_was_lost_with_its_history_is_not_passed_over(root: Path, lost: list[str]) -> None:
    run_main("backup")
    for file in lost:
        (root / file).unlink()
    looked = run_main("list", "entry")
    assert ("warning: the history is missing" in looked.err) is (OLD_HISTORY in lost)
    said = run_main("doctor", "--repair").out
    assert "changes are lost: what they did to files that are gone as well cannot be known" in said
    assert "the newest backup that is whole: pmtui restore " in said
    assert run_main(*shlex.split(said.partition("whole: ")[2].splitlines()[0])[1:]).code == 0
    assert run_main("list", "entry").out.count("\n") > looked.out.count("\n")


def test_a_newer_format_is_named_and_not_repaired(root: Path) -> None:
    path = root / OCTOBER
    path.write_bytes(path.read_bytes().replace(b'"format":1', b'"format" :99'))
    raw = path.read_bytes()
    assert run_main("doctor").code == 3
    refused = run_main("doctor", "--repair")
    assert refused.code == 3
    assert "update pmtui" in refused.err
    assert path.read_bytes() == raw


@pytest.mark.parametrize("file", FILES)
def test_a_flipped_bit_is_never_missed(story: tuple[Path, Documents], root: Path, file: str) -> None:
    """Also one that leaves valid JSON behind; whatever repair makes of it, what was there before can be had again."""
    sound = (root / file).read_bytes()
    for seed in range(8):
        (root / file).write_bytes(flipped(sound, 1, seed))
        found = run_main("doctor", "--json")
        assert found.json, seed
        shutil.rmtree(root)
        shutil.copytree(story[0], root)


def test_the_first_history_file_may_be_gone(story: tuple[Path, Documents], root: Path) -> None:
    (root / OLD_HISTORY).unlink()
    assert run_main("doctor").code == 3
    assert run_main("doctor", "--repair").code == 0
    assert documents(root) == story[1]
    assert run_main("history", "--all").out.splitlines()[0].endswith("changes 1 to 8 could not be read")
