"""Ended, closed or suspended in the middle of a word: the store is whole, and the word is there again."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from pmtui.data.doctor.examination import examine
from pmtui.domain.documents import Kind
from pmtui.usecases.editing import add_document
from tests.screens.cockpit_stage import session_in, write_story
from tests.screens.terminal_stage import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


class Form(NamedTuple):
    """Somewhere to type: keys that open it and what shows after each, and what brings the text back later."""

    steps: tuple[tuple[bytes, bytes], ...]
    again: bytes
    restored: bytes


FORMS = {
    "form": Form(((b"n", b"Hypothesis"),), b"n", b"restored"),
    "quick bar": Form(((b"l", b"Log time"),), b"l", b"half-a-thought"),
    "check-in": Form(((b"c", b"1 of 5"), (b"\r", b"2 of 5")), b"c", b"restored"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_story(session_in(tmp_path / "store"))
    return tmp_path


def begin(folder: Path, form: Form, text: bytes = b"half-a-thought") -> Terminal:
    """Opens a form and types into it."""
    terminal = Terminal(folder)
    terminal.read_until(b"Partner with")
    for key, shows in form.steps:
        terminal.send(key)
        terminal.read_until(shows)
    terminal.send(text)
    terminal.read_until(text[-4:])
    return terminal


def drafts(folder: Path) -> str:
    found = (folder / "store" / "drafts").glob("*.json")
    return "".join(path.read_text(encoding="utf-8") for path in found)


def require_whole(folder: Path) -> None:
    assert examine(folder / "store").findings == []


def require_offered(folder: Path, form: Form) -> None:
    """The next start says so, and the same form has the text."""
    terminal = Terminal(folder)
    terminal.read_until(b"Partner with")
    terminal.read_until(b"half-typed")
    terminal.forget()
    terminal.send(form.again)
    terminal.read_until(form.restored)
    terminal.kill(signal.SIGTERM)
    assert terminal.status() == 143


@pytest.mark.parametrize(
    ("number", "name"),
    [*((signal.SIGTERM, name) for name in FORMS), (signal.SIGHUP, "form"), (signal.SIGINT, "form")],
)
def test_a_signal_keeps_the_draft_and_restores_the_terminal(
    folder: Path, number: signal.Signals, name: str
) -> None:
    terminal = begin(folder, FORMS[name])
    terminal.kill(number)
    assert terminal.status() == 128 + number
    assert terminal.is_restored
    assert "half-a-thought" in drafts(folder)
    require_whole(folder)
    require_offered(folder, FORMS[name])


@pytest.mark.parametrize("name", ["form", "check-in"])
def test_a_closed_window_keeps_the_draft_and_ends_the_program(folder: Path, name: str) -> None:
    terminal = begin(folder, FORMS[name])
    terminal.close()
    assert terminal.end() == 129
    assert "half-a-thought" in drafts(folder)
    require_whole(folder)
    require_offered(folder, FORMS[name])


@pytest.mark.parametrize("name", ["form", "check-in"])
def test_ctrl_c_neither_ends_the_program_nor_loses_a_letter(folder: Path, name: str) -> None:
    """It copies what is selected; whoever wants to leave is told the key."""
    terminal = begin(folder, FORMS[name])
    terminal.send(b"\x03")
    terminal.send(b"-and-on")
    terminal.read_until(b"d-on")
    terminal.kill(signal.SIGTERM)
    assert terminal.status() == 143
    assert "half-a-thought-and-on" in drafts(folder)
    require_whole(folder)


def test_ctrl_c_in_the_cockpit_tells_how_to_leave(folder: Path) -> None:
    terminal = Terminal(folder)
    terminal.read_until(b"Partner with")
    terminal.forget()
    terminal.send(b"\x03")
    terminal.read_until(b"q leaves")
    terminal.send(b"q")
    assert terminal.status() == 0


@pytest.mark.parametrize("name", ["form", "check-in"])
def test_suspended_the_terminal_is_the_shells_and_resumed_everything_is_there(
    folder: Path, name: str
) -> None:
    terminal = begin(folder, FORMS[name])
    terminal.kill(signal.SIGTSTP)
    terminal.wait_until_stopped()
    assert terminal.is_restored
    assert terminal.is_cooked
    terminal.output = b""
    terminal.kill(signal.SIGCONT)
    terminal.read_until(b"\x1b[?1049h")
    terminal.read_until(b"thought")
    assert not terminal.is_cooked
    terminal.send(b"-and-on")
    terminal.read_until(b"d-on")
    terminal.kill(signal.SIGTERM)
    assert terminal.status() == 143
    assert terminal.is_restored
    assert "half-a-thought-and-on" in drafts(folder)
    require_whole(folder)


def test_what_was_written_meanwhile_shows_within_a_second_of_resuming(folder: Path) -> None:
    terminal = Terminal(folder)
    terminal.read_until(b"Partner with")
    terminal.forget()
    terminal.kill(signal.SIGTSTP)
    terminal.wait_until_stopped()
    add_document(session_in(folder / "store"), Kind.OBJECTIVE, {"title": "Written-elsewhere"})
    time.sleep(0.3)
    terminal.kill(signal.SIGCONT)
    terminal.read_until(b"Written-elsewhere", seconds=2)
    terminal.send(b"q")
    assert terminal.status() == 0
    require_whole(folder)


def test_a_shell_that_ends_while_the_program_sleeps_keeps_the_draft(folder: Path) -> None:
    """As shells do: the signal first, then the one that wakes it up to hear it."""
    terminal = begin(folder, FORMS["form"])
    terminal.kill(signal.SIGTSTP)
    terminal.wait_until_stopped()
    terminal.kill(signal.SIGHUP)
    terminal.kill(signal.SIGCONT)
    assert terminal.status() == 129
    assert terminal.is_restored
    assert "half-a-thought" in drafts(folder)
    require_whole(folder)


def test_a_window_that_closes_while_the_program_sleeps_keeps_the_draft(folder: Path) -> None:
    terminal = begin(folder, FORMS["form"])
    terminal.kill(signal.SIGTSTP)
    terminal.wait_until_stopped()
    terminal.close()
    terminal.kill(signal.SIGCONT)
    assert terminal.end() == 129
    assert "half-a-thought" in drafts(folder)
    require_whole(folder)


def without_drafts(folder: Path) -> Path:
    (folder / "store" / "drafts").write_text("a file in its place", encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", FORMS)
def test_a_signal_that_loses_text_says_so(folder: Path, name: str) -> None:
    terminal = begin(without_drafts(folder), FORMS[name])
    terminal.kill(signal.SIGTERM)
    assert terminal.status() == 143
    assert terminal.is_restored
    after = terminal.output[terminal.output.rfind(b"\x1b[?1049l") :]
    assert b"what you typed is not kept" in after


def test_ctrl_q_keeps_the_draft(folder: Path) -> None:
    terminal = begin(folder, FORMS["form"])
    terminal.send(b"\x11")
    assert terminal.status() == 0
    assert "half-a-thought" in drafts(folder)


@pytest.mark.parametrize("name", FORMS)
def test_ctrl_q_that_would_lose_text_asks_first(folder: Path, name: str) -> None:
    terminal = begin(without_drafts(folder), FORMS[name])
    terminal.send(b"\x11")
    terminal.read_until(b"ctrl+q again")
    terminal.send(b"\x11")
    assert terminal.status() == 0
    assert terminal.is_restored
    assert b"what you typed is not kept" in terminal.output
