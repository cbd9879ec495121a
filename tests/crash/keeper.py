"""A program that purges or restores, for tests that kill it: ``keeper.py COMMAND ROOT FILE-OR-REF``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.errors import PmtuiError
from pmtui.usecases.backing_up import bring_back
from pmtui.usecases.purging import purge
from pmtui.usecases.session import Session


def main(command: str, root: str, argument: str) -> int:
    clock = Clock()
    session = Session(Store(Path(root), clock, lock_timeout=60), clock)
    try:
        if command == "purge":
            purge(session, argument)
        else:
            bring_back(session, Path(argument))
    except PmtuiError as error:
        with suppress(OSError):  # the test may make this write fail as well
            os.write(2, error.message.encode())
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
