"""User text: stored exactly or refused with a reason; shown without anything a terminal obeys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CASES = json.loads((Path(__file__).parents[1] / "data" / "nasty_strings.json").read_text(encoding="utf-8"))
STRINGS: list[str] = [case["s"] if "s" in case else case["rep"][0] * case["rep"][1] for case in CASES]
REASONS = {"E_EMPTY_TITLE", "E_LINE_BREAK", "E_TOO_LONG_TEXT", "E_SURROGATE"}
NO_LIMIT = 1_000_001


def chunks(strings: list[str]) -> Iterator[list[str]]:
    size = 31
    yield from (strings[start : start + size] for start in range(0, len(strings), size))


@pytest.mark.parametrize("strings", chunks(STRINGS))
def test_a_title_and_a_note_are_stored_exactly_or_refused_with_a_reason(pm: Run, strings: list[str]) -> None:
    kept = {}
    for text in strings:
        result = pm("add", "goal", "--json", "--", text, f"note={text}")
        if result.code:
            assert result.code == 1
            assert result.error["code"] in REASONS
            assert result.error["field"] in ("title", "note")
        else:
            assert (result.json["title"], result.json["note"]) == (text, text)
            kept[result.json["ref"]] = text
    stored = {goal["ref"]: goal["title"] for goal in pm("list", "goal", "--json").json}
    assert stored == kept
    for words in (("list", "goal"), ("history", "--all"), ("report", "strategy"), ("status",)):
        assert pm(*words).code == 0
    for ref in list(kept)[:8]:
        assert pm("show", ref).code == 0


@pytest.mark.parametrize("strings", chunks(STRINGS))
def test_the_text_of_an_entry_is_stored_exactly_or_refused_with_a_reason(pm: Run, strings: list[str]) -> None:
    pm("log", "1m", "yesterday", "x")
    for text in strings:
        result = pm("set", "t1", "--json", "--", f"text={text}")
        if result.code:
            assert (result.code, result.error["field"]) == (1, "text")
        else:
            assert result.json["text"] == text
    for words in (("list", "entry"), ("show", "t1"), ("history", "--all")):
        assert pm(*words).code == 0


@pytest.mark.parametrize("strings", chunks(STRINGS))
def test_wherever_it_is_typed_nothing_breaks_and_nothing_reaches_the_terminal(
    board: Run, pm: Run, strings: list[str]
) -> None:
    for number, text in enumerate(strings):
        words: list[tuple[str, ...]] = [
            ("log", "--dry-run", "--", text),
            ("log", "--", "1m", "yesterday", "@" + text),
            ("log", "--", f'1m yesterday "{text}"'),
            ("move", "O1", "active" if number % 2 else "paused", "--reason", text),
            ("status", "--format", text),
            ("show", text),
            (text,),
            ("reading", "KR1", "5", "--note", text),
            ("checkin", "--plain"),
        ]
        pm(*words[number % len(words)], stdin=f"\n\n\n{text}\n")
        pm("set", "KR1", f"unit={text}")
    for words_ in (
        ("history", "--all"),
        ("list", "entry"),
        ("report", "time", "--by", "party"),
        ("--plain",),
    ):
        assert pm(*words_).code == 0


def test_a_note_may_have_lines_and_a_megabyte(ok: Run, pm: Run) -> None:
    assert ok("add", "goal", "x", "note=one\ntwo\r\n\ttab", "--json").json["note"] == "one\ntwo\r\n\ttab"
    assert "two" in ok("show", "G1").out
    assert ok("add", "goal", "x", "note=" + "ü" * 500_000).code == 0
    assert pm("add", "goal", "x", "note=" + "x" * NO_LIMIT, "--json").error["code"] == "E_TOO_LONG_TEXT"


def test_text_is_shown_as_typed(ok: Run) -> None:
    for title in ("[bold]x[/] [/foo]", "\\[b]", "日本語 ☕ שלום", "a  b", "100 %d {x}"):
        ok("add", "goal", "--", title)
        assert title in ok("list", "goal").out


def test_what_a_terminal_obeys_is_shown_as_pictures(ok: Run) -> None:
    ok("add", "goal", "\x1b]52;c;eA==\x07 \u202eevil\u2069")
    out = ok("list", "goal").out
    assert "␛]52;c;eA==␇ \ufffdevil\ufffd" in out
