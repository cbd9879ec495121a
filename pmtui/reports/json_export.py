r"""Everything as one JSON text, which ``pmtui import`` reads back without loss.

    {"pmtui": "0.1.0", "format": 1, "exported_at": "2026-10-14T12:00:00Z", "documents": {
    "goal": [
    {"id": "01K…", "ref": "G1", "title": "…", …}
    ],
    …

``documents`` has an array for every kind, in the words of the command line, archived documents included, with the
fields and values they have in the store (measured values are strings in exact decimal notation, instants are UTC).
``rev`` is left out: it counts the transactions of one store and means nothing in another. One document per line, in
order of id, so that two exports can be compared line by line. Control and direction characters are written as
``\uXXXX``, so that showing the file in a terminal does nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pmtui.domain.documents import Kind

FORMAT = 1
"""The number of the export format this program writes, and the newest it reads."""

_RISKY = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def json_document(
    documents: Mapping[Kind, Sequence[Mapping[str, Any]]], exported_at: datetime, version: str
) -> str:
    """Return stored documents by kind as the text of an export.

    Args:
        documents: The stored documents of every kind, in order of id.
        exported_at: UTC instant.
        version: Version of pmtui that writes it.
    """
    head = {"pmtui": version, "format": FORMAT, "exported_at": f"{exported_at:%Y-%m-%dT%H:%M:%SZ}"}
    kinds = ",\n".join(f'"{kind.value}": {_array(found)}' for kind, found in documents.items())
    text = f'{json.dumps(head)[:-1]}, "documents": {{\n{kinds}\n}}}}\n'
    return _RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _array(documents: Sequence[Mapping[str, Any]]) -> str:
    if not documents:
        return "[]"
    lines = (json.dumps(_without_rev(d), ensure_ascii=False, allow_nan=False) for d in documents)
    return "[\n" + ",\n".join(lines) + "\n]"


def _without_rev(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "rev"}
