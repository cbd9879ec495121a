"""What the command line prints: plain text or JSON, never a control character."""

from __future__ import annotations

import json
import re
import sys
from typing import IO, Any

from pmtui.domain.text import printable
from pmtui.errors import PmtuiError

_RISKY = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def print_lines(*lines: str) -> None:
    """Print ``lines`` to standard output, control characters as pictures."""
    _write(sys.stdout, lines)


def print_error_lines(*lines: str) -> None:
    """Print ``lines`` to standard error, control characters as pictures."""
    _write(sys.stderr, lines)


def print_json(value: Any) -> None:
    """Print ``value`` as JSON; what a terminal could take for a command is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    safe = _RISKY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    _emit(sys.stdout, safe + "\n")


def print_error(error: PmtuiError, *, as_json: bool) -> None:
    """Print what was refused and the fix: text to standard error, JSON to standard output."""
    if as_json:
        fields: dict[str, Any] = {
            "code": error.code,
            "message": error.message,
            "fix": error.fix,
            "field": error.field,
        }
        if error.span is not None:
            fields["span"] = list(error.span)
        print_json({"error": fields})
        return
    print_error_lines(f"pmtui: {error.message} ({error.code})", *([f"fix: {error.fix}"] if error.fix else []))


def _write(stream: IO[str], lines: tuple[str, ...]) -> None:
    _emit(stream, "".join(printable(line) + "\n" for line in lines))


def _emit(stream: IO[str], text: str) -> None:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    stream.write(text.encode(encoding, "replace").decode(encoding))
    stream.flush()
