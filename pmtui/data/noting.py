"""What a line of the history notes of the states of the data files, so that readers know an older or a foreign one.

Noting all files in each line would make lines longer with every month. So a line notes those that were written since
the last line that noted all, and where that one stands: to know a file's state takes two lines, however many there are.
"""

from __future__ import annotations

from datetime import datetime

from pmtui.data.data_files import DataFiles
from pmtui.data.document import DATA_FOLDERS
from pmtui.data.file_state import FileState, FileStates
from pmtui.data.history import History

_MOST_NOTED = 8
"""With more of them in a line, it notes all files anew, and the next lines few."""


def states_after(
    files: DataFiles, history: History, made: FileStates, at: datetime
) -> tuple[dict[str, FileState], int | None]:
    """What the next line, made at ``at``, notes: ``states`` and ``since``, once the files ``made`` are in these states.

    The lock must be held.

    Raises:
        StoreError: A file or the history cannot be read.
    """
    tail = history.tail()
    last = tail.line
    if last is not None and last.states is not None and tail.path == history.next_file(at):
        # What every command reads is noted in each line, so that the other one is seldom looked at.
        going_on = last.states if last.since is not None else _in_no_folder(last.states)
        states = {**going_on, **made}
        if len(states) <= _MOST_NOTED:
            return states, tail.start if last.since is None else last.since
    return {**every_state(files, history), **made}, None


def _in_no_folder(states: FileStates) -> FileStates:
    return {file: state for file, state in states.items() if "/" not in file}


def every_state(files: DataFiles, history: History) -> dict[str, FileState]:
    """The state of every data file: as the history notes it, else, for the first time, as the files themselves tell.

    The lock must be held.

    Raises:
        StoreError: A file or the history cannot be read, or the history is damaged.
    """
    noted = history.states()
    if noted is not None:
        return dict(noted)
    names = [file for folder in ("", *DATA_FOLDERS) for file in files.names(folder)]
    heads = {file: files.head_or_none(file) for file in names}
    found = {file: FileState(head.applied, head.sum) for file, head in heads.items() if head and head.format}
    # A damaged or a missing one tells nothing: whatever is brought back in its place is known by its number.
    silent = {*names} - found.keys()
    for line in history.backwards() if silent else ():
        for file in silent & {change.file for change in line.changes}:
            found[file] = FileState(line.n)
            silent.discard(file)
    return found
