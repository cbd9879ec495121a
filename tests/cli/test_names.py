"""Two machines that gave out the same names: what is refused, what a repair makes of it, and what follows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Refused = Callable[..., dict[str, Any]]
REPAIR = "pmtui doctor --repair"
TWIN = "01BGF4ZZZZ000000000000000Z"


@pytest.fixture
def forked(ok: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store of one machine, in which O1 is 'Hers' with KR1; beside it the other's, in which it is 'His'.

    His is older. Each has an entry for it.
    """
    data, his = home / "data", home / "his"
    ok("add", "goal", "Grow")
    shutil.copytree(data, his)
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T12:01:00+02:00")
    ok("--data", str(his), "add", "objective", "His")
    ok("--data", str(his), "log", "10:00-10:30 his work >O1")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T12:02:00+02:00")
    ok("add", "objective", "Hers", "serves=G1")
    ok("add", "kr", "Result", "objective=O1", "unit=x", "direction=increase", "baseline=1", "target=2")
    ok("log", "9:00-9:30 her work >O1")
    monkeypatch.setenv("PMTUI_NOW", "2017-05-19T12:30:00+02:00")
    return data


def mix(data: Path, file: str) -> None:
    shutil.copy2(data.parent / "his" / file, data / file)


def twin(data: Path) -> None:
    """Copy the line of O1 by hand, as another item of that name."""
    path = data / "strategy.json"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if '"title":"Hers"' in line)
    key = json.loads("{" + lines[at].lstrip(",") + "}").popitem()[0]
    lines.insert(at + 1, "," + lines[at].lstrip(",").replace(key, TWIN).replace("Hers", "Twin"))
    path.write_text("\n".join(lines), encoding="utf-8")


def test_the_older_one_keeps_the_name_and_links_follow(forked: Path, ok: Run) -> None:
    mix(forked, "strategy.json")
    done = ok("doctor", "--repair").out
    assert "strategy.json O1 (Hers): called O2 from now on, and links to it follow" in done
    assert "strategy.json O1: kept as in the file" in done
    assert done.rstrip().endswith("the store is sound")
    assert "His" in ok("show", "O1").out
    assert "Hers" in ok("show", "O2").out
    assert ok("show", "t1", "--json").json["links"] == ["O2"]
    assert ok("show", "KR1", "--json").json["objective"] == "O2"
    assert "Rename O1 to O2" in ok("history").out
    assert ok("doctor", "--repair").out == "the store is sound\n"


def test_a_file_that_calls_it_otherwise_comes_in_under_the_new_name(
    forked: Path, ok: Run, home: Path
) -> None:
    his = home / "his"
    shutil.copy2(forked / "strategy.json", his / "strategy.json")
    done = ok("--data", str(his), "doctor", "--repair").out
    assert "O2: kept as in the file, which calls it O1" in done
    assert ok("--data", str(his), "show", "KR1", "--json").json["objective"] == "O2"
    assert ok("--data", str(his), "show", "t1", "--json").json["links"] == ["O1"]


def test_a_link_to_what_no_file_here_holds_is_told(forked: Path, ok: Run, home: Path) -> None:
    his = home / "his"
    mix(forked, "time/2017-05.json")
    done = ok("doctor", "--repair").out
    assert "it links to O1, and may mean another one" in done
    shutil.copy2(his / "strategy.json", forked / "strategy.json")
    assert "may mean" not in ok("doctor", "--repair").out


def test_undo_means_the_item_by_its_new_name(forked: Path, ok: Run, refused: Refused) -> None:
    ok("set", "t1", "text=better", "links=")
    mix(forked, "strategy.json")
    ok("doctor", "--repair")
    rename = next(entry["n"] for entry in ok("history", "--json").json if entry["kind"] == "rename")
    ok("undo", "--change", str(rename - 1))
    assert ok("show", "t1", "--json").json["links"] == ["O2"]
    ok("redo")
    assert ok("show", "t1", "--json").json["links"] == []
    assert "other names" in refused("undo", "--change", str(rename))["message"]
    assert "Hers" in ok("show", "O2", "--at", "2017-05-19T12:05+02:00").out
    assert "Add objective O1 Hers" in ok("history", "O2").out
    assert "Hers" not in ok("history", "O1").out


def test_a_draft_follows_the_item_that_it_is_about(forked: Path, ok: Run) -> None:
    (id,) = [row["id"] for row in ok("list", "objective", "--json").json]
    folder = forked / "drafts"
    folder.mkdir(mode=0o700)
    said = {"format": 1, "saved_at": "2017-05-19T10:20:00Z", "rev": None}
    drafts = {
        "edit-O1": {"values": {"title": "O1 is hers"}, "ids": {"O1": id}},
        "new-kr-O1": {"values": {"objective": "O1", "title": "O1"}},
        "quick-line": {"values": {"line": "30m call >O1"}, "ids": {"O1": id}},
    }
    for name, more in drafts.items():
        (folder / f"{name}.json").write_text(json.dumps({"name": name, **said, **more}))
        (folder / f"{name}.json").chmod(0o600)
    mix(forked, "strategy.json")
    ok("doctor", "--repair")
    now = {path.stem: json.loads(path.read_text()) for path in folder.iterdir()}
    assert sorted(now) == ["edit-O2", "new-kr-O1", "quick-line"]
    assert now["edit-O2"]["values"] == {"title": "O1 is hers"}
    assert now["quick-line"]["values"] == {"line": "30m call >O2"}
    assert now["quick-line"]["ids"] == {"O2": id}


def test_two_of_one_name_are_listed_both_and_never_taken_for_one(
    forked: Path, ok: Run, refused: Refused
) -> None:
    twin(forked)
    listed = ok("list", "objective")
    assert "Hers" in listed.out
    assert "Twin" in listed.out
    assert "two items are called O1" in listed.err
    for words in (
        ("show", "O1"),
        ("set", "O1", "title=x"),
        ("set", "G1", "title=x"),
        ("move", "O1", "active"),
        ("rm", "O1"),
        ("add", "kr", "x", "objective=O1", "unit=x", "direction=increase", "baseline=1", "target=2"),
        ("log", "10m more >O1"),
        ("start", "more >O1"),
        ("undo",),
        ("purge", "O1", "--yes", "O1"),
    ):
        error = refused(*words, code=3)
        assert (error["code"], REPAIR in error["fix"]) == ("E_TWICE", True), words
    ok("doctor", "--repair")
    assert sorted(row["ref"] for row in ok("list", "objective", "--json").json) == ["O1", "O2"]
    assert ok("set", "O2", "title=x").err == ""


def test_two_entries_of_one_name_in_two_months(forked: Path, ok: Run, refused: Refused) -> None:
    ok("log", "2017-04-03 1h april")
    path = forked / "time" / "2017-04.json"
    path.write_bytes(path.read_bytes().replace(b'"ref":"t2"', b'"ref":"t1"'))
    for words in (("show", "t1"), ("set", "t1", "text=x"), ("rm", "t1")):
        assert refused(*words, code=3)["code"] == "E_TWICE"
    ok("doctor", "--repair")
    assert "april" in ok("show", "t2").out
    assert "her work" in ok("show", "t1").out


def test_purge_takes_the_id_of_one_of_two(forked: Path, ok: Run, refused: Refused) -> None:
    twin(forked)
    message = refused("purge", "O1", "--yes", "O1", code=3)["message"]
    assert f"{TWIN} (Twin)" in message
    assert "(Hers)" in message
    ok("purge", TWIN.lower(), "--yes", TWIN)
    assert "Hers" in ok("show", "O1").out
    assert ok("show", "t1", "--json").json["links"] == ["O1"]


def test_a_purge_after_a_repair_erases_only_what_has_the_name_today(forked: Path, ok: Run) -> None:
    mix(forked, "strategy.json")
    ok("doctor", "--repair")
    ok("purge", "O1", "--yes", "O1")
    assert "Hers" in ok("show", "O2").out
    assert ok("show", "t1", "--json").json["links"] == ["O2"]
    history = (forked / "history" / "2017-05.jsonl").read_text(encoding="utf-8")
    assert "His" not in history
    assert "Hers" in history
    assert ok("doctor").out == "the store is sound\n"


def test_a_restore_brings_back_as_it_was_and_tells_what_is_wrong(forked: Path, ok: Run, home: Path) -> None:
    twin(forked)
    ok("backup", str(home / "twins.zip"))
    ok("doctor", "--repair")
    done = ok("restore", str(home / "twins.zip")).out
    assert "this is wrong with it" in done
    assert "strategy.json O1" in done
    assert "Twin" in ok("list", "objective").out


READING = (
    *(("list", kind) for kind in ("goal", "objective", "kr", "entry", "cycle")),
    *(("show", ref) for ref in ("O1", "KR1", "t1", "t2", "workspace")),
    *(("report", what) for what in ("strategy", "kata", "time")),
    ("status",),
    ("lint",),
    ("history",),
    ("history", "O1"),
    ("show", "O1", "--at", "2017-05-19T12:05+02:00"),
    ("info",),
    ("undo", "--change", "2"),
)


@pytest.mark.parametrize("history", ["hers", "his", "none"])
@pytest.mark.parametrize(
    "files", [("strategy.json",), ("time/2017-05.json",), ("strategy.json", "time/2017-05.json")]
)
def test_whatever_is_mixed_is_read_or_refused_and_mended(
    forked: Path, pm: Run, ok: Run, files: tuple[str, ...], history: str
) -> None:
    for file in files:
        mix(forked, file)
    if history != "hers":
        shutil.rmtree(forked / "history")
    if history == "his":
        shutil.copytree(forked.parent / "his" / "history", forked / "history")
    for words in READING:
        assert pm(*words).code in (0, 1, 3), words
    ok("doctor", "--repair")
    assert ok("doctor").out == "the store is sound\n"
    refs = [row["ref"] for kind in ("objective", "kr", "entry") for row in ok("list", kind, "--json").json]
    assert len(set(refs)) == len(refs)
    for words in READING:
        assert pm(*words).code in (0, 1), words
    assert ok("doctor").out == "the store is sound\n"
