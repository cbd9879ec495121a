"""What dialogs with half-typed text share: a draft is kept on the way out, and where that fails nobody is locked in."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, TypeVar

from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.dialog import Dialog

T = TypeVar("T")


class DraftDialog(Dialog[T]):
    """A dialog that is left with ``esc`` and keeps what was typed; the second ``esc`` leaves without it.

    Attributes:
        KEPT: What is said when a draft was kept.
    """

    KEPT: ClassVar[str] = "Draft kept"
    _told: bool = False

    @abstractmethod
    def save_draft(self) -> bool:
        """Keep what was typed; see :class:`pmtui.screens.draftable.Draftable`."""

    def drop_draft(self) -> None:
        """Forget an older draft; called when nothing is typed any more.

        Raises:
            PmtuiError: It cannot be removed.
        """

    def typed_on(self) -> None:
        """Take note that the text changed: what was said about it holds no longer."""
        self._told = False

    def clear_report(self) -> None:
        """Take back what was reported; what was said about the text goes with it."""
        self.typed_on()
        super().clear_report()

    def keep_or_tell(self, key: str) -> PmtuiError | None:
        """Keep a draft, or say once why that fails and that ``key`` leaves all the same.

        Returns:
            Why the text is not kept, when that was said before; None when nothing is lost.

        Raises:
            PmtuiError: It fails, and this is said for the first time.
        """
        try:
            if self.save_draft():
                self.say(self.KEPT)
                return None
        except PmtuiError as error:
            if self._told:
                return error
            self._told = True
            # What to do comes first: where there is little room, the end is cut off.
            raise PmtuiError(
                error.code, f"no draft can be kept; {key} again leaves without it: {error.message}"
            ) from error
        try:
            self.drop_draft()
        except PmtuiError as error:  # an older draft comes back once more; nothing typed is lost
            self.say(error.message)
        return None

    def action_leave(self) -> None:
        """Keep a draft of what was typed, say so, and leave; where it cannot be kept, the second time."""
        try:
            lost = self.keep_or_tell("esc")
        except PmtuiError as error:
            self.report(error)
            return
        if lost is not None:
            self.say(f"What you typed is not kept: {lost.message}")
        self.dismiss(None)
