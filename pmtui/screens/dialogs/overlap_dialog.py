"""Two entries claim the same time: trim the one or the other, or give up the fixed time."""

from __future__ import annotations

from pmtui.domain.overlap import Overlap
from pmtui.errors import OverlapError, PmtuiError
from pmtui.screens.dialogs.choose_dialog import Choice, ChooseDialog

_CHOICES = (
    Choice(Overlap.TRIM_OTHER, "Trim the other", "the stored entry gives up the time they share"),
    Choice(Overlap.TRIM_THIS, "Trim this one", "it keeps only the time that is free"),
    Choice(Overlap.UNANCHOR, "No fixed time", "it keeps its length and its day"),
)


class OverlapDialog(ChooseDialog[Overlap]):
    """Choose what happens to the time that two entries share; the result is None when the user left."""

    def __init__(self, error: PmtuiError) -> None:
        """Ask about the overlap that ``error`` describes."""
        message = error.described if isinstance(error, OverlapError) else error.message
        super().__init__("The same time twice", _CHOICES, f"{message[:1].upper()}{message[1:]}.")
