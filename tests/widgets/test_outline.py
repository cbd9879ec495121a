"""The list of the panes in a tiny app: walking, folding, filtering, the mouse."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from pmtui.widgets.outline import Outline
from pmtui.widgets.outline_item import OutlineItem, visible


def item(key: str, depth: int = 0, *, height: int = 1, branch: bool = False) -> OutlineItem:
    def draw(width: int) -> list[Content]:
        return [Content(f"{key} line {n}") for n in range(height)]

    return OutlineItem(key, draw, height, depth=depth, branch=branch, words=key.lower())


TREE = [
    item("O1", height=2, branch=True),
    item("KR1", 1, height=2, branch=True),
    item("KA1", 2),
    item("KA2", 2),
    item("KR2", 1, height=2),
    item("O2", height=2),
]


class Recorder(App[None]):
    """Shows one outline and keeps what it says."""

    def __init__(self) -> None:
        super().__init__()
        self.moved: list[str] = []
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield Outline()

    def on_mount(self) -> None:
        self.outline.show_items(TREE)
        self.outline.focus()

    @property
    def outline(self) -> Outline:
        return self.query_one(Outline)

    def on_outline_moved(self, event: Outline.Moved) -> None:
        if event.item is not None:
            self.moved.append(event.item.key)

    def on_outline_opened(self, event: Outline.Opened) -> None:
        self.opened.append(event.item.key)


@asynccontextmanager
async def running(height: int = 12) -> AsyncIterator[tuple[Pilot[None], Recorder]]:
    app = Recorder()
    async with app.run_test(size=(40, height)) as pilot:
        await pilot.pause()
        yield pilot, app


def current(app: Recorder) -> str:
    found = app.outline.current
    assert found is not None
    return found.key


def shown(app: Recorder) -> list[str]:
    return [found.key for found in app.outline.shown_items]


def lines(app: Recorder) -> list[str]:
    return [app.outline.render_line(y).text.rstrip() for y in range(app.outline.size.height)]


async def test_arrows_and_letters_walk_item_by_item_and_stop_at_the_ends() -> None:
    async with running() as (pilot, app):
        await pilot.press("j", "down", "k", "G", "j")
        assert current(app) == "O2"
        await pilot.press("g", "up")
        assert current(app) == "O1"


async def test_the_cursor_shows_without_colour_on_every_line_of_its_item() -> None:
    async with running() as (_, app):
        assert [line[0] for line in lines(app)[:3]] == ["▌", "▌", " "]


async def test_left_folds_then_goes_to_the_parent_and_right_unfolds() -> None:
    async with running() as (pilot, app):
        await pilot.press("j", "left")
        assert shown(app) == ["O1", "KR1", "KR2", "O2"]
        await pilot.press("left")
        assert current(app) == "O1"
        await pilot.press("right", "right", "right")
        assert shown(app)[2] == "KA1"
        assert current(app) == "KA1"


async def test_enter_opens_and_a_second_click_does_too() -> None:
    async with running() as (pilot, app):
        await pilot.press("j", "enter")
        assert app.opened == ["KR1"]
        await pilot.click(Outline, offset=(10, 7))
        assert current(app) == "KR2"
        await pilot.click(Outline, offset=(10, 0), times=2)
        assert app.opened == ["KR1", "O1"]


async def test_a_click_on_the_triangle_folds() -> None:
    async with running() as (pilot, app):
        await pilot.click(Outline, offset=(1, 0))
        assert shown(app) == ["O1", "O2"]


async def test_new_items_keep_cursor_fold_and_scroll_position() -> None:
    async with running(height=4) as (pilot, app):
        await pilot.press("G")
        before = app.outline.scroll_offset.y
        app.outline.show_items([*TREE, item("O3")])
        await pilot.pause()
        assert current(app) == "O2"
        assert app.outline.scroll_offset.y == before > 0


async def test_the_cursor_stays_near_when_its_item_is_gone() -> None:
    async with running() as (pilot, app):
        await pilot.press("j", "j", "j")
        app.outline.show_items([found for found in TREE if found.key != "KA2"])
        assert current(app) == "KR2"


async def test_a_filter_keeps_what_matches_with_what_is_above_it() -> None:
    async with running() as (_, app):
        app.outline.narrow("ka2")
        assert shown(app) == ["O1", "KR1", "KA2"]
        app.outline.narrow("")
        assert shown(app) == [found.key for found in TREE]


async def test_going_to_an_item_unfolds_what_hides_it() -> None:
    async with running() as (pilot, app):
        await pilot.press("left")
        assert app.outline.go_to("KA1")
        assert current(app) == "KA1"
        assert not app.outline.go_to("KA99")


async def test_an_empty_list_takes_every_key() -> None:
    async with running() as (pilot, app):
        app.outline.show_items([])
        await pilot.press("j", "k", "g", "G", "left", "right", "enter", "pagedown", "pageup")
        assert app.outline.current is None
        assert app.opened == []


DEPTHS = st.lists(st.integers(0, 3), max_size=30)


@given(DEPTHS, st.data())
def test_a_filter_never_shows_an_item_without_its_parent(depths: list[int], data: st.DataObject) -> None:
    items = [item(f"I{n}", depth) for n, depth in enumerate(_nested(depths))]
    words = data.draw(st.sampled_from(["i1", "i2", "9", "x"]))
    view = visible(items, (), words)
    for place, found in enumerate(view):
        if found.depth:
            assert any(above.depth == found.depth - 1 for above in view[:place])
    assert all(found in view for found in items if words in found.words)


@given(DEPTHS)
def test_folding_everything_leaves_the_first_level(depths: list[int]) -> None:
    items = [item(f"I{n}", depth) for n, depth in enumerate(_nested(depths))]
    view = visible(items, {found.key for found in items}, "")
    assert view == [found for found in items if found.depth == 0]


def _nested(depths: list[int]) -> list[int]:
    """Depths in which no item is more than one level below the one before."""
    found: list[int] = []
    for depth in depths:
        found.append(min(depth, found[-1] + 1) if found else 0)
    return found


def test_the_filter_reads_names_with_their_sign_or_their_word() -> None:
    entries = [
        OutlineItem(words, TREE[0].draw, words=words)
        for words in (
            "t1 call firefight >kr1 @acme #learn !outage",
            "t2 call strategic >kr12 ~pricing",
            "t3 kr1",
        )
    ]

    def found(words: str) -> list[str]:
        return [item.key[:2] for item in visible(entries, (), words)]

    for sign, word in (
        (">kr12", "link:kr12"),
        ("@ac", "party:ac"),
        ("#learn", "tag:learn"),
        ("!out", "cause:out"),
    ):
        assert found(sign) == found(word) != []
    assert found("call link:kr1") == ["t1", "t2"]
    assert found("call party:acme fire") == ["t1"]
    assert found("party:acme strategic") == []
    assert found("kr1") == ["t1", "t2", "t3"]
    assert found(">") == ["t1", "t2"]
