"""A dialog that is a form: fields, drafts, and saving through a use case."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from pmtui.domain.field_spec import FieldSpec
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.screens.dialogs.draft_dialog import DraftDialog
from pmtui.usecases.drafts import Draft, discard_draft, find_draft, keep_draft
from pmtui.usecases.session import Session
from pmtui.widgets.field_list import FieldList
from pmtui.widgets.field_row import FieldRow, FormFacts
from pmtui.widgets.hint_bar import Hint

T = TypeVar("T")


class FormDialog(DraftDialog[T]):
    """Fields to fill in; ``ctrl+s`` saves, ``esc`` keeps a draft, and nothing typed is lost unsaid."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, id="form.save"),
        Binding("ctrl+n", "swap_draft", "Without the draft", show=False, id="form.swap-draft"),
    ]
    KEPT = "Draft kept – open the form again to go on"
    HINTS: ClassVar[Sequence[Hint]] = (
        Hint("ctrl+s", "save", "save"),
        Hint("enter", "next"),
        Hint("esc", "back", "leave"),
    )

    def __init__(
        self,
        session: Session,
        title: str,
        specs: Sequence[FieldSpec],
        texts: Mapping[str, str],
        facts: FormFacts,
    ) -> None:
        super().__init__()
        self.session = session
        self._title = title
        self._specs = tuple(specs)
        self._texts = dict(texts)
        self._facts = facts
        self._draft: Draft | None = None
        self._uses_draft = False
        self._aside: dict[str, str] = {}

    @property
    @abstractmethod
    def draft_name(self) -> str:
        """The name of this form's draft."""

    @property
    def rev(self) -> int | None:
        """Revision of the document the form is about; None for a new one."""
        return None

    @abstractmethod
    def store(self, values: Mapping[str, str]) -> T:
        """Store ``values``, the changed texts, and return the result of the dialog.

        Raises:
            PmtuiError: when a field or an invariant refuses them.
        """

    def leading(self) -> list[Widget]:
        """Return what stands above the fields."""
        return []

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        self._fields = FieldList(self._specs, self._texts, self._facts)
        with Vertical(classes="card") as card:
            card.border_title = Content(printable(self._title))
            yield Static("", classes="draft-line -none", markup=False)
            yield from self.leading()
            yield self._fields
            yield self.problem_line()
            yield Static("", classes="help-line", markup=False)
            yield self.hint_bar(tight=True)

    def on_mount(self) -> None:
        """Offer back the draft that was kept, and put the cursor where typing goes on."""
        self._restore()
        self._fields.go_to_first(empty=self.rev is None)

    def _restore(self) -> None:
        try:
            self._draft = find_draft(self.session, self.draft_name)
        except PmtuiError as error:
            self.report(error)
        if self._draft is not None:
            self._uses_draft = True
            self._fields.fill(self._draft.values)
            self._show_draft_line()

    def _show_draft_line(self) -> None:
        assert self._draft is not None
        local = self._draft.saved_at.astimezone(self.session.zone())
        day = "" if local.date() == self.session.today() else f"{local:%d %b} "
        if self._uses_draft:
            said = f"Draft from {day}{local:%H:%M} restored · ctrl+n takes it out"
        else:
            said = "Draft taken out · ctrl+n brings it back"
        line = self.query_one(".draft-line", Static)
        line.update(Content(said))
        line.remove_class("-none")

    def action_swap_draft(self) -> None:
        """Take the restored draft out of the form, or bring it back."""
        if self._draft is None:
            return
        self._uses_draft = not self._uses_draft
        now = self._fields.texts
        first = (
            {**self._texts, **self._draft.values}
            if self._uses_draft
            else {n: self._texts.get(n, "") for n in now}
        )
        self._fields.fill(self._aside or first)
        self._aside = now
        self._show_draft_line()
        self._fields.go_to_first(empty=self.rev is None)

    @property
    def is_changed(self) -> bool:
        """Whether something is typed that is stored nowhere."""
        return bool(self._fields.changed)

    def save_draft(self) -> bool:
        """Keep what was typed; see :class:`pmtui.screens.draftable.Draftable`."""
        if not self.is_mounted or not self.is_changed:
            return False
        rev = self._draft.rev if self._draft is not None and self._uses_draft else self.rev
        keep_draft(self.session, self.draft_name, self._fields.changed, rev)
        return True

    def drop_draft(self) -> None:
        """Forget the draft that was restored, now that the form stands as it was opened."""
        if self._draft is not None:
            discard_draft(self.session, self.draft_name)

    def action_save(self) -> None:
        """Check the fields, store them, and leave with what was stored."""
        self.clear_report()
        if self._fields.check() is not None:
            return
        self.attempt(self._fields.changed)

    def attempt(self, values: Mapping[str, str]) -> None:
        """Store ``values``; when refused stay, with the cursor in the field at fault."""
        try:
            stored = self.store(values)
        except PmtuiError as error:
            self.refuse(error)
            return
        self.finish(stored)

    def refuse(self, error: PmtuiError) -> None:
        """Show ``error`` at its field, or below all fields."""
        if not self._fields.show_error(error):
            self.report(error)

    def finish(self, stored: T) -> None:
        """Forget the draft and leave with ``stored``."""
        # What was typed is stored; a draft that cannot be removed is offered once more, no more than that.
        with suppress(PmtuiError):
            discard_draft(self.session, self.draft_name)
        self.dismiss(stored)

    @on(FieldList.Completed)
    def _save_from_last(self) -> None:
        self.action_save()

    @on(FieldList.HelpWanted)
    def _help(self, event: FieldList.HelpWanted) -> None:
        self.query_one(".help-line", Static).update(Content(printable(event.text)))

    @on(FieldRow.Changed)
    def _follow_unit(self, event: FieldRow.Changed) -> None:
        self.clear_report()
        if event.row.spec.name == "unit":
            self._fields.set_unit(event.row.text)
