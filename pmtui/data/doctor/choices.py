"""What two sides changed, each in its own way: the value that was not kept waits as a draft for whoever chooses.

It is a draft of the form that changes the item, based on an older revision. So the form offers it when it is opened,
and asks field by field before it saves, as when two windows changed the same item.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pmtui.data.disk import read_file
from pmtui.data.doctor.document_checks import typed_document
from pmtui.data.doctor.file_scan import Docs
from pmtui.data.doctor.finding import Finding, hint
from pmtui.data.doctor.rejoining import Choice
from pmtui.data.document import Doc
from pmtui.data.draft_folder import FOLDER
from pmtui.data.drafts import Draft, DraftFolder, draft_in, draft_text
from pmtui.data.tables import TABLES
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.field_values import field_text
from pmtui.domain.fields import fields_of
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.own_clock import bare_clock
from pmtui.domain.three_way import Conflict
from pmtui.domain.workspace import Workspace

_KIND_OF = {table: kind for kind, table in TABLES.items()}
_SHOWN = 60
_FIX = "open it in the app and choose"


def choice_drafts(
    root: Path, choices: Iterable[Choice], state: Mapping[str, Docs], now: datetime
) -> Iterator[tuple[str, bytes | None, str]]:
    """Yield for each of ``choices`` a file of a draft, if there is to be one, what it holds, and what to say.

    Args:
        root: Folder of the store.
        choices: What both sides changed.
        state: The documents as they will be.
        now: When the drafts are saved.
    """
    documents = {key: doc for docs in state.values() for key, doc in docs.items()}
    mark = _mark(documents.values())
    there = set(DraftFolder(root).names())
    for choice in choices:
        key = choice.table, str(choice.document["id"])
        doc = documents.get(key, choice.document)
        values = _values(choice, doc, mark)
        name = f"edit-{doc['ref']}"
        said = _said(doc, choice.conflicts)
        if not values or name in there:
            yield "", None, f"{said}; the other version is in the history"
        else:
            there.add(name)
            ids = {str(doc["ref"]): str(doc["id"])}
            draft = Draft(name, now, values, choice.rev, ids, is_choice=True)
            yield f"{FOLDER}/{name}.json", draft_text(draft), f"{said}; choose where it is changed in the app"


def _mark(documents: Iterable[Doc]) -> DecimalMark | None:
    for doc in documents:
        if doc.get("id") == "workspace":
            workspace = typed_document(Kind.WORKSPACE, doc)
            return workspace.decimal_mark if isinstance(workspace, Workspace) else None
    return None


def _values(choice: Choice, doc: Doc, mark: DecimalMark | None) -> dict[str, str]:
    """The fields of the form that would be otherwise, with their texts."""
    kind = _KIND_OF[choice.table]
    versions = [typed_document(kind, version) for version in (doc, _other(doc, choice.conflicts))]
    now, other = (_texts(kind, version, mark) if version else {} for version in versions)
    return {name: text for name, text in other.items() if text != now.get(name)}


def _texts(kind: Kind, document: Document, mark: DecimalMark | None) -> dict[str, str]:
    """The texts of a form, as it shows them."""
    texts = {spec.name: field_text(spec, document, mark) for spec in fields_of(kind)}
    if isinstance(document, TimeEntry):
        clocks = {"start": document.start, "end": document.end}
        texts |= {name: bare_clock(at, document.zone) if at else "" for name, at in clocks.items()}
    return texts


def _other(doc: Doc, conflicts: Iterable[Conflict]) -> Doc:
    """``doc`` with every value that was not kept."""
    other: dict[str, Any] = dict(doc)
    for conflict in conflicts:
        name, _, inner = conflict.field.partition(".")
        if name in ("", "readings") or "." in inner:
            continue
        if inner:
            member = other.get(name)
            part = dict(member) if isinstance(member, dict) else {}
            other[name] = _with(part, inner, conflict.other)
        else:
            other = _with(other, name, conflict.other)
    return other


def _with(doc: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    rest = {key: member for key, member in doc.items() if key != name}
    return rest if value is None else {**rest, name: value}


def _said(doc: Doc, conflicts: Iterable[Conflict]) -> str:
    """What both sides changed, for people."""
    parts = []
    for conflict in conflicts:
        if not conflict.field:
            parts.append("one side removed it, and it stays as the other one changed it")
        elif conflict.field == "archived_at":
            parts.append("one side archived it, and it stays, for the other one changed it")
        else:
            words = conflict.field.replace("_", " ").replace(".", " ")
            parts.append(f"{words} is {_shown(conflict.kept)} and not {_shown(conflict.other)}")
    return f"{doc['ref']}: both sides changed it: {'; '.join(parts)}"


def _shown(value: Any) -> str:
    if value is None:
        return "empty"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return f"'{text[:_SHOWN]}…'" if len(text) > _SHOWN else f"'{text}'"


def open_choices(root: Path) -> Iterator[Finding]:
    """Yield a hint for each choice that nobody has made yet."""
    for name in DraftFolder(root).names():
        file = f"{FOLDER}/{name}.json"
        try:
            draft = draft_in(name, json.loads(read_file(root / file)[0]))
        except (OSError, ValueError, RecursionError):  # looked at elsewhere
            continue
        if draft.is_choice:
            ref = name.removeprefix("edit-")
            values = "; ".join(
                f"{field.replace('_', ' ')} {_shown(text)}" for field, text in draft.values.items()
            )
            what = f"two sides changed it, and this was not kept: {values}"
            yield hint("E_CHOICE", file, what, ref=ref, fix=_FIX)
