"""How wide text is, and where it is cut."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from pmtui.domain.printing import printable
from pmtui.reports import text_width as module
from pmtui.reports.text_width import fitted, fitting, padded, text_width
from pmtui.widgets.alignment import fitted as fitted_content

WIDTHS = {
    "": 0,
    "abc": 3,
    "é": 1,
    "e\u0301": 1,  # a letter and a combining accent
    "x\u0301\u0302": 1,
    "… – ≤ ● ▲ ✖ ▁▂█": 15,
    "①": 1,  # ambiguous
    "日本語": 6,
    "ｱ": 1,  # half-width
    "\uff0d": 2,  # full-width
    "한": 2,
    "\u1112\u1161\u11ab": 2,  # the same syllable in pieces
    "\u1100": 2,
    "ไทย": 3,
    "ป็น": 2,
    "हिन्दी": 3,
    "क्षि": 2,
    "עִבְרִית": 5,
    "👍": 2,
    "👍🏽": 2,  # with a skin tone
    "👩🏽‍💻": 2,
    "👨‍👩‍👧‍👦": 2,
    "🏳️‍🌈": 2,
    "🇩🇪": 2,
    "🇩🇪🇫🇷": 4,
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿": 2,  # a flag with tags
    "❤": 1,
    "❤\ufe0f": 2,
    "1\ufe0f\u20e3": 2,
    "☎\ufe0e": 1,
    "a\u200bb": 2,  # a zero-width space
    "\ufeffx": 1,
    "\u001b[2J": 4,  # shown as pictures
    "\u202eabc": 4,
    "a\tb\nc": 5,
}
PIECES = st.lists(st.sampled_from([*filter(None, WIDTHS), " ", "a", "漢"]), max_size=12).map("".join)
TEXTS = PIECES | st.text()


@pytest.mark.parametrize(("text", "width"), WIDTHS.items(), ids=ascii)
def test_width(text: str, width: int) -> None:
    assert text_width(text) == width


@given(TEXTS)
@example("\u00adx")
def test_the_app_and_the_command_line_agree(text: str) -> None:
    assert text_width(text) == Content(printable(text)).cell_length


def test_what_is_quickly_told_is_true() -> None:
    assert {cell_len(char) for char in module._SINGLE} == {1}
    assert all(cell_len(f"{char}{char}") == 2 for char in module._SINGLE)


@given(TEXTS, st.integers(0, 20))
def test_fitted_text_takes_no_more_than_its_width(text: str, width: int) -> None:
    short = fitted(text, width)
    assert text_width(short) <= max(1, width) or short == text == ""
    assert short == text or text.startswith(short.removesuffix("…"))
    assert fitted(text, None) == text


@given(TEXTS, st.integers(0, 20))
def test_a_pane_cuts_where_the_command_line_cuts(text: str, width: int) -> None:
    content = Content(printable(text))
    short = fitted_content(content, width)
    assert short.cell_length <= width
    if 0 < width < content.cell_length:
        assert short.plain.removesuffix("…") == content.plain[: fitting(content.plain, width - 1)]


@pytest.mark.parametrize(
    ("text", "width", "short"),
    [
        ("🇩🇪🇫🇷🇩🇪", 4, "🇩🇪…"),
        ("🇩🇪🇫🇷🇩🇪", 5, "🇩🇪🇫🇷…"),
        ("🇩🇪🇫🇷🇩🇪", 6, "🇩🇪🇫🇷🇩🇪"),
        ("👩🏽‍💻👩🏽‍💻", 3, "👩🏽‍💻…"),
        ("👩🏽‍💻👩🏽‍💻", 2, "…"),
        ("👍🏽👍🏽", 3, "👍🏽…"),
        ("हिन्दी", 2, "हि…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        ("日本語", 4, "日…"),
        ("plain words", 7, "plain…"),
        ("plain words", 0, "…"),
    ],
)
def test_one_sign_is_never_halved(text: str, width: int, short: str) -> None:
    assert fitted(text, width) == short


@given(TEXTS, st.integers(0, 30))
def test_padded_text_fills_its_column(text: str, width: int) -> None:
    assert text_width(padded(text, width)) == max(width, text_width(text))
    assert padded(text, width).startswith(text)


def test_plain_text_does_not_wait_for_rich() -> None:
    script = (
        "import sys; from pmtui.reports.text_width import fitted;"
        "fitted('Grüße — ● 14 of 20 · ▁▂▃ → 3…', 9); sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0
