"""46 kinds of damage to a JSON or JSON-lines file, and what a good program does about each."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any, Literal

Damage = Callable[[bytes], bytes]
Reaction = Literal["refuse", "accept", "partial", "unseen"]
"""``partial``: part is readable, and may be refused as a whole; ``unseen``: reading may not notice, doctor must."""

_PLACE = "@@here@@"


def _values(raw: bytes) -> tuple[list[Any], bool]:
    """The JSON values in a file, and whether there is one a line."""
    try:
        return [json.loads(raw)], False
    except ValueError:
        return [json.loads(line) for line in raw.splitlines()], True


def _edited(change: Callable[[dict[str, Any]], object]) -> Damage:
    """Rewrite the file as another program would, with its first document, or its first line, changed."""

    def damage(raw: bytes) -> bytes:
        values, is_lines = _values(raw)
        first = values[0]
        if not is_lines:
            tables = [table for name, table in first.items() if name != "_meta"]
            first = next(iter(max(tables, key=len).values()))
        change(first)
        return "".join(json.dumps(value) + "\n" for value in values).encode()

    return damage


def _with_last_field(value: object, text: bytes | None = None) -> Damage:
    """Put ``value`` into the last field of the first document; ``text`` then stands for the value itself."""
    damage = _edited(lambda first: first.update({next(reversed(first)): value}))
    if text is None:
        return damage
    return lambda raw: damage(raw).replace(json.dumps(_PLACE).encode(), text)


def _as_text(text: bytes) -> Damage:
    return _with_last_field(_PLACE, text)


def flipped(raw: bytes, count: int, seed: int = 7) -> bytes:
    """``raw`` with ``count`` bits the other way round."""
    chance = random.Random(seed)
    damaged = bytearray(raw)
    for _ in range(count):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _with_a_key_twice(raw: bytes) -> bytes:
    start = raw.find(b"{")
    key = raw[start + 1 : raw.find(b":", start)]
    return raw[: start + 1] + key + b': {"__dup__": 1}, ' + raw[start + 1 :]


def _with_conflict(raw: bytes) -> bytes:
    half = len(raw) // 2
    marks = b"\n<<<<<<< HEAD\n" + raw[half : half + 40] + b"\n=======\nx\n>>>>>>> theirs\n"
    return raw[:half] + marks + raw[half + 40 :]


def _in_dos_style(raw: bytes) -> bytes:
    return raw.replace(b"\n", b"\r\n")


KINDS: dict[str, tuple[Reaction, Damage]] = {
    "empty": ("refuse", lambda raw: b""),
    "one-newline": ("refuse", lambda raw: b"\n"),
    "nul-filled": ("refuse", lambda raw: b"\0" * len(raw)),
    "half-nul": ("refuse", lambda raw: raw[: len(raw) // 2] + b"\0" * (len(raw) - len(raw) // 2)),
    "tail-nul": ("refuse", lambda raw: raw + b"\0" * 512),
    "truncated-half": ("partial", lambda raw: raw[: len(raw) // 2]),
    "truncated-last-byte": ("partial", lambda raw: raw.rstrip()[:-1]),
    "truncated-page": ("partial", lambda raw: raw[: len(raw) // 4096 * 4096 or len(raw) - 3]),
    "truncated-in-utf8": ("partial", lambda raw: raw[: len(raw) // 3] + b"\xe6\x97"),
    "old-tail": ("partial", lambda raw: raw[:-1].rstrip() + raw[-200:]),
    "doubled": ("refuse", lambda raw: raw + raw),
    "head-lost": ("partial", lambda raw: raw[100:]),
    "middle-lost": ("partial", lambda raw: raw[: len(raw) // 3] + raw[len(raw) // 3 + 64 :]),
    "bitflip-1": ("unseen", lambda raw: flipped(raw, 1)),
    "bitflip-20": ("unseen", lambda raw: flipped(raw, 20)),
    "random-bytes": ("refuse", lambda raw: random.Random(7).randbytes(len(raw))),
    "git-conflict": ("refuse", _with_conflict),
    "bom": ("accept", lambda raw: b"\xef\xbb\xbf" + raw),
    "crlf": ("accept", _in_dos_style),
    "utf16": ("refuse", lambda raw: raw.decode().encode("utf-16")),
    "latin1": ("refuse", lambda raw: raw.replace(b'"', b'"\xe9', 1)),
    "not-json-html": ("refuse", lambda raw: b"<html><body>Login</body></html>"),
    "comment": ("refuse", lambda raw: b"// hi\n" + raw),
    "trailing-comma": ("refuse", lambda raw: raw.rstrip()[:-1] + b"," + raw.rstrip()[-1:]),
    "single-quotes": ("refuse", lambda raw: raw.replace(b'"', b"'")),
    "top-null": ("refuse", lambda raw: b"null"),
    "top-list": ("refuse", lambda raw: b"[]"),
    "top-object": ("refuse", lambda raw: b"{}"),
    "top-number": ("refuse", lambda raw: b"42"),
    "top-string": ("refuse", lambda raw: b'"x"'),
    "nan": ("refuse", _as_text(b"NaN")),
    "infinity": ("refuse", _as_text(b"Infinity")),
    "huge-int": ("refuse", _as_text(b"1" + b"0" * 5000)),
    "exp-float": ("refuse", _as_text(b"1e999")),
    "wrong-type": ("refuse", _with_last_field({"a": [1]})),
    "null-field": ("refuse", _with_last_field(None)),
    "lone-surrogate": ("refuse", _as_text(b'"\\ud800"')),
    "escape-field": ("accept", _as_text(b'"\\u001b[2J"')),
    "empty-record": ("partial", _edited(lambda first: first.clear())),
    "duplicate-key": ("refuse", _with_a_key_twice),
    "deep-1000": ("refuse", lambda raw: b"[" * 1000 + b"]" * 1000),
    "deep-200000": ("refuse", lambda raw: b"[" * 200_000 + b"]" * 200_000),
    "deep-in-field": ("refuse", _as_text(b'{"a":' * 5000 + b"1" + b"}" * 5000)),
    # The largest note there is room for: 64 MB in one field is refused when it is typed, too.
    "huge-string": ("accept", _edited(lambda first: first.update(note="x" * 1_000_000))),
    "unknown-field": ("accept", _edited(lambda first: first.update(zz_future={"a": 1}))),
    "newer-schema": ("refuse", lambda raw: _newer(raw)),
}


def _newer(raw: bytes) -> bytes:
    values, is_lines = _values(raw)
    if not is_lines:
        values[0].update(schema_version=9999, version=9999)
    return "".join(json.dumps(value) + "\n" for value in values).encode()
