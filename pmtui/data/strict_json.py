"""JSON that others may have written: read so that nothing in it is guessed, merged or lost."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, Literal, NoReturn

_BOM = b"\xef\xbb\xbf"
_LONGEST_INTEGER = 19
_SHOWN = 60


class BadJson(ValueError):
    """The text is no JSON that can be read without guessing; says what and where.

    Attributes:
        what: What is wrong, without the place.
        line: The line at fault, 1 or more, None where only ``token`` tells the place.
        column: The column in ``line``.
        token: The piece of text at fault, as it stands there; empty where ``line`` tells the place.
    """

    def __init__(
        self, what: str, line: int | None = None, column: int | None = None, token: str = ""
    ) -> None:
        super().__init__(what if line is None else f"{what}, at line {line} column {column}")
        self.what = what
        self.line = line
        self.column = column
        self.token = token


def read_strictly(raw: bytes) -> Any:
    """Return the value of the JSON text ``raw``, UTF-8 with or without a byte order mark.

    Raises:
        BadJson: It is no JSON, nests more than 200 deep, has a key twice, a number that is not finite or too large,
            or half a surrogate pair.
    """
    text = raw.removeprefix(_BOM)
    if not text.strip():
        raise BadJson("it is empty")
    # The first refuses what would exhaust the second, which alone sees a key twice.
    well_formed(text, keys="none")
    return unambiguous(text)


def well_formed(raw: bytes, *, keys: Literal["keys", "none"]) -> Any:
    """Return the value of the JSON text ``raw``; of a key that stands twice, the last one counts.

    Args:
        raw: UTF-8 without a byte order mark.
        keys: Which strings are likely to come again, so that remembering them saves time.

    Raises:
        BadJson: It is no JSON, with line and column.
    """
    from pydantic_core import (
        from_json,  # tells best what is wrong and where; our own files do not pay for its import
    )

    try:
        return from_json(raw, allow_inf_nan=False, cache_strings=keys)
    except ValueError as error:
        reason, _, place = str(error).rpartition(" at line ")
        line, _, column = place.partition(" column ")
        if not reason:
            raise BadJson(str(error)) from None
        what = "it ends too early" if reason.startswith("EOF") else reason
        raise BadJson(what, int(line), int(column)) from None


def unambiguous(raw: bytes) -> Any:
    """Return the value of the well-formed JSON text ``raw``, in which every key stands once and every number fits.

    Raises:
        BadJson: It is not so, with the token at fault.
    """
    try:
        return strict_decoder().decode(raw.decode())
    except UnicodeDecodeError as error:
        raise BadJson(f"it is not UTF-8 text (byte {error.start + 1})") from None
    except BadJson:
        raise
    except ValueError as error:
        raise BadJson(str(error)) from None


def strict_decoder() -> json.JSONDecoder:
    """Return a decoder that raises :class:`BadJson` for a key that stands twice and for a number no file can hold."""
    return json.JSONDecoder(
        object_pairs_hook=_without_duplicates,
        parse_int=_bounded,
        parse_float=_finite,
        parse_constant=_refused,
    )


def _without_duplicates(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        name = next((f" of {value}" for key, value in pairs if key == "ref" and isinstance(value, str)), "")
        raise BadJson(
            f"the key '{twice[:_SHOWN]}'{name[:_SHOWN]} stands there twice",
            token=json.dumps(twice, ensure_ascii=False),
        )
    return found


def _bounded(text: str) -> int:
    if len(text.lstrip("-")) > _LONGEST_INTEGER:
        _refused(text)
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        _refused(text)
    return number


def _refused(text: str) -> NoReturn:
    raise BadJson(f"{text[:_SHOWN]} is no number a file can hold", token=text)
