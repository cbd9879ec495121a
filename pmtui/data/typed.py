"""Documents of the store as domain values, and back."""

from __future__ import annotations

from typing import TypeVar

from pmtui.data.document import Doc, require_storable
from pmtui.data.tables import STRATEGY_FILE, TABLES
from pmtui.data.transaction import Transaction
from pmtui.domain.documents import Document
from pmtui.domain.stored_values import said_of_file
from pmtui.errors import PmtuiError, StoreError

D = TypeVar("D", bound=Document)


def save_document(tx: Transaction, document: D, file: str = STRATEGY_FILE) -> D:
    """Put ``document`` into ``file`` and return it with its new ``rev``."""
    stored = tx.put(file, TABLES[document.kind], document.to_store())
    return document.at_rev(stored["rev"])


def read_document(model: type[D], raw: Doc, file: str) -> D:
    """Return the stored document ``raw`` as a ``model``.

    Raises:
        StoreError: ``E_DAMAGED`` naming the file, the document and what is not valid.
    """
    try:
        require_storable(raw)
        return model.read(raw)
    except PmtuiError as error:
        raise _damaged(raw, file, said_of_file(error)) from error
    except (ValueError, TypeError) as error:
        raise _damaged(raw, file, str(error)) from error


def _damaged(raw: Doc, file: str, what: str) -> StoreError:
    name = raw.get("ref") or raw.get("id") or "a document without a name"
    return StoreError("E_DAMAGED", f"{file} is damaged: {name}: {what}", "pmtui doctor")
