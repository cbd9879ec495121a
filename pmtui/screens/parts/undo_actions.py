"""What takes changes back and brings them back, on whichever screen."""

from __future__ import annotations

from pmtui.commands.undo import Redo, Undo
from pmtui.screens.parts.part import Part, handles


class UndoActions(Part):
    """Undo and redo."""

    @handles(Undo)
    def undo_change(self) -> None:
        """Take back the latest change."""
        from pmtui.usecases.undoing import undo

        taken = undo(self.host.session)
        self.host.reload()
        self.host.say(
            "Undone: " + "; ".join(entry.what for entry in taken), f"{self.host.key_of(Redo)} brings it back"
        )

    @handles(Redo)
    def redo_change(self) -> None:
        """Bring back what was undone last."""
        from pmtui.usecases.undoing import redo

        brought = redo(self.host.session)
        self.host.reload()
        self.host.say(
            "Redone: " + "; ".join(entry.what for entry in brought), f"{self.host.key_of(Undo)} undoes it"
        )
