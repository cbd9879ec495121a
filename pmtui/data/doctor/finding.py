"""What the doctor says: one line for each thing it found."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

REPAIR = "pmtui doctor --repair"


class Severity(StrEnum):
    """How bad a finding is."""

    DAMAGE = "damage"
    """Something is lost, contradicts itself, or keeps pmtui from reading or writing."""
    HINT = "hint"
    """Nothing is lost and everything works."""


class Finding(NamedTuple):
    """One thing that is not as it should be.

    Attributes:
        severity: Damage makes the store unsound, a hint does not.
        code: Stable name for programs.
        file: The file, relative to the store's folder; ``.`` for the folder itself.
        ref: The document, None when it is about the file.
        message: One sentence: what is wrong.
        fix: What to do: a command, or a sentence.
        repairable: Whether ``pmtui doctor --repair`` takes it away.
    """

    severity: Severity
    code: str
    file: str
    ref: str | None
    message: str
    fix: str
    repairable: bool = False


def damage(code: str, file: str, message: str, *, ref: str | None = None, fix: str = "") -> Finding:
    """A finding of damage; without a ``fix``, repairing is the fix."""
    return Finding(Severity.DAMAGE, code, file, ref, message, fix or REPAIR, repairable=not fix)


def hint(code: str, file: str, message: str, *, ref: str | None = None, fix: str = "") -> Finding:
    """A harmless finding; without a ``fix``, repairing is the fix."""
    return Finding(Severity.HINT, code, file, ref, message, fix or REPAIR, repairable=not fix)


def is_sound(findings: list[Finding]) -> bool:
    """Whether there are hints at most."""
    return all(finding.severity is Severity.HINT for finding in findings)
