"""``python -m pmtui``, and what the ``pmtui`` script starts."""

from __future__ import annotations

import gc
import sys


def run() -> int:
    """Run the command line of this process and return its exit status."""
    gc.disable()  # one short run: collecting would cost a tenth of it; the app turns it on again once it is painted
    from pmtui.cli.main import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
