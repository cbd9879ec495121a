"""Lines of the history that are whole by their checksum and were not written by pmtui."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pmtui.data.history_line import checksum

Edit = Callable[[dict[str, Any]], object]


def with_sum(body: bytes) -> bytes:
    """``body``, the text of a JSON object, as a line with the right checksum."""
    return b'%s,"sum":"%s"}\n' % (body[:-1], checksum(body))


def forged(raw: bytes, edit: Edit) -> bytes:
    """The line ``raw`` after ``edit``, with the checksum of what it says then."""
    data = json.loads(raw)
    del data["sum"]
    edit(data)
    return with_sum(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    )


def forge(path: Path, number: int, edit: Edit) -> None:
    """Edit line ``number`` of the history file ``path``, from 0, and put its checksum right."""
    rows = path.read_bytes().splitlines(keepends=True)
    rows[number] = forged(rows[number], edit)
    path.write_bytes(b"".join(rows))


def _setting(**members: Any) -> Edit:
    return lambda line: line.update(members)


def _changing(**members: Any) -> Edit:
    return lambda line: line["changes"][0].update(members)


def _document(**fields: Any) -> Edit:
    return lambda line: line["changes"][0]["after"].update(fields)


def _deep() -> Any:
    value: Any = 1
    for _ in range(100):
        value = [value]
    return value


FORGERIES: dict[str, Edit] = {
    "a file outside": _changing(file="../evil.json"),
    "a file in a folder outside": _changing(file="time/../../evil.json"),
    "an absolute file": _changing(file="/tmp/evil.json"),
    "a file with a NUL": _changing(file="time/2026-1\0.json"),
    "a file of the history": _changing(file="history/2026-10.jsonl"),
    "the lock": _changing(file="lock"),
    "a month that is none": _changing(file="time/2026-13.json"),
    "a month in the strategy": _changing(table="entries"),
    "a file that is a number": _changing(file=7),
    "a file that is a list": _changing(file=["strategy.json"]),
    "a table that does not exist": _changing(table="evil"),
    "a table about the file itself": _changing(table="_meta"),
    "a table that is nothing": _changing(table=None),
    "goals in a month": _changing(file="time/2026-10.json", table="goals"),
    "another id than the document's": _changing(id="01AAAAAAAAAAAAAAAAAAAAAAAA"),
    "an id with a slash": lambda line: (_changing(id="a/b")(line), _document(id="a/b")(line)),
    "an id that is a number": lambda line: (_changing(id=5)(line), _document(id=5)(line)),
    "a document that is a list": _changing(after=[1]),
    "a document that is a text": _changing(after="x"),
    "a document without a ref": lambda line: line["changes"][0]["after"].pop("ref"),
    "a document whose ref is a list": _document(ref=["O1"]),
    "a revision that is a text": _document(rev="1"),
    "a revision that is true": _document(rev=True),
    "a revision below 0": _document(rev=-1),
    "a number without an end": _document(weight=float("inf")),
    "not a number": _document(weight=float("nan")),
    "a number that is too large": _document(weight=10**30),
    "half a character": _document(title="\ud800"),
    "too deep a document": _document(extra=_deep()),
    "one more member of a change": _changing(extra=1),
    "one member of a change less": lambda line: line["changes"][0].pop("before"),
    "changes that are a table": _setting(changes={}),
    "changes that are numbers": _setting(changes=[1, 2]),
    "one document twice": lambda line: line["changes"].append(line["changes"][0]),
    "a number that is a text": _setting(n="3"),
    "a number that is true": _setting(n=True),
    "a number below 1": _setting(n=0),
    "a fraction of a number": _setting(n=1.5),
    "a number beyond all": _setting(n=10**18),
    "a time without a zone": _setting(at="2026-10-14T14:20:00"),
    "a time that is none": _setting(at="2026-10-14T25:20:00Z"),
    "a time that is a number": _setting(at=1),
    "a sentence that is a list": _setting(what=["x"]),
    "a sentence with half a character": _setting(what="\udc00"),
    "a kind that does not exist": _setting(kind="destroy"),
    "a kind that is a list": _setting(kind=["do"]),
    "an undo of nothing": _setting(kind="undo"),
    "an undo of itself": lambda line: line.update(kind="undo", of=[line["n"]]),
    "an undo of what is to come": lambda line: line.update(kind="undo", of=[10**9]),
    "an undo of a text": _setting(kind="undo", of=["1"]),
    "a change that undoes": _setting(of=[1]),
    "refs that are a list": _setting(refs=[]),
    "a ref that is a text": lambda line: line["refs"].update(O="7"),
    "a ref beyond all": lambda line: line["refs"].update(O=10**10),
    "a ref below 0": lambda line: line["refs"].update(O=-1),
    "a prefix that is none": lambda line: line["refs"].update({"O/../": 1}),
    "files that are a text": _setting(files="1"),
    "files below 0": _setting(files=-1),
    "no sentence": lambda line: line.pop("what"),
    "no changes": lambda line: line.pop("changes"),
}
"""What no change of pmtui says, by name; for a line that changes one document of the strategy."""
