"""One change of the store, however many documents it touches: all of it is stored, or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pmtui.data.data_files import DataFiles
from pmtui.data.document import Doc, Look, copied, require_place, require_storable, require_text
from pmtui.data.file_text import FileContent, damaged, newer_format
from pmtui.data.history_line import Change, Kind
from pmtui.data.migrations import newest
from pmtui.data.tables import can_hold
from pmtui.data.ulid import new_ulid
from pmtui.domain.documents import HIGHEST_REF
from pmtui.errors import PmtuiError

_MOST_DIGITS = len(str(HIGHEST_REF))


class Transaction:
    """Reads the store and collects changes, which are stored when its ``with`` block ends without exception.

    Attributes:
        what: A sentence for people that says what is changed; to be set before the block ends.
        n: The transaction's number, which becomes the ``rev`` of the documents it puts.
        now: The instant it is made at.
    """

    def __init__(self, files: DataFiles, n: int, now: datetime, refs: dict[str, int]) -> None:
        """Start without changes; ``refs`` are the highest numbers given out so far, by prefix."""
        self.what = ""
        self.n = n
        self.now = now
        self.kind: Kind = "do"
        self.of: tuple[int, ...] = ()
        self.refs = dict(refs)
        self._files = files
        self._contents: dict[str, FileContent] = {}
        self._changed: dict[str, dict[str, dict[str, Doc | None]]] = {}
        self._open = True

    def documents(self, file: str, table: str) -> list[Doc]:
        """Every document of a table as this transaction leaves it, sorted by id; copies to keep and change.

        Raises:
            StoreError: The file is damaged or cannot be read.
        """
        return [copied(doc) for doc in self.peek(file, table)]

    def peek(self, file: str, table: str) -> Iterable[Doc]:
        """Every document of a table, sorted by id, without the cost of copies: not to be changed.

        Raises:
            StoreError: As for ``documents``.
        """
        require_place(file, table)
        stored = self.content(file).tables.get(table, {})
        changed = self._changed.get(file, {}).get(table)
        if not changed:
            return stored.values()
        merged = {**stored, **changed}
        return [doc for _, doc in sorted(merged.items()) if doc is not None]

    def look(self, file: str, table: str) -> Look:
        """The same documents, and whether all of them were checked; what this transaction puts there is.

        Raises:
            StoreError: As for ``documents``.
        """
        return Look(self.peek(file, table), self.content(file).checked)

    def tables(self, file: str) -> list[str]:
        """The names of the tables of a data file as this transaction leaves it, sorted.

        Raises:
            StoreError: As for ``documents``.
        """
        return sorted({*self.content(file).tables, *self._changed.get(file, {})})

    def mentions(self, file: str, text: str) -> bool:
        """Whether ``text`` may stand in ``file``: much cheaper than reading its documents; no is always right."""
        return file in self._changed or self._files.mentions(file, text)

    def files(self, folder: str) -> list[str]:
        """The data files of ``folder``, sorted, with those this transaction will make."""
        own = [file for file in self._changed if file.rpartition("/")[0] == folder]
        return sorted({*self._files.names(folder), *own})

    def get(self, file: str, table: str, id: str) -> Doc | None:
        """A copy of one document as this transaction leaves it, None when there is none.

        Raises:
            StoreError: The file is damaged or cannot be read.
        """
        require_place(file, table)
        changed = self._changed.get(file, {}).get(table, {})
        doc = changed[id] if id in changed else self._before(file, table, id)
        return None if doc is None else copied(doc)

    def _before(self, file: str, table: str, id: str) -> Doc | None:
        return self.content(file).tables.get(table, {}).get(id)

    def content(self, file: str) -> FileContent:
        """What ``file`` held when the transaction began; not to be changed. The lock keeps it so.

        Raises:
            StoreError: The file is damaged or cannot be read.
        """
        if file not in self._contents:
            self._contents[file] = self._files.content(file)
        return self._contents[file]

    def put(self, file: str, table: str, doc: Doc) -> Doc:
        """Insert ``doc``, or replace the one with its id; returns it as stored, with its new ``rev``.

        Raises:
            PmtuiError: A text in it cannot be stored (E_BAD_TEXT).
            StoreError: The file is damaged or cannot be read.
            ValueError, TypeError: It is no document, or stands in no such place; the program is wrong, not the user.
        """
        require_place(file, table)
        # What every document has stands first in its line, where a person looks for it.
        head: Doc = {key: doc[key] for key in ("id", "ref") if key in doc}
        stored = copied({**head, "rev": self.n, **doc})
        stored["rev"] = self.n
        require_storable(stored)
        self._change(file, table, stored["id"], stored)
        prefix, number = _parts(stored["ref"])
        if number:  # a ref that came from elsewhere is not given out again either
            self.refs[prefix] = max(self.refs.get(prefix, 0), number)
        return copied(stored)

    def remove(self, file: str, table: str, id: str) -> None:
        """Remove a document for good; undo brings it back.

        Raises:
            KeyError: There is no such document.
            StoreError: The file is damaged or cannot be read.
        """
        if self.get(file, table, id) is None:
            raise KeyError(id)
        self._change(file, table, id, None)

    def _change(self, file: str, table: str, id: str, after: Doc | None) -> None:
        if not self._open:
            raise RuntimeError("this transaction is over")
        if not can_hold(file, table):
            raise ValueError(f"{file} holds no table {table}")
        content = self.content(file)  # a damaged file is found now, not when the change is half made
        if content.format > newest():
            raise newer_format(self._files.path(file), content.format)
        before = self._before(file, table, id)
        if (
            before is not None and content.checked
        ):  # the history will hold it, and anybody can make a checksum
            try:
                require_storable(before)
            except (PmtuiError, ValueError, TypeError) as error:
                raise damaged(self._files.path(file), f"document {id} in {table}: {error}") from error
        self._changed.setdefault(file, {}).setdefault(table, {})[id] = after

    def next_ref(self, prefix: str) -> str:
        """A ref that was never used, such as "KR5" for the prefix "KR".

        Raises:
            PmtuiError: There is none left, because the highest came from elsewhere (E_NO_REF).
        """
        last = self.refs.get(prefix, 0)
        if last >= HIGHEST_REF:
            raise PmtuiError(
                "E_NO_REF",
                f"{prefix}{HIGHEST_REF} is the highest name there can be, and it is taken; nothing was stored",
                "give it a lower number in an export, and import that into another folder with --data: "
                "pmtui export FOLDER",
            )
        self.refs[prefix] = last + 1
        return f"{prefix}{self.refs[prefix]}"

    def new_id(self) -> str:
        """A new document id; sorts after those of earlier transactions unless the clock went back."""
        return new_ulid(self.now, self.n)

    def end(self) -> None:
        """Take no more changes."""
        self._open = False

    def close(self) -> tuple[Change, ...]:
        """Take no more changes; returns those made, in order of file, table and id.

        Raises:
            ValueError: There are some, and ``what`` does not say what they are for.
        """
        self.end()
        changes = tuple(
            Change(file, table, id, before, after)
            for file, tables in sorted(self._changed.items())
            for table, documents in sorted(tables.items())
            for id, after in sorted(documents.items())
            if (before := self._before(file, table, id)) is not None or after is not None
        )
        if changes and not self.what.strip():
            raise ValueError("a transaction must say what it does")
        require_text(self.what, "what")
        return changes


def _parts(ref: str) -> tuple[str, int]:
    """The prefix and the number of a ref such as ``KR2``; 0 when it is not one that is given out."""
    prefix = ref.rstrip("0123456789")
    digits = ref[len(prefix) :]
    if not (prefix.isascii() and prefix.isalpha()) or not 0 < len(digits) <= _MOST_DIGITS:
        return prefix, 0
    return prefix, int(digits)
