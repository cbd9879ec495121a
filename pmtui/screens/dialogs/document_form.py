"""The form for documents of every kind, made from the list of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from textual import work

from pmtui.domain.date_words import short_date
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry, named_entry
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import field_text
from pmtui.domain.fields import fields_of
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.own_clock import bare_clock, start_mark
from pmtui.domain.plan import Plan, is_open, state_of
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.rules import check_changeable
from pmtui.domain.workspace import WORKSPACE_REF
from pmtui.errors import ConflictError, PmtuiError
from pmtui.screens.dialogs.conflict_dialog import ConflictDialog, differences
from pmtui.screens.dialogs.form_dialog import FormDialog
from pmtui.screens.dialogs.overlap_dialog import OverlapDialog
from pmtui.usecases.drafts import draft_name
from pmtui.usecases.editing import add_document, change_document
from pmtui.usecases.entries import ChangedEntry, change_entry, stored_entry
from pmtui.usecases.session import Session
from pmtui.widgets.entry_chips import NOTICE_WORDS
from pmtui.widgets.field_row import FormFacts

_STARTS_TODAY = frozenset({Kind.KEY_RESULT, Kind.TARGET})


class DocumentForm(FormDialog[Document | None]):
    """Create a document of a kind, or change one; the result is the document as stored."""

    def __init__(
        self,
        session: Session,
        kind: Kind,
        document: Document | None = None,
        preset: Mapping[str, str] | None = None,
    ) -> None:
        """Open the form.

        Args:
            session: Store and clock.
            kind: Kind of document.
            document: The one to change; None for a new one.
            preset: Texts that a new one starts with, such as the ref of its parent.
        """
        self.kind = kind
        self.document = document
        starts = {"start": session.today().isoformat()} if kind in _STARTS_TODAY else {}
        self.preset = {**starts, **(preset or {})}
        plan = session.plan()
        self._mark = plan.workspace.decimal_mark
        texts = self.preset if document is None else _texts_of(kind, document, self._mark)
        super().__init__(
            session,
            self._heading(session.zone()),
            fields_of(kind),
            texts,
            facts_of(session, plan, fields_of(kind)),
        )

    def _heading(self, home: tzinfo) -> str:
        if self.document is None:
            return f"New {self.kind.words}"
        if self.kind is Kind.WORKSPACE:
            return "Workspace"
        if isinstance(self.document, TimeEntry):
            clocks = (
                _local_clock(moment, self.document) for moment in (self.document.start, self.document.end)
            )
            when = " ".join(filter(None, [short_date(self.document.date), "–".join(filter(None, clocks))]))
            return f"Time entry · {when}{_zone_words(self.document, home)}"
        return f"{self.document.ref} · {self.kind.words}"

    @property
    def draft_name(self) -> str:
        """``edit-KR2``, or ``new-kr-O1`` for a new one below O1."""
        if self.document is not None:
            return draft_name("edit", self.document.ref)
        return draft_name("new", self.kind, self.preset.get(PARENT_FIELDS.get(self.kind, ""), ""))

    @property
    def rev(self) -> int | None:
        """Revision of the document that is being changed."""
        return None if self.document is None else self.document.rev

    def on_mount(self) -> None:
        """Say at once when this document cannot be changed as it is."""
        if self.document is None:
            return
        try:
            check_changeable(self.document)
        except PmtuiError as error:
            state = "archived" if self.document.is_archived else state_of(self.document)
            name = "this entry" if isinstance(self.document, TimeEntry) else self.document.ref
            said = f"{name} is {state}: it can be read here"
            self.report(PmtuiError(error.code, said, "to change it, open it again first"))

    def store(self, values: Mapping[str, str]) -> Document:
        """Add the document, or change the fields in ``values``."""
        if self.document is None:
            given = {name: text for name, text in self._fields.texts.items() if text.strip()}
            return add_document(self.session, self.kind, given)
        return self._change(values, self._expected_rev)

    @property
    def _expected_rev(self) -> int | None:
        """The revision that what is typed was based on, which for a restored draft may be an older one."""
        if self._draft is not None and self._uses_draft and self._draft.rev is not None:
            return self._draft.rev
        return self.rev

    def _change(self, values: Mapping[str, str], rev: int | None) -> Document:
        assert self.document is not None
        if self.kind is Kind.ENTRY:
            return self._noticed(change_entry(self.session, self.document.ref, values, expected_rev=rev))
        return change_document(self.session, self.document.ref, values, expected_rev=rev)

    def _noticed(self, changed: ChangedEntry) -> Document:
        """Say what should be known about the new time, and return the entry."""
        if changed.notices:
            words = " · ".join(NOTICE_WORDS.get(code, code) for code in changed.notices)
            self.say(f"{changed.entry.ref}: {words}")
        return changed.entry

    def refuse(self, error: PmtuiError) -> None:
        """Offer the choice that a conflict or an overlap needs; show everything else at its field."""
        if isinstance(error, ConflictError):
            self._settle_conflict()
        elif error.code == "E_OVERLAP" and isinstance(self.document, TimeEntry):
            self._settle_overlap(error)
        else:
            super().refuse(error)

    @work
    async def _settle_conflict(self) -> None:
        """Let the user choose field by field, then save over the newer revision."""
        assert self.document is not None
        theirs = self._stored()
        changed = self._fields.changed
        specs = fields_of(self.kind)
        before, now = (_texts_of(self.kind, version, self._mark) for version in (self.document, theirs))
        found = differences(specs, changed, before, now)
        by_repair = self._draft is not None and self._uses_draft and self._draft.is_choice
        dialog = ConflictDialog(_name_of(theirs), found, by_repair=by_repair)
        chosen = await self.app.push_screen_wait(dialog) if found else {}
        if chosen is None:
            return
        try:
            stored = self._change(chosen, theirs.rev)
        except PmtuiError as error:
            self.refuse(error)
        else:
            self.finish(stored)

    @work
    async def _settle_overlap(self, error: PmtuiError) -> None:
        """Ask what to do about the overlap, then save again."""
        assert self.document is not None
        choice = await self.app.push_screen_wait(OverlapDialog(error))
        if choice is None:
            return
        try:
            changed = self._fields.changed
            stored = change_entry(
                self.session, self.document.ref, changed, expected_rev=self._expected_rev, overlap=choice
            )
        except PmtuiError as again:
            super().refuse(again)
        else:
            self.finish(self._noticed(stored))

    def _stored(self) -> Document:
        """Return the document as it is stored now."""
        assert self.document is not None
        if self.kind is Kind.ENTRY:
            return stored_entry(self.session.store, self.document.ref)
        plan = self.session.plan()
        return plan.workspace if self.document.ref == WORKSPACE_REF else plan.find(self.document.ref)


def facts_of(session: Session, plan: Plan, specs: tuple[FieldSpec, ...]) -> FormFacts:
    """Return what the fields of a form know: the calendar, titles, and what refs may point at."""
    titles: dict[str, str] = {document.ref: document.headline for document in plan.documents.values()}
    open_refs = {ref: document.kind for ref, document in plan.documents.items() if is_open(document)}
    candidates = {
        spec.name: tuple(ref for ref, kind in open_refs.items() if not spec.kinds or kind in spec.kinds)
        for spec in specs
        if spec.type in (FieldType.REF, FieldType.REFS)
    }
    return FormFacts(plan.workspace.calendar(session.today()), titles, candidates)


def _texts_of(kind: Kind, document: Document, mark: DecimalMark | None) -> dict[str, str]:
    texts = {spec.name: field_text(spec, document, mark) for spec in fields_of(kind)}
    if isinstance(document, TimeEntry):
        texts |= {
            "start": _local_clock(document.start, document),
            "end": _local_clock(document.end, document),
        }
    return texts


def _name_of(document: Document) -> str:
    return named_entry(document) if isinstance(document, TimeEntry) else document.ref


def _zone_words(entry: TimeEntry, home: tzinfo) -> str:
    """Say by which clock a time entry is edited, where that is not the workspace's."""
    mark = start_mark(entry, home)
    return f" · in {mark}" if mark else ""


def _local_clock(moment: datetime | None, entry: TimeEntry) -> str:
    return "" if moment is None else bare_clock(moment, entry.zone)
