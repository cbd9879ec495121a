"""What a damaged store's message offers beside the doctor: the newest backup that is whole."""

from __future__ import annotations

import os
from pathlib import Path

from pmtui.cli.invocation import Invocation
from pmtui.data.locations import data_dir
from pmtui.errors import StoreError
from pmtui.usecases.rolling import way_back


def offer_backup(error: StoreError, invocation: Invocation | None) -> None:
    """Add to the fix of ``error`` the command that brings the newest whole backup back, where there is one."""
    data = invocation.data if invocation else None
    offer = way_back(Path(data_dir(data, os.environ)), error, data)
    if offer:
        error.fix = f"{error.fix.rstrip('.')}. {offer}" if error.fix else offer
