"""Ask before the few things that cannot be undone."""

from __future__ import annotations

from pmtui.screens.dialogs.choose_dialog import Choice, ChooseDialog


class ConfirmDialog(ChooseDialog[bool]):
    """A question with Cancel first; the result is True only for a yes. Only for what undo cannot take back."""

    def __init__(self, title: str, question: str, does: str) -> None:
        """Ask ``question``; ``does`` names what happens on yes: "Restore the backup"."""
        super().__init__(title, [Choice(False, "Cancel", "nothing changes"), Choice(True, does)], question)
