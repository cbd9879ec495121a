"""Documents in a file that cannot be read as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtui.data.doctor.file_scan import Docs
from pmtui.data.document import Doc, require_storable
from pmtui.data.strict_json import strict_decoder
from pmtui.data.tables import TABLES
from pmtui.domain.documents import Kind
from pmtui.domain.refs import kind_of
from pmtui.errors import PmtuiError

_START = re.compile(r'"([0-9A-HJKMNP-TV-Z]{26}|workspace|timer)" ?: ?(?=\{)', re.ASCII)
_SINGLE = {"workspace": Kind.WORKSPACE, "timer": Kind.TIMER}


def salvaged(raw: bytes) -> Docs:
    """The documents that stand whole in ``raw``; of two with one id the one of the higher ``rev``."""
    found: Docs = {}
    for table, doc in _documents(raw):
        place = (table, str(doc["id"]))
        if place not in found or found[place]["rev"] < doc["rev"]:
            found[place] = doc
    return found


def _documents(raw: bytes) -> Iterator[tuple[str, Doc]]:
    # Bytes that are no UTF-8 become lone surrogates, and a document that holds one is refused.
    text = raw.decode("utf-8", "surrogateescape")
    decoder = strict_decoder()
    for start in _START.finditer(text):
        try:
            doc, _ = decoder.raw_decode(text, start.end())
            require_storable(doc)
        except (PmtuiError, ValueError, TypeError, RecursionError):
            continue
        kind = _SINGLE.get(start[1]) or kind_of(doc["ref"])
        if doc["id"] == start[1] and kind is not None and type(doc.get("rev")) is int and doc["rev"] >= 0:
            yield TABLES[kind], doc
