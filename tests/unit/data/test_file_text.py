"""The text of data files: what is written comes back, however it is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.file_text import FileContent, ordered, parsed, state_of, written
from pmtui.data.made_text import text_in, text_of
from pmtui.errors import StoreError

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text('abé"\\:{}', max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
ids = st.text("0123456789ABCXYZ", min_size=1, max_size=5)
tables = st.dictionaries(
    st.sampled_from(["goals", "objectives", "key_results"]),
    st.dictionaries(
        ids, st.dictionaries(st.sampled_from(["title", "x", "ü"]), values), min_size=1, max_size=4
    ),
).map(
    lambda found: {
        name: {id: {"id": id, "ref": "O1", "rev": 1, **doc} for id, doc in docs.items()}
        for name, docs in found.items()
    }
)


def file_of(content: dict[str, Any], applied: int) -> bytes:
    return written(FileContent(content, applied))


@given(tables, st.integers(0, 10**9))
def test_a_file_comes_back_as_it_was_written(content: dict[str, Any], applied: int) -> None:
    raw = file_of(content, applied)
    state = state_of(FileContent(content, applied))
    assert parsed(raw, Path("f")) == FileContent(content, applied, format=1, sum=state.sum)
    assert file_of(parsed(raw, Path("f")).tables, applied) == raw
    assert {name: docs for name, docs in json.loads(raw).items() if name != "_meta"} == content


@given(tables, st.integers(0, 10**9))
def test_the_strict_reader_of_edited_files_agrees(content: dict[str, Any], applied: int) -> None:
    """Reformatted, the checksum is wrong, so every check is made."""
    raw = json.dumps(json.loads(file_of(content, applied)), indent=2).encode()
    assert parsed(raw, Path("f")) == FileContent(content, applied, format=1, checked=False)


@given(tables, st.integers(0, 10**9))
def test_an_edited_file_stays_doubted_after_it_was_written_again(
    content: dict[str, Any], applied: int
) -> None:
    edited = parsed(json.dumps(json.loads(file_of(content, applied)), indent=2).encode(), Path("f"))
    again = written(edited._replace(applied=applied + 1))
    assert parsed(again, Path("f")) == FileContent(content, applied + 1, format=1, checked=False)


@given(tables, st.integers(0, 10**9))
def test_text_taken_from_a_file_is_what_would_be_made(content: dict[str, Any], applied: int) -> None:
    assert text_in(file_of(content, applied)) == text_of(ordered(content))


@given(tables, tables, st.data())
def test_text_made_from_an_earlier_one_is_the_same(
    old: dict[str, Any], new: dict[str, Any], data: st.DataObject
) -> None:
    """Rows of documents that did not change are taken over, wherever others come, go or change."""
    gone = data.draw(
        st.sets(st.sampled_from([(name, id) for name, docs in old.items() for id in docs] or [("", "")]))
    )
    changed = {
        name: {*new.get(name, ()), *(id for table, id in gone if table == name)} for name in {*old, *new}
    }
    mixed = ordered(
        {
            name: {
                id: doc
                for id, doc in {**old.get(name, {}), **new.get(name, {})}.items()
                if (name, id) not in gone
            }
            for name in changed
        }
    )
    before = text_of(ordered(old))
    assert text_of(mixed, before, changed) == text_of(mixed)


@given(tables, st.lists(ids, unique=True, min_size=1))
def test_text_goes_on_from_an_earlier_one(content: dict[str, Any], added: list[str]) -> None:
    """As when a day is logged: what comes is put behind what is there."""
    before = text_of(ordered(content))
    last = max(content, default="entries")
    fresh = {f"zz{id}": {"id": f"zz{id}", "ref": "t1", "rev": 2} for id in added}
    tables = ordered({**content, last: {**content.get(last, {}), **fresh}})
    assert text_of(tables, before, {last: list(fresh)}) == text_of(tables)


@given(tables, st.data())
def test_no_damage_whatever_raises_anything_but_a_store_error(
    content: dict[str, Any], data: st.DataObject
) -> None:
    raw = bytearray(file_of(content, 1))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 40)))
        raw[start:end] = data.draw(
            st.binary(max_size=20) | st.sampled_from([b'"', b"{", b"}", b"1e999", b"[[", b'"a":1,'])
        )
    try:
        found = parsed(bytes(raw), Path("f"))
    except StoreError:
        return
    for docs in found.tables.values():
        assert all(doc["id"] == id and doc["ref"] and doc["rev"] >= 0 for id, doc in docs.items())
