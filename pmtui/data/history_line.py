"""One line of the history: what a transaction changed, as compact JSON with a checksum at its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, NamedTuple
from zlib import adler32, crc32

from pmtui.data import json_text
from pmtui.data.document import Doc
from pmtui.data.file_state import FileState, since_in, states_in
from pmtui.data.line_check import why_not

Kind = Literal["do", "undo", "redo", "base", "purge", "migrate", "rename"]

_TO_SECONDS = len("2026-10-14T15:20:00")
_STATES = b',"states":{'
_SUM_LENGTH = len(',"sum":"0123456789abcdef"}\n')


class Change(NamedTuple):
    """One document before and after a transaction; None where it did not exist, or was purged since."""

    file: str
    table: str
    id: str
    before: Doc | None
    after: Doc | None

    @property
    def is_purged(self) -> bool:
        """Whether nothing but the place is left of it."""
        return self.before is None and self.after is None


class Line(NamedTuple):
    """A transaction.

    Attributes:
        n: Its number; the first is 1, and none is left out but before a ``base``.
        at: When it was made, in UTC.
        what: A sentence for people.
        kind: ``do`` for an ordinary change; ``undo`` and ``redo`` name in ``of`` what they are about; ``base`` stands
            for the lost lines between it and the one before it; ``rename`` gave documents other refs; those two,
            ``purge`` and ``migrate`` cannot be undone.
        of: Numbers of ordinary changes, in the order they were undone or redone.
        refs: Prefix → the highest number ever given out, so that no ref is used twice, even after an undo.
        files: How many data files there are after it, so that a deleted one is noticed.
        changes: What it changed.
        states: The state after it of each data file that was written since the line at ``since``, with its own; None
            in lines of programs that did not tell.
        since: Where in the same file of the history the line stands whose ``states`` are those of all data files; None
            when this is such a line.
    """

    n: int
    at: datetime
    what: str
    kind: Kind
    of: tuple[int, ...]
    refs: dict[str, int]
    files: int
    changes: tuple[Change, ...]
    states: dict[str, FileState] | None = None
    since: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it notes the states of all data files."""
        return self.states is not None and self.since is None


def encoded(line: Line) -> bytes:
    """The bytes of ``line``, with checksum and newline."""
    said = {
        "n": line.n,
        "at": f"{line.at.isoformat()[:_TO_SECONDS]}Z",
        "what": line.what,
        "kind": line.kind,
        "of": list(line.of),
        "refs": line.refs,
        "files": line.files,
        "changes": [change._asdict() for change in line.changes],
    }
    if line.states is not None:
        said["states"] = {file: list(state) for file, state in sorted(line.states.items())}
    if line.since is not None:
        said["since"] = line.since
    body = json_text.dumps(said)
    return b'%s,"sum":"%s"}\n' % (body[:-1], checksum(body))


class NotALine(Exception):
    """A whole line with the right checksum that says what no change of pmtui can: it is damaged, and never carried out.

    Its text says what is wrong, without a full stop.
    """


def decoded(raw: bytes) -> Line | None:
    """The line with these bytes; None when they are not a whole line with the right checksum.

    Raises:
        NotALine: They are one, and somebody else made it.
    """
    body = raw[:-_SUM_LENGTH] + b"}"
    if raw[-_SUM_LENGTH:] != b',"sum":"%s"}\n' % checksum(body):
        return None
    data = _said(body)
    return Line(
        data["n"],
        datetime.fromisoformat(data["at"]),
        data["what"],
        data["kind"],
        tuple(data["of"]),
        data["refs"],
        data["files"],
        tuple(Change(**change) for change in data["changes"]),
        data.get("states"),
        data.get("since"),
    )


def _said(body: bytes) -> dict[str, Any]:
    """What a whole line says, checked.

    Raises:
        NotALine: No change of pmtui says that.
    """
    # Some readers of whole files take a carriage return for the end of a line; pmtui never writes one.
    if b"\r" in body:
        raise NotALine("it holds a carriage return")
    try:
        data = json_text.loads(body)
    except (ValueError, RecursionError):
        raise NotALine("it is no JSON") from None
    wrong = why_not(data)
    if wrong is not None:
        raise NotALine(wrong)
    said: dict[str, Any] = data
    try:
        return {**said, "states": states_in(said.get("states")), "since": since_in(said.get("since"))}
    except ValueError as error:
        raise NotALine(str(error)) from None


def states_noted(raw: bytes) -> dict[str, FileState] | None:
    """The states of all data files in the line with these bytes; None when it is no such line.

    A line may have changed thousands of documents: they are not looked at.
    """
    body = raw[:-_SUM_LENGTH] + b"}"
    start = body.rfind(_STATES)  # within the texts of documents, quotes are escaped
    if start < 0 or raw[-_SUM_LENGTH:] != b',"sum":"%s"}\n' % checksum(body):
        return None
    try:
        said = json_text.loads(b"{" + body[start + 1 :])
        return states_in(said["states"]) if said.keys() == {"states"} else None
    except (ValueError, KeyError):
        return None


def noted(whole: Line | None, last: Line) -> dict[str, FileState] | None:
    """The state in which the ``last`` line left every data file; None when it does not tell.

    ``whole`` is the newest line that notes all of them.
    """
    if last.states is None or last.since is None:
        return last.states
    return None if whole is None or whole.states is None else {**whole.states, **last.states}


def checksum(body: bytes) -> bytes:
    """16 hexadecimal digits; two sums of zlib, because importing hashlib would cost start-up time."""
    return b"%08x%08x" % (crc32(body), adler32(body))
