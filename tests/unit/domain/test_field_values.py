"""From text to value and back: what a form shows is what it would store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtui.domain.calendar import Calendar
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.field_values import field_text, parts_of, read_field
from pmtui.domain.fields import FIELDS, fields_of, find_field
from pmtui.domain.metrics import Direction, Metric
from pmtui.domain.models import build
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.plan import MODELS
from pmtui.domain.text import check_line
from pmtui.domain.workspace import Workspace
from pmtui.errors import PmtuiError
from tests.unit.domain.documents import made, workspace
from tests.unit.domain.logged import unanchored
from tests.unit.refusals import refusal

CALENDAR = Calendar(date(2026, 10, 14))
ALL = [
    (kind, field) for kind, fields in FIELDS.items() for field in fields if field.type is not FieldType.CLOCK
]


def is_line(text: str) -> bool:
    try:
        return bool(check_line(text).strip())
    except PmtuiError:
        return False


lines = st.text(max_size=30).filter(is_line)
decimals = st.decimals(-(10**9), 10**9, places=4)
dates = st.dates(date(1980, 1, 1), date(2026, 10, 14))
refs = st.builds(
    lambda prefix, n: f"{prefix}{n}", st.sampled_from(["G", "KR", "TC", "O"]), st.integers(1, 999)
)

VALUES: dict[FieldType, st.SearchStrategy[Any]] = {
    FieldType.TITLE: lines,
    FieldType.LINE: lines,
    FieldType.TEXT: st.text(max_size=50),
    FieldType.NUMBER: st.none() | decimals,
    FieldType.SHARE: st.decimals(0, 1, places=3),
    FieldType.WEIGHT: st.decimals(1, 99, places=2),
    FieldType.INTEGER: st.integers(1, 10),
    FieldType.DATE: st.none() | dates,
    FieldType.START: st.none() | dates,
    FieldType.PAST_DAY: dates,
    FieldType.DATES: st.lists(dates, max_size=4).map(tuple),
    FieldType.YES_NO: st.booleans(),
    FieldType.REF: refs,
    FieldType.REFS: st.lists(refs, max_size=4, unique=True).map(tuple),
    FieldType.LINES: st.lists(lines.map(str.strip).filter(is_line), max_size=4, unique=True).map(tuple),
    FieldType.MINUTES: st.integers(1, 1440),
    FieldType.MINUTES_LIST: st.lists(st.integers(0, 1440), min_size=7, max_size=7).map(tuple),
}


def with_value(kind: Kind, field: FieldSpec, value: Any) -> Document:
    """A document of ``kind`` that holds ``value``; its metric need not make sense."""
    changes = {field.name: value}
    if field.in_metric:
        plain = {} if field.name == "direction" else {"direction": Direction.BINARY}
        changes = {"metric": Metric.model_validate(plain | changes)}
    if kind is Kind.WORKSPACE:
        return workspace(**changes)
    if kind is Kind.ENTRY:
        entry = unanchored(date(2026, 10, 14), 10)
        return entry.replace(**changes)
    parents = {"objective": "O1", "key_result": "KR1", "challenge": "C1", "target": "TC1", "obstacle": "OB1"}
    needed: dict[str, Any] = {n: r for n, r in parents.items() if n in MODELS[kind].model_fields}
    needed |= {"metric": {"direction": "binary"}} if "metric" in MODELS[kind].model_fields else {}
    ref = {
        "goal": "G1",
        "vision": "V1",
        "objective": "O1",
        "kr": "KR1",
        "action": "KA1",
        "challenge": "C1",
        "target": "TC1",
        "obstacle": "OB1",
        "experiment": "X1",
    }
    return build(MODELS[kind], {**dict(made(ref[kind], **needed)), **changes})


@pytest.mark.parametrize(("kind", "field"), ALL, ids=[f"{kind}.{field.name}" for kind, field in ALL])
def test_what_is_shown_is_read_back_as_the_value_whatever_the_decimal_mark(
    kind: Kind, field: FieldSpec
) -> None:
    values = st.sampled_from(field.choices) if field.type is FieldType.CHOICE else VALUES[field.type]
    if field.name == "zone":
        values = st.sampled_from(["Europe/London", "UTC", "Asia/Kolkata"])

    @settings(max_examples=12)
    @given(values, st.sampled_from([None, *DecimalMark]))
    def holds(value: Any, mark: DecimalMark | None) -> None:
        document = with_value(kind, field, value)
        calendar = CALENDAR._replace(decimal_mark=mark)
        assert read_field(field, field_text(field, document, mark), calendar) == value

    holds()


@pytest.mark.parametrize(
    "field", {field.type: field for _, field in ALL}.values(), ids=lambda field: field.type
)
def test_no_text_whatever_raises_anything_but_an_error_that_names_the_field(field: FieldSpec) -> None:
    @settings(max_examples=60)
    @given(
        st.text(max_size=60)
        | st.sampled_from(["-1", "0", "1e9", "9" * 40, "٣", ",", '"', "0d", "1.5d", "-1d", "  "])
    )
    def holds(text: str) -> None:
        error = refusal(lambda: read_field(field, text, CALENDAR))
        assert error is None or (error.field == field.name and error.code)

    holds()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a, b ,,c", ["a", "b", "c"]),
        ('"Acme, Inc", b', ["Acme, Inc", "b"]),
        ('"say ""hi"", now"', ['say "hi", now']),
        ('5" pipe, 6" pipe', ['5" pipe', '6" pipe']),
        ('"open, end', ['"open', "end"]),
        ('""', []),
        (" , ", []),
    ],
)
def test_commas_part_a_list_unless_quoted(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        (Kind.KEY_RESULT, "direction", "AT LEAST", "at_least"),
        (Kind.KEY_RESULT, "direction", "inc", "increase"),
        (Kind.OBJECTIVE, "kind", "go to market", "go-to-market"),
        (Kind.KEY_ACTION, "estimate", "90", 90),
        (Kind.KEY_ACTION, "estimate", "2d", 960),
        (Kind.KEY_ACTION, "estimate", "1h30", 90),
        (Kind.OBJECTIVE, "intended-share", "30%", Decimal("0.3")),
        (Kind.OBJECTIVE, "intended-share", "30", Decimal("0.3")),
        (Kind.OBJECTIVE, "weight", "1,5", Decimal("1.5")),
        (Kind.KEY_RESULT, "cadence", "7 days", 7),
        (Kind.WORKSPACE, "new_contacts_per_month", "3 contacts", 3),
        (Kind.KEY_ACTION, "estimate", "2,5d", 1200),
        (Kind.OBJECTIVE, "serves", "g1, c2,g1", ("G1", "C2")),
        (Kind.KEY_RESULT, "guard", "Yes", True),
        (Kind.KEY_RESULT, "due", "fri", date(2026, 10, 16)),
        (Kind.ENTRY, "date", "fri", date(2026, 10, 9)),
        (Kind.ENTRY, "minutes", "2h 15m", 135),
    ],
)
def test_words_that_people_type_are_understood(kind: Kind, name: str, text: str, value: Any) -> None:
    assert read_field(find_field(kind, name), text, CALENDAR) == value


@pytest.mark.parametrize(
    ("kind", "name", "text", "code"),
    [
        (Kind.KEY_RESULT, "direction", "sideways", "E_BAD_CHOICE"),
        (Kind.KEY_RESULT, "direction", "a", "E_BAD_CHOICE"),
        (Kind.KEY_RESULT, "guard", "maybe", "E_BAD_CHOICE"),
        (Kind.KEY_RESULT, "baseline", "lots", "E_BAD_NUMBER"),
        (Kind.KEY_RESULT, "cadence_days", "1.5", "E_BAD_NUMBER"),
        (Kind.KEY_RESULT, "objective", "the first", "E_UNKNOWN_REF"),
        (Kind.KEY_RESULT, "title", " ", "E_EMPTY_TITLE"),
        (Kind.KEY_ACTION, "estimate", "0", "E_ZERO"),
        (Kind.KEY_ACTION, "estimate", "-2d", "E_ZERO"),
        (Kind.WORKSPACE, "working_minutes", "480,480", "E_BAD_VALUE"),
        (Kind.ENTRY, "text", "two\nlines", "E_LINE_BREAK"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(kind: Kind, name: str, text: str, code: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        read_field(find_field(kind, name), text, CALENDAR)
    assert (caught.value.code, caught.value.field) == (code, find_field(kind, name).name)
    assert caught.value.fix


@pytest.mark.parametrize("kind", [*MODELS, Kind.WORKSPACE, Kind.ENTRY])
def test_an_unknown_field_names_the_known_ones(kind: Kind) -> None:
    with pytest.raises(PmtuiError) as caught:
        find_field(kind, "colour")
    assert caught.value.code == "E_UNKNOWN_FIELD"
    assert caught.value.fix
    for field in fields_of(kind):
        assert field.name in caught.value.fix


@pytest.mark.parametrize("kind", FIELDS, ids=str)
def test_every_field_is_one_of_its_model_and_explains_itself(kind: Kind) -> None:
    models: dict[Kind, Any] = {**MODELS, Kind.WORKSPACE: Workspace, Kind.ENTRY: TimeEntry}
    names: list[str] = []
    for field in fields_of(kind):
        owner = Metric if field.in_metric else models[kind]
        assert field.name in (owner.fields if owner is TimeEntry else owner.model_fields)
        assert field.label
        assert field.help.endswith((".", "…", "?"))
        names += [field.name, *field.aliases]
    assert len(names) == len(set(names))
