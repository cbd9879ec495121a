"""The kinds of command lines that are disturbed, and the store each of them finds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.crash.processes import Line, Server

Prepare = Callable[[Server, Path], None]
SECRET = "words that must go"
_MONDAY, _WEDNESDAY, _NOW, _TOMORROW = (
    f"2026-10-{when}:00Z" for when in ("12T12:00", "14T12:00", "14T13:00", "15T07:00")
)

_BOARD = (
    ("set", "workspace", "zone=Europe/Berlin"),
    ("add", "vision", "Everyone insured"),
    ("add", "challenge", "99 % sign up", "vision=V1", "due=2026-12-31"),
    ("add", "target", "Find and buy in two days", "challenge=C1", "unit=days", "direction=decrease",
     "baseline=21", "target=2", "start=2026-09-01", "due=2026-11-30"),
    ("reading", "TC1", "20", "--on", "2026-09-11"),
    ("reading", "TC1", "15.5", "--on", "2026-10-02"),
    ("move", "TC1", "active"),
    ("add", "obstacle", "filters do not narrow", "target=TC1"),
    ("move", "OB1", "current"),
    ("add", "objective", "Partner with consultancies – “Zürich” first"),
    ("add", "kr", "Activated partners", "objective=O1", "unit=partners", "direction=increase",
     "baseline=4", "target=20", "start=2026-09-01", "due=2026-12-31"),
    ("add", "action", "Write the partner guide", "kr=KR1"),
    ("add", "objective", SECRET),
    ("log", "9:00-10:30 2026-09-28 pricing tiers >KR1 ~pricing -- ask Ann"),
    ("log", "9:00-9:45 2026-10-12 fire prod outage @acme !outage"),
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A command line and the store it finds.

    Attributes:
        name: What the tests call it.
        line: What is typed; ``{here}`` in it stands for the folder the store lies in.
        prepare: Makes the store, ``store`` in the folder it is given.
        gone: Words of which nothing may be left once it is done.
        every_error: Whether each of its calls meets every error; else each meets one of them, in turn, and every one
            where tests may take long.
        makes: A file that it makes beside the store, instead of changing it.
        next_format: Whether a program of the next format runs it, and so migrates the store.
        takes_long: Whether its power cuts are too many for the everyday tests.
    """

    name: str
    line: Line
    prepare: Prepare
    gone: str = ""
    every_error: bool = False
    makes: str = ""
    next_format: bool = False
    takes_long: bool = False

    def line_in(self, folder: Path) -> Line:
        words = tuple(word.replace("{here}", str(folder)) for word in self.line.words)
        return Line(words, self.line.now, self.line.typed)


def _nothing(server: Server, folder: Path) -> None:
    """No store yet."""


def prepare_board(server: Server, folder: Path) -> None:
    """A strategy, a target condition under way, and two months of time."""
    _type(server, folder, _MONDAY, *_BOARD)


def prepare_running(server: Server, folder: Path) -> None:
    """The same, changed two days later, and a timer that runs."""
    prepare_board(server, folder)
    _type(server, folder, _WEDNESDAY, ("start", "strat pricing tiers >KR1"), ("set", "KR1", "target=24"))


def _board_with_draft(server: Server, folder: Path) -> None:
    """The same, and a check-in that was broken off."""
    prepare_running(server, folder)
    ended = server.run(folder / "store", Line(("checkin", "--plain"), _WEDNESDAY, "\n14\n"))
    assert ended.status != 0
    assert list((folder / "store/drafts").iterdir())


def _board_with_backup(server: Server, folder: Path) -> None:
    """The same, and beside the store a backup of an earlier moment."""
    _type(server, folder, _MONDAY, *_BOARD, ("backup", str(folder / "backup.zip")))
    _type(server, folder, _WEDNESDAY, ("set", "KR1", "target=24"), ("log", "10m fire checkout"), ("rm", "O2"))


def _only_backup(server: Server, folder: Path) -> None:
    """A backup, and no store."""
    _board_with_backup(server, folder)
    shutil.rmtree(folder / "store")


def _damaged_with_backup(server: Server, folder: Path) -> None:
    """A backup, and a store of which two files are damaged."""
    _board_with_backup(server, folder)
    (folder / "store/strategy.json").write_bytes(b"{}")
    (folder / "store/time/2026-12.json").write_bytes(b"damaged as well")


def _undone(server: Server, folder: Path) -> None:
    """The last two changes were taken back."""
    prepare_running(server, folder)
    _type(server, folder, _WEDNESDAY, ("undo", "2"))


def _for_repair(server: Server, folder: Path) -> None:
    """A data file is cut off, another is gone, and a line of the history is spoiled."""
    root = folder / "store"
    prepare_running(server, folder)
    strategy = (root / "strategy.json").read_bytes()
    (root / "strategy.json").write_bytes(strategy[: len(strategy) // 2])
    (root / "time/2026-09.json").unlink()
    history = root / "history/2026-10.jsonl"
    lines = history.read_bytes().splitlines(keepends=True)
    history.write_bytes(b"".join([*lines[:5], lines[5].replace(b"TC1", b"TC7", 1), *lines[6:]]))


def _interrupted(server: Server, folder: Path) -> None:
    """A writer was killed after its change was committed, the next one in the midst of its line."""
    root = folder / "store"
    prepare_running(server, folder)
    before = {file: (root / file).read_bytes() for file in ("strategy.json", "time/2026-10.json")}
    _type(server, folder, _WEDNESDAY, ("stop",))
    for file, raw in before.items():
        (root / file).write_bytes(raw)
    (root / "time/.2026-10.json.99999.1.tmp").write_bytes(b"{")
    (root / "lock").write_text("99999\n")
    with open(root / "history/2026-10.jsonl", "ab") as history:
        history.write(b'{"n":99,')


def _type(server: Server, folder: Path, now: str, *lines: tuple[str, ...]) -> None:
    ended = server.run(folder / "store", *(Line(words, now) for words in lines))
    assert (ended.status, ended.err) == (0, ""), ended


_ANSWERS = "\n12\nn nobody reads the guide\nask five\nthree name it\n\n"
_LOG = ("log", "12m fire prod outage again @acme")

KINDS = {
    kind.name: kind
    for kind in (
        Kind("log", Line(_LOG, _NOW), prepare_running, every_error=True),
        Kind("stop", Line(("stop",), _NOW), prepare_running, every_error=True),
        Kind("set", Line(("set", "KR1", "target=25"), _NOW), prepare_running, every_error=True),
        Kind("move", Line(("move", "KA1", "doing"), _NOW), prepare_running, every_error=True),
        Kind("undo", Line(("undo",), _NOW), prepare_running, every_error=True),
        Kind("check-in", Line(("checkin", "--plain"), _NOW, _ANSWERS), _board_with_draft, every_error=True),
        Kind("restore", Line(("restore", "{here}/backup.zip"), _NOW), _board_with_backup, every_error=True),
        Kind(
            "restore over damage",
            Line(("restore", "{here}/backup.zip"), _NOW),
            _damaged_with_backup,
            takes_long=True,
        ),
        Kind("restore into nothing", Line(("restore", "{here}/backup.zip"), _NOW), _only_backup),
        Kind("purge", Line(("purge", "O2", "--yes", "O2"), _NOW), prepare_running, gone=SECRET),
        Kind("first save", Line(_LOG, _NOW), _nothing),
        Kind("first of the day", Line(_LOG, _TOMORROW), prepare_running),
        Kind("recovery", Line(_LOG, _NOW), _interrupted),
        Kind("redo", Line(("redo",), _NOW), _undone),
        Kind("backup", Line(("backup", "{here}/made.zip"), _NOW), prepare_running, makes="made.zip"),
        Kind("repair", Line(("doctor", "--repair"), _NOW), _for_repair, takes_long=True),
        Kind("migration", Line(_LOG, _NOW), prepare_running, next_format=True, takes_long=True),
    )
}


def warm_server(files: Path) -> Server:
    """A server that has imported what every command needs; ``files`` is a folder for what its children say."""
    server = Server(files)
    folder = files / "warm"
    prepare_running(server, folder)
    server.warm(
        folder / "store", *(Line(words, _NOW) for words in (("stop",), _LOG, ("set", "KR1", "target=25")))
    )
    return server
