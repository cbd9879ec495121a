"""Entries as the store has them: a damaged one is named, never passed over in silence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.data.time_log import all_entries
from pmtui.errors import StoreError

FILE, TABLE = "time/2026-10.json", "entries"


@pytest.mark.parametrize("day", [None, 20261014, ["2026-10-14"], "2026-10-99"])
def test_an_entry_whose_date_is_damaged_is_refused_not_left_out(tmp_path: Path, day: Any) -> None:
    store = Store(tmp_path / "store", Clock())
    with store.transaction() as tx:
        tx.what = "Log"
        stamps = {"created_at": "2026-10-14T14:20:00Z", "updated_at": "2026-10-14T14:20:00Z"}
        entry = {"id": tx.new_id(), "ref": "t1", "zone": "UTC", "minutes": 5, "date": "2026-10-14", **stamps}
        tx.put(FILE, TABLE, entry)
    path = tmp_path / "store" / FILE
    path.write_text(path.read_text().replace('"date":"2026-10-14"', f'"date":{json.dumps(day)}'))
    with pytest.raises(StoreError) as caught:
        all_entries(store, date(2026, 1, 1), date(2026, 12, 31))
    assert caught.value.code == "E_DAMAGED"
    assert "t1" in caught.value.message
