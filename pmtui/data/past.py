"""The store as it was: the documents of today with every later change of the history taken back, but for new names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pmtui.data.data_files import DataFiles
from pmtui.data.document import DATA_FOLDERS, Doc, Look, Tables, copied
from pmtui.data.file_text import ordered
from pmtui.data.history import History
from pmtui.data.migrations import brought_up, newest
from pmtui.data.renames import NO_RENAMES, Renames


class Past:
    """Documents of a moment that is over; reads like the store."""

    def __init__(self, contents: dict[str, Tables]) -> None:
        """Take ``contents`` as the tables of each data file."""
        self._contents = contents

    def documents(self, file: str, table: str) -> list[Doc]:
        """Every document of a table, sorted by id; copies that the caller may keep and change."""
        return [copied(doc) for doc in self.peek(file, table)]

    def peek(self, file: str, table: str) -> Iterable[Doc]:
        """Every document of a table, sorted by id, without the cost of copies: not to be changed."""
        return self._contents.get(file, {}).get(table, {}).values()

    def tables(self, file: str) -> list[str]:
        """The names of the tables of ``file`` that hold something, sorted."""
        return sorted(self._contents.get(file, {}))

    def look(self, file: str, table: str) -> Look:
        """The same documents; what is gathered from the history is not known to be right."""
        return Look(self.peek(file, table), checked=False)

    def mentions(self, file: str, text: str) -> bool:
        """Whether ``text`` may stand in ``file``: nothing is known that is cheaper than reading."""
        return bool(self._contents.get(file))

    def files(self, folder: str) -> list[str]:
        """The data files in ``folder``, sorted."""
        return sorted(file for file in self._contents if file.rpartition("/")[0] == folder)


def past(files: DataFiles, history: History, instant: datetime) -> Past:
    """The documents after the last change made at ``instant`` or before; costs as much as was changed since.

    Raises:
        StoreError: A file or the history is damaged or cannot be read.
    """
    names = [file for folder in ("", *DATA_FOLDERS) for file in files.names(folder)]
    present = {file: files.content(file) for file in names}
    contents: dict[str, Tables] = {
        file: {name: dict(table) for name, table in content.tables.items()}
        for file, content in present.items()
    }
    number, renames = newest(), NO_RENAMES
    for line in history.backwards():
        if line.at <= instant:
            break
        number -= line.kind == "migrate"
        renames = renames.before(line)
        for change in line.changes:
            if change.file not in present or line.n > present[change.file].applied:
                continue
            table = contents[change.file].setdefault(change.table, {})
            if change.before is None:
                table.pop(change.id, None)
            else:
                table[change.id] = change.before
    then = {file: ordered(brought_up(file, tables, number)) for file, tables in contents.items()}
    return Past({file: _named(tables, renames) for file, tables in then.items()} if renames else then)


def _named(tables: Tables, renames: Renames) -> Tables:
    return {
        name: {key: renames.named(name, doc) for key, doc in table.items()} for name, table in tables.items()
    }
