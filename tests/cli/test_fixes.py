"""Every fix that names a command is typed as it is printed, in the situation in which it is printed, and accepted."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import pmtui
from pmtui.cli.families import FAMILIES
from pmtui.errors import PmtuiError
from pmtui.usecases.kata.check_in_opening import open_check_in
from pmtui.widgets.fix_words import fix_words
from tests.cli.conftest import NOW, ROOT, Result, Run, run_main
from tests.screens.dialogs.stage import session_at

_COMMANDS = "|".join([*FAMILIES, "--[a-z]+"])
_COMMAND = re.compile(rf"(?:^|(?<=: ))pmtui (?:--data \S+ )?(?:{_COMMANDS})\b.*")
_NAMES_COMMAND = re.compile(rf"\bpmtui (?:{_COMMANDS})(?![a-z-])")

# What only the user knows: what stands for it in a fix, and what is typed there.
PLACEHOLDERS = {
    "VALUE": "12",
    "TEXT": "something",
    "TITLE": "something",
    "KIND": "objective",
    "FIELD=VALUE": "note=something",
    "N": "1",
    "STATE": "expired",
    "end=TIME": "end=9:40",
    "start=TIME": "start=10:30",
    "direction=…": "direction=decrease",
    "objective=OBJECTIVE-REF": "objective=O1",
    "key_result=KEY_RESULT-REF": "key_result=KR1",
    "key_result=KR-REF": "key_result=KR1",
    "target=TARGET-REF": "target=TC1",
    "obstacle=OBSTACLE-REF": "obstacle=OB1",
    "baseline=NUMBER": "baseline=21",
    "target=NUMBER": "target=25",
    "high=NUMBER": "high=25",
    "baseline=…": "baseline=21",
    "target=…": "target=2",
    "unit=…": "unit=days",
    "actual=…": "actual=something",
    "learned=…": "learned=something",
    "verdict=…": "verdict=worse",
    "expect=…": "expect=something",
    "check_on=…": "check_on=2017-05-22",
    "due=…": "due=2017-12-31",
    "start=…": "start=2017-04-01",
    "serves=…": "serves=C1",
    "vision=…": "vision=V1",
}


class Situation(NamedTuple):
    """What is done before, and what is refused then; ``@`` moves the clock."""

    refused: str
    before: tuple[str, ...] = ()
    base: str = "ok"


def situation(refused: str, *before: str) -> Situation:
    return Situation(refused, before)


def on_board(refused: str, *before: str) -> Situation:
    return Situation(refused, before, "board")


EVENING, MORNING = "@2017-05-19T17:00:00+02:00", "@2017-05-20T09:00:00+02:00"
SECOND = "add target second challenge=C1 unit=days direction=decrease baseline=9 target=2"
FORGOTTEN = (EVENING, "start pricing tiers", MORNING)

SITUATIONS = [
    # A timer that was forgotten.
    situation("stop", *FORGOTTEN),
    situation("stop 9:00", *FORGOTTEN),
    situation("stop 16:00", *FORGOTTEN),
    situation("stop yesterday 16:00", *FORGOTTEN),
    situation("log stop", *FORGOTTEN),
    situation("stop", EVENING, "start x", "log 16:50-17:00 before", MORNING, "log yesterday 17:10-18:00 after"),
    situation("stop", EVENING, "start x", "@2017-05-22T09:00:00+02:00"),
    situation("stop", EVENING, "start x", "set workspace zone=Asia/Kathmandu", MORNING),
    situation("stop", "@2017-03-26T01:45:00+01:00", "start x", "@2017-03-26T18:00:00+02:00"),
    situation("stop", "@2017-10-29T02:45:00+02:00", "start x", "@2017-10-29T18:00:00+01:00"),
    situation("switch fire x", *FORGOTTEN),
    situation("switch fire \"it's\" '>KR1' -- ask \"why\"", *FORGOTTEN, "add objective O", "add kr KR objective=O1 "
              "unit=x direction=increase baseline=1 target=2"),
    situation("switch 8:30 fire x", *FORGOTTEN),
    situation("switch 16:00 fire x", *FORGOTTEN),
    situation("switch 17:45 fire x", *FORGOTTEN),
    situation("switch yesterday 17:45 fire x", *FORGOTTEN),
    situation("start fire x", *FORGOTTEN),
    situation("resume", *FORGOTTEN),
    # A timer that runs.
    situation("start fire x", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("start 12:10 fire x -- with a note", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("start 11:30 fire x", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("log start fire x", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("resume", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("stop 11:30", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("stop today 11:30", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("switch 11:30 x", "start y", "@2017-05-19T12:30:00+02:00"),
    situation("stop 11:50", "start y", "@2017-05-19T11:40:00+02:00"),
    situation("purge timer --yes timer", "start y"),
    # None that does.
    situation("stop"),
    situation("switch fire x"),
    situation("cancel"),
    situation("resume"),
    situation("show timer"),
    situation("set timer note=x", "start y"),
    # Time entries.
    situation("log 9:30-10:30 second", "log 9:00-10:00 first"),
    situation("log 9:30-10:00 second --overlap trim-this", "log 9:00-10:00 first"),
    situation("stop", "log 11:30-11:40 first", "start 11:20 second"),
    situation("set t2 start=9:30", "log 9:00-10:00 first", "log 10:00-11:00 second"),
    situation("set t1 note=x", "log 30m call", "rm t1"),
    situation("rm t1", "log 30m call", "rm t1"),
    # Strategy and kata.
    on_board("add entry X"),
    situation("show KR9"),
    on_board("set t1 links=X", "log 30m call"),
    on_board("show nothing"),
    on_board("move t1 active", "log 30m call"),
    on_board("rm workspace"),
    on_board("purge workspace --yes workspace"),
    on_board("set KR1 state=active"),
    on_board("set KR1 state=nonsense"),
    on_board("set KR1 state="),
    on_board("set V1 state=done"),
    on_board("move V1 done"),
    on_board("set O1 note=x", "move O1 dropped"),
    on_board("move O1 active", "move O1 dropped"),
    on_board("set TC1 note=x", "move TC1 achieved"),
    on_board("set OB1 note=x", "move OB1 gone"),
    on_board("set OB1 note=x", "move OB1 dismissed"),
    on_board("set KR1 note=x", "rm KR1"),
    on_board("move KR1 active", "rm KR1"),
    on_board("rm KR1", "rm KR1"),
    on_board("add action X key_result=O1"),
    on_board("move TC2 active", SECOND, "reading TC2 5"),
    on_board("move TC2 active", SECOND),
    on_board("move OB2 current", "add obstacle X target=TC1"),
    on_board("move X2 running", "add experiment A obstacle=OB1 expect=x check_on=2017-05-22",
             "add experiment B obstacle=OB1 expect=x check_on=2017-05-22", "move X1 running"),
    on_board("move X1 running", "add experiment A obstacle=OB1"),
    on_board("move X1 concluded", "add experiment A obstacle=OB1 expect=x check_on=2017-05-22", "move X1 running"),
    on_board("reading C1 5"),
    on_board("checkin KR1 --plain"),
    on_board("checkin TC2 --plain", f"{SECOND} owner=Ann"),
    on_board("checkin TC2 --plain", f"{SECOND} owner=Ann",
             "reading TC2 5"),
    on_board("checkin TC1 --plain", "move TC1 expired"),
    on_board("checkin TC1 --plain", "rm TC1"),
    on_board("lint --mute W13 O1 --reason x"),
    on_board("show KR1 --at 2017-05-01"),
    on_board("add target X challenge=C1"),
    on_board("add kr X"),
    on_board("add kr X objective=O1 unit=x direction=increase target=29"),
    on_board("add kr X objective=O1 unit=x direction=increase baseline=1 target="),
    on_board("add kr X objective=O1 unit=x direction=at_most"),
    on_board("add kr X objective=O1 unit=x direction=range low=1"),
    on_board("add goal X unit=x"),
    on_board("add action X"),
    on_board("add obstacle X"),
    on_board("add experiment 'a step'"),
    on_board("purge KR1"),
    on_board("purge O1 --yes O1"),
    on_board("lint --mute W9 O1"),
    # Undo.
    situation("undo"),
    situation("undo --change 9", "log 30m call"),
    situation("undo --change 1", "log 30m call", "undo"),
    situation("undo --change 2", "log 30m call", "undo"),
    situation("undo --change 1", "log 30m call", "set t1 note=x", "set t1 note=y"),
    situation("undo", "log 30m call", "log 9:00-9:10 mail", "purge t2 --yes t2"),
    situation("undo --change 1", "add objective O", "log 30m x '>O1'"),
    situation("undo --change 2", "log 9:00-10:00 first", "rm t1", "log 9:30-9:40 second"),
    # Usage.
    situation("log"),
    situation("nonsense"),
    situation("add"),
    situation("export"),
    situation(""),
    situation("checkin"),
    situation("demo"),
    situation("export - --format csv", "log 30m call"),
]  # fmt: skip

ELSEWHERE = {
    "pmtui doctor": "test_way_back, test_damage and tests/unit/data run what a damaged store says",
    "pmtui restore": "test_way_back and test_backup",
    "pmtui info": "a backup that is broken: test_backup",
    "pmtui import FILE": "needs a terminal on standard input",
    "pmtui export FOLDER": "a store whose highest ref is taken",
    "pmtui checkin": "opens the app, which needs a terminal",
    "pmtui demo": "opens the app, which needs a terminal",
    "fix: pmtui history": "standard output that cannot be written: test_terminal_text",
    "pmtui list entry --from": "a day that is overfull by hand: tests/unit/data",
    "import a file that pmtui export": "names what wrote the file",
    "pmtui set .+ .+=REF": "a link into nothing, made by hand: tests/unit/data",
    "pmtui set .+ links=": "a shell that took a link for a file",
    "pmtui keys": "what is wrong with the settings, said by the app: tests/unit/commands",
    "; pmtui undo takes it back": "no fix: what doctor --repair did",
    "more than one item is called": "two items of one name, from two machines: test_names",
    "see what was done: pmtui history": "a reading dated ahead of a clock that was set back: tests/unit/usecases",
    "pmtui history .+ shows what became": "an undo across a repair that parted two items of one name",
}
"""Where fixes are run that no situation here can bring about, by how they begin."""


def parts(fix: str) -> list[str]:
    """The commands in a fix: it is one, or ends with one behind a colon; ``&&`` joins two."""
    found = _COMMAND.search(fix)
    return found[0].rstrip(".").split(" && ") if found else []


def typed(command: str, folder: Path) -> list[str]:
    """The words of a command, with something in place of what only the user knows."""
    words = shlex.split(command)
    assert words[0] == "pmtui"
    places = {"FOLDER": str(folder / "out"), "DIR": str(folder / "out")}
    if words[1:3] == ["set", "workspace"]:
        places["FIELD=VALUE"] = "name=something"
    return [places.get(word) or PLACEHOLDERS.get(word, word) for word in words[1:]]


def printed_fix(result: Result) -> str:
    assert result.code in (1, 2), result
    lines = [line for line in result.err.splitlines() if line.startswith("fix: ")]
    assert len(lines) == 1, result
    return lines[0].removeprefix("fix: ")


def prepare(case: Situation, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    run: Run = request.getfixturevalue(case.base)
    for step in case.before:
        if step.startswith("@"):
            monkeypatch.setenv("PMTUI_NOW", step[1:])
        else:
            run(*shlex.split(step))


_printed: dict[object, str] = {}
"""What the situations printed, one line or several."""


@pytest.mark.parametrize("case", SITUATIONS, ids=lambda case: f"{case.refused} ({len(case.before)})")
def test_a_fix_is_accepted_as_it_is_printed(
    case: Situation, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    prepare(case, request, monkeypatch)
    words = shlex.split(case.refused)
    before = run_main("history", "--json").out
    fix = _printed[case] = printed_fix(run_main(*words))
    assert run_main("history", "--json").out == before
    commands = parts(fix)
    assert commands, f"the fix names no command: {fix}"
    asked = {fix}
    while commands:
        command = commands.pop(0)
        done = run_main(*typed(command, tmp_path))
        if done.code:  # the next question, which is another one
            fix = printed_fix(done)
            assert fix not in asked, (command, done)
            asked.add(fix)
            commands = [*parts(fix), *commands]
        assert done.code == 0 or (words[0] in ("add", "purge") and commands), (fix, command, done)


def hinted(key: str, text: str, folder: Path) -> int:
    """Type every command that ``text`` hints at, each of which must be accepted; return how many there are."""
    commands = [command for line in text.splitlines() for command in parts(line.strip())]
    _printed[key] = text
    for command in commands:
        done = run_main(*typed(command, folder))
        assert done.code == 0, (command, done)
    return len(commands)


def test_what_an_empty_report_hints_at_is_accepted(ok: Run, tmp_path: Path) -> None:
    for subject in ("strategy", "kata", "time"):
        assert hinted(subject, ok("report", subject).out, tmp_path) == 1


def test_what_a_target_condition_whose_time_is_over_asks_for_is_accepted(
    board: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMTUI_NOW", "2017-07-05T12:00:00+02:00")
    assert hinted("over", board("report", "kata").out, tmp_path) == 1


def test_the_fixes_of_lints_are_accepted(ok: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for line in (
        "add objective O",
        "add challenge C",
        "add vision V",
        "add kr KR objective=O1 unit=x direction=increase baseline=1 target=20 cadence_days=7",
        "move KR1 active",
        "move O1 active",
        "reading KR1 3",
    ):
        ok(*shlex.split(line))
    monkeypatch.setenv("PMTUI_NOW", "2017-07-05T12:00:00+02:00")
    fixes = "\n".join(finding["fix"] for finding in ok("lint", "--json").json)
    assert hinted("lint", fixes, tmp_path) >= 6


def test_the_fixes_of_the_doctor_are_accepted(ok: Run, tmp_path: Path) -> None:
    for line in (
        "log 9:00-10:00 first",
        "log 10:00-11:00 second",
        "log yesterday 9:00-9:30 third",
    ):
        ok(*shlex.split(line))
    root = Path(os.environ["PMTUI_DATA"])
    shutil.rmtree(root / "history")  # else the history tells what was there before it was edited by hand
    file = root / "time" / "2017-05.json"
    edited = file.read_text().replace('"minutes":30', '"minutes":20')
    file.write_text(edited.replace('"end":"2017-05-19T08:00:00Z"', '"end":"2017-05-19T08:20:00Z"'))
    # What a rule settles, the repair settles; what only the user knows is left, with its fix.
    assert "t2: keeps its 60 minutes without a clock" in run_main("doctor", "--repair").out
    fixes = "\n".join(finding["fix"] for finding in run_main("doctor", "--json").json)
    assert hinted("doctor", fixes, tmp_path) == 2
    assert ok("doctor").out == "the store is sound\n"


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_the_way_to_a_check_in_is_accepted_step_by_step(ok: Run, steps: int, tmp_path: Path) -> None:
    """The app says it, which asks for a check-in where the command line asks for readings."""
    ways = ["add challenge C", SECOND, "reading TC1 5", "move TC1 active"]
    for way in ways[:steps]:
        ok(*shlex.split(way))
    with pytest.raises(PmtuiError) as caught:
        open_check_in(session_at(Path(os.environ["PMTUI_DATA"]), NOW), None)
    fix = _printed[steps] = caught.value.fix or ""
    for command in parts(fix):
        ok(*typed(command, tmp_path))
    assert shlex.split(ways[steps])[0] in fix


@pytest.mark.parametrize(
    ("refused", "before"),
    [
        ("stop", FORGOTTEN),
        ("switch fire x", FORGOTTEN),
        ("start x", ("start y",)),
        ("show KR9", ()),
        ("undo", ()),
    ],
)
def test_a_fix_names_the_store_that_was_named(
    ok: Run, refused: str, before: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = ["--data", str(tmp_path / "my store")]
    for step in before:
        if step.startswith("@"):
            monkeypatch.setenv("PMTUI_NOW", step[1:])
        else:
            ok(*store, *shlex.split(step))
    before_it, behind_it = (
        printed_fix(run_main(*words))
        for words in ([*store, *shlex.split(refused)], [*shlex.split(refused), *store])
    )
    assert before_it == behind_it
    for command in parts(before_it):
        words = typed(command, tmp_path)
        assert words[:2] == store
        assert run_main(*words).code == 0
    assert not run_main("list", "entry", "--json").json


@pytest.mark.parametrize(
    "line",
    ["8:00 x", "start 45m x", "45m >KR9 x", "45m x ~nonsens", "45m pricing ~pricin -- a 'note'", "9-10 it's x",
     "2h 14:00- x", "11:00-12:30 x", "1:30 x", "45m 13pm x", "90 x", "-5m x", "stop 9:00-10:00", "45m !outag x !rhin"],
)  # fmt: skip
def test_a_fix_for_part_of_a_line_is_printed_as_the_whole_line(board: Run, line: str) -> None:
    """Programs get the part and where it belongs."""
    board("start", "11:00", "y")
    refused = run_main("log", "--", line)
    if not refused.code or "fix: " not in refused.err:
        return
    error = run_main("--json", "log", "--", line).error
    for command in parts(printed_fix(refused)):
        again = run_main(*typed(command, ROOT))
        assert again.code == 0 or f"({error['code']})" not in again.err, (command, again)


@cache
def _source_fixes() -> dict[str, str]:
    """Every text in the source that names a command of pmtui: where it stands, by a pattern of how it reads."""
    folder = Path(pmtui.__file__).parent
    return {
        pattern: f"{path.relative_to(folder)}:{line}"
        for path in sorted(folder.rglob("*.py"))
        for pattern, line in _texts(ast.parse(path.read_text()))
    }


def _texts(tree: ast.Module) -> Iterator[tuple[str, int]]:
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):  # docstrings
            skipped.add(node.value)
        shows_example = isinstance(node, ast.Call) and ast.unparse(node.func) in ("examples", "re.compile")
        names_example = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in (
            "_EXAMPLES",
            "_REWORDED",
        )
        if shows_example or names_example:
            skipped.update(ast.walk(node))
        if node in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            skipped.update(ast.walk(node))
            text = "".join(str(v.value) if isinstance(v, ast.Constant) else "\0" for v in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if _NAMES_COMMAND.search(text) and not re.match(r"(, )?(undo|redo|restore): |What |To undo", text):
            yield ".+".join(re.escape(part) for part in text.split("\0")), node.lineno


def test_in_the_app_no_fix_names_an_option() -> None:
    """It names keys; what only the command line says is left out."""
    only_typed = ("--overlap", "--plain", "--help", "--format", "--yes", "--with-children", "lint --mute")
    for fix in _printed.values():
        for line in fix.splitlines():
            if not any(words in line for words in only_typed):
                assert "--" not in fix_words(PmtuiError("E_ANY", "no", line)), line


def test_no_fix_in_the_source_is_without_a_situation(request: pytest.FixtureRequest) -> None:
    """A new fix that names a command needs a line in SITUATIONS; this file runs as a whole."""
    if len(_printed) < len(SITUATIONS):
        pytest.skip("the situations were not all run")
    seen = set(_printed.values())
    missing = {
        where: pattern
        for pattern, where in _source_fixes().items()
        if not any(re.search(pattern, fix) for fix in seen)
        and not any(start in pattern.replace("\\", "") for start in ELSEWHERE)
    }
    assert not missing
