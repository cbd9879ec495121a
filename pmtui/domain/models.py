"""The documents of plans as pydantic models: what they have in common, and the types of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainSerializer, ValidationError

from pmtui.domain.documents import DocumentId, Kind, Ref
from pmtui.domain.stored_values import bad_value, instant
from pmtui.domain.text import check_line, check_note, check_title, instant_text

V = TypeVar("V", bound=BaseModel)

Title = Annotated[str, AfterValidator(check_title)]
Line = Annotated[str, AfterValidator(check_line)]
Note = Annotated[str, AfterValidator(check_note)]


def _in_utc(moment: datetime) -> datetime:
    instant(moment)  # refuses what no clock can show
    return moment.astimezone(UTC)


Instant = Annotated[AwareDatetime, AfterValidator(_in_utc), PlainSerializer(instant_text, return_type=str)]


class Value(BaseModel):
    """An immutable value inside a document; fields that this version does not know are kept.

    They are no attributes: an unknown field that bears the name of another kind's means nothing here.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    if not TYPE_CHECKING:  # else every attribute would be known to type checkers

        def __getattr__(self, name: str) -> Any:
            """Refuse what is no field of this kind, unlike pydantic, which would answer with unknown fields."""
            raise AttributeError(f"{type(self).__name__} has no field {name}")

    def replace(self, **changes: Any) -> Self:
        """Return a copy with ``changes``, validated like a new one.

        Raises:
            PmtuiError: when a changed field is not valid.
        """
        return build(type(self), {**dict(self), **changes})


class Model(Value):
    """One document of a plan; its fields are those of :class:`~pmtui.domain.documents.Document`."""

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

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Self:
        """Return the document with these fields, typed or as they are stored.

        Raises:
            PmtuiError: ``E_BAD_VALUE`` naming the first field at fault, or the error of the field's own type.
        """
        return build(cls, data)

    def at_rev(self, rev: int) -> Self:
        """Return a copy with another ``rev``."""
        return self.model_copy(update={"rev": rev})

    def to_json(self) -> dict[str, Any]:
        """Return every field as JSON has it, None where there is nothing."""
        return self.model_dump(mode="json")

    def to_store(self) -> dict[str, Any]:
        """Return the fields as they are stored: as JSON, without those that hold nothing."""
        return self.model_dump(mode="json", exclude_none=True)


def build(model: type[V], data: Mapping[str, Any]) -> V:
    """Validate ``data`` into a ``model``.

    Raises:
        PmtuiError: ``E_BAD_VALUE`` naming the first field at fault, or the error of the field's own type.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise bad_value(".".join(map(str, first["loc"])), first["msg"]) from error
