"""What a refusal says to do: commands that name the store, and the newest backup of a damaged one that is whole."""

from __future__ import annotations

import os

from pmtui.data.locations import data_dir
from pmtui.errors import PmtuiError, StoreError
from pmtui.usecases.advice import advice, naming, restore_command


def offer_backup(error: StoreError, data: str | None) -> None:
    """Let the fix of ``error`` name the store and, where there is one, the newest whole backup.

    ``data`` is what ``--data`` named, None without it.
    """
    error.fix = advice(data_dir(data, os.environ), error) or None


def name_store(error: PmtuiError, data: str | None) -> None:
    """Let the commands in the fix of ``error`` name the store, where ``--data`` named it."""
    error.fix = naming(data_dir(data, os.environ), error.fix or "") or None


def newest_backup_words(data: str | None) -> str:
    """Return a line with the command that brings the newest whole backup back; empty where there is none."""
    command = restore_command(data_dir(data, os.environ))
    return f"the newest backup that is whole: {command}" if command else ""
