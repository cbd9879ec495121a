"""What a damaged store's message offers beside the doctor: the newest backup that is whole."""

from __future__ import annotations

import os

from pmtui.data.locations import data_dir
from pmtui.errors import StoreError
from pmtui.usecases.rolling import restore_command, way_back


def offer_backup(error: StoreError, data: str | None) -> None:
    """Add to the fix of ``error`` the command that brings the newest whole backup back, where there is one.

    ``data`` is what ``--data`` named, None without it.
    """
    offer = way_back(data_dir(data, os.environ), error, data)
    if offer:
        error.fix = f"{error.fix.rstrip('.')}. {offer}" if error.fix else offer


def newest_backup_words(data: str | None) -> str:
    """Return a line with the same command, for the doctor; empty where there is no such backup."""
    command = restore_command(data_dir(data, os.environ), data)
    return f"the newest backup that is whole: {command}" if command else ""
