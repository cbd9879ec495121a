"""A program that writes to a store, for tests that kill it: ``writer.py COMMAND ROOT [NAME [COUNT]]``.

``add`` stores NAME in two files with one transaction; ``many`` does so COUNT times and says ``ACK`` after each;
``undo`` takes back the newest change; ``touch`` takes the lock and changes nothing.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.errors import PmtuiError

PLAN = "strategy.json"
MONTH = "time/2026-10.json"


def add(store: Store, name: str) -> None:
    with store.transaction() as transaction:
        transaction.what = f"Add {name}"
        doc = {"id": transaction.new_id(), "ref": transaction.next_ref("O"), "title": name, "note": "x" * 300}
        transaction.put(PLAN, "objectives", doc)
        transaction.put(MONTH, "entries", doc)


def main(command: str, root: str, name: str = "", count: str = "1") -> int:
    store = Store(Path(root), Clock(), lock_timeout=60)
    try:
        if command == "undo":
            store.undo()
        elif command == "touch":
            with store.transaction():
                pass
        elif command == "add":
            add(store, name)
        else:
            for number in range(int(count)):
                add(store, f"{name}-{number}")
                print(f"ACK {name}-{number}", flush=True)
    except PmtuiError as error:
        with suppress(OSError):  # the test may make this write fail as well
            os.write(2, error.message.encode())
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
