"""What a stored document is: a JSON object with ``id``, ``ref`` and ``rev``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from math import isfinite
from typing import Any, NamedTuple, Protocol

from pmtui.errors import PmtuiError

Doc = dict[str, Any]
Tables = dict[str, dict[str, Doc]]
"""The documents of one data file: table name → document id → document."""

DATA_FOLDERS = ("time",)
"""The folders beside the store's root that hold data files."""

FILE_NAME = r"[a-z0-9][a-z0-9_-]*\.json"
"""What a data file may be called within its folder."""

META = "_meta"
"""The table that holds what a data file says about itself."""

_DEEPEST = 50
_LARGEST = 2**63
_NAME = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
_LONGEST_NAME = 64


class Look(NamedTuple):
    """Documents of a table as they lie there.

    Attributes:
        documents: Sorted by id; not to be changed.
        checked: Whether this program checked each of them when it wrote the file, and nobody edited it since.
    """

    documents: Iterable[Doc]
    checked: bool


class Reader(Protocol):
    """Documents as the store holds them, or as an open transaction sees them."""

    def documents(self, file: str, table: str) -> list[Doc]:
        """Every document of a table, sorted by id; copies that the caller may keep and change."""
        ...

    def peek(self, file: str, table: str) -> Iterable[Doc]:
        """Every document of a table, sorted by id, without the cost of copies: not to be changed."""
        ...

    def look(self, file: str, table: str) -> Look:
        """The same documents, and whether they were checked."""
        ...

    def tables(self, file: str) -> list[str]:
        """The names of the tables of ``file`` that hold something, sorted."""
        ...

    def mentions(self, file: str, text: str) -> bool:
        """Whether ``text`` may stand in ``file``: much cheaper than reading its documents; no is always right."""
        ...

    def files(self, folder: str) -> list[str]:
        """The data files in ``folder``, sorted, as ``folder/name.json``."""
        ...


def copied(value: Doc) -> Doc:
    """A copy of a document that shares nothing that can be changed."""
    copy = value.copy()
    for key, member in value.items():
        kind = member.__class__
        if kind is list or kind is dict:
            copy[key] = _copied_member(member, 0)
    return copy


def _copied_member(member: Any, depth: int) -> Any:
    if depth > _DEEPEST:  # whoever reads the document refuses it
        return member
    if isinstance(member, list):
        return [_copied_member(item, depth + 1) for item in member]
    if isinstance(member, dict):
        return {key: _copied_member(item, depth + 1) for key, item in member.items()}
    return member


def same_content(one: Doc | None, other: Doc | None) -> bool:
    """Whether two versions of a document say the same, whatever their ``rev``."""
    if one is None or other is None:
        return one is other
    return {**one, "rev": 0} == {**other, "rev": 0}


@cache
def is_data_file(file: str) -> bool:
    """Whether ``file`` can name a data file, relative to the store's folder."""
    folder, slash, name = file.rpartition("/")
    # By the pattern that listing folders prepares anyway: preparing one takes as long as matching hundreds of names.
    return (folder in DATA_FOLDERS or not slash) and matching(FILE_NAME, [name]) == [name]


def matching(pattern: str, names: Iterable[str]) -> list[str]:
    """Those of ``names`` that ``pattern``, which has no groups, describes; in one go, for there may be hundreds."""
    return re.findall(f"(?<=/)(?:{pattern})(?=/)", "/".join(["", *names, ""]))


def is_name(name: object) -> bool:
    """Whether ``name`` can name a table or a document: letters, digits, ``_`` and ``-``."""
    return isinstance(name, str) and 0 < len(name) <= _LONGEST_NAME and _NAME.issuperset(name)


def require_place(file: str, table: str) -> None:
    """Check the names of a data file and a table.

    Raises:
        ValueError: They cannot be such names; the program is wrong, not the user.
    """
    if not is_data_file(file):
        raise ValueError(f"not the name of a data file: {file!r}")
    if not is_name(table) or table == META:
        raise ValueError(f"not the name of a table: {table!r}")


def require_storable(doc: Doc) -> None:
    """Check that ``doc`` is a document and comes back from JSON exactly as it is.

    Raises:
        PmtuiError: A text holds half a surrogate pair, which no UTF-8 file can hold (E_BAD_TEXT).
        ValueError: ``id`` or ``ref`` is missing, a number is too large or not finite, or nesting is too deep.
        TypeError: A value is of a type that JSON does not have.
    """
    if not is_name(doc.get("id")):
        raise ValueError(f"a document needs an id of letters and digits: {doc.get('id')!r}")
    ref = doc.get("ref")
    if not isinstance(ref, str) or not ref:
        raise ValueError(f"a document needs a ref: {ref!r}")
    for key, value in doc.items():
        if key.__class__ is not str or not key.isascii():
            _require_json(key, key, 0)
        if value.__class__ is str and value.isascii():
            continue
        _require_json(value, key, 0)


def _require_json(value: Any, field: str, depth: int) -> None:
    kind = value.__class__
    if kind is str:
        require_text(value, field)
    elif kind is int or kind is float:
        if not (-_LARGEST <= value < _LARGEST if kind is int else isfinite(value)):
            raise ValueError(f"{field}: {value!r} is no number a file can hold")
    elif kind is list or kind is dict:
        if depth >= _DEEPEST:
            raise ValueError(f"{field}: nested too deeply")
        for item in value:
            _require_json(item, field, depth + 1)
        if kind is dict:
            _require_values(value, field, depth)
    elif value is not None and kind is not bool:
        raise TypeError(f"{field}: {kind.__name__} is no JSON type")


def _require_values(value: dict[Any, Any], field: str, depth: int) -> None:
    for key, item in value.items():
        if key.__class__ is not str:
            raise TypeError(f"{field}: the key {key!r} is no text")
        _require_json(item, field, depth + 1)


def require_text(text: str, field: str) -> None:
    """Check that a file can hold ``text``, which is for the field of this name.

    Raises:
        PmtuiError: It holds half a surrogate pair (E_BAD_TEXT).
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise PmtuiError(
            "E_BAD_TEXT",
            f"The text for {field} holds half a character (a lone surrogate) at position {error.start + 1}.",
            "Delete it and type the character again.",
            field=field,
        ) from None
