"""JSON as this program writes it, compact and in UTF-8; :mod:`strict_json` reads what others wrote."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))


def dumps(value: Any) -> bytes:
    """Return ``value`` as JSON on one line.

    Raises:
        ValueError: A number in it is not finite.
    """
    return _ENCODER.encode(value).encode()


def expect_much() -> None:
    """Load the quick parser: with years of files to read, it saves more than its import costs."""
    import_module("pydantic_core")


def loads(raw: bytes) -> Any:
    """Return the value of JSON text that a checksum says is our own.

    pydantic's parser takes half the time, but to import it takes half as long as a whole ``pmtui log``, so it is used
    where somebody has imported it. Both read such text alike.

    Raises:
        ValueError: It is no JSON.
    """
    fast = sys.modules.get("pydantic_core")
    return json.loads(raw) if fast is None else fast.from_json(raw, cache_strings="keys")
