"""What every document of the store has in common: an id, a short name, a revision, a note and dates.

Plans are pydantic models (:mod:`pmtui.domain.models`), the time log is not (:mod:`pmtui.domain.entries`): a year has a
few hundred documents of the one and thousands of the other. This module is free of pydantic for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, NewType, Protocol, Self

from pmtui.domain.kinds import Kind as Kind

DocumentId = NewType("DocumentId", str)
Ref = NewType("Ref", str)

HIGHEST_REF = 99_999_999
"""The highest number in a ref, wherever it comes from: O99999999 is the last objective there can be."""


class Document(Protocol):
    """One document of the store; immutable, and fields that this version does not know are kept.

    Attributes:
        id: ULID, never shown to people.
        ref: Short name people type, such as ``KR2``; never reused.
        rev: Number of the transaction that last wrote it; 0 before the first save.
        note: Free text, any lines.
        archived_at: When it was deleted (archived); links to it survive.
        title_field: Name of the field that stands for the document.
    """

    kind: ClassVar[Kind]
    title_field: ClassVar[str]

    @property
    def id(self) -> DocumentId: ...  # noqa: D102 - described above, and so are those below
    @property
    def ref(self) -> Ref: ...  # noqa: D102
    @property
    def rev(self) -> int: ...  # noqa: D102
    @property
    def note(self) -> str: ...  # noqa: D102
    @property
    def created_at(self) -> datetime: ...  # noqa: D102
    @property
    def updated_at(self) -> datetime: ...  # noqa: D102
    @property
    def archived_at(self) -> datetime | None: ...  # noqa: D102

    @property
    def headline(self) -> str:
        """The one line that stands for this document, raw as typed."""
        ...

    @property
    def is_archived(self) -> bool:
        """Whether it was deleted; undo brings it back."""
        ...

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Return the document with these fields, typed or as they are stored.

        Raises:
            PmtuiError: ``E_BAD_VALUE`` naming the first field at fault, or the error of the field's own type.
        """
        ...

    def replace(self, **changes: Any) -> Self:
        """Return a copy with ``changes``, validated like a new one.

        Raises:
            PmtuiError: when a changed field is not valid.
        """
        ...

    def at_rev(self, rev: int) -> Self:
        """Return a copy with another ``rev``."""
        ...

    def to_json(self) -> dict[str, Any]:
        """Return every field as JSON has it, None where there is nothing; a copy to keep and change."""
        ...

    def to_store(self) -> dict[str, Any]:
        """Return the fields as they are stored: as JSON, without those that hold nothing."""
        ...
