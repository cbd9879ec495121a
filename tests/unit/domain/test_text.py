"""User text is stored exactly or refused, and always shown safely."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtui.domain.text import (
    MAX_NOTE,
    MAX_TITLE,
    check_line,
    check_note,
    check_title,
    printable,
    printable_lines,
)
from pmtui.errors import PmtuiError
from tests.unit.refusals import refusal

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E_EMPTY_TITLE"),
        (" \t\u00a0\u3000", "E_EMPTY_TITLE"),
        ("x" * (MAX_TITLE + 1), "E_TOO_LONG_TEXT"),
        ("half \ud83d", "E_SURROGATE"),
        *((f"two{br}lines", "E_LINE_BREAK") for br in BREAKS),
    ],
)
def test_what_is_no_title_is_refused_and_says_why(text: str, code: str) -> None:
    with pytest.raises(PmtuiError) as caught:
        check_title(text)
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.fix


def test_a_title_may_have_five_hundred_characters_whatever_their_bytes() -> None:
    assert check_title("日" * MAX_TITLE) == "日" * MAX_TITLE


def test_a_note_may_have_a_million_bytes() -> None:
    assert check_note("é" * (MAX_NOTE // 2))
    with pytest.raises(PmtuiError) as caught:
        check_note("é" * (MAX_NOTE // 2) + "x")
    assert caught.value.code == "E_TOO_LONG_TEXT"
    assert caught.value.fix


@given(st.text())
def test_text_is_never_changed_only_refused(text: str) -> None:
    for check in (check_line, check_title, check_note):
        error = refusal(partial(check, text))
        assert error.fix if error else check(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_holds_nothing_a_terminal_obeys(text: str) -> None:
    for shown in (printable(text), printable_lines(text).replace("\n", "")):
        shown.encode()
        for char in shown:
            assert ord(char) >= 0x20
            assert not 0x7F <= ord(char) < 0xA0
            assert char not in "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_is_shown_as_typed(text: str) -> None:
    assert printable(text) == text
