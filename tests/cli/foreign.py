"""Stores, backups and exports that somebody else has been at: any value in any place, checksums right or wrong.

Everything is drawn from one ``Random``, so that a seed tells a whole case.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from pmtui.data.history_line import checksum
from tests.cli.conftest import run_main

Place = list[Any]
"""The keys and positions that lead to a value."""

NESTED = "[" * 3_000 + "]" * 3_000
NUMBERS = [
    "1e999",
    "-1e999",
    "NaN",
    "1" + "0" * 5_000,
    "-9" * 1,
    "1" + "0" * 25,
    "1e-400",
    "0.1",
    "9007199254740993",
]
_RAW = "\u0001raw:"


def _words(text: str) -> list[str]:
    return text.split()


def make_story(folder: Path) -> None:
    """A store in ``folder / "store"`` with something of every kind, a backup of it and an export beside it."""
    for line in STORY:
        done = run_main("--data", str(folder / "store"), *line, stdin=ENTER)
        assert done.code == 0, (line, done)
    for line in (["backup", str(folder / "backup.zip")], ["export", str(folder / "out")]):
        assert run_main("--data", str(folder / "store"), *line).code == 0, line
    (folder / "store/drafts").mkdir(exist_ok=True)
    draft = {"format": 1, "values": {"title": "half"}, "rev": 3, "saved_at": "2017-05-19T10:00:00Z"}
    (folder / "store/drafts/edit-O1.json").write_text(json.dumps(draft))
    (folder / "config").mkdir(exist_ok=True)
    (folder / "config/settings.toml").write_text('theme = "nord"\nascii = false\n[keys]\nlog = "l"\n')


ENTER = "\n" * 20
"""Enter all the way, for whatever is asked."""

STORY: list[list[str]] = [
    ["set", "workspace", "name=Acme", "zone=Europe/Berlin", "holidays=2017-05-25"],
    ["add", "goal", "Grow", "target=20", "baseline=4", "direction=increase", "unit=partners"],
    ["add", "vision", "No brokers"],
    ["add", "challenge", "99 % sign up", "vision=V1"],
    [
        "add",
        "objective",
        "Partner with consultancies",
        "serves=G1, C1",
        "due=2017-06-30",
        "intended_share=0.5",
    ],
    ["move", "O1", "active"],
    ["add", "kr", "Pilots", "objective=O1", "unit=days", "direction=decrease", "baseline=21", "target=2"],
    ["reading", "KR1", "20", "--on", "2017-04-07"],
    ["reading", "KR1", "17", "--on", "2017-04-21"],
    ["reading", "KR1", "15", "--on", "2017-05-05"],
    ["reading", "KR1", "12"],
    ["add", "action", "Call five", "key_result=KR1"],
    [
        "add",
        "target",
        "Two days",
        "challenge=C1",
        "unit=days",
        "direction=decrease",
        "baseline=21",
        "target=2",
    ],
    ["reading", "TC1", "21"],
    ["move", "TC1", "active"],
    ["set", "TC1", "key_result=KR1"],
    ["add", "obstacle", "Filters do not narrow", "target=TC1"],
    ["move", "OB1", "current"],
    ["add", "experiment", "Ask five", "obstacle=OB1", "expect=price first", "check_on=tomorrow"],
    ["move", "X1", "running"],
    ["log", "fri 28 apr 2017 9:00-10:30 plan pricing >O1 #q"],
    ["log", "8:00-9:00 fire outage >KR1 @acme !outage"],
    ["log", "45m admin mail"],
    ["set", "t2", "note=was the cache"],
    ["add", "objective", "A second one"],
    ["rm", "O2"],
    ["undo"],
    ["redo"],
    ["checkin", "--plain"],
    ["start", "strat pricing >O1"],
]


def commands(folder: Path) -> dict[str, list[str]]:
    """Every command by a name for it, for the store, the backup and the export in ``folder``."""
    kinds = _words("goal vision objective kr action challenge target obstacle experiment cycle entry")
    lines = [
        *(["list", kind] for kind in kinds),
        *(
            ["show", ref]
            for ref in [
                "workspace",
                "G1",
                "V1",
                "O1",
                "KR1",
                "KA1",
                "C1",
                "TC1",
                "OB1",
                "X1",
                "CC1",
                "t1",
                "t2",
                "t3",
            ]
        ),
        *(["show", ref, "--at", "2017-05-19"] for ref in ("O1", "KR1", "t2")),
        ["show", "O1", "--json"],
        ["lint"],
        ["info"],
        ["--plain"],
        ["status"],
        *(["report", what] for what in ("strategy", "kata", "time")),
        *(
            ["report", "time", "2017", "--by", by]
            for by in ["mode", "cause", "party", "activity", "objective", "day", "week"]
        ),
        ["report", "time", "last 4 weeks", "--json"],
        ["log", "30m plan words >KR1"],
        ["log", "10:00-10:20 fire again"],
        ["start", "plan it"],
        ["stop"],
        ["switch", "plan other"],
        ["resume"],
        ["cancel"],
        ["add", "objective", "Third"],
        ["add", "kr", "More", "objective=O1", "unit=x", "direction=increase", "baseline=1", "target=2"],
        ["set", "O1", "note=more"],
        ["set", "KR1", "target=1"],
        ["set", "t2", "text=down"],
        ["set", "workspace", "name=Other"],
        ["reading", "KR1", "11"],
        ["move", "X1", "concluded", "actual=a", "learned=b", "verdict=better"],
        ["rm", "KR1"],
        ["rm", "t3"],
        ["undo"],
        ["undo", "4"],
        ["undo", "--change", "20"],
        ["redo"],
        ["history", "--all"],
        ["history", "O1", "--json"],
        ["doctor"],
        ["doctor", "--json"],
        ["doctor", "--repair"],
        ["export", "-"],
        ["export", "-", "--format", "md"],
        ["export", str(folder / "csv"), "--format", "csv", "--force"],
        ["import", str(folder / "out"), "--dry-run"],
        ["import", str(folder / "out"), "--theirs"],
        ["backup", str(folder / "again.zip"), "--force"],
        ["restore", str(folder / "backup.zip")],
        ["purge", "KA1", "--yes", "KA1"],
        ["purge", "O1", "--yes", "O1", "--with-children"],
        ["purge", "t2", "--yes", "t2", "--backups"],
        ["checkin", "--plain"],
        ["keys"],
    ]
    return {" ".join(Path(word).name if "/" in word else word for word in line): line for line in lines}


def places(value: Any, before: Place | None = None) -> Iterator[Place]:
    """The place of every value within ``value``."""
    here = before or []
    yield here
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, member in members:
        yield from places(member, [*here, key])


def put(top: Any, place: Place, value: Any) -> Any:
    """``top`` with ``value`` in ``place``."""
    if not place:
        return value
    owner = top
    for key in place[:-1]:
        owner = owner[key]
    owner[place[-1]] = value
    return top


def any_value(random: Random, top: Any) -> Any:
    """A JSON value: a simple one, one from elsewhere in ``top``, or one that no parser likes."""
    made: list[Callable[[], Any]] = [
        lambda: random.choice([None, True, False, 0, 1, -1, 2**63, 3.5, "", "x", [], {}, [[]], {"id": "x"}]),
        lambda: random.choice(TEXTS),
        lambda: _RAW + random.choice(NUMBERS),
        lambda: _RAW + NESTED,
        lambda: _at(top, random.choice(list(places(top)))),
    ]
    return random.choices(made, [4, 4, 1, 0.3, 3])[0]()


TEXTS = [
    "O1", "KR1", "KR99", "O100000000", "../evil.json", "/tmp/evil.json", "strategy.json", "time/2017-05.json", "\0",
    "\ud800", "\u202eabc", "\x1b[31m", "a\nb", "x" * 600, "2017-13-45", "9999-12-31", "0001-01-01", "2017-05-19",
    "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", "1e5", "NaN", "Infinity", "-0", "1" * 29, "Europe/Berlin",
    "Mars/Base", "active", "running", "current", "concluded", "increase", "range", "binary", "at_least", "firefight",
    "undo", "purge", "base", "_meta", "entries", "goals", "[b]bold[/b]", "=cmd()", "日本",
]  # fmt: skip


def _at(top: Any, place: Place) -> Any:
    for key in place:
        top = top[key]
    return json.loads(json.dumps(top))


def text_of(value: Any) -> bytes:
    """``value`` as JSON, with what stands there raw."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    while (start := text.find(json.dumps(_RAW)[:-1])) >= 0:
        end = text.index('"', start + 1)
        text = text[:start] + text[start + len(json.dumps(_RAW)) - 1 : end] + text[end + 1 :]
    return text.encode("utf-8", "surrogatepass")


def edited(random: Random, top: Any) -> Any:
    """``top`` after one to three edits: a value replaced, removed, added, doubled or renamed."""
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        place = random.choice(list(places(top)))
        owner = _owner(top, place)
        how = random.choices(["put", "remove", "add", "double", "rename"], [6, 2, 2, 1, 1])[0]
        if how == "remove" and isinstance(owner, dict | list):
            del owner[place[-1]]
        elif how == "add" and isinstance(owner, dict):
            owner[random.choice(NAMES)] = any_value(random, top)
        elif how == "double" and isinstance(owner, list):
            owner.append(owner[place[-1]])
        elif how == "rename" and isinstance(owner, dict):
            owner[random.choice(NAMES)] = owner.pop(place[-1])
        else:
            top = put(top, place, any_value(random, top))
    return top


NAMES = _words(
    "id ref rev title text note readings metric retargets links serves state due start end date minutes zone mode "
    "answers objective key_result target challenge obstacle vision archived_at created_at weight intended_share owner "
    "expect muted working_minutes zz_future kind headline model_fields __class__ replace entries evil goals timer"
)


def _owner(top: Any, place: Place) -> Any:
    if not place:
        return None
    for key in place[:-1]:
        top = top[key]
    return top


class Data(NamedTuple):
    """A data file taken apart."""

    applied: int
    number: int
    tables: Any


def taken_apart(raw: bytes) -> Data:
    """The tables of a data file, and what it says about itself."""
    tables = json.loads(raw)
    meta = tables.pop("_meta")["1"]
    return Data(meta["applied"], meta["format"], tables)


def put_together(data: Data, *, right: bool) -> bytes:
    """The bytes of a data file, with a ``right`` checksum or one that is wrong."""
    tables = data.tables if isinstance(data.tables, dict) else {"goals": data.tables}
    rest = b"".join(_table(str(name).encode("utf-8", "replace"), table) for name, table in tables.items())
    rest += b"}\n"
    total = zlib.crc32(b"%d %d" % (data.applied, data.number), zlib.crc32(rest)) ^ (0 if right else 1)
    head = b'{"_meta": {\n"1": {"applied":%d,"format":%d,"sum":"%08x"}\n}\n'
    return head % (data.applied, data.number, total) + rest


def _table(name: bytes, table: Any) -> bytes:
    """A table as pmtui lays it out, as far as it is one."""
    if not isinstance(table, dict) or not table:
        return b',"%s": %s\n' % (name, text_of(table))
    rows = [b'"%s": %s' % (str(key).encode("utf-8", "replace"), text_of(doc)) for key, doc in table.items()]
    return b',"%s": {\n%s\n}\n' % (name, b"\n,".join(rows))


def with_sum(body: bytes, *, right: bool = True) -> bytes:
    """A line of the history."""
    total = checksum(body)
    return b'%s,"sum":"%s"}\n' % (body[:-1], total if right else total[::-1])


def edited_data(random: Random, raw: bytes) -> bytes:
    """A data file after edits of its tables, or of what it says about itself."""
    data = taken_apart(raw)
    if random.random() < 0.1:
        applied = random.choice([0, 1, data.applied + 1, data.applied - 1, 10**9, 10**17])
        data = data._replace(applied=applied, number=random.choice([1, 1, 1, 2, 0]))
    return put_together(data._replace(tables=edited(random, data.tables)), right=random.random() < 0.7)


def edited_line(random: Random, raw: bytes) -> bytes:
    """A line of the history after edits."""
    data = json.loads(raw)
    data.pop("sum")
    body = text_of(edited(random, data))
    return with_sum(body, right=random.random() < 0.8) if body.endswith(b"}") else body + b"\n"


def edited_history(random: Random, raw: bytes) -> bytes:
    """A history file after edits of a line, or of their order."""
    rows = raw.splitlines(keepends=True)
    for _ in range(random.choice([1, 1, 2])):
        if not rows:
            break
        at = random.randrange(len(rows)) if random.random() < 0.6 else len(rows) - 1
        how = random.choices(["edit", "double", "drop", "swap", "append"], [6, 1, 1, 1, 2])[0]
        if how == "edit":
            rows[at] = edited_line(random, rows[at]) if rows[at].startswith(b"{") else rows[at]
        elif how == "double":
            rows.insert(random.randrange(len(rows)), rows[at])
        elif how == "drop":
            del rows[at]
        elif how == "swap":
            other = random.randrange(len(rows))
            rows[at], rows[other] = rows[other], rows[at]
        else:
            rows.append(appended(random, rows[at]))
    return b"".join(rows)


def appended(random: Random, raw: bytes) -> bytes:
    """A line that could come after ``raw``, and has been edited."""
    try:
        data = json.loads(raw)
        data.pop("sum")
        data["n"] += 1
        body = text_of(edited(random, data))
    except (ValueError, KeyError, TypeError, AttributeError):
        return raw
    return with_sum(body) if body.endswith(b"}") else raw


def flipped(random: Random, raw: bytes) -> bytes:
    """``raw`` after damage to its bytes."""
    data = bytearray(raw)
    if not data:
        return b"\0"
    how = random.randrange(5)
    at = random.randrange(len(data))
    if how == 0:
        for _ in range(random.choice([1, 1, 8])):
            data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    elif how == 1:
        del data[at:]
    elif how == 2:
        del data[at : at + random.randrange(1, 200)]
    elif how == 3:
        data[at:at] = random.randbytes(random.randrange(1, 40))
    else:
        data[at:] = bytes(len(data) - at)
    return bytes(data)


def edit_store(random: Random, root: Path) -> str:
    """Edit one file of the store in ``root``, and tell which and how."""
    files = sorted(path for path in root.rglob("*") if path.suffix in (".json", ".jsonl"))
    path = random.choice(files)
    raw = path.read_bytes()
    if random.random() < 0.1:
        path.write_bytes(flipped(random, raw))
    elif path.suffix == ".jsonl":
        path.write_bytes(edited_history(random, raw))
    elif path.parent.name == "drafts":
        path.write_bytes(text_of(edited(random, json.loads(raw))))
    else:
        path.write_bytes(edited_data(random, raw))
        if random.random() < 0.6:
            agree(root, path)
    return path.name


def agree(root: Path, path: Path) -> None:
    """Let the history tell that the data file ``path`` is as pmtui left it."""
    told = re.search(rb'"applied":(\d+),"format":\d+,"sum":"(\w+)"', path.read_bytes())
    newest = max((root / "history").glob("*.jsonl"))
    *rows, last = newest.read_bytes().splitlines(keepends=True)
    data = json.loads(last)
    data.pop("sum")
    if told is None or not isinstance(data.get("states"), dict):
        return
    data["states"][path.relative_to(root).as_posix()] = [int(told[1]), told[2].decode()]
    newest.write_bytes(b"".join([*rows, with_sum(text_of(data))]))


def edit_backup(random: Random, path: Path) -> None:
    """Edit the files in a backup, their names, or the zip."""
    with zipfile.ZipFile(path) as archive:
        held = [(name, archive.read(name)) for name in archive.namelist()]
    for _ in range(random.choice([1, 1, 2])):
        at = random.randrange(len(held))
        name, raw = held[at]
        how = random.choices(["edit", "name", "drop", "double", "flip"], [7, 1, 1, 1, 1])[0]
        if how == "name":
            held[at] = random.choice(ZIP_NAMES), raw
        elif how == "drop" and len(held) > 1:
            del held[at]
        elif how == "double":
            held.append(held[at] if random.random() < 0.5 else (random.choice(ZIP_NAMES), raw))
        elif how == "flip":
            held[at] = name, flipped(random, raw)
        elif raw.startswith(b"{"):
            edit = edited_history if name.endswith("l") else edited_data
            with_luck = _tried(edit, random, raw)
            held[at] = name, raw if with_luck is None else with_luck
    with zipfile.ZipFile(path, "w") as archive:
        for name, raw in held:
            archive.writestr(zipfile.ZipInfo(name), raw)
    if random.random() < 0.1:
        path.write_bytes(flipped(random, path.read_bytes()))


def _tried(edit: Callable[[Random, bytes], bytes], random: Random, raw: bytes) -> bytes | None:
    """What an edit makes of ``raw``; None where an edit before has left nothing to edit."""
    try:
        return edit(random, raw)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


ZIP_NAMES = [
    "../evil.json", "/tmp/evil.json", "strategy.json", "STRATEGY.JSON", "time/../evil.json", "time/2017-13.json",
    "time/x.json", "history/2017-05.jsonl", "history/9999-99.jsonl", "lock", "backups/x.zip", "C:\\evil.json", "time/",
    "a/b/c.json", "x.json", "time\\2017-05.json", "./strategy.json", "strategy.json/", "drafts/edit-O1.json",
]  # fmt: skip


def edit_export(random: Random, folder: Path) -> None:
    """Edit the export in ``folder``."""
    path = folder / "pmtui.json"
    raw = path.read_bytes()
    if random.random() < 0.1:
        path.write_bytes(flipped(random, raw))
        return
    path.write_bytes(text_of(edited(random, json.loads(raw))))


def outside(folder: Path) -> dict[str, bytes]:
    """Everything in ``folder`` that no command may touch."""
    found = (
        path
        for path in folder.rglob("*")
        if path.is_file() and "store" not in path.relative_to(folder).parts[:1]
    )
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def everything(root: Path) -> dict[str, bytes]:
    """Every file of a store, but for the lock."""
    found = (path for path in root.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def any_text(random: Random) -> bytes:
    """Text of some kind, and not always text."""
    made = [
        text_of(any_value(random, {})),
        b"keys = " + text_of(random.choice(TEXTS)),
        random.randbytes(40),
        b"",
    ]
    return random.choice(made)


def copy_story(story: Path, folder: Path) -> None:
    """A copy of the story in ``folder``, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(story, folder)
