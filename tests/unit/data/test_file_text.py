"""The text of data files: what is written comes back, however it is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.file_text import FileContent, lines_of, parsed, with_lines, written
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


def text_of(content: dict[str, Any], applied: int) -> bytes:
    return written(with_lines(FileContent(content, applied), FileContent({}, 0)))


@given(tables, st.integers(0, 10**9))
def test_a_file_comes_back_as_it_was_written(content: dict[str, Any], applied: int) -> None:
    raw = text_of(content, applied)
    assert parsed(raw, Path("f")) == FileContent(content, applied, format=1)
    assert text_of(parsed(raw, Path("f")).tables, applied) == raw
    assert {name: docs for name, docs in json.loads(raw).items() if name != "_meta"} == content


@given(tables, st.integers(0, 10**9))
def test_the_strict_reader_of_edited_files_agrees(content: dict[str, Any], applied: int) -> None:
    """Reformatted, the checksum is wrong, so every check is made."""
    raw = json.dumps(json.loads(text_of(content, applied)), indent=2).encode()
    assert parsed(raw, Path("f")) == FileContent(content, applied, format=1, checked=False)


@given(tables, st.integers(0, 10**9))
def test_an_edited_file_stays_doubted_after_it_was_written_again(
    content: dict[str, Any], applied: int
) -> None:
    edited = parsed(json.dumps(json.loads(text_of(content, applied)), indent=2).encode(), Path("f"))
    again = written(with_lines(edited._replace(applied=applied + 1), FileContent({}, 0)))
    assert parsed(again, Path("f")) == FileContent(content, applied + 1, format=1, checked=False)


@given(tables, st.integers(0, 10**9))
def test_lines_taken_from_a_file_are_those_that_would_be_made(content: dict[str, Any], applied: int) -> None:
    made = with_lines(FileContent(content, applied), FileContent({}, 0))
    assert lines_of(written(made)) == made.lines


@given(tables, tables)
def test_a_file_written_from_an_earlier_one_is_the_same(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Lines of documents that did not change are taken over."""
    before = with_lines(FileContent(old, 1), FileContent({}, 0))
    mixed = {name: {**before.tables.get(name, {}), **docs} for name, docs in new.items()}
    assert written(with_lines(FileContent(mixed, 2), before)) == text_of(mixed, 2)


@given(tables, st.data())
def test_no_damage_whatever_raises_anything_but_a_store_error(
    content: dict[str, Any], data: st.DataObject
) -> None:
    raw = bytearray(text_of(content, 1))
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
