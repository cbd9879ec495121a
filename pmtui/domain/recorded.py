"""What time entries and the timer have in common: views of stored fields, each read when it is asked for.

No pydantic models, unlike plans: importing pydantic takes longer than all else that ``pmtui log`` does, and years of
entries are read at once. docs/adr/0013 weighs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pmtui.domain.documents import DocumentId, Kind, Ref
from pmtui.domain.modes import Cause, Mode
from pmtui.domain.stored_values import (
    Reading,
    bad_value,
    choice_of,
    instant,
    text,
    text_that,
    texts_that,
    whole,
)
from pmtui.domain.text import check_line, check_note
from pmtui.domain.zones import check_zone

if TYPE_CHECKING:
    from pmtui.domain.activities import Activity

REQUIRED = object()
"""Stands for what a field holds when nothing is given, where something must be."""

Field = tuple[Reading, Any]
"""How a field is read, and what it holds when nothing is given; None: it may hold nothing."""

_MODES = {mode.value: mode for mode in Mode}
_NOTHING: tuple[Any, ...] = ("", [])


def _activities() -> type[Activity]:
    from pmtui.domain.activities import Activity  # most entries name none

    return Activity


def _activity(value: Any) -> Any:
    return choice_of(_activities())(value)


class Recorded:
    """What a time entry and a running timer have in common.

    Its attributes are those of every :class:`~pmtui.domain.documents.Document`, and its own.
    """

    __slots__ = ("_stored",)

    kind: ClassVar[Kind]
    title_field: ClassVar[str] = "text"
    fields: ClassVar[Mapping[str, Field]] = {
        "id": (text, REQUIRED),
        "ref": (text, REQUIRED),
        "rev": (whole(0), 0),
        "note": (text_that(check_note), ""),
        "created_at": (instant, REQUIRED),
        "updated_at": (instant, REQUIRED),
        "archived_at": (instant, None),
        "zone": (text_that(check_zone), REQUIRED),
        "mode": (choice_of(Mode), Mode.UNSORTED.value),
        "text": (text_that(check_line), ""),
        "links": (texts_that(str), ()),
        "parties": (texts_that(check_line), ()),
        "tags": (texts_that(check_line), ()),
        "activity": (_activity, None),
        "cause": (choice_of(Cause), None),
    }

    def __init__(self, stored: Mapping[str, Any]) -> None:
        """Take the fields as they are stored, which were checked before; ``read`` checks them."""
        self._stored = stored

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Return the document with these fields, typed or as they are stored.

        Raises:
            PmtuiError: ``E_BAD_VALUE`` naming the first field at fault, or the error of the field's own type.
        """
        stored = {}
        for name, (read, default) in cls.fields.items():
            value = data.get(name, default)
            if value is None and default is None:
                continue
            if value is REQUIRED:
                raise bad_value(name, "it is missing")
            try:
                found = read(value)
            except ValueError as error:
                raise bad_value(name, str(error)) from error
            if default is REQUIRED and found == "":
                raise bad_value(name, "it is missing")
            stored[name] = found
        return cls(
            cls._lean(stored | {name: value for name, value in data.items() if name not in cls.fields})
        )

    @classmethod
    def _lean(cls, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``stored`` without fields that hold nothing, its text last: there a person looks for it."""
        lean = {n: value for n, value in stored.items() if value not in _NOTHING or n not in cls.fields}
        if "text" in lean:
            lean["text"] = lean.pop("text")
        return lean

    def replace(self, **changes: Any) -> Self:
        """Return a copy with ``changes``, validated like a new one.

        Raises:
            PmtuiError: when a changed field is not valid.
        """
        return self.read({**self._stored, **changes})

    def at_rev(self, rev: int) -> Self:
        """Return a copy with another ``rev``."""
        return type(self)({**self._stored, "rev": rev})

    def to_json(self) -> dict[str, Any]:
        """Return every field as JSON has it, None where there is nothing."""
        return {
            **{name: _json_default(default) for name, (_, default) in self.fields.items()},
            **self._stored,
        }

    def in_full(self) -> dict[str, Any]:
        """Return the fields for another program: as they are stored, those that hold nothing included."""
        return {name: value for name, value in self.to_json().items() if value is not None}

    def to_store(self) -> dict[str, Any]:
        """Return the fields as they are stored: as JSON, without those that hold nothing."""
        return self._lean(self._stored)

    def __eq__(self, other: object) -> bool:
        """Tell whether ``other`` is the same kind of document with the same fields."""
        return isinstance(other, type(self)) and other.to_store() == self.to_store()

    def __hash__(self) -> int:
        """Equal ones have the same id."""
        return hash(self.id)

    def __repr__(self) -> str:
        """The stored fields, for those who debug."""
        return f"{type(self).__name__}({dict(self._stored)!r})"

    @property
    def id(self) -> DocumentId:
        """ULID, never shown to people."""
        return DocumentId(self._stored["id"])

    @property
    def ref(self) -> Ref:
        """Short name people type, such as ``t12``."""
        return Ref(self._stored["ref"])

    @property
    def rev(self) -> int:
        """Number of the transaction that last wrote it."""
        return int(self._stored.get("rev", 0))

    @property
    def note(self) -> str:
        """Free text, any lines."""
        return str(self._stored.get("note", ""))

    @property
    def created_at(self) -> datetime:
        """UTC instant."""
        return datetime.fromisoformat(self._stored["created_at"])

    @property
    def updated_at(self) -> datetime:
        """UTC instant."""
        return datetime.fromisoformat(self._stored["updated_at"])

    @property
    def archived_at(self) -> datetime | None:
        """UTC instant at which it was deleted."""
        return moment(self._stored.get("archived_at"))

    @property
    def is_archived(self) -> bool:
        """Whether it was deleted; undo brings it back."""
        return self._stored.get("archived_at") is not None

    @property
    def zone(self) -> str:
        """IANA name of the zone it was recorded in."""
        return str(self._stored["zone"])

    @property
    def mode(self) -> Mode:
        """Why the time was spent."""
        return _MODES[self._stored.get("mode", Mode.UNSORTED)]

    @property
    def text(self) -> str:
        """What it is about, one line."""
        return str(self._stored.get("text", ""))

    @property
    def headline(self) -> str:
        """The one line that stands for this document, raw as typed."""
        return self.text

    @property
    def links(self) -> tuple[Ref, ...]:
        """Refs it is about; the first is the primary one."""
        return tuple(self._stored.get("links", ()))

    @property
    def parties(self) -> tuple[str, ...]:
        """Who it was for or with."""
        return tuple(self._stored.get("parties", ()))

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to find it by."""
        return tuple(self._stored.get("tags", ()))

    @property
    def activity(self) -> Activity | None:
        """Which of the twenty product activities it was."""
        found = self._stored.get("activity")
        return None if found is None else _activities()(found)

    @property
    def cause(self) -> Cause | None:
        """What lit the fire."""
        found = self._stored.get("cause")
        return None if found is None else Cause(found)


def _json_default(default: Any) -> Any:
    """What a field that is not stored is in JSON."""
    if default is REQUIRED:
        return None
    return list(default) if isinstance(default, tuple) else default


def moment(stored: str | None) -> datetime | None:
    """Return a stored instant, None when there is none."""
    return None if stored is None else datetime.fromisoformat(stored)
