"""What becomes of documents that cannot stand beside each other: one rule each, the same for everybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.entries import TimeEntry
from pmtui.domain.settling import settled
from pmtui.domain.soundness import overlaps
from tests.unit.domain.documents import NOW, made, plan

METRIC = {"unit": "d", "direction": "decrease", "baseline": "21", "target": "2"}
READINGS = [{"on": "2025-12-30", "value": "20"}]


def later(minutes: int) -> dict[str, Any]:
    return {"created_at": NOW + timedelta(minutes=minutes)}


def target(ref: str, **fields: Any) -> Any:
    return made(ref, challenge="C1", metric=METRIC, readings=READINGS, **{"state": "active", **fields})


def test_the_later_current_obstacle_is_parked_and_the_later_step_planned_again() -> None:
    running = {"expect": "more", "check_on": "2026-01-03", "state": "running", "started_on": "2026-01-01"}
    documents = [
        made("C1"),
        target("TC1"),
        made("OB1", target="TC1", state="current", **later(2)),
        made("OB2", target="TC1", state="current", **later(1)),
        made("OB3", target="TC1", state="current", **later(0), archived_at=NOW),
        made("X1", obstacle="OB1", **running),
        made("X2", obstacle="OB2", **running, **later(5)),
        made("X3", obstacle="OB2", **running, **later(4)),
    ]
    found: dict[str, Any] = {one.document.ref: one.document for one in settled(plan(*documents), [])}
    assert {ref: document.state for ref, document in found.items()} == {
        "OB1": "parked",
        "X2": "planned",
        "X3": "planned",
    }
    assert found["X2"].started_on is None


def test_the_later_active_target_condition_of_a_challenge_and_owner_is_a_draft_again() -> None:
    documents = [
        made("C1"),
        target("TC1", owner="Ana "),
        target("TC2", owner="ana", **later(1)),
        target("TC3", owner="Bo", **later(2)),
        target("TC4", owner="ANA", state="draft", **later(3)),
    ]
    (found,) = settled(plan(*documents), [])
    changed: Any = found.document
    assert (changed.ref, changed.state) == ("TC2", "draft")
    assert "TC1" in found.wrong


def entry(number: int, start: int, minutes: int, **fields: Any) -> TimeEntry:
    begins = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=start)
    return TimeEntry.read(
        {
            "id": f"id{number}", "ref": f"t{number}", "created_at": NOW + timedelta(minutes=number),
            "updated_at": NOW, "zone": "Europe/Berlin", "start": begins, "end": begins + timedelta(minutes=minutes),
            "date": "2026-01-01", "minutes": minutes, **fields,
        }
    )  # fmt: skip


def test_the_later_of_two_entries_keeps_its_minutes_and_says_its_clock() -> None:
    found = settled(plan(), [entry(2, 510, 120, note="long"), entry(1, 540, 30)])
    assert len(found) == 1
    changed = found[0].document
    assert isinstance(changed, TimeEntry)
    assert (changed.ref, changed.span, changed.minutes, changed.date.isoformat()) == (
        "t2",
        None,
        120,
        "2026-01-01",
    )
    assert changed.note == "long\nwas 9:30–11:30"


spans = st.lists(st.tuples(st.integers(0, 900), st.integers(1, 400)), max_size=12)


@given(spans, st.randoms())
def test_afterwards_nothing_overlaps_and_no_minute_is_lost(times: list[tuple[int, int]], random: Any) -> None:
    entries = [entry(number, *time) for number, time in enumerate(times)]
    found: dict[str, Any] = {one.document.id: one.document for one in settled(plan(), entries)}
    shuffled = random.sample(entries, len(entries))
    assert found == {one.document.id: one.document for one in settled(plan(), shuffled)}
    after: list[TimeEntry] = [found.get(one.id, one) for one in entries]
    assert list(overlaps(after)) == []
    assert [one.minutes for one in after] == [one.minutes for one in entries]
    assert settled(plan(), after) == []
