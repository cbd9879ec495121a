"""What an export holds, read back: every document checked on its own, and with the others of the same file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from pmtui.data.document import require_storable
from pmtui.data.strict_json import BadJson, read_strictly
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TIMER_ID, TIMER_REF
from pmtui.domain.plan import links_of
from pmtui.domain.recorded import Recorded
from pmtui.domain.refs import kind_of, normal_ref
from pmtui.domain.stored_values import said_of_file
from pmtui.domain.stray_fields import stray_fields
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF
from pmtui.errors import PmtuiError
from pmtui.reports.json_export import FORMAT
from pmtui.usecases.exporting import EVERY_MODEL

_SINGLE = {Kind.WORKSPACE: (WORKSPACE_ID, WORKSPACE_REF), Kind.TIMER: (TIMER_ID, TIMER_REF)}
_INSTANTS = ("created_at", "updated_at", "archived_at", "start", "end")
_YEARS = range(1970, 9999)
_SHOWN = 60


def read_export(raw: bytes, name: str) -> list[Document]:
    """Return the documents of an export, each as valid as a stored one, with ``rev`` 0.

    Args:
        raw: The bytes of the file.
        name: What to call the file in messages.

    Raises:
        PmtuiError: ``E_BAD_IMPORT`` naming the place, ``E_NEWER_FORMAT``.
    """
    try:
        top = read_strictly(raw)
    except BadJson as error:
        raise _refused(name, str(error)) from None
    documents = [
        _document(kind, raw_document, f"{name}: documents.{kind}[{number}]")
        for kind, found in _by_kind(top, name).items()
        for number, raw_document in enumerate(found)
    ]
    _check_together(documents, name)
    return documents


def _refused(place: str, what: str) -> PmtuiError:
    return PmtuiError(
        "E_BAD_IMPORT",
        f"{place}: {what}; nothing was imported",
        "import a file that pmtui export wrote, as it was written",
    )


def _by_kind(top: Any, name: str) -> Mapping[Kind, list[Any]]:
    """Return the arrays of the envelope.

    Raises:
        PmtuiError: ``E_BAD_IMPORT`` when it is none, ``E_NEWER_FORMAT``.
    """
    if not isinstance(top, dict) or not {"pmtui", "format", "documents"} <= top.keys():
        raise _refused(name, "it is no export of pmtui")
    number = top["format"]
    if type(number) is not int or number < 1:
        raise _refused(name, "its format is no number of a format")
    if number > FORMAT:
        raise PmtuiError(
            "E_NEWER_FORMAT",
            f"{name} was written by a newer pmtui (format {number}; this one knows {FORMAT}); nothing was imported",
            "update pmtui",
        )
    arrays = top["documents"]
    if not isinstance(arrays, dict):
        raise _refused(name, "documents is no object of kinds")
    for word, found in arrays.items():
        if word not in [kind.value for kind in EVERY_MODEL]:
            raise _refused(name, f"'{word[:_SHOWN]}' is no kind of document")
        if not isinstance(found, list):
            raise _refused(name, f"documents.{word} is no array")
    return {kind: arrays[kind.value] for kind in EVERY_MODEL if kind.value in arrays}


def _document(kind: Kind, raw: Any, place: str) -> Document:
    if not isinstance(raw, dict):
        raise _refused(place, "it is no object")
    ref = raw.get("ref")
    place = f"{place} ({ref[:_SHOWN]})" if isinstance(ref, str) else place
    model = EVERY_MODEL[kind]
    try:
        document = model.read({**raw, "rev": 0})
        stored = document.to_store()
        require_storable(stored)
        model.read(stored)
    except PmtuiError as error:
        raise _refused(place, said_of_file(error)) from error
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        raise _refused(place, "it holds a value that cannot be stored") from error
    problem = next(_problems(document), None)
    if problem:
        raise _refused(place, problem)
    return document


def _problems(document: Document) -> Iterator[str]:
    yield from _name_problems(document)
    yield from _instant_problems(document)
    for name in stray_fields(document):
        yield f"{name.replace('_', ' ')} is a field of something else and means nothing here"


def _name_problems(document: Document) -> Iterator[str]:
    kind, ref = document.kind, document.ref
    if kind in _SINGLE:
        if (document.id, ref) != _SINGLE[kind]:
            yield f"id and ref must be '{_SINGLE[kind][0]}'"
        return
    if kind_of(ref) is not kind or normal_ref(ref) != ref:
        yield f"'{ref[:_SHOWN]}' is no ref of this kind"
    if document.id in (WORKSPACE_ID, TIMER_ID):
        yield f"the id '{document.id}' is taken"


def _instant_problems(document: Document) -> Iterator[str]:
    for name in _INSTANTS:
        moment = getattr(document, name, None)
        if isinstance(moment, datetime) and moment.year not in _YEARS:
            yield f"{name}: the year {moment.year} is out of range"


def _check_together(documents: list[Document], name: str) -> None:
    """Refuse what is there twice, and links out of the file: they would point at something else here.

    Raises:
        PmtuiError: ``E_BAD_IMPORT``.
    """
    refs: dict[str, Document] = {}
    ids: dict[str, Document] = {}
    for document in documents:
        if document.ref in refs:
            raise _refused(name, f"the ref {document.ref} stands there twice")
        if document.id in ids:
            raise _refused(name, f"{ids[document.id].ref} and {document.ref} have the same id")
        refs[document.ref] = ids[document.id] = document
    for document in documents:
        links = document.links if isinstance(document, Recorded) else links_of(document)
        for ref in links:
            if ref not in refs:
                raise _refused(name, f"{document.ref} points at {ref[:_SHOWN]}, which is not in the file")
