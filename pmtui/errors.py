"""What pmtui refuses, and why: every message a user can meet carries a code and names the fix."""

from __future__ import annotations


class PmtuiError(Exception):
    """Something pmtui will not do; nothing was stored.

    Attributes:
        code: Stable name for programs, such as ``E_UNKNOWN_REF``.
        message: One sentence for people; user text in it is raw and is made printable where it is shown.
        fix: What to do instead, None when there is nothing to say. In quick entry: text that can replace ``span``.
        field: The name of the field at fault, or None.
        span: Start and end offsets of the offending text in the input line, or None.
    """

    exit_status = 1

    def __init__(
        self,
        code: str,
        message: str,
        fix: str | None = None,
        *,
        field: str | None = None,
        span: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix if fix and fix.strip() else None
        self.field = field
        self.span = span


class OverlapError(PmtuiError):
    """A time entry shares time with others.

    Attributes:
        described: The message without the names that the command line knows entries by.
    """

    def __init__(self, message: str, fix: str, described: str) -> None:
        super().__init__("E_OVERLAP", message, fix)
        self.described = described


class UsageError(PmtuiError):
    """The command line or the environment is wrong, not the data."""

    exit_status = 2


class StoreError(PmtuiError):
    """The store is damaged, locked, of a newer format, or cannot be written."""

    exit_status = 3


class ConflictError(PmtuiError):
    """A document changed since it was read; both versions are offered to the user.

    Attributes:
        ref: The document both sides changed.
    """

    def __init__(self, ref: str, message: str, fix: str | None = None) -> None:
        super().__init__("E_CONFLICT", message, fix)
        self.ref = ref
