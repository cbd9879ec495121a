"""Ids that sort by time of creation: 26 characters, 48 bits of milliseconds and 80 others, mostly random."""

from __future__ import annotations

import os
from _thread import allocate_lock  # what threading.Lock is, without importing threading
from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_LENGTH = 26
_RANDOM_BITS = 80
_FREE_BITS = 48
_ORDERS = 1 << (_RANDOM_BITS - _FREE_BITS)
_LIMIT = 1 << 128
_lock = allocate_lock()
_latest = 0


def new_ulid(now: datetime, order: int = 0) -> str:
    """Return a new ULID for the instant ``now``, greater than every one this process made before.

    When the clock stands still or goes back, the latest id is counted on, so order of creation is kept. A positive
    ``order``, such as the number of a transaction, keeps it between processes within the same instant, too.

    Source: https://github.com/ulid/spec
    """
    global _latest
    milliseconds = int(now.timestamp() * 1000)
    others = int.from_bytes(os.urandom(_RANDOM_BITS // 8), "big")
    if order:
        others = (order % _ORDERS << _FREE_BITS) | (others % (1 << _FREE_BITS))
    fresh = (milliseconds << _RANDOM_BITS) | others
    with _lock:
        _latest = max(fresh, _latest + 1) % _LIMIT
        number = _latest
    return "".join([_ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5)])


def is_ulid(text: str) -> bool:
    """Whether ``text`` has the form of an id."""
    return len(text) == _LENGTH and set(_ALPHABET).issuperset(text)
