"""Documents of two sides with one ref: whoever looks decides the same, and every link means what it meant."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.namesakes import Bearer, Names, agreed

HIGHEST = 5


def decided(here: list[Bearer], there: list[Bearer]) -> Names:
    numbers = count(HIGHEST + 1)
    return agreed(here, there, lambda ref: f"O{next(numbers)}")


def one(id: str, ref: str, created_at: str) -> Bearer:
    return Bearer(id, ref, created_at)


@st.composite
def sides(draw: st.DrawFn) -> tuple[list[Bearer], list[Bearer]]:
    """Two sides, each with every ref once: some documents in common, some of their own."""
    refs = [f"O{number}" for number in range(1, HIGHEST + 1)]
    common = draw(st.integers(0, 2))
    found = []
    for side in ("a", "b"):
        own = draw(st.lists(st.sampled_from(refs[common:]), unique=True))
        ages = draw(st.lists(st.integers(1, 9), min_size=HIGHEST, max_size=HIGHEST))
        shared = [one(f"id{ref}", ref, "2026-01-01") for ref in refs[:common]]
        found.append(
            [
                *shared,
                *(one(f"{side}{ref}", ref, f"2026-02-0{age}") for ref, age in zip(own, ages, strict=False)),
            ]
        )
    return found[0], found[1]


@given(sides())
def test_every_name_once_and_every_link_the_same(found: tuple[list[Bearer], list[Bearer]]) -> None:
    here, there = found
    names = decided(here, there)
    assert len(set(names.refs.values())) == len(names.refs) == len({b.id for b in (*here, *there)})
    for side, meant in ((here, names.here), (there, names.there)):
        for document in side:
            assert meant.get(document.ref, document.ref) == names.refs[document.id]


@given(sides())
def test_both_machines_let_the_same_document_keep_its_name(found: tuple[list[Bearer], list[Bearer]]) -> None:
    here, there = found
    mine, yours = decided(here, there).refs, decided(there, here).refs
    kept = {id for id, ref in mine.items() if int(ref[1:]) <= HIGHEST}
    assert kept == {id for id, ref in yours.items() if int(ref[1:]) <= HIGHEST}
    for ref in {document.ref for document in (*here, *there)}:
        bearers = {document.id: document.age for document in (*here, *there) if document.ref == ref}
        assert mine[min(bearers, key=lambda id: bearers[id])] == ref


def test_what_the_other_side_has_renamed_already_is_called_the_same_here() -> None:
    young, old = one("young", "O3", "2026-02-02"), one("old", "O3", "2026-02-01")
    names = decided([young], [old, young._replace(ref="O4")])
    assert names.refs == {"old": "O3", "young": "O4"}
    assert names.here == {"O3": "O4"}
    assert names.there == {}


def test_a_document_that_both_have_keeps_the_name_it_has_here() -> None:
    names = decided([one("x", "O1", "1")], [one("x", "O4", "1")])
    assert names.refs == {"x": "O1"}
    assert names.there == {"O4": "O1"}


def test_of_two_within_one_side_links_stay_with_the_older() -> None:
    names = decided([one("old", "O1", "1"), one("young", "O1", "2")], [])
    assert names.refs == {"old": "O1", "young": "O6"}
    assert names.here == {}
