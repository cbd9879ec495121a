"""CSV that a spreadsheet shows and never calculates."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.documents import DocumentId, Ref
from pmtui.domain.entries import TimeEntry
from pmtui.domain.metrics import Direction, Metric, Reading
from pmtui.domain.models import build
from pmtui.domain.numbers import parse_decimal
from pmtui.domain.strategy import Goal, KeyResult
from pmtui.reports.csv_cells import csv_line, neutral
from pmtui.reports.csv_export import csv_table, readings_table
from tests.unit.nasty import NOTES

NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)
STAMP = {"created_at": NOW, "updated_at": NOW}


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    csv.field_size_limit(2_000_000)  # as large as a note may be
    return list(csv.DictReader(StringIO(text[1:], newline=""), strict=True))


def calculates(cell: str) -> bool:
    """Whether a spreadsheet could take a cell for a formula, also one that trims or normalises it first."""
    if NUMBER.fullmatch(cell):
        return False
    trimmed = unicodedata.normalize("NFKC", cell).strip().lstrip("\ufeff\u200b\x00")
    return cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") or trimmed[:1] in ("=", "+", "-", "@")


def visible(cell: str) -> str:
    """What a careless reader has left of a cell, in plain width."""
    plain = unicodedata.normalize("NFKC", cell)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp"))


NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")
CELLS = st.text(
    st.sampled_from(
        [*"=+-@;,|\t\n\r\"' 1x", "\uff1d", "\u2212", "\u200b", "\u3000", "\u2028", "\x0b", "\x1c"]
    ),
    max_size=12,
) | st.text(st.characters(codec="utf-8"))

FORMULAS = [
    *("=1+1", "+1", "-x", "-1+1", "@SUM(A1)", "\tx", "\rx", "  =1", "\u00a0@x", "\u3000-x", '"=1', '" "@x'),
    *("\uff1d1", "\uff0b1", "\uff0d1", "\uff20x", "\ufe631", "\ufe621", "\u22121"),
    *("\u200b=1", "\ufeff=1", "\x00=1", "\x1b=1"),
]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_gets_an_apostrophe_and_loses_nothing(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", " ", "Grow by 3 % = good", "a-b", "3", "-5", "-2.50", "'=1", "日本", "e@x"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("x;=1+1", "x;'=1+1"),
        ("x; \uff1d1", "x;' \uff1d1"),
        ("a\t@b|-c,+d", "a\t'@b|'-c,'+d"),
        ("todo:\n- call\r\n=2", "todo:\n'- call\r\n'=2"),
        ('x;"=1"', 'x;\'"=1"'),
        ("\t=1", "'\t'=1"),
        ("x;-5", "x;'-5"),
        ("1;2", "1;2"),
    ],
)
def test_what_could_begin_a_cell_elsewhere_gets_an_apostrophe_too(text: str, cell: str) -> None:
    assert neutral(text) == cell


@given(CELLS)
def test_no_cell_is_ever_a_formula(text: str) -> None:
    cell = neutral(text)
    assert not calculates(cell)
    assert cell.replace("'", "") == text.replace("'", "")
    assert neutral(cell) == cell or text.startswith(("\t", "\r", "\n"))


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=4))
def test_however_a_table_is_split_no_cell_is_a_formula(texts: list[tuple[str, str, str]]) -> None:
    goals = [
        Goal.model_construct(
            id=DocumentId("01K"),
            ref=Ref(f"G{n}"),
            title=title,
            note=note,
            state_reason=more,
            created_at=NOW,
            updated_at=NOW,
        )
        for n, (title, note, more) in enumerate(texts)
    ]
    table = csv_table(goals, Goal)[1:]
    for end in ",;\t|":
        naive = [cell for line in table.splitlines() for cell in line.split(end)]
        unquoted = [cell.replace('"', "") for cell in naive]
        parsed = [cell for row in csv.reader(StringIO(table, newline=""), delimiter=end) for cell in row]
        by_line = [
            cell for line in table.splitlines() for row in csv.reader([line], delimiter=end) for cell in row
        ]
        for cell in (*naive, *unquoted, *parsed, *by_line):
            bare = visible(cell)
            assert NUMBER.fullmatch(bare) or bare[:1] not in tuple("=+-@\u2212"), (end, cell)


@pytest.mark.parametrize("category", ["Cc", "Cf", "Zs", "Zl", "Zp"])
def test_every_invisible_character_is_looked_behind(category: str) -> None:
    for char in (c for c in map(chr, range(0x110000)) if unicodedata.category(c) == category):
        assert "'" in neutral(f"{char}=1")


def test_every_character_that_becomes_a_sign_is_known() -> None:
    for char in (chr(n) for n in range(0x110000) if not 0xD800 <= n < 0xE000):
        if unicodedata.normalize("NFKC", char)[:1] in tuple("=+-@"):
            assert neutral(f"{char}x") == f"'{char}x"


def test_a_cell_that_could_be_split_is_quoted() -> None:
    assert csv_line(["a;b", "c\td", "e|f", "g h", "ij"]) == '"a;b","c\td","e|f","g h",ij\r\n'


@pytest.mark.parametrize("text", NOTES)
def test_a_nasty_note_comes_back_from_csv_as_one_harmless_cell(text: str) -> None:
    goal = Goal.model_construct(
        id=DocumentId("01K"), ref=Ref("G1"), title=text, note=text, created_at=NOW, updated_at=NOW
    )
    (row,) = read(csv_table([goal], Goal))
    assert row["title"] == row["note"] == neutral(text)
    assert not any(calculates(cell) for cell in row.values())


def test_a_table_names_every_field_once_and_opens_metrics_up() -> None:
    metric = Metric(
        unit="days",
        direction=Direction.DECREASE,
        baseline=parse_decimal("21.50"),
        target=parse_decimal("-2"),
        due=date(2026, 12, 31),
    )
    kr = build(
        KeyResult,
        {
            "id": "01K",
            "ref": "KR1",
            "title": "Time",
            "objective": "O1",
            "metric": metric,
            **STAMP,
            "=odd": [1, 2],
        },
    )
    (row,) = read(csv_table([kr], KeyResult))
    assert list(row)[:2] == ["ref", "id"]
    assert (row["metric.baseline"], row["metric.due"], row["guard"]) == ("21.50", "2026-12-31", "no")
    assert row["metric.target"] == "-2"
    assert row["'=odd"] == "1, 2"
    assert "rev" not in row


def test_an_empty_table_still_tells_its_columns() -> None:
    text = csv_table([], TimeEntry)
    assert read(text) == []
    assert {"ref", "date", "minutes", "start", "end", "links", "text"} <= set(text[1:].strip().split(","))


def test_lines_end_as_rfc_4180_wants_and_breaks_inside_a_cell_stay() -> None:
    goal = build(Goal, {"id": "01K", "ref": "G1", "title": 'a "b", c', "note": "one\ntwo\r\nthree", **STAMP})
    text = csv_table([goal], Goal)
    assert text.endswith("\r\n")
    assert read(text)[0]["note"] == "one\ntwo\r\nthree"
    assert '"a ""b"", c"' in text


def test_an_entry_shows_the_times_of_its_own_zone() -> None:
    entry = TimeEntry.read(
        {
            **{
                "id": "01K",
                "ref": "t1",
                "zone": "Europe/Berlin",
                "date": "2026-10-14",
                "minutes": 60,
                **STAMP,
            },
            **{
                "start": "2026-10-14T07:00:00Z",
                "end": "2026-10-14T08:00:00Z",
                "parties": ("acme", "initech"),
            },
        },
    )
    (row,) = read(csv_table([entry], TimeEntry))
    assert (row["start"], row["end"]) == ("2026-10-14T09:00+02:00", "2026-10-14T10:00+02:00")
    assert row["parties"] == "acme, initech"


def test_readings_have_a_table_of_their_own() -> None:
    metric = Metric(direction=Direction.AT_LEAST, target=parse_decimal("9"))
    readings = (Reading(on=date(2026, 10, 1), value=parse_decimal("9.20"), confidence=7, note="=x"),)
    kr = build(
        KeyResult,
        {
            "id": "01K",
            "ref": "KR1",
            "title": "T",
            "objective": "O1",
            "metric": metric,
            "readings": readings,
            **STAMP,
        },
    )
    assert read(readings_table([kr])) == [
        {"ref": "KR1", "on": "2026-10-01", "value": "9.20", "confidence": "7", "note": "'=x"}
    ]
