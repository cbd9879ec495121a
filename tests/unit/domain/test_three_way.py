"""Two versions of one document made one: the laws, and what each kind of field comes to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmtui.domain.three_way import Conflict, over, three_way
from pmtui.domain.three_way_text import merged_lines

Doc = dict[str, Any]

words = st.sampled_from(["a", "b", "c"])
values = st.sampled_from(["1", "2", "3"])
days = st.sampled_from(["2026-11-01", "2026-11-02", "2026-11-03"])
readings = st.dictionaries(
    days, st.fixed_dictionaries({"value": values}, optional={"note": words}), max_size=3
).map(lambda found: [{"on": day, **found[day]} for day in sorted(found)])
records = st.lists(st.fixed_dictionaries({"on": days, "target": values}), max_size=3, unique_by=str).map(
    lambda found: sorted(found, key=lambda item: (item["on"], item["target"]))
)
FIELDS = {
    "title": words,
    "owner": words,
    "state": words,
    "state_reason": words,
    "metric": st.fixed_dictionaries({"direction": words}, optional={"target": values, "baseline": values}),
    "readings": readings,
    "retargets": records,
    "muted": st.lists(st.fixed_dictionaries({"code": words}), max_size=3, unique_by=str),
    "links": st.lists(words, max_size=3, unique=True),
    "tags": st.lists(words, max_size=3, unique=True),
    "note": st.lists(words, max_size=5).map("\n".join),
    "unheard_of": st.one_of(values, st.lists(st.integers(0, 2), max_size=2)),
    "minutes": st.integers(1, 3),
    "start": words,
    "archived_at": values,
}
documents = st.builds(
    lambda fields, at: {"id": "X", "ref": "KR1", "updated_at": at, **fields},
    st.fixed_dictionaries({}, optional=FIELDS),
    st.sampled_from(["2026-11-05", "2026-11-06", "2026-11-07"]),
)
versions = st.one_of(st.none(), documents)


@given(versions, versions, versions)
def test_it_is_the_same_whoever_merges(base: Doc | None, mine: Doc | None, theirs: Doc | None) -> None:
    found = three_way(base, mine, theirs)
    assert found == three_way(base, theirs, mine)


@given(versions, versions)
def test_what_one_side_alone_made_is_taken_as_it_is(base: Doc | None, made: Doc | None) -> None:
    assert three_way(base, base, made) == (made, ())
    assert three_way(base, made, made) == (made, ())
    assert over(base, made, base) == over(base, base, made) == (made, ())


@given(versions, documents, documents)
def test_nothing_that_was_written_is_lost(base: Doc | None, mine: Doc, theirs: Doc) -> None:
    found = three_way(base, mine, theirs)
    seen = leaves(found.document) | {
        leaf for conflict in found.conflicts for leaf in leaves(list(conflict[1:]))
    }
    for side in (mine, theirs):
        # A time that is not the latest is no value that somebody typed; an archived item that was changed says so.
        typed = leaves({name: value for name, value in side.items() if name != "updated_at"})
        assert typed - leaves(base) <= seen


def leaves(value: Any) -> set[str]:
    if isinstance(value, dict):
        return {leaf for member in value.values() for leaf in leaves(member)}
    if isinstance(value, list):
        return {leaf for member in value for leaf in leaves(member)}
    return set() if value is None else set(str(value).split("\n")) - {""}


@given(documents, documents, documents)
def test_once_merged_a_version_brings_nothing_new(base: Doc, mine: Doc, theirs: Doc) -> None:
    mine, theirs = {**mine, "updated_at": "2026-11-08"}, {**theirs, "updated_at": "2026-11-09"}
    merged = three_way(base, mine, theirs).document
    assert merged is not None
    for side in (mine, theirs):
        again = three_way(base, side, merged).document
        assert again is not None
        assert {**again, "note": ""} == {**merged, "note": ""}


BASE: Doc = {
    "id": "X",
    "title": "Partners",
    "updated_at": "1",
    "metric": {"direction": "increase", "target": "20", "baseline": "4"},
    "readings": [{"on": "2026-11-01", "value": "4"}, {"on": "2026-11-02", "value": "5"}],
    "tags": ["a", "b"],
    "links": ["O1"],
    "note": "one\ntwo\nthree",
    "minutes": 30,
    "start": "9",
    "end": "9:30",
}


def made(at: str, **fields: Any) -> Doc:
    found = {**BASE, "updated_at": at, **fields}
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted", "conflicts"),
    [
        ({"title": "A"}, {"owner": "Ann"}, {"title": "A", "owner": "Ann"}, {}),
        ({"title": "A"}, {"title": "B"}, {"title": "B"}, {"title": ("B", "A")}),
        ({"title": "A"}, {"title": None}, {"title": "A"}, {"title": ("A", None)}),
        (
            {"metric": {**BASE["metric"], "target": "30"}},
            {"metric": {**BASE["metric"], "baseline": "3"}},
            {"metric": {"direction": "increase", "target": "30", "baseline": "3"}},
            {},
        ),
        (
            {"metric": {**BASE["metric"], "target": "30"}},
            {"metric": {**BASE["metric"], "target": "40"}},
            {"metric": {**BASE["metric"], "target": "40"}},
            {"metric.target": ("40", "30")},
        ),
        (
            {"readings": [*BASE["readings"], {"on": "2026-11-03", "value": "6"}]},
            {"readings": [{"on": "2026-10-31", "value": "3"}, BASE["readings"][1]]},
            {
                "readings": [
                    {"on": "2026-10-31", "value": "3"},
                    {"on": "2026-11-02", "value": "5"},
                    {"on": "2026-11-03", "value": "6"},
                ]
            },
            {},
        ),
        (
            {"readings": [*BASE["readings"], {"on": "2026-11-03", "value": "6"}]},
            {"readings": [*BASE["readings"], {"on": "2026-11-03", "value": "7", "note": "n"}]},
            {"readings": [*BASE["readings"], {"on": "2026-11-03", "value": "7", "note": "n"}]},
            {"readings.2026-11-03.value": ("7", "6")},
        ),
        ({"tags": ["a", "c"]}, {"tags": ["d", "a", "b"]}, {"tags": ["d", "a", "c"]}, {}),
        ({"links": []}, {"links": ["O1", "KR2"]}, {"links": ["KR2"]}, {}),
        ({"note": "zero\none\ntwo\nthree"}, {"note": "one\ntwo\n3"}, {"note": "zero\none\ntwo\n3"}, {}),
        (
            {"note": "one\ntwo\nthree\nB"},
            {"note": "one\ntwo\nthree\nA"},
            {"note": "one\ntwo\nthree\nA\nB"},
            {},
        ),
        (
            {"note": "one\n2\nthree"},
            {"note": "one\nII\nthree"},
            {"note": "one\nII\nthree"},
            {"note": ("one\nII\nthree", "one\n2\nthree")},
        ),
        (
            {"start": "8", "minutes": 90},
            {"end": "10", "minutes": 60},
            {"start": "9", "end": "10", "minutes": 60},
            {"start": ("9", "8"), "end": ("10", "9:30"), "minutes": (60, 90)},
        ),
        ({"archived_at": "now"}, {"title": "B"}, {"title": "B"}, {"archived_at": (None, "now")}),
        (
            {"archived_at": "now"},
            {"archived_at": "soon"},
            {"archived_at": "soon"},
            {"archived_at": ("soon", "now")},
        ),
    ],
)
def test_each_kind_of_field(mine: Doc, theirs: Doc, wanted: Doc, conflicts: dict[str, Any]) -> None:
    found = three_way(BASE, made("2", **mine), made("3", **theirs))
    assert found.document == made("3", **wanted)
    assert {conflict.field: conflict[1:] for conflict in found.conflicts} == conflicts


def test_removed_here_and_untouched_there_is_gone_but_a_change_wins() -> None:
    assert three_way(BASE, None, BASE) == (None, ())
    changed = made("2", title="A")
    assert three_way(BASE, None, changed) == three_way(BASE, changed, None)
    assert three_way(BASE, changed, None) == (changed, (Conflict("", changed, None),))


def test_without_an_ancestor_both_stand_and_differences_are_conflicts() -> None:
    found = three_way(None, made("2", title="A", owner="Ann"), made("3", title="B"))
    assert found.document == made("3", title="B", owner="Ann")
    assert found.conflicts == (Conflict("title", "B", "A"),)


@given(*[st.lists(words, max_size=6).map("\n".join)] * 3)
def test_texts_by_line(base: str, one: str, other: str) -> None:
    assert merged_lines(base, one, other) == merged_lines(base, other, one)
    assert merged_lines(base, base, one) == one
    assert merged_lines(base, one, one) == one


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
odd = st.dictionaries(st.sampled_from(sorted({*FIELDS, "rev", "updated_at"})), anything, max_size=6)


@given(st.none() | odd, st.none() | odd, st.none() | odd)
@example(None, {"rev": None}, {"rev": True})
def test_documents_of_any_shape_are_merged(base: Doc | None, mine: Doc | None, theirs: Doc | None) -> None:
    assert three_way(base, mine, theirs) == three_way(base, theirs, mine)
