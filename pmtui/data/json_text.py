"""JSON as this program writes it, compact and in UTF-8; :mod:`strict_json` reads what others wrote."""

from __future__ import annotations

import json
import sys
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


def dumps(value: Any) -> bytes:
    """Return ``value`` as JSON on one line.

    Raises:
        ValueError: A number in it is not finite.
    """
    return _ENCODER.encode(value).encode()


def loads(raw: bytes) -> Any:
    """Return the value of JSON text that a checksum says is our own.

    pydantic's parser takes half the time but longer than a whole ``pmtui log`` to import, so it is used where somebody
    has imported it. Both read such text alike.

    Raises:
        ValueError: It is no JSON.
    """
    fast = sys.modules.get("pydantic_core")
    return json.loads(raw) if fast is None else fast.from_json(raw, cache_strings="keys")
