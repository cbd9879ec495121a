"""A program that appends numbered documents to a store, for many of it at once: ``appender.py ROOT NAME COUNT``."""

from __future__ import annotations

import sys
from pathlib import Path

from pmtui.data.clock import Clock
from pmtui.data.store import Store

PLACES = (("strategy.json", "objectives"), ("time/2026-10.json", "entries"))


def main(root: str, name: str, count: str) -> None:
    store = Store(Path(root), Clock(), lock_timeout=90)
    for number in range(int(count)):
        with store.transaction() as transaction:
            transaction.what = f"Add {name}-{number}"
            doc = {"id": transaction.new_id(), "ref": transaction.next_ref("O"), "title": f"{name}-{number}"}
            for file, table in PLACES:
                transaction.put(file, table, doc)


if __name__ == "__main__":
    main(*sys.argv[1:])
