"""What a line of the history may say: whoever wrote it, nothing else is ever carried out.

A right checksum tells that a line is whole, not that pmtui wrote it. A folder may be synced, copied back or restored
from a backup that somebody else made, so what a line says is checked wherever one is read.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pmtui.data.document import is_name, require_storable, require_text
from pmtui.data.tables import can_hold
from pmtui.domain.documents import HIGHEST_REF
from pmtui.errors import PmtuiError

_NEEDED = ("n", "at", "what", "kind", "of", "refs", "files", "changes")
MEMBERS = (*_NEEDED, "states", "since")
"""The members of a line that a checksum follows, in their order; the last two may be missing."""

_MEMBERS = frozenset(_NEEDED)
_CHANGE = {"file", "table", "id", "before", "after"}
_KINDS = frozenset({"do", "undo", "redo", "base", "purge", "migrate", "rename"})
_NAMING = frozenset({"undo", "redo"})
_HIGHEST_NUMBER = 10**15
_MOST_FILES = 10**6
_HIGHEST_REV = 2**63
_INSTANT = len("2026-10-14T15:20:00Z")
_SHOWN = 60


class _Wrong(Exception):
    """What is wrong with a line, in words."""


def why_not(data: Any) -> str | None:
    """Why ``data`` is not what a line may say, None when it is.

    A few microseconds for the last line, which every ``pmtui log`` reads.
    """
    try:
        _check(data)
    except _Wrong as wrong:
        return str(wrong)
    return None


def _check(data: Any) -> None:
    if data.__class__ is not dict or not data.keys() >= _MEMBERS:
        raise _Wrong("it is no change of pmtui")
    n = data["n"]
    _require_number("its number", n, 1, _HIGHEST_NUMBER)
    _require_instant(data["at"])
    _require_text("its sentence", data["what"])
    _require_kind(data["kind"], data["of"], n)
    _require_refs(data["refs"])
    _require_number("its number of files", data["files"], 0, _MOST_FILES)
    changes = data["changes"]
    if changes.__class__ is not list:
        raise _Wrong("what it changed is no list")
    if len(set(map(_checked_place, changes))) != len(changes):
        raise _Wrong("it changes a document twice")


def _require_number(what: str, value: Any, low: int, high: int) -> None:
    if value.__class__ is not int or not low <= value <= high:
        raise _Wrong(f"{what} cannot be {_shown(value)}")


def _shown(value: Any) -> str:
    if value.__class__ is int and abs(value) > _HIGHEST_REV:
        return "so large"  # turning it into digits may itself be refused
    return repr(value)[:_SHOWN] if value.__class__ in (int, float, str, bool, None.__class__) else "that"


def _require_instant(value: Any) -> None:
    if value.__class__ is str and len(value) == _INSTANT and value.endswith("Z"):
        try:
            datetime.fromisoformat(value)
            return
        except ValueError:
            pass
    raise _Wrong(f"its time cannot be {_shown(value)}")


def _require_text(what: str, value: Any) -> None:
    if value.__class__ is not str:
        raise _Wrong(f"{what} is no text")
    if not value.isascii():
        try:
            require_text(value, what)
        except PmtuiError:
            raise _Wrong(f"{what} holds half a character") from None


def _require_kind(kind: Any, of: Any, n: int) -> None:
    if kind.__class__ is not str or kind not in _KINDS:
        raise _Wrong(f"there is no kind of change called {_shown(kind)}")
    if of.__class__ is not list or (kind in _NAMING) != bool(of):
        raise _Wrong("what it undoes or redoes cannot be that")
    for number in of:
        _require_number("a change that it undoes or redoes", number, 1, n - 1)
    if len(set(of)) != len(of):
        raise _Wrong("it undoes or redoes a change twice")


def _require_refs(refs: Any) -> None:
    if refs.__class__ is not dict:
        raise _Wrong("its highest refs are no table")
    for prefix, number in refs.items():
        if not (prefix.isascii() and prefix.isalpha()):
            raise _Wrong(f"no ref begins with {_shown(prefix)}")
        if number.__class__ is not int or not 0 <= number <= HIGHEST_REF:
            raise _Wrong(f"its highest ref {prefix[:_SHOWN]} cannot be {_shown(number)}")


def _checked_place(change: Any) -> tuple[str, str, str]:
    """The place of a change, once all of it was checked."""
    if change.__class__ is not dict or change.keys() != _CHANGE:
        raise _Wrong("one of its changes is none of pmtui")
    file, table, id = change["file"], change["table"], change["id"]
    if file.__class__ is not str or table.__class__ is not str or not can_hold(file, table):
        raise _Wrong(f"no file {_shown(file)} of a store holds a table {_shown(table)}")
    if not is_name(id):
        raise _Wrong(f"no document can have the id {_shown(id)}")
    for doc in (change["before"], change["after"]):
        if doc is not None:
            _require_document(doc, id)
    return file, table, id


def _require_document(doc: Any, id: str) -> None:
    if doc.__class__ is not dict:
        raise _Wrong(f"document {id} is no object")
    if doc.get("id") != id:
        raise _Wrong(f"document {id} has another id within")
    rev = doc.get("rev")
    if rev.__class__ is not int or not 0 <= rev < _HIGHEST_REV:
        raise _Wrong(f"document {id} cannot have the revision {_shown(rev)}")
    try:
        require_storable(doc)
    except (PmtuiError, ValueError, TypeError) as error:
        raise _Wrong(f"document {id}: {_without_stop(str(error))}") from None


def _without_stop(text: str) -> str:
    return text.rstrip(".")
