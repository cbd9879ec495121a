"""Damaged files: one sentence that names file and place, nothing taken for "no data", nothing overwritten."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pmtui.data.store import Store
from pmtui.errors import StoreError
from tests.unit.data.stores import ENTRIES, PLAN, TABLE, Add, Open, everything, put, table_in, titles

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
    "long text": edited(lambda top, doc: doc.update(note="x" * 1_000_000)),
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
            reader.documents(file, table_in(file))
        assert reader.files("time") == [MONTH, "time/2026-11.json"]
        assert reader.documents("time/2026-12.json", ENTRIES) == []
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
