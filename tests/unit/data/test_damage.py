"""Damaged files: one sentence that names file and place, nothing taken for "no data", nothing overwritten."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.data.file_text import FileContent, parsed, with_lines, written
from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.unit.data.stores import PLAN, TABLE, Add, Open, everything, put, titles

MONTH = "time/2026-10.json"

Damage = Callable[[bytes], bytes]


def edited(edit: Callable[[dict[str, Any], dict[str, Any]], object]) -> Damage:
    """Damage that is valid JSON: ``edit`` gets the whole and its first document."""

    def damage(raw: bytes) -> bytes:
        top = json.loads(raw)
        edit(top, next(iter(top[TABLE].values())))
        return json.dumps(top).encode()

    return damage


def with_text(text: bytes) -> Damage:
    """Damage that puts ``text`` in the place of the first title, quotes included."""
    return lambda raw: raw.replace(b'"A\xc3\xa9"', text, 1)


REFUSED: dict[str, Damage] = {
    "empty": lambda raw: b"",
    "newline": lambda raw: b"\n",
    "zeros": lambda raw: b"\0" * len(raw),
    "half zeros": lambda raw: raw[: len(raw) // 2] + b"\0" * (len(raw) // 2),
    "zeros at the end": lambda raw: raw + b"\0" * 512,
    "half": lambda raw: raw[: len(raw) // 2],
    "last byte lost": lambda raw: raw.rstrip()[:-1],
    "cut in a character": lambda raw: raw[: raw.index(b"\xc3") + 1],
    "old tail": lambda raw: raw + raw[-50:],
    "doubled": lambda raw: raw + raw,
    "head lost": lambda raw: raw[30:],
    "middle lost": lambda raw: raw[:100] + raw[164:],
    "random": lambda raw: random.Random(7).randbytes(500),
    "git conflict": lambda raw: raw[:100] + b"\n<<<<<<< HEAD\n" + raw[100:],
    "utf-16": lambda raw: raw.decode().encode("utf-16"),
    "latin-1": lambda raw: raw.decode().encode("latin-1"),
    "html": lambda raw: b"<html>Login</html>",
    "comment": lambda raw: b"// hi\n" + raw,
    "trailing comma": lambda raw: raw.rstrip()[:-1] + b",}",
    "single quotes": lambda raw: raw.replace(b'"', b"'"),
    "null": lambda raw: b"null",
    "list": lambda raw: b"[]",
    "no tables": lambda raw: b"{}",
    "number": lambda raw: b"42",
    "string": lambda raw: b'"x"',
    "NaN": with_text(b"NaN"),
    "Infinity": with_text(b"-Infinity"),
    "huge integer": with_text(b"1" + b"0" * 5000),
    "integer beyond 64 bits": with_text(b"9223372036854775808"),
    "huge float": with_text(b"1e999"),
    "lone surrogate": with_text(b'"\\ud800"'),
    "raw surrogate": with_text(b'"\xed\xa0\x80"'),
    "raw control character": with_text(b'"a\nb"'),
    "deep": lambda raw: b"[" * 1000 + b"]" * 1000,
    "very deep": lambda raw: b"[" * 200_000 + b"]" * 200_000,
    "deep in a field": with_text(b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "a little deep": with_text(b"[" * 60 + b"]" * 60),
    "key twice in a document": lambda raw: raw.replace(b'"ref":', b'"ref":"O9","ref":', 1),
    "key twice in an edited one": lambda raw: raw.replace(b'"ref":', b'"ref" : "O9" , "ref":', 1),
    "document twice": lambda raw: raw.replace(b'\n"0', b'\n"0', 1).replace(
        b"\n}\n}", b'\n,"A": {}\n,"A": {}}}'
    ),
    "table twice": lambda raw: raw.rstrip()[:-1] + b',"objectives": {}}',
    "meta twice": lambda raw: raw.rstrip()[:-1] + b',"_meta": {"1":{"applied":0,"format":1}}}',
    "no meta": edited(lambda top, doc: top.pop("_meta")),
    "meta is a list": edited(lambda top, doc: top.update(_meta=[])),
    "no applied": edited(lambda top, doc: top["_meta"]["1"].pop("applied")),
    "applied is true": edited(lambda top, doc: top["_meta"]["1"].update(applied=True)),
    "applied is negative": edited(lambda top, doc: top["_meta"]["1"].update(applied=-1)),
    "format is text": edited(lambda top, doc: top["_meta"]["1"].update(format="1")),
    "format is zero": edited(lambda top, doc: top["_meta"]["1"].update(format=0)),
    "table is a list": edited(lambda top, doc: top.update(goals=[])),
    "table has a strange name": edited(lambda top, doc: top.update({"a b": {}})),
    "document is a list": edited(lambda top, doc: top[TABLE].update(B=[])),
    "document is empty": edited(lambda top, doc: doc.clear()),
    "document has no ref": edited(lambda top, doc: doc.pop("ref")),
    "document has no rev": edited(lambda top, doc: doc.pop("rev")),
    "rev is text": edited(lambda top, doc: doc.update(rev="1")),
    "id is another": edited(lambda top, doc: doc.update(id="Z")),
    "id is strange": edited(lambda top, doc: top[TABLE].update({"a b": {**doc, "id": "a b"}})),
}

ACCEPTED: dict[str, Damage] = {
    "byte order mark": lambda raw: b"\xef\xbb\xbf" + raw,
    "other line ends": lambda raw: raw.replace(b"\n", b"\r\n"),
    "written by another tool": edited(lambda top, doc: None),
    "unknown field": edited(lambda top, doc: doc.update(zz_future={"a": 1})),
    "escape sequence": with_text(b'"\\u001b[2J"'),
    "long text": with_text(b'"' + b"x" * 5_000_000 + b'"'),
    "escaped letters": with_text(b'"\\u0041\\u00e9"'),
}


@pytest.fixture
def damaged(add: Add, root: Path) -> Callable[[Damage], Path]:
    """Damages the strategy file of a store that also holds a month; returns its path."""
    add("Aé", note="one")
    add("Zoë", note="two")
    add("month", file=MONTH)

    def damage(how: Damage) -> Path:
        path = root / PLAN
        path.write_bytes(how(path.read_bytes()))
        return path

    return damage


@pytest.mark.parametrize("name", REFUSED)
def test_a_damaged_file_is_refused_and_left_alone(
    damaged: Callable[[Damage], Path], reopened: Open, root: Path, name: str
) -> None:
    path = damaged(REFUSED[name])
    before = everything(root)
    with pytest.raises(StoreError) as caught:
        reopened().documents(PLAN, TABLE)
    assert (caught.value.code, caught.value.exit_status) == ("E_DAMAGED", 3)
    assert str(path) in caught.value.message
    assert len(caught.value.message) < 400
    assert "doctor" in (caught.value.fix or "")
    with pytest.raises(StoreError, match="is damaged"):
        put(reopened(), PLAN, "B")
    with pytest.raises(StoreError, match="is damaged"):
        reopened().undo(2)
    assert everything(root) == before


def test_what_is_not_damaged_can_still_be_read_and_written(
    damaged: Callable[[Damage], Path], reopened: Open, root: Path
) -> None:
    path = damaged(REFUSED["half"])
    raw = path.read_bytes()
    put(reopened(), MONTH, "B")
    assert titles(reopened(), MONTH) == ["month", "B"]
    assert path.read_bytes() == raw


@pytest.mark.parametrize("name", ACCEPTED)
def test_what_another_program_did_to_the_file_without_harm_is_accepted(
    damaged: Callable[[Damage], Path], reopened: Open, name: str
) -> None:
    damaged(ACCEPTED[name])
    assert len(titles(reopened())) == 2
    put(reopened(), PLAN, "B")
    assert titles(reopened())[1:] == ["Zoë", "B"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("NaN", 5),
        ("huge float", 5),
        ("key twice in a document", 5),
        ("comment", 1),
    ],
)
def test_the_line_of_the_damage_is_named(
    damaged: Callable[[Damage], Path], store: Store, name: str, line: int
) -> None:
    damaged(REFUSED[name])
    with pytest.raises(StoreError, match=rf"damaged at line {line}:"):
        store.documents(PLAN, TABLE)


def test_a_wrong_document_is_named(damaged: Callable[[Damage], Path], store: Store) -> None:
    damaged(lambda raw: raw.replace(b'"rev":2', b'"rev":null'))
    with pytest.raises(StoreError, match=r"line 6: document \w+ in objectives: its rev is None"):
        store.documents(PLAN, TABLE)


def test_a_newer_format_is_not_opened_and_stops_every_write(
    damaged: Callable[[Damage], Path], store: Store, root: Path
) -> None:
    damaged(lambda raw: raw.replace(b'"format":1', b'"format":2'))
    before = everything(root)
    with pytest.raises(StoreError, match="newer pmtui") as caught:
        store.documents(PLAN, TABLE)
    assert (caught.value.code, caught.value.exit_status) == ("E_NEWER_FORMAT", 3)
    assert titles(store, MONTH) == ["month"]
    with pytest.raises(StoreError, match="newer pmtui"):
        put(store, MONTH, "B")
    assert everything(root) == before


@pytest.mark.parametrize("file", [PLAN, MONTH])
def test_a_deleted_file_is_not_taken_for_no_data(
    add: Add, store: Store, reopened: Open, root: Path, file: str
) -> None:
    add("A")
    add("B", file=MONTH)
    add("C", file="time/2026-11.json")
    (root / file).unlink()
    before = everything(root)
    for reader in (store, reopened()):
        with pytest.raises(StoreError, match=rf"{file} is damaged: the file is missing"):
            reader.documents(file, TABLE)
        assert reader.files("time") == [MONTH, "time/2026-11.json"]
        assert reader.documents("time/2026-12.json", TABLE) == []
    with pytest.raises(StoreError, match="missing"):
        put(store, file, "D")
    assert everything(root) == before


def test_a_deleted_file_of_the_last_change_comes_back(
    add: Add, store: Store, reopened: Open, root: Path
) -> None:
    add("A")
    add("B")
    (root / PLAN).unlink()
    assert titles(reopened()) == ["A", "B"]
    add("C")
    assert titles(reopened()) == ["A", "B", "C"]


def test_damage_is_found_when_the_file_changes_under_an_open_store(
    add: Add, store: Store, root: Path
) -> None:
    add("A")
    assert titles(store) == ["A"]
    (root / PLAN).write_bytes(b"x")
    with pytest.raises(StoreError, match="damaged"):
        store.documents(PLAN, TABLE)


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
    assert parsed(raw, Path("f")) == FileContent(content, applied)
    assert text_of(parsed(raw, Path("f")).tables, applied) == raw
    assert {name: docs for name, docs in json.loads(raw).items() if name != "_meta"} == content


@given(tables, st.integers(0, 10**9))
def test_the_strict_reader_of_edited_files_agrees(content: dict[str, Any], applied: int) -> None:
    """Reformatted, the checksum is wrong, so every check is made."""
    raw = json.dumps(json.loads(text_of(content, applied)), indent=2).encode()
    assert parsed(raw, Path("f")) == FileContent(content, applied)


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
