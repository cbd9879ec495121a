"""Take everything out: as JSON that can be read back, as CSV for spreadsheets, as Markdown for people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from pmtui import __version__
from pmtui.data.document import Doc, Reader
from pmtui.data.outside_files import place_files, require_outside
from pmtui.data.tables import STRATEGY_FILE, TABLES, TIME_FOLDER
from pmtui.data.time_log import entries_between
from pmtui.data.typed import read_document
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry, Timer
from pmtui.domain.plan import MODELS
from pmtui.domain.recorded import Recorded
from pmtui.domain.workspace import Workspace
from pmtui.errors import PmtuiError
from pmtui.reports.csv_export import csv_table, readings_table
from pmtui.reports.json_export import json_document
from pmtui.reports.markdown_export import Workbook, first_day, markdown_document
from pmtui.usecases.session import Session

EVERY_MODEL: Mapping[Kind, type[Document]] = {
    Kind.WORKSPACE: Workspace,
    **MODELS,
    Kind.TIMER: Timer,
    Kind.ENTRY: TimeEntry,
}
"""The model of every kind of document there is, in the order in which an export lists them."""

JSON_FILE = "pmtui.json"
MARKDOWN_FILE = "pmtui.md"
_READINGS_FILE = "readings.csv"
_ATTEMPTS = 5


class Format(StrEnum):
    """What an export can be."""

    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"


def export_text(session: Session, format_: Format) -> str:
    """Return the whole store as one text.

    Raises:
        PmtuiError: ``E_MANY_FILES`` for CSV, which is a file per kind.
        StoreError: A document is damaged.
    """
    if format_ is Format.CSV:
        raise PmtuiError(
            "E_MANY_FILES", "csv is one file for each kind", "name a folder: pmtui export DIR --format csv"
        )
    if format_ is Format.MARKDOWN:
        return _markdown(session)
    return json_document(stored_documents(session), session.now(), __version__)


def export_files(session: Session, folder: Path, format_: Format, *, force: bool = False) -> list[Path]:
    """Write the whole store into ``folder`` and return the files.

    Args:
        session: Store and clock.
        folder: Made, for the owner only, if missing.
        format_: What to write.
        force: Whether files that are there are replaced.

    Raises:
        PmtuiError: ``E_INSIDE_STORE``, ``E_FILE_EXISTS`` or ``E_CANNOT_EXPORT``.
        StoreError: A document is damaged.
    """
    require_outside(folder, session.store.root)
    texts = _csv_files(session) if format_ is Format.CSV else {_FILES[format_]: export_text(session, format_)}
    return place_files(folder, {name: text.encode() for name, text in texts.items()}, force=force)


_FILES = {Format.JSON: JSON_FILE, Format.MARKDOWN: MARKDOWN_FILE}


def stored_documents(session: Session) -> dict[Kind, list[Doc]]:
    """Return every document of the store by kind, with all fields that hold something, all of the same moment.

    Raises:
        StoreError: A document is damaged.
    """
    store = session.store
    for _ in range(_ATTEMPTS):  # another window may write between two files
        before = store.signature()
        found = {kind: _documents(store, kind) for kind in EVERY_MODEL}
        if store.signature() == before:
            return found
    with store.transaction() as tx:  # nobody else writes while this is open
        return {kind: _documents(tx, kind) for kind in EVERY_MODEL}


def _documents(reader: Reader, kind: Kind) -> list[Doc]:
    files = reader.files(TIME_FOLDER) if kind is Kind.ENTRY else [STRATEGY_FILE]
    found = []
    for file in files:
        for raw in reader.documents(file, TABLES[kind]):
            # What cannot be read must not leave as if it could.
            document = read_document(EVERY_MODEL[kind], raw, file)
            found.append(document.in_full() if isinstance(document, Recorded) else raw)
    return sorted(found, key=lambda raw: str(raw["id"]))


def _csv_files(session: Session) -> dict[str, str]:
    documents = {
        kind: [EVERY_MODEL[kind].read(raw) for raw in found]
        for kind, found in stored_documents(session).items()
    }
    tables = {f"{TABLES[kind]}.csv": csv_table(found, EVERY_MODEL[kind]) for kind, found in documents.items()}
    measured = [document for found in documents.values() for document in found]
    return {**tables, _READINGS_FILE: readings_table(measured)}


def _markdown(session: Session) -> str:
    plan, today = session.plan(), session.today()
    entries = entries_between(session.store, first_day(plan, today), date.max)
    return markdown_document(Workbook(plan, entries, today, __version__, session.zone(), session.now()))
