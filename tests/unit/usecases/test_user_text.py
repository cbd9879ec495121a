"""Text that breaks other programs: stored exactly, read back by another process, or refused with a reason."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmtui.domain.documents import Kind
from pmtui.errors import PmtuiError
from pmtui.usecases import quick_lines
from pmtui.usecases.undoing import history
from tests.unit.planner import Planner
from tests.unit.refusals import refusal

FILE = Path(__file__).parents[2] / "data" / "nasty_strings.json"


def strings() -> list[Any]:
    found = []
    for case in json.loads(FILE.read_text(encoding="utf-8")):
        text = case["s"] if "s" in case else case["rep"][0] * case["rep"][1]
        found.append(pytest.param(text, case.get("not_utf8", False), id=case["id"]))
    return found


NASTY = pytest.mark.parametrize(("text", "not_utf8"), strings())
BREAKS = set("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")


@pytest.fixture(scope="module")
def pm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planner]:
    """One store for all strings: an objective and a time entry take one after the other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda fd: None)
        planner = Planner(tmp_path_factory.mktemp("texts") / "data")
        planner.add(Kind.OBJECTIVE, "Grow")
        planner.log("45m call")
        yield planner


def keeps(pm: Planner, ref: str, **texts: str) -> None:
    """Check that another process reads what ``ref`` was given."""
    pm.set(ref, **texts)
    assert history(pm.session, 1)[0].what.encode()
    document = pm.doc(ref)
    for field, text in texts.items():
        found = getattr(document, field)
        assert found == (unquoted(text) if isinstance(found, tuple) else text)


def refuses(pm: Planner, ref: str, **texts: str) -> None:
    """Check that each of ``texts`` is refused with a reason and a way out, and nothing is stored."""
    before = pm.session.store.signature()
    for field, text in texts.items():
        with pytest.raises(PmtuiError) as caught:
            pm.set(ref, **{field: text})
        assert caught.value.message
        assert caught.value.fix
        assert caught.value.field == field
    assert pm.session.store.signature() == before


def quoted(text: str) -> str:
    """The text of a list of one name."""
    return '"' + text.replace('"', '""') + '"'


def unquoted(text: str) -> tuple[str, ...]:
    name = text[1:-1].replace('""', '"').strip()
    return (name,) if name else ()


def one_line(text: str, *, blank: bool = True) -> bool:
    return len(text) <= 500 and not BREAKS & set(text) and (blank or bool(text.strip()))


def test_there_are_plenty() -> None:
    assert len(strings()) == 217


@NASTY
def test_as_title_and_note(pm: Planner, text: str, not_utf8: bool) -> None:
    if not_utf8:
        refuses(pm, "O1", title=text, note=text)
    elif one_line(text, blank=False):
        keeps(pm, "O1", title=text, note=text)
    else:
        refuses(pm, "O1", title=text)
        keeps(pm, "O1", note=text)


@NASTY
def test_as_text_party_tag_and_note_of_an_entry(pm: Planner, text: str, not_utf8: bool) -> None:
    """A comma parts names unless they are quoted; blanks around a name are not part of it."""
    names = {"parties": quoted(text), "tags": quoted(text)}
    if not_utf8:
        refuses(pm, "t1", text=text, note=text, **names)
    elif one_line(text):
        keeps(pm, "t1", text=text, note=text, **names)
    else:
        refuses(pm, "t1", text=text, **({} if one_line(text.strip()) else names))
        keeps(pm, "t1", note=text)


@NASTY
def test_as_the_note_of_a_line(pm: Planner, text: str, not_utf8: bool) -> None:
    line = f"45m call -- {text}"
    if not_utf8:
        error = refusal(lambda: quick_lines.preview(pm.session, line, "log"))
        assert error is not None
        assert error.code == "E_SURROGATE"
    else:
        assert quick_lines.preview(pm.session, line, "log").note.strip() == text.strip()


def test_a_title_has_five_hundred_characters_at_most(pm: Planner) -> None:
    keeps(pm, "O1", title="é" * 500)
    refuses(pm, "O1", title="é" * 501)


def test_a_note_has_a_megabyte_at_most(pm: Planner) -> None:
    keeps(pm, "O1", note="x" * 1_000_000)
    refuses(pm, "O1", note="x" * 1_000_001)
