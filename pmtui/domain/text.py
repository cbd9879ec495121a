"""What user text may be: stored exactly as typed, or refused with an error that says why."""

from __future__ import annotations

from datetime import UTC, datetime

from pmtui.domain.printing import printable as printable
from pmtui.domain.printing import printable_lines as printable_lines
from pmtui.errors import PmtuiError

MAX_TITLE = 500
MAX_NOTE = 1_000_000
_TO_THE_SECOND = len("2026-10-14T15:20:00")


def check_unicode(text: str) -> str:
    """Return ``text`` if it can be written as UTF-8.

    Raises:
        PmtuiError: ``E_SURROGATE`` when it holds a lone surrogate.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PmtuiError(
            "E_SURROGATE",
            "the text holds half a character (a lone surrogate) that no file can store",
            "type or paste the text again",
        ) from None
    return text


def check_line(text: str) -> str:
    """Return ``text`` if it is one line of at most 500 characters.

    Raises:
        PmtuiError: ``E_LINE_BREAK``, ``E_TOO_LONG_TEXT`` or ``E_SURROGATE``.
    """
    check_unicode(text)
    if text and text.splitlines() != [text]:
        raise PmtuiError(
            "E_LINE_BREAK", "this text is one line, and yours has a line break", "put the rest into the note"
        )
    if len(text) > MAX_TITLE:
        raise PmtuiError(
            "E_TOO_LONG_TEXT",
            f"the text has {len(text):,} characters and may have {MAX_TITLE}",
            "shorten it, or put the rest into the note",
        )
    return text


def check_title(text: str) -> str:
    """Return ``text`` if it can be a title: one line, not blank, at most 500 characters.

    Raises:
        PmtuiError: ``E_EMPTY_TITLE`` when blank, else as :func:`check_line`.
    """
    check_line(text)
    if not text.strip():
        raise PmtuiError("E_EMPTY_TITLE", "a title is needed", "type at least one visible character")
    return text


def check_note(text: str) -> str:
    """Return ``text`` if it can be a note: any lines, at most 1 MB of UTF-8.

    Raises:
        PmtuiError: ``E_TOO_LONG_TEXT`` or ``E_SURROGATE``.
    """
    check_unicode(text)
    size = len(text.encode())
    if size > MAX_NOTE:
        raise PmtuiError(
            "E_TOO_LONG_TEXT",
            f"the note has {size:,} bytes and may have {MAX_NOTE:,}",
            "shorten it or split it",
        )
    return text


def instant_text(moment: datetime) -> str:
    """Return an instant as it is stored: in UTC, to the second, so that texts sort by time."""
    return moment.astimezone(UTC).isoformat()[:_TO_THE_SECOND] + "Z"
