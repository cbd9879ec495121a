"""What the command line prints: plain text or JSON, never a control character."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

from pmtui.domain.printing import printable, silence
from pmtui.errors import PmtuiError

_RISKY = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"


class ReaderGone(Exception):
    """Whoever read standard output or standard error has seen enough; nothing went wrong."""


def print_lines(*lines: str) -> None:
    """Print ``lines`` to standard output, control characters as pictures.

    Raises:
        OSError: standard output cannot be written.
    """
    _write(sys.stdout, lines)


def print_error_lines(*lines: str) -> None:
    """Print ``lines`` to standard error, control characters as pictures; nobody hears when that fails too.

    The exit status must tell all the same, so Python is kept from failing once more when it ends.
    """
    try:
        _write(sys.stderr, lines)
    except OSError:
        silence(sys.stderr)


def print_json(value: Any) -> None:
    """Print ``value`` as JSON; what a terminal could take for a command is escaped.

    Raises:
        OSError: standard output cannot be written.
    """
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)
    safe = re.sub(_RISKY, lambda match: f"\\u{ord(match[0]):04x}", text)
    _emit(sys.stdout, safe + "\n")


def print_export(text: str) -> None:
    """Write the text of an export to standard output as it would stand in a file: UTF-8 whatever the terminal speaks.

    Raises:
        OSError: standard output cannot be written.
    """
    bytes_out = getattr(sys.stdout, "buffer", None)
    if bytes_out is None:
        _emit(sys.stdout, text)
        return
    try:
        bytes_out.write(text.encode())
        bytes_out.flush()
    except BrokenPipeError:
        silence(sys.stdout)
        raise ReaderGone from None


def print_error(error: PmtuiError, *, as_json: bool) -> None:
    """Print what was refused and the fix: text to standard error, JSON to standard output.

    Raises:
        OSError: standard output cannot be written.
    """
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
    message = error.message.rstrip(".")
    print_error_lines(f"pmtui: {message} ({error.code})", *([f"fix: {error.fix}"] if error.fix else []))


def line_width() -> int | None:
    """Return the columns of the terminal on standard output; None for a file or a pipe, which get everything."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    # The window itself comes first: COLUMNS may be what another window once exported.
    with suppress(OSError, ValueError):
        if (columns := os.get_terminal_size(sys.stdout.fileno()).columns) > 0:
            return columns
    from shutil import get_terminal_size  # only a terminal that does not know its width pays for it

    return get_terminal_size().columns


def _write(stream: IO[str] | None, lines: Iterable[str]) -> None:
    _emit(stream, "".join(printable(line) + "\n" for line in lines))


def _emit(stream: IO[str] | None, text: str) -> None:
    if stream is None:  # closed by whoever started the command: nobody wants to hear
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding))
        stream.flush()
    except BrokenPipeError:
        silence(stream)
        raise ReaderGone from None  # the reader has seen enough
