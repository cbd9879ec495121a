"""The store as it was at any moment."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings

from pmtui.data.store import Store
from tests.unit.data.stores import PLAN, Add, SetClock
from tests.unit.data.test_restoring import ACTIONS, FILES, documents, step


def seen(reader: Any) -> dict[Any, Any]:
    files = [file for folder in ("", "time") for file in reader.files(folder)]
    return {(f, doc["id"]): doc for f in files for doc in reader.documents(f, "objectives")}


@settings(max_examples=25)
@given(actions=ACTIONS)
def test_every_moment_can_be_shown_as_it_was(actions: Any) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        clock = SetClock()
        store = Store(Path(folder) / "store", clock)
        moments: list[tuple[datetime, dict[Any, Any]]] = [(clock.now(), {})]
        for action in actions:
            clock.move(minutes=7)
            step(store, action)
            moments.append((clock.now(), seen(store)))
        assert {key[0] for key in documents(store)} <= set(FILES)
        for instant, expected in moments:
            assert seen(Store(store.root, clock).at(instant)) == expected


def test_what_is_shown_of_the_past_is_a_copy(add: Add, store: Store, clock: SetClock) -> None:
    add("A", tags=["x"])
    past = store.at(clock.now())
    past.documents(PLAN, "objectives")[0]["tags"].append("y")
    assert past.documents(PLAN, "objectives")[0]["tags"] == ["x"]
    assert store.documents(PLAN, "objectives")[0]["tags"] == ["x"]


def test_a_clock_that_went_back_does_not_mix_up_the_order(add: Add, store: Store, clock: SetClock) -> None:
    add("A")
    clock.move(hours=-2)
    add("B")
    clock.move(hours=3)
    add("C")
    clock.move(hours=-1)
    assert [doc["title"] for doc in store.at(clock.now()).documents(PLAN, "objectives")] == ["A", "B"]
