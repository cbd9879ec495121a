"""Markdown in which user text is text: read back by a parser, it says what was typed and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pmtui.domain.documents import Document
from pmtui.domain.entries import TimeEntry
from pmtui.domain.kata import Challenge, Experiment, Obstacle, TargetCondition
from pmtui.domain.models import build
from pmtui.domain.plan import Plan, plan_of
from pmtui.domain.strategy import Goal, KeyAction, KeyResult, Objective
from pmtui.domain.text import printable
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace
from pmtui.reports.item_markdown import item_markdown
from pmtui.reports.markdown import escaped, quoted, table
from pmtui.reports.markdown_export import Workbook, markdown_document
from tests.unit.nasty import ALL, NOTES

TODAY = date(2026, 10, 14)
NOW = datetime(2026, 10, 14, 12, tzinfo=UTC)

# Everything switched on that a reader could have switched on.
PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": True})
MARKUP = st.text(st.sampled_from("\\`*_[]<>&|~$#!{}()-+=:.1 \ta@/\"'w\n")) | st.text(
    st.characters(codec="utf-8")
)
ACTIVE = (
    *("link_open", "image", "html_block", "html_inline", "code_inline", "code_block", "fence", "em_open"),
    *("strong_open", "s_open", "hr", "hardbreak"),
)


def tokens(source: str) -> Iterator[Token]:
    for token in PARSER.parse(source):
        yield token
        yield from token.children or ()


def shown(source: str) -> str:
    return "\n".join(token.content for token in tokens(source) if token.type == "text")


def assert_inert(source: str, *more: str) -> None:
    found = {token.type for token in tokens(source)}
    assert not found & {*ACTIVE, *more}, source


@pytest.mark.parametrize("text", ALL)
def test_nasty_text_is_shown_as_typed_and_does_nothing(text: str) -> None:
    text = text[:20_000]
    source = escaped(text)
    assert_inert(source, "heading_open", "list_item_open", "blockquote_open", "table_open")
    assert shown(source) == printable(text)


@given(MARKUP)
def test_any_text_is_shown_as_typed_and_does_nothing(text: str) -> None:
    source = escaped(text)
    assert "\n" not in source
    assert_inert(source, "heading_open", "list_item_open", "blockquote_open", "table_open")
    assert shown(source) == printable(text)


@given(MARKUP)
def test_a_title_is_one_heading_and_a_cell_is_one_cell(text: str) -> None:
    heading = list(tokens(f"## {escaped(text)}"))
    assert [token.type for token in heading[:2]] == ["heading_open", "inline"]
    assert shown(f"## {escaped(text)}") == printable(text)
    source = "\n".join(table(["a", escaped(text)], [[escaped(text), "b"]]))
    assert [t.type for t in tokens(source)].count("td_open") == 2
    assert [t.content for t in tokens(source) if t.type == "text" and t.content] == [
        part for part in ("a", printable(text), printable(text), "b") if part
    ]


@given(MARKUP)
def test_a_note_is_one_quote_of_the_lines_that_were_typed(text: str) -> None:
    source = "\n".join(quoted(text))
    assert_inert(source, "heading_open", "list_item_open", "table_open")
    types = [token.type for token in tokens(source)]
    assert types.count("blockquote_open") == (1 if text.strip() else 0)
    if text.strip():
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert shown(source).split("\n") == [printable(line) for line in lines if line]


@pytest.mark.parametrize(
    "text", ["Don't (really) wait, it's 2.5 - 3 h: fine", "A/B test e.g. prices", "Ends with a dash -"]
)
def test_ordinary_text_stays_readable_in_the_source(text: str) -> None:
    assert escaped(text).replace("\\.", ".") == text


def stamped(model: type[Document], ref: str, **fields: object) -> Document:
    return model.read({"id": f"01K{ref}", "ref": ref, "created_at": NOW, "updated_at": NOW, **fields})


def nasty_plan(text: str, note: str) -> Plan:
    metric = {"unit": text, "direction": "increase", "baseline": "1", "target": "3", "start": "2026-10-01"}
    readings = [{"on": "2026-10-02", "value": "2", "note": text}]
    workspace = build(
        Workspace,
        {
            "id": WORKSPACE_ID,
            "ref": WORKSPACE_REF,
            "name": text,
            "product": text,
            "created_at": NOW,
            "updated_at": NOW,
        },
    )
    documents: list[Document] = [
        stamped(Goal, "G1", title=text, note=note),
        stamped(Objective, "O1", title=text, note=note, hypothesis=note, serves=["G1"]),
        stamped(KeyResult, "KR1", title=text, note=note, objective="O1", metric=metric, readings=readings),
        stamped(KeyAction, "KA1", title=text, note=note, key_result="KR1"),
        stamped(KeyAction, "KA2", title=text, key_result="KR9"),
        stamped(Obstacle, "OB1", text=text, target="TC1", note=note),
        stamped(Challenge, "C1", title=text, note=note),
        stamped(
            TargetCondition, "TC1", title=text, challenge="C1", metric=metric, readings=readings, note=note
        ),
        stamped(
            Experiment, "X1", step=text, obstacle="OB1", expect=note, actual=note, learned=note, note=note
        ),
    ]
    return plan_of(workspace, documents)


@pytest.mark.parametrize(
    "note",
    [
        *NOTES[::6],
        "<b>x</b>\u00a0[a](b)",
        "# x",
        "- [ ] x",
        "1. x",
        "=====",
        "    code",
        ":-",
        "a\n==\n\n    b",
    ],
)
def test_the_whole_document_holds_no_markup_but_its_own(note: str) -> None:
    note = note[:200]
    text = printable(note)
    if not text.strip():
        text = f"{text}."
    entry = TimeEntry.read(
        {
            **{"id": "01Kt", "ref": "t1", "created_at": NOW, "updated_at": NOW, "zone": "UTC", "date": TODAY},
            **{"minutes": 30, "text": text, "parties": (text,), "tags": (text,), "note": note},
        },
    )
    plan = nasty_plan(text, note)
    source = markdown_document(Workbook(plan, [entry], TODAY, "0.1.0", UTC))
    assert_inert(source)
    plain = markdown_document(Workbook(nasty_plan("plain", "plain"), [], TODAY, "0.1.0", UTC))
    for level in ("h1", "h2"):
        same = [
            [t.tag for t in tokens(document) if t.type == "heading_open"].count(level)
            for document in (source, plain)
        ]
        assert same[0] == same[1]
    assert shown(source).count(printable(text)) >= 12
    clip = item_markdown(plan, plan.documents["O1"], TODAY, UTC)
    assert_inert(clip)
    assert shown(clip).count(printable(text)) >= 3


def test_an_empty_workspace_says_so_under_each_heading() -> None:
    workspace = Workspace(id=WORKSPACE_ID, ref=WORKSPACE_REF, created_at=NOW, updated_at=NOW)
    source = markdown_document(Workbook(plan_of(workspace, []), [], TODAY, "0.1.0", UTC))
    assert source.count("Nothing yet.") == 3
    assert source.startswith("# Strategy, kata and time\n")
    assert not source.endswith("\n\n")
