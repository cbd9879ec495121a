"""``python -m pmtui``, and what the ``pmtui`` script starts."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress


def run() -> int:
    """Run the command line of this process and return its exit status."""
    gc.disable()  # one short run: collecting would cost a tenth of it; the app turns it on again once it is painted
    from pmtui.cli.main import main

    status = main()
    if "textual" not in sys.modules:
        # Nothing is left to do, and Python would take a seventh of ``pmtui log`` to take its modules down one by one.
        with suppress(
            OSError, AttributeError
        ):  # an output that is closed or full: Python itself ends it, and says so
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    return status


if __name__ == "__main__":
    sys.exit(run())
