"""Documents of the store as domain values, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.data.transaction import Transaction
from pmtui.domain.documents import Document
from pmtui.errors import PmtuiError, StoreError

D = TypeVar("D", bound=Document)


def save_document(tx: Transaction, document: D, file: str = STRATEGY_FILE) -> D:
    """Put ``document`` into ``file`` and return it with its new ``rev``."""
    stored = tx.put(file, TABLES[document.kind], document.to_store())
    return document.at_rev(stored["rev"])


def read_document(model: type[D], raw: Mapping[str, Any], file: str) -> D:
    """Return the stored document ``raw`` as a ``model``.

    Raises:
        StoreError: ``E_DAMAGED`` naming the file, the document and the field that is not valid.
    """
    try:
        return model.read(raw)
    except PmtuiError as error:
        name = raw.get("ref") or raw.get("id") or "a document without a name"
        raise StoreError(
            "E_DAMAGED", f"{file} is damaged: {name}: {error.message}", "pmtui doctor"
        ) from error
