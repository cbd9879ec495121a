"""The form for documents: typed through keys, stored by the use case, nothing lost."""

from __future__ import annotations

from typing import cast

import pytest
from textual.widgets import Input

from pmtui.data.drafts import Draft, DraftFolder
from pmtui.domain.documents import Document, Kind
from pmtui.domain.entries import TimeEntry
from pmtui.domain.fields import fields_of
from pmtui.domain.strategy import KeyResult
from pmtui.domain.workspace import Workspace
from pmtui.screens.dialogs.conflict_dialog import ConflictDialog
from pmtui.screens.dialogs.document_form import DocumentForm
from pmtui.screens.dialogs.overlap_dialog import OverlapDialog
from pmtui.screens.draftable import Draftable
from pmtui.usecases.drafts import list_drafts
from pmtui.usecases.editing import change_document
from pmtui.usecases.entries import stored_entry
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line
from pmtui.usecases.undoing import undo
from pmtui.widgets.field_row import FieldRow
from pmtui.widgets.field_words import Echo
from tests.screens.dialogs.stage import (
    NOTHING,
    Stage,
    add_kata,
    add_strategy,
    paste,
    seen,
    shown,
    type_lines,
    type_text,
)


def _row(app: Stage, name: str) -> FieldRow:
    return app.screen.query_one(f".field-{name}", FieldRow)


def _wrong(app: Stage, name: str) -> str:
    said = _row(app, name).message
    return said if said.startswith("▲") else ""


async def test_a_key_result_is_typed_from_field_to_field_and_saved_by_the_last_enter(
    session: Session,
) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.KEY_RESULT, None, {"objective": "O1"})) as (pilot, app):
        await type_lines(pilot, "Activated partners")
        assert _row(app, "objective").text == "O1"
        await pilot.press("enter")
        await type_lines(pilot, "partners")
        await type_text(pilot, "inc")
        await type_lines(pilot, "", "4", "20", "today", "+6w", "", "", "7")
        assert isinstance(app.result, KeyResult)
    metric = app.result.metric
    assert (app.result.title, app.result.objective, app.result.confidence) == ("Activated partners", "O1", 7)
    assert (metric.unit, str(metric.direction), str(metric.target)) == ("partners", "increase", "20")
    assert (str(metric.start), str(metric.due)) == ("2026-10-14", "2026-11-25")
    assert session.plan().find(app.result.ref) == app.result


@pytest.mark.parametrize("size", [(60, 20), (120, 36)])
async def test_every_kind_has_a_form_that_fits_and_names_its_first_field(
    session: Session, size: tuple[int, int]
) -> None:
    kinds = (
        [kind for kind in Kind if fields_of(kind) and kind is not Kind.ENTRY]
        if size[0] == 60
        else [Kind.TARGET]
    )
    async with shown(DocumentForm(session, Kind.GOAL), size) as (pilot, app):
        for kind in kinds:
            app.open(DocumentForm(session, kind))
            await pilot.pause()
            text = seen(app)
            assert fields_of(kind)[0].label in text
            assert "ctrl+s save" in text
            assert next(line for line in text.splitlines() if "╰" in line).rstrip().endswith("╯")
            await pilot.press("escape")


async def test_dates_numbers_and_shares_say_what_was_understood(session: Session) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1"))) as (pilot, app):
        _row(app, "due").take_focus()
        await type_text(pilot, "next fri")
        assert "→ Fri 23 Oct 2026" in seen(app)
        _row(app, "intended_share").take_focus()
        await type_text(pilot, "30%")
        assert "30 % of the time" in seen(app)


async def test_a_start_is_the_nearest_and_a_due_date_the_next(session: Session) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.OBJECTIVE)) as (_, app):
        for text, start, due in (
            ("1 sep", "Tue 1 Sep 2026", "Wed 1 Sep 2027"),
            ("q4", "Thu 1 Oct 2026", "Thu 31 Dec 2026"),
            ("Q1 2027", "Fri 1 Jan 2027", "Wed 31 Mar 2027"),
        ):
            for name, understood in (("start", start), ("due", due)):
                row = _row(app, name)
                row.text = text
                row.refresh_echo()
                assert row.query_one(Echo).said == understood


async def test_holidays_of_another_year_are_shown_with_it(session: Session) -> None:
    async with shown(DocumentForm(session, Kind.WORKSPACE, session.plan().workspace)) as (_, app):
        row = _row(app, "holidays")
        row.text = "25 dec, 1 jan"
        row.refresh_echo()
        assert row.message == "→ Fri 25 Dec, Fri 1 Jan 2027"


async def test_a_date_that_can_be_two_is_explained_on_leaving_the_field(session: Session) -> None:
    async with shown(DocumentForm(session, Kind.OBJECTIVE)) as (pilot, app):
        _row(app, "due").take_focus()
        await type_text(pilot, "1/12")
        assert _wrong(app, "due") == ""
        await pilot.press("tab")
        assert "2027-01-12" in _wrong(app, "due")
        assert "2026-12-01" in _wrong(app, "due")


async def test_saving_goes_to_the_first_bad_field_and_stores_nothing(session: Session) -> None:
    add_strategy(session)
    before = session.plan()
    async with shown(DocumentForm(session, Kind.KEY_RESULT, None, {"objective": "O1"})) as (pilot, app):
        await type_text(pilot, "No unit")
        await pilot.press("ctrl+s")
        assert _row(app, "unit").has_focus_within
        assert "needed" in _wrong(app, "unit")
        assert app.result is NOTHING
    assert session.plan() == before


async def test_what_the_use_case_refuses_is_shown_at_its_field(session: Session) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.KEY_RESULT, session.plan().find("KR1"))) as (pilot, app):
        _row(app, "baseline").text = "25"
        await pilot.press("ctrl+s")
        assert "fixed once there is a reading" in _wrong(app, "baseline") or "baseline" in _wrong(
            app, "target"
        )
        assert app.result is NOTHING


async def test_only_the_changed_field_is_one_undo_step(session: Session) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.KEY_RESULT, session.plan().find("KR1"))) as (pilot, app):
        await type_text(pilot, "!")
        await pilot.press("ctrl+s")
    assert cast(Document, app.result).headline == "Activated partners!"
    assert [entry.what for entry in undo(session)] == ["Change title of KR1 Activated partners!"]
    assert session.plan().find("KR1").headline == "Activated partners"


async def test_esc_keeps_a_draft_and_the_next_form_offers_it_back(session: Session) -> None:
    async with shown(DocumentForm(session, Kind.GOAL)) as (pilot, app):
        await paste(pilot, "Half a thou")
        await pilot.press("escape")
        assert app.result is None
        assert "Draft kept" in app.toasts[-1]
        app.open(DocumentForm(session, Kind.GOAL))
        await pilot.pause()
        assert _row(app, "title").text == "Half a thou"
        assert "Draft from 14:20 restored" in seen(app)
        _row(app, "title").take_focus()
        await pilot.press("end")
        await type_text(pilot, "ght")
        await pilot.press("ctrl+s")
    assert cast(Document, app.result).headline == "Half a thought"
    assert list_drafts(session) == []


async def test_a_restored_draft_can_be_taken_out_and_brought_back(session: Session) -> None:
    add_strategy(session)
    form = DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1"))
    async with shown(form) as (pilot, app):
        await type_text(pilot, " now")
        await pilot.press("escape")
        app.open(DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1")))
        await pilot.pause()
        await pilot.press("ctrl+n")
        assert _row(app, "title").text == "Partner with consultancies"
        await pilot.press("ctrl+n")
        assert _row(app, "title").text == "Partner with consultancies now"
        await pilot.press("ctrl+n", "escape")
    assert list_drafts(session) == []


async def test_an_untouched_form_leaves_without_a_word(session: Session) -> None:
    async with shown(DocumentForm(session, Kind.GOAL)) as (pilot, app):
        await pilot.press("escape")
    assert (app.result, app.toasts, list_drafts(session)) == (None, [], [])


async def test_whoever_ends_the_program_can_keep_the_draft(session: Session) -> None:
    form = DocumentForm(session, Kind.GOAL)
    async with shown(form) as (pilot, _):
        assert isinstance(form, Draftable)
        assert form.save_draft() is False
        await type_text(pilot, "Unsaved")
        assert form.save_draft() is True
    assert [draft.values for draft in list_drafts(session)] == [{"title": "Unsaved"}]


async def test_a_change_in_another_window_becomes_a_choice_field_by_field(session: Session) -> None:
    add_strategy(session)
    form = DocumentForm(session, Kind.KEY_RESULT, session.plan().find("KR1"))
    async with shown(form) as (pilot, app):
        await type_text(pilot, ", signed")
        _row(app, "target").text = "25"
        change_document(session, "KR1", {"title": "Partners that sell", "unit": "firms"})
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, ConflictDialog)
        text = seen(app)
        assert "Activated partners, signed" in text
        assert "Partners that sell" in text
        await pilot.press("t", "ctrl+s")
        await pilot.pause()
    stored = session.plan().find("KR1")
    assert app.result == stored
    assert isinstance(stored, KeyResult)
    assert (stored.title, stored.metric.unit, str(stored.metric.target)) == (
        "Partners that sell",
        "firms",
        "25",
    )


async def test_leaving_the_choice_goes_back_to_the_form_with_everything_in_it(session: Session) -> None:
    add_strategy(session)
    form = DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1"))
    async with shown(form) as (pilot, app):
        await type_text(pilot, " mine")
        change_document(session, "O1", {"title": "Theirs"})
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("escape")
        assert app.screen is form
        assert _row(app, "title").text == "Partner with consultancies mine"
    assert session.plan().find("O1").headline == "Theirs"


async def test_a_closed_document_says_so_when_its_form_opens(session: Session) -> None:
    from pmtui.usecases.editing import move_document

    add_strategy(session)
    move_document(session, "O1", "dropped")
    async with shown(DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1"))) as (_, app):
        assert "O1 is dropped" in seen(app)


async def test_a_parent_is_found_by_typing_the_beginning_of_a_word(session: Session) -> None:
    add_kata(session)
    async with shown(DocumentForm(session, Kind.EXPERIMENT)) as (pilot, app):
        await type_lines(pilot, "Show the price first")
        await type_text(pilot, "subsidy")
        assert _row(app, "obstacle").text == "OB1"
        assert "OB1 People stop at the subsidy question" in seen(app)


async def test_several_refs_are_echoed_with_their_titles(session: Session) -> None:
    add_kata(session)
    async with shown(DocumentForm(session, Kind.OBJECTIVE), (120, 30)) as (pilot, app):
        _row(app, "serves").take_focus()
        await pilot.pause()
        assert "C1 Everybody signs up" in seen(app)
        await type_text(pilot, "c")
        await pilot.pause()
        await pilot.press("right", "tab")
        assert _row(app, "serves").text == "c1"
        assert "→ Everybody signs up" in seen(app)


async def test_fields_behind_the_fold_are_reached_by_keys(session: Session) -> None:
    async with shown(DocumentForm(session, Kind.VISION)) as (pilot, app):
        await type_lines(pilot, "A plan for everybody")
        await pilot.press("tab", "enter")
        await paste(pilot, "first line")
        await pilot.press("enter")
        await paste(pilot, "second")
        await pilot.press("ctrl+s")
    assert cast(Document, app.result).note == "first line\nsecond"


async def test_a_time_entry_is_changed_in_local_time(session: Session) -> None:
    done = log_line(session, "9:00-10:00 pricing")
    assert done.entry is not None
    async with shown(DocumentForm(session, Kind.ENTRY, done.entry), (80, 30)) as (pilot, app):
        assert _row(app, "start").text == "09:00"
        _row(app, "end").take_focus()
        _row(app, "end").text = "10:30"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert isinstance(app.result, TimeEntry)
    assert app.result.minutes == 90


async def test_a_time_entry_moved_onto_another_asks_what_to_trim(session: Session) -> None:
    log_line(session, "9:00-10:00 pricing")
    second = log_line(session, "10:00-11:00 roadmap").entry
    async with shown(DocumentForm(session, Kind.ENTRY, second), (80, 30)) as (pilot, app):
        _row(app, "start").text = "09:30"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, OverlapDialog)
        await pilot.press("enter")
        await pilot.pause()
    assert cast(TimeEntry, app.result).minutes == 90
    assert stored_entry(session.store, "t1").minutes == 30


async def test_the_workspace_is_edited_by_the_same_form(session: Session) -> None:
    async with shown(DocumentForm(session, Kind.WORKSPACE, session.plan().workspace), (80, 30)) as (
        pilot,
        app,
    ):
        await paste(pilot, "Health exchange")
        await pilot.press("ctrl+s")
    assert isinstance(app.result, Workspace)
    assert session.plan().workspace.name == "Health exchange"


async def test_a_store_that_cannot_be_written_leaves_the_form_open(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pmtui.errors import StoreError

    def refuse(*_: object) -> None:
        raise StoreError("E_CANNOT_WRITE", "the disk is full", "make room")

    monkeypatch.setattr("pmtui.screens.dialogs.document_form.add_document", refuse)
    async with shown(DocumentForm(session, Kind.GOAL)) as (pilot, app):
        await type_text(pilot, "Grow")
        await pilot.press("ctrl+s")
        assert "the disk is full" in seen(app)
        assert app.screen.query(Input).first().value == "Grow"


async def test_an_older_draft_of_a_changed_document_becomes_a_conflict_not_an_overwrite(
    session: Session,
) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1"))) as (pilot, app):
        await type_text(pilot, " mine")
        await pilot.press("escape")
        change_document(session, "O1", {"title": "Theirs"})
        app.open(DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1")))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, ConflictDialog)


async def test_what_a_repair_did_not_keep_is_a_choice(session: Session) -> None:
    add_strategy(session)
    kept = Draft("edit-O1", session.now(), {"title": "The other title"}, 0, is_choice=True)
    DraftFolder(session.store.root).save(kept)
    async with shown(DocumentForm(session, Kind.OBJECTIVE, session.plan().find("O1"))) as (pilot, app):
        assert _row(app, "title").text == "The other title"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, ConflictDialog)
        assert "a repair kept theirs" in " ".join(seen(app).split())
        assert "Partner with consultancies" in seen(app)
        await pilot.press("m", "ctrl+s")
        await pilot.pause()
    assert session.plan().find("O1").headline == "The other title"
    assert list_drafts(session) == []


async def test_a_new_key_result_starts_today_unless_another_day_is_typed(session: Session) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.KEY_RESULT, None, {"objective": "O1"})) as (pilot, app):
        assert _row(app, "start").text == "2026-10-14"
        _row(app, "start").take_focus()
        await pilot.pause()
        await type_text(pilot, "next mon")
        assert _row(app, "start").text == "next mon"
        await pilot.press("escape")
    async with shown(DocumentForm(session, Kind.TARGET)) as (pilot, app):
        await pilot.press("escape")
        await pilot.pause()
        assert app.toasts == []


async def test_nothing_is_said_to_be_understood_while_the_field_is_wrong(session: Session) -> None:
    add_strategy(session)
    async with shown(DocumentForm(session, Kind.KEY_RESULT, session.plan().find("KR1"))) as (pilot, app):
        _row(app, "baseline").take_focus()
        await type_text(pilot, "x")
        assert "→ 4" not in seen(app)


async def test_a_clock_is_judged_on_leaving_the_field_and_its_notice_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    entry = log_line(session, "9:00-10:00 call").entry
    assert entry is not None
    async with shown(DocumentForm(session, Kind.ENTRY, entry), (100, 30)) as (pilot, app):
        _row(app, "end").take_focus()
        _row(app, "end").text = "13pm"
        await pilot.press("enter")
        await pilot.pause()
        assert "write 13:00" in _wrong(app, "end")
        _row(app, "end").take_focus()
        _row(app, "end").text = "noon"
        await pilot.press("enter")
        await pilot.pause()
        assert _wrong(app, "end") == ""
        monkeypatch.setattr(app, "notify", lambda text, **_: said.append(text))
        _row(app, "start").text = "yesterday 23:30"
        _row(app, "end").text = "0:15"
        await pilot.press("ctrl+s")
        await pilot.pause()
    assert said == [f"{entry.ref}: ends on the next day"]
    assert stored_entry(session.store, entry.ref).minutes == 45


async def test_numbers_are_shown_and_read_with_the_decimal_mark_of_the_workspace(session: Session) -> None:
    add_strategy(session)
    change_document(session, "KR1", {"stretch": "20.125"})
    change_document(session, "workspace", {"decimal_mark": "comma"})
    async with shown(DocumentForm(session, Kind.KEY_RESULT, session.plan().find("KR1"))) as (pilot, app):
        assert _row(app, "stretch").text == "20,125"
        _row(app, "target").text = "1.200 partners"
        await pilot.pause()
        assert "→ 1200 partners" in seen(app)
        await pilot.press("ctrl+s")
    metric = cast(KeyResult, app.result).metric
    assert (str(metric.target), str(metric.stretch)) == ("1200", "20.125")


async def test_a_time_entry_is_called_by_its_time_and_not_by_its_name(session: Session) -> None:
    log_line(session, "9:00-9:45 fire checkout errors", "log")
    entry = stored_entry(session.store, "t1")
    async with shown(DocumentForm(session, Kind.ENTRY, entry)) as (_, app):
        assert "Time entry · Wed 14 Oct 09:00–09:45" in seen(app)
        assert "t1" not in seen(app)
