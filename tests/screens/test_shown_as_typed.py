"""User text in every pane is what was typed: never markup, never a control character, never a crash."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from textual.content import Content

from pmtui.data.typed import save_document
from pmtui.domain.assembly import Stamp, new_document
from pmtui.domain.calendar import Calendar
from pmtui.domain.documents import Document, DocumentId, Kind, Ref
from pmtui.domain.refs import PREFIXES
from pmtui.domain.text import printable
from pmtui.errors import PmtuiError
from pmtui.screens.palette import PaletteScreen
from pmtui.usecases.board import load_board
from pmtui.usecases.editing import change_document, move_document
from pmtui.usecases.measuring import add_reading
from pmtui.usecases.session import Session
from pmtui.widgets.day_outline import day_items
from pmtui.widgets.kata_outline import kata_items
from pmtui.widgets.outline_item import OutlineItem
from pmtui.widgets.strategy_outline import DIRECTION, strategy_items
from pmtui.widgets.symbols import UNICODE
from pmtui.widgets.target_card import TargetFoot, TargetHead
from tests.screens.cockpit_stage import cockpit, text_of

CASES = Path(__file__).parent.parent / "data" / "nasty_strings.json"
WAY = {"unit": "days", "direction": "decrease", "baseline": "21", "target": "2"}
WIDE = 3000


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, list):
        for part in found:
            yield from _strings(part)
    elif isinstance(found, dict):
        for part in found.values():
            yield from _strings(part)


def nasty_titles() -> list[str]:
    """Every string of the cases; those that are no title are refused by the domain and left out by the test."""
    return list(dict.fromkeys(_strings(json.loads(CASES.read_text(encoding="utf-8")))))


def _documents(session: Session) -> Iterator[Document]:
    """One vision, key result and obstacle for every string that can be a title."""
    stamp = Stamp(Calendar(session.today()), session.now())
    numbers = count(1)

    def made(kind: Kind, number: int, values: dict[str, str]) -> Document:
        return new_document(
            kind, DocumentId(f"{next(numbers):026}"), Ref(f"{PREFIXES[kind]}{number}"), values, stamp
        )

    yield made(Kind.OBJECTIVE, 1, {"title": "plain"})
    yield made(Kind.CHALLENGE, 1, {"title": "plain"})
    yield made(Kind.TARGET, 1, {"title": "plain", "challenge": "C1", **WAY})
    for number, title in enumerate(nasty_titles(), 1):
        try:
            yield made(Kind.VISION, number, {"text": title})
        except PmtuiError:
            continue
        yield made(Kind.KEY_RESULT, number, {"title": title, "objective": "O1", **WAY})
        yield made(Kind.OBSTACLE, number, {"text": title, "target": "TC1"})


@pytest.fixture
def nasty(nothing: Session) -> Session:
    """A workspace in which every possible title is one."""
    with nothing.store.transaction() as tx:
        tx.what = "Nasty titles"
        for document in _documents(nothing):
            save_document(tx, document)
    return nothing


def _drawn(items: list[OutlineItem]) -> dict[str, list[Content]]:
    return {item.key: item.draw(WIDE) for item in items}


def test_the_lists_show_every_title_exactly_and_add_no_style_of_its_own(nasty: Session) -> None:
    board = load_board(nasty)
    drawn = _drawn(strategy_items(board, UNICODE)) | _drawn(kata_items(board, UNICODE))
    titled = [d for d in board.plan.documents.values() if d.ref in drawn]
    assert len(titled) > 150
    for document in titled:
        first = drawn[document.ref][0].plain
        assert printable(document.headline) in first, document.ref
        assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 for char in first)


def test_every_line_of_every_item_is_one_line(nasty: Session) -> None:
    board = load_board(nasty)
    for item in (*strategy_items(board, UNICODE), *kata_items(board, UNICODE), *day_items(board, UNICODE)):
        for width in (1, 7, 34, 200):
            lines = item.draw(width)
            assert len(lines) == item.height
            assert not any("\n" in line.plain or line.cell_length > max(width, 2) for line in lines), item.key


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_the_whole_screen_survives_them(nasty: Session, size: tuple[int, int]) -> None:
    async with cockpit(nasty, size) as (pilot, screen):
        for _ in range(12):
            await pilot.press("pagedown")
        await pilot.press("2", "G", "3", "1", "ctrl+o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PaletteScreen)
        text = text_of(pilot)
        assert not any(ord(char) < 32 and char != "\n" for char in text)
        assert all(Content(line).cell_length <= size[0] for line in text.splitlines())
        assert screen.board is not None


@pytest.mark.parametrize(
    "title",
    ["[bold]x[/bold]", "[/]", "[@click=app.quit]q[/]", "$primary", "a\\[b", "x\x1b[31my", "\u202etxt"],
)
async def test_name_card_timer_toast_and_entries_show_what_was_typed(story: Session, title: str) -> None:
    change_document(story, "workspace", {"name": title})
    change_document(story, "TC1", {"title": title})
    change_document(story, "OB1", {"text": title})
    async with cockpit(story, (200, 50)) as (pilot, screen):
        lines = text_of(pilot)
        assert printable(title) in lines.splitlines()[0]
        assert screen.board is not None
        target = screen.board.plan.active_targets()[0]
        for card in (screen.query_one(TargetHead), screen.query_one(TargetFoot)):
            assert printable(title) in "".join(line.plain for line in card.lines(screen.board, target, 400))
        await pilot.press("2", "d")
        assert printable(title) in [note.message for note in pilot.app._notifications][-1]


def test_units_and_parties_are_user_text_too(story: Session) -> None:
    change_document(story, "KR1", {"unit": "[b]u\x1b"})
    move_document(story, "X1", "abandoned")
    add_reading(story, "KR1", "13")
    board = load_board(story)
    drawn = _drawn(strategy_items(board, UNICODE))
    assert "[b]u␛" in drawn["KR1"][1].plain
    assert DIRECTION in drawn
