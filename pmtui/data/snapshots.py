"""A store's files at one moment, verified, for a backup."""

from __future__ import annotations

from pmtui.data.data_files import DataFiles
from pmtui.data.history import History
from pmtui.data.places import Places
from pmtui.data.store import Store
from pmtui.data.whole_store import Archive, checked, snapshot
from pmtui.errors import StoreError

_TRIES = 3


def take(store: Store) -> Archive:
    """The whole store as it is; a copy of a damaged one would only look like a backup, and is refused.

    The lock is held just while the files are read. A store that cannot be written is read without it.

    Raises:
        StoreError: The store is empty, damaged or locked, or cannot be read.
    """
    try:
        with store.held() as held:
            raw = snapshot(held.files, held.history)
    except StoreError as error:
        if error.code != "E_CANNOT_WRITE":
            raise
        raw = _read_only(store, error)
    return checked(raw, store.root, with_contents=False)


def _read_only(store: Store, error: StoreError) -> dict[str, bytes]:
    """The files without holding the lock, read again if somebody wrote meanwhile."""
    places = Places(store.root)
    history = History(places)
    files = DataFiles(places, history)
    for _ in range(_TRIES):
        before = store.signature()
        raw = snapshot(files, history)
        if store.signature() == before:
            return raw
    raise error
