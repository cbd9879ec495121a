"""What every document of the store has in common: an id, a short name, a revision, a note and dates."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, NewType, Self, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainSerializer, ValidationError

from pmtui.domain.kinds import Kind as Kind
from pmtui.domain.text import Note
from pmtui.errors import PmtuiError

DocumentId = NewType("DocumentId", str)
Ref = NewType("Ref", str)
V = TypeVar("V", bound=BaseModel)


def _instant_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc), PlainSerializer(_instant_text, return_type=str)]


class Value(BaseModel):
    """An immutable value inside a document; fields that this version does not know are kept."""

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    def replace(self, **changes: Any) -> Self:
        """Return a copy with ``changes``, validated like a new one.

        Raises:
            PmtuiError: when a changed field is not valid.
        """
        return build(type(self), {**dict(self), **changes})


class Document(Value):
    """One document of the store.

    Attributes:
        id: ULID, never shown to people.
        ref: Short name people type, such as ``KR2``; never reused.
        rev: Number of the transaction that last wrote it; 0 before the first save.
        note: Free text, any lines.
        archived_at: When it was deleted (archived); links to it survive.
    """

    kind: ClassVar[Kind]
    title_field: ClassVar[str] = "title"

    id: DocumentId
    ref: Ref
    rev: int = 0
    note: Note = ""
    created_at: Instant
    updated_at: Instant
    archived_at: Instant | None = None

    @property
    def headline(self) -> str:
        """The one line that stands for this document, raw as typed."""
        return str(getattr(self, self.title_field))

    @property
    def is_archived(self) -> bool:
        """Whether it was deleted; undo brings it back."""
        return self.archived_at is not None


def build(model: type[V], data: dict[str, Any]) -> V:
    """Validate ``data`` into a ``model``.

    Raises:
        PmtuiError: ``E_BAD_VALUE`` naming the first field at fault, or the error of the field's own type.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        name = field.rpartition(".")[2]
        said = first["msg"][:1].lower() + first["msg"][1:]
        fix = f"give {name.replace('_', ' ')} a value that fits" if name else "check the values"
        raise PmtuiError("E_BAD_VALUE", f"{field}: {said}", fix, field=name or None) from error
