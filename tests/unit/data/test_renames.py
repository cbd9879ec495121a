"""What older changes mean once documents have other names."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.doctor.examination import examine
from pmtui.data.doctor.repair import repair
from pmtui.data.history_line import Change, Line
from pmtui.data.renames import NO_RENAMES
from pmtui.data.tables import STRATEGY_FILE
from pmtui.domain.documents import Kind
from pmtui.usecases import undoing
from tests.unit.planner import NOON, Planner
from tests.unit.refusals import refusal


def rename(n: int, id: str, old: str, new: str) -> Line:
    before, after = ({"id": id, "ref": ref, "rev": n} for ref in (old, new))
    change = Change(STRATEGY_FILE, "objectives", id, before, after)
    return Line(n, NOON, "Rename", "rename", (), {}, 1, (change,))


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(4, 9)), unique_by=lambda pair: pair[1], max_size=5)
)
def test_names_through_any_number_of_renames(found: list[tuple[str, int]]) -> None:
    names = {"a": "O1", "b": "O2", "c": "O3"}
    lines = []
    for n, (id, number) in enumerate(found, 1):
        lines.append(rename(n, id, names[id], f"O{number}"))
        names[id] = f"O{number}"
    renames = NO_RENAMES
    for line in reversed(lines):
        renames = renames.before(line)
    for id, first in (("a", "O1"), ("b", "O2"), ("c", "O3")):
        entry = {"id": "e", "ref": "t1", "rev": 1, "links": [first], "text": first}
        assert renames.named("objectives", {"id": id, "ref": first, "rev": 1})["ref"] == names[id]
        assert renames.named("entries", entry) == {**entry, "links": [names[id]]}
        key_result = {"id": "k", "ref": "KR1", "rev": 1, "objective": first, "metric": {"target": first}}
        assert renames.named("key_results", key_result) == {**key_result, "objective": names[id]}


def two_of_one_name(pm: Planner) -> None:
    """A store as a program left it that knew no better: two are called O1, and t1 has lost its link to it since."""
    pm.add(Kind.OBJECTIVE, "One")
    pm.log("9:00-10:00 call >O1")
    pm.set("t1", links="")
    with pm.session.store.transaction() as tx:
        (one,) = tx.documents(STRATEGY_FILE, "objectives")
        tx.what = "Add another O1"
        other = {"id": "01M4X4H7G0000009999999ZZZZ", "title": "Two", "created_at": "2026-10-14T12:30:00Z"}
        tx.put(STRATEGY_FILE, "objectives", {**one, **other})
    for links in (["O1"], []):
        with pm.session.store.transaction() as tx:
            (entry,) = tx.documents("time/2026-10.json", "entries")
            tx.what = f"Link t1 to {links}"
            tx.put("time/2026-10.json", "entries", {**entry, "links": links})


def test_two_of_one_name_are_parted(tmp_path: Path) -> None:
    pm = Planner(tmp_path / "store")
    two_of_one_name(pm)
    assert {finding.code for finding in examine(pm.root).findings} == {"E_TWICE"}
    result = repair(pm.root, pm.clock)
    assert result.left == []
    assert any("which of the two a link meant cannot be told" in line for line in result.done)
    assert {ref: document.headline for ref, document in pm.plan.documents.items()} == {
        "O1": "One",
        "O2": "Two",
    }


def test_a_link_to_a_name_that_two_had_is_not_brought_back(tmp_path: Path) -> None:
    pm = Planner(tmp_path / "store")
    two_of_one_name(pm)
    repair(pm.root, pm.clock)
    error = refusal(lambda: undoing.undo(pm.session))
    assert error is not None
    assert error.code == "E_UNDO_BLOCKED"
    assert "two items were called so" in error.message


def test_a_link_of_the_time_when_one_had_the_name_comes_back_to_that_one(tmp_path: Path) -> None:
    pm = Planner(tmp_path / "store")
    two_of_one_name(pm)
    repair(pm.root, pm.clock)
    with pm.session.store.transaction() as tx:  # as if the two changes of the link had never been
        (before,) = [entry for entry in pm.session.store.history() if entry.n == 2]
        tx.what = "Log it again"
        tx.put("time/2026-10.json", "entries", before.changes[0].after or {})
    assert pm.entry("t1").links == ("O1",)
    assert pm.doc("O1").headline == "One"


def test_before_the_older_of_two_was_there_a_link_meant_the_other_one() -> None:
    keeper = {"id": "k", "ref": "O1", "rev": 7}
    (parted,) = rename(9, "r", "O1", "O2").changes
    parting = rename(9, "r", "O1", "O2")._replace(
        changes=(parted, Change(STRATEGY_FILE, "objectives", "k", keeper, keeper))
    )
    found = rename(7, "k", "", "")._replace(
        kind="do", changes=(Change(STRATEGY_FILE, "objectives", "k", None, keeper),)
    )
    after = NO_RENAMES.before(parting)
    assert (set(after.unclear), after.links) == ({"O1"}, {})
    before = after.before(found)
    assert (set(before.unclear), before.links) == (set(), {"O1": "O2"})
