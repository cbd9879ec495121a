"""What was refused, for tests in which a refusal is one of the possible answers."""

from __future__ import annotations

from collections.abc import Callable

from pmtui.errors import PmtuiError


def refusal(action: Callable[[], object]) -> PmtuiError | None:
    """The error that ``action`` was refused with; None when it went through."""
    try:
        action()
    except PmtuiError as error:
        return error
    return None
