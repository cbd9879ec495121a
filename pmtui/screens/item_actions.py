"""What the cockpit does with the item under the cursor."""

from __future__ import annotations

from collections.abc import Mapping

from pmtui.commands import Place
from pmtui.commands.items import CHILD_KINDS
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.strategy import ActionState, KeyAction
from pmtui.errors import PmtuiError
from pmtui.screens.board_screen import BoardScreen
from pmtui.widgets.day_outline import GAP, RUNNING, gap_words
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.strategy_outline import DIRECTION
from pmtui.widgets.welcome import BLANK, TEMPLATE, WELCOME

_FIRST_KIND = {Place.STRATEGY: Kind.OBJECTIVE, Place.KATA: Kind.CHALLENGE}
_PARENT_FIELD: Mapping[Kind, str] = {**PARENT_FIELDS, Kind.OBJECTIVE: "serves"}


class ItemActions(BoardScreen):
    """Add, open, edit, move, toggle, measure, archive and copy items."""

    def action_new_sibling(self) -> None:
        """Add an item of the same kind, with the same parent; log time in the time pane."""
        document = self.document
        if self.place is Place.TIME:
            self.open_quick_bar(self._gap_text())
        elif self.item is not None and self.item.key == DIRECTION:
            self._choose_direction()
        elif document is None:
            self.add(_FIRST_KIND[self.place], {})
        else:
            self.add(document.kind, _same_parent(document))

    def action_new_child(self) -> None:
        """Add an item of the next layer below this one."""
        document = self.document
        if document is not None:
            kind = CHILD_KINDS[document.kind]
            self.add(kind, {_PARENT_FIELD[kind]: document.ref})

    def add(self, kind: Kind, preset: Mapping[str, str]) -> None:
        """Open the form for a new ``kind``."""
        from pmtui.screens.dialogs.document_form import DocumentForm

        self.app.push_screen(DocumentForm(self.session, kind, None, preset), self._saved)

    def _choose_direction(self) -> None:
        from pmtui.screens.dialogs.choose_dialog import Choice, ChooseDialog

        choices = [
            Choice(Kind.VISION, "Vision", "where the product wants to be, in words"),
            Choice(Kind.CHALLENGE, "Challenge", "the first business goal on the way"),
            Choice(Kind.GOAL, "Business goal", "what the company needs from the product"),
        ]
        self.app.push_screen(ChooseDialog("Add", choices), self._chosen)

    def _chosen(self, kind: Kind | None) -> None:
        try:
            if kind is not None:
                self.add(kind, {})
        except PmtuiError as error:
            self.report(error)

    def action_edit_item(self) -> None:
        """Open the form of the item under the cursor."""
        document = self.document
        if document is None:
            return
        from pmtui.screens.dialogs.document_form import DocumentForm

        self.app.push_screen(DocumentForm(self.session, document.kind, document), self._saved)

    def action_move_item(self) -> None:
        """Choose the next state of the item."""
        document = self.document
        if document is None:
            return
        from pmtui.screens.dialogs.move_dialog import MoveDialog

        self.app.push_screen(MoveDialog(self.session, document), self._saved)

    def action_add_reading(self) -> None:
        """Type a measured value."""
        document = self.document
        if document is None:
            return
        from pmtui.screens.dialogs.reading_form import ReadingForm

        self.app.push_screen(ReadingForm(self.session, document), self._saved)

    def action_toggle_item(self) -> None:
        """Mark a key action done, ask why a done one opens again, or fold the branch."""
        document = self.document
        if not isinstance(document, KeyAction):
            self.outline().toggle_fold()
        elif document.state is ActionState.DONE:
            from pmtui.screens.dialogs.reason_dialog import ReasonDialog

            prompt = f"{document.ref} is done. What makes you open it again?"
            self.app.push_screen(ReasonDialog(prompt), lambda reason: self._toggle(document.ref, reason))
        else:
            self._toggle(document.ref, "")

    def _toggle(self, ref: str, reason: str | None) -> None:
        from pmtui.usecases.editing import toggle_action

        if reason is not None:
            self.attempt(lambda: toggle_action(self.session, ref, reason=reason), ref)

    def action_archive_item(self) -> None:
        """Archive the item and what belongs to it."""
        document = self.document
        if isinstance(document, TimeEntry):
            from pmtui.usecases.entries import archive_entry

            archive_entry(self.session, document.ref)
        elif document is not None:
            from pmtui.usecases.editing import archive_document

            archive_document(self.session, document.ref)
        self.changed()

    def action_copy_markdown(self) -> None:
        """Put the item and what is below it on the clipboard."""
        document = self.document
        if document is None or self.board is None:
            return
        from pmtui.reports.item_markdown import item_markdown

        self.app.copy_to_clipboard(
            item_markdown(self.board.plan, document, self.board.today, self.board.zone)
        )
        name = "the time entry" if isinstance(document, TimeEntry) else document.ref
        self.say(f"Copied {name} as Markdown.")

    def open_item(self, item: OutlineItem) -> None:
        """Do what enter means: edit an item, fill a gap, stop the timer."""
        if item.key.startswith(WELCOME):
            self.welcome(item.key)
        elif item.key.startswith(GAP):
            self.open_quick_bar(self._gap_text())
        elif item.key == RUNNING:
            self.action_start_stop()
        elif item.key == DIRECTION:
            self.outline().toggle_fold()
        else:
            self.action_edit_item()

    def _gap_text(self) -> str:
        item = self.item
        if item is None or not item.key.startswith(GAP):
            return ""
        return f"{gap_words(item.key)} "

    def _saved(self, document: Document | None) -> None:
        if document is not None:
            self.changed(document.ref)

    def open_quick_bar(self, text: str = "", verb: str | None = None) -> None:
        """Open the quick bar with ``text`` in it."""
        raise NotImplementedError

    def action_start_stop(self) -> None:
        """Start or stop the timer."""
        raise NotImplementedError

    def welcome(self, offer: str) -> None:
        """Start in the way chosen on the first run."""
        if offer == BLANK:
            self.add(Kind.OBJECTIVE, {})
        elif offer == TEMPLATE:
            from pmtui.usecases.templates import write_template

            self.attempt(lambda: write_template(self.session))
        else:
            self.open_demo()

    def open_demo(self) -> None:
        """Show the demo story instead of the store."""
        raise NotImplementedError


def _same_parent(document: Document) -> dict[str, str]:
    field = _PARENT_FIELD.get(document.kind)
    if field is None:
        return {}
    value = getattr(document, field)
    text = ", ".join(value) if isinstance(value, tuple) else str(value or "")
    return {field: text} if text else {}
