"""Documents of the store as domain values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.data.transaction import Transaction
from pmtui.domain.documents import Document
from pmtui.errors import PmtuiError, StoreError

D = TypeVar("D", bound=Document)


def save_document(tx: Transaction, document: D, file: str = STRATEGY_FILE) -> D:
    """Put ``document`` into ``file`` and return it with its new ``rev``."""
    stored = tx.put(file, TABLES[document.kind], document.model_dump(mode="json", exclude_none=True))
    return document.model_copy(update={"rev": stored["rev"]})


def read_document(model: type[D], raw: Mapping[str, Any], file: str) -> D:
    """Return the stored document ``raw`` as a ``model``.

    Raises:
        StoreError: ``E_DAMAGED`` naming the file, the document and the field that is not valid.
    """
    try:
        return model.model_validate(raw)
    except (ValidationError, PmtuiError) as error:
        raise _damaged(file, raw, error) from error


def _damaged(file: str, raw: Mapping[str, Any], error: ValidationError | PmtuiError) -> StoreError:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False)[0]
        what = f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'].lower()}"
    else:
        what = error.message
    name = raw.get("ref") or raw.get("id") or "a document without a name"
    return StoreError("E_DAMAGED", f"{file} is damaged: {name}: {what}", "pmtui doctor")
