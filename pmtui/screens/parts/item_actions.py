"""What is done with the item under the cursor, on whichever screen it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pmtui.commands import Place
from pmtui.commands.items import (
    CHILD_KINDS,
    AddReading,
    Archive,
    CopyMarkdown,
    Edit,
    Move,
    NewChild,
    NewSibling,
    Toggle,
)
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.strategy import ActionState, KeyAction
from pmtui.errors import PmtuiError
from pmtui.screens.parts.part import Host, Part, handles
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.strategy_outline import DIRECTION

_FIRST_KIND = {Place.STRATEGY: Kind.OBJECTIVE, Place.KATA: Kind.CHALLENGE}
_PARENT_FIELD: Mapping[Kind, str] = {**PARENT_FIELDS, Kind.OBJECTIVE: "serves"}


class ItemActions(Part):
    """Add, open, edit, move, toggle, measure, archive and copy items."""

    def __init__(self, host: Host, new_entry: Callable[[], None] | None = None) -> None:
        """Work on the items of ``host``; ``new_entry`` adds one in the time pane, where the screen has that."""
        super().__init__(host)
        self._new_entry = new_entry

    @handles(NewSibling)
    def new_sibling(self) -> None:
        """Add an item of the same kind, with the same parent; log time in the time pane."""
        host = self.host
        if host.place is Place.TIME:
            if self._new_entry is not None:
                self._new_entry()
        elif host.item is not None and host.item.key == DIRECTION:
            self._choose_direction()
        elif host.document is None:
            self.add(_FIRST_KIND[host.place], {})
        else:
            self.add(host.document.kind, _same_parent(host.document))

    @handles(NewChild)
    def new_child(self) -> None:
        """Add an item of the next layer below this one."""
        document = self.host.document
        if document is not None:
            kind = CHILD_KINDS[document.kind]
            self.add(kind, {_PARENT_FIELD[kind]: document.ref})

    def add(self, kind: Kind, preset: Mapping[str, str]) -> None:
        """Open the form for a new ``kind``."""
        from pmtui.screens.dialogs.document_form import DocumentForm

        self.host.app.push_screen(DocumentForm(self.host.session, kind, None, preset), self._saved)

    def _choose_direction(self) -> None:
        from pmtui.screens.dialogs.choose_dialog import Choice, ChooseDialog

        choices = [
            Choice(Kind.VISION, "Vision", "where the product wants to be, in words"),
            Choice(Kind.CHALLENGE, "Challenge", "the first business goal on the way"),
            Choice(Kind.GOAL, "Business goal", "what the company needs from the product"),
        ]
        self.host.app.push_screen(ChooseDialog("Add", choices), self._chosen)

    def _chosen(self, kind: Kind | None) -> None:
        try:
            if kind is not None:
                self.add(kind, {})
        except PmtuiError as error:
            self.host.report(error)

    @handles(Edit)
    def edit_item(self) -> None:
        """Open the form of the item under the cursor."""
        document = self.host.document
        if document is None:
            return
        from pmtui.screens.dialogs.document_form import DocumentForm

        self.host.app.push_screen(DocumentForm(self.host.session, document.kind, document), self._saved)

    @handles(Move)
    def move_item(self) -> None:
        """Choose the next state of the item."""
        document = self.host.document
        if document is None:
            return
        from pmtui.screens.dialogs.move_dialog import MoveDialog

        self.host.app.push_screen(MoveDialog(self.host.session, document), self._saved)

    @handles(AddReading)
    def add_reading(self) -> None:
        """Type a measured value."""
        document = self.host.document
        if document is None:
            return
        from pmtui.screens.dialogs.reading_form import ReadingForm

        self.host.app.push_screen(ReadingForm(self.host.session, document), self._saved)

    @handles(Toggle)
    def toggle_item(self) -> None:
        """Mark a key action done, ask why a done one opens again, or fold the branch."""
        document = self.host.document
        if not isinstance(document, KeyAction):
            self.host.outline().toggle_fold()
        elif document.state is ActionState.DONE:
            from pmtui.screens.dialogs.reason_dialog import ReasonDialog

            prompt = f"{document.ref} is done. What makes you open it again?"
            self.host.app.push_screen(ReasonDialog(prompt), lambda reason: self._toggle(document.ref, reason))
        else:
            self._toggle(document.ref, "")

    def _toggle(self, ref: str, reason: str | None) -> None:
        from pmtui.usecases.editing import toggle_action

        if reason is not None:
            self.host.attempt(lambda: toggle_action(self.host.session, ref, reason=reason), ref)

    @handles(Archive)
    def archive_item(self) -> None:
        """Archive the item and what belongs to it."""
        document = self.host.document
        if isinstance(document, TimeEntry):
            from pmtui.usecases.entries import archive_entry

            archive_entry(self.host.session, document.ref)
        elif document is not None:
            from pmtui.usecases.editing import archive_document

            archive_document(self.host.session, document.ref)
        self.host.changed()

    @handles(CopyMarkdown)
    def copy_markdown(self) -> None:
        """Put the item and what is below it on the clipboard."""
        document, board = self.host.document, self.host.boards.board
        if document is None or board is None:
            return
        from pmtui.reports.item_markdown import item_markdown

        self.host.app.copy_to_clipboard(item_markdown(board.plan, document, board.today, board.zone))
        name = "the time entry" if isinstance(document, TimeEntry) else document.ref
        self.host.say(f"Copied {name} as Markdown.")

    def open(self, item: OutlineItem) -> bool:
        """Edit the item, or fold what cannot be edited."""
        if item.key == DIRECTION:
            self.host.outline().toggle_fold()
        else:
            self.edit_item()
        return True

    def _saved(self, document: Document | None) -> None:
        if document is not None:
            self.host.changed(document.ref)


def _same_parent(document: Document) -> dict[str, str]:
    field = _PARENT_FIELD.get(document.kind)
    if field is None:
        return {}
    value = getattr(document, field)
    text = ", ".join(value) if isinstance(value, tuple) else str(value or "")
    return {field: text} if text else {}
