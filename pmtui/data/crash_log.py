"""The log file: what went wrong inside, without any user text."""

from __future__ import annotations

import os
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pmtui.data.disk import make_folder, open_private
from pmtui.data.locations import log_file


def write_crash(error: BaseException, environ: Mapping[str, str]) -> Path | None:
    """Append the places in the code where ``error`` came from, and return the log file; None when it cannot be written.

    Only the error's type and code positions are written: its words may hold what a user typed.
    """
    path = log_file(environ)
    places = "".join(
        f"  {f.filename}:{f.lineno} {f.name}\n" for f in traceback.extract_tb(error.__traceback__)
    )
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        make_folder(path.parent)
        descriptor = open_private(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        with os.fdopen(descriptor, "a", encoding="utf-8") as log:
            log.write(f"{stamp} {type(error).__name__}\n{places}")
    except OSError:
        return None
    return path
