"""JSON that came from elsewhere: read so that nothing in it is guessed, merged or lost."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, NoReturn

from pydantic_core import from_json

_BOM = b"\xef\xbb\xbf"
_LONGEST_INTEGER = 19
_SHOWN = 60


class BadJson(ValueError):
    """The text is no JSON that can be read without guessing; says what and where."""


def read_strictly(raw: bytes) -> Any:
    """Return the value of the JSON text ``raw``, UTF-8 with or without a byte order mark.

    Raises:
        BadJson: It is no JSON, nests more than 200 deep, has a key twice, a number that is not finite or too large,
            or half a surrogate pair.
    """
    text = raw.removeprefix(_BOM)
    if not text.strip():
        raise BadJson("it is empty")
    try:
        # The stricter parser first: it refuses what would exhaust the other, which alone sees a key twice.
        from_json(text, allow_inf_nan=False, cache_strings="none")
        return json.loads(
            text.decode(),
            object_pairs_hook=_without_duplicates,
            parse_int=_bounded,
            parse_float=_finite,
            parse_constant=_refused,
        )
    except UnicodeDecodeError as error:
        raise BadJson(f"it is not UTF-8 text (byte {error.start + 1})") from None
    except BadJson:
        raise
    except ValueError as error:
        reason, _, place = str(error).rpartition(" at line ")
        what = "it ends too early" if reason.startswith("EOF") else reason
        raise BadJson(f"{what}, at line {place}" if reason else str(error)) from None


def _without_duplicates(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        name = next((f" of {value}" for key, value in pairs if key == "ref" and isinstance(value, str)), "")
        raise BadJson(f"the key '{twice[:_SHOWN]}'{name[:_SHOWN]} stands there twice")
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
    raise BadJson(f"{text[:_SHOWN]} is no number a file can hold")
