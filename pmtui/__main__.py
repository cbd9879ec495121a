"""``python -m pmtui``."""

from __future__ import annotations

import sys

from pmtui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
