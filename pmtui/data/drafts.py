"""Half-typed forms, kept so that nothing typed is lost: one small JSON file each, beside the store's data."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pmtui.data.disk import cannot_read, cannot_write, read_file, sweep
from pmtui.data.draft_folder import FOLDER
from pmtui.data.replacing import replace_file
from pmtui.data.symlinks import require_no_link
from pmtui.errors import StoreError

FORMAT = 1
_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)
_SUFFIX = ".json"
_DAMAGED = ".damaged"


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a form that was left unfinished.

    Attributes:
        name: Which form it belongs to: letters, digits, ``-`` and ``_``.
        saved_at: UTC instant.
        values: Field name → text, exactly as typed.
        rev: Revision of the document that was being edited; None for a new one.
        ids: Ref → id of the items that it is about or names, as far as they were there: a ref may get another owner.
        is_choice: Whether nobody typed it: a repair found two versions and kept the other one.
    """

    name: str
    saved_at: datetime
    values: Mapping[str, str]
    rev: int | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    is_choice: bool = False


class DraftFolder:
    """The drafts of one store; a damaged file is set aside and never in the way."""

    def __init__(self, store_root: Path) -> None:
        """Use the folder for drafts below ``store_root``; nothing is read or made yet."""
        self._folder = store_root / FOLDER

    def save(self, draft: Draft) -> None:
        """Keep ``draft``, in place of an older one of the same name.

        Raises:
            StoreError: It cannot be written (E_CANNOT_WRITE).
        """
        path = self._path(draft.name)
        data = draft_text(draft)
        require_no_link([path])
        try:
            replace_file(path, data)
            sweep(self._folder)
        except OSError as error:
            raise cannot_write(path, error) from error

    def load(self, name: str) -> Draft | None:
        """Return the draft called ``name``, None when there is none that can be understood.

        Raises:
            StoreError: It is there and cannot be read (E_CANNOT_READ).
        """
        path = self._path(name)
        try:
            data, _ = read_file(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise cannot_read(path, error) from error
        try:
            return draft_in(name, json.loads(data))
        except (ValueError, RecursionError):
            self._set_aside(path)
            return None

    def discard(self, name: str) -> None:
        """Forget the draft called ``name``, if there is one.

        Raises:
            StoreError: It cannot be removed (E_CANNOT_WRITE).
        """
        path = self._path(name)
        try:
            os.unlink(path)
        except FileNotFoundError:
            return
        except OSError as error:
            raise cannot_write(path, error) from error

    def names(self) -> list[str]:
        """Return the names of the drafts there are, sorted; empty when the folder cannot be read."""
        try:
            found = os.listdir(self._folder)
        except OSError:
            return []
        stems = [name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)]
        return sorted(stem for stem in stems if _NAME.fullmatch(stem))

    def readable(self, begins: str = "") -> list[Draft]:
        """Return the drafts whose name begins so, by name; damaged and unreadable ones are left out."""
        found: list[Draft] = []
        for name in self.names():
            with suppress(StoreError):
                draft = self.load(name) if name.startswith(begins) else None
                found += [draft] if draft is not None else []
        return found

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not the name of a draft: {name!r}")
        return self._folder / (name + _SUFFIX)

    def _set_aside(self, path: Path) -> None:
        if any(os.path.islink(place) for place in (path, self._folder)):
            return  # what a link leads to may be somebody else's
        # A folder that cannot be written keeps the file; it is not understood the next time either.
        with suppress(OSError):
            os.replace(path, path.with_suffix(_DAMAGED))


def draft_text(draft: Draft) -> bytes:
    """Return the bytes of the file of ``draft``."""
    content = {
        "format": FORMAT,
        "name": draft.name,
        "saved_at": draft.saved_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "rev": draft.rev,
        "values": dict(draft.values),
        "ids": dict(draft.ids),
        **({"choice": True} if draft.is_choice else {}),
    }
    # Escaped to ASCII, half characters come back as they were typed; the form refuses them, not the draft.
    return json.dumps(content, indent=1).encode("ascii") + b"\n"


def draft_in(name: str, content: Any) -> Draft:
    """Return the draft in ``content``.

    Raises:
        ValueError: It is not one that this version understands.
    """
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError("not a draft")
    values, rev, saved_at = (content.get(key) for key in ("values", "rev", "saved_at"))
    if not isinstance(values, dict) or not all(isinstance(text, str) for text in values.values()):
        raise ValueError("values are no texts")
    if rev is not None and (not isinstance(rev, int) or isinstance(rev, bool)):
        raise ValueError("rev is no number")
    moment = datetime.fromisoformat(str(saved_at))
    if moment.tzinfo is None:
        raise ValueError("saved_at has no offset")
    try:
        return Draft(
            name, moment.astimezone(UTC), values, rev, _ids_in(content), content.get("choice") is True
        )
    except OverflowError as error:
        raise ValueError("saved_at is no moment") from error


def _ids_in(content: dict[str, Any]) -> dict[str, str]:
    """The ids in a draft; older ones have none."""
    ids = content.get("ids", {})
    if not isinstance(ids, dict) or not all(isinstance(id, str) for id in ids.values()):
        raise ValueError("ids are no texts")
    return ids
