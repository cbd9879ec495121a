"""Writes the demo story into a new store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from pmtui.data.clock import Clock
from pmtui.data.store import Store
from pmtui.data.time_log import save_entry
from pmtui.data.transaction import Transaction
from pmtui.data.typed import save_document
from pmtui.domain.date_words import minute_text
from pmtui.domain.documents import Document
from pmtui.domain.entries import TimeEntry
from pmtui.domain.models import build
from pmtui.domain.plan import MODELS
from pmtui.domain.workspace import WORKSPACE_ID, WORKSPACE_REF, Workspace
from pmtui.errors import PmtuiError
from pmtui.usecases.demo.cycles import coaching_cycles
from pmtui.usecases.demo.days import Day, StoryCalendar
from pmtui.usecases.demo.entries import StoryLine, entry_fields, story_lines
from pmtui.usecases.demo.rows import reading_at
from pmtui.usecases.demo.story_files import Story, read_story
from pmtui.usecases.editing import toggle_action
from pmtui.usecases.measuring import add_reading
from pmtui.usecases.session import Session
from pmtui.usecases.timekeeping import log_line, start_timer

_MORNING = time(9, 5)
_FIRST_DAY = Day(-40)


def demo_session(folder: Path, clock: Clock) -> Session:
    """Return the session on a new store in ``folder`` that holds the demo story.

    Raises:
        StoreError: The folder cannot be written.
    """
    session = Session(Store(folder / "store", clock), clock)
    write_demo(session)
    return session


def write_demo(session: Session) -> None:
    """Write the eight-week story that ends now into the new store of ``session``.

    Nearly all of it is one transaction; the last few steps are ordinary ones, for undo to take back one by one.

    Raises:
        PmtuiError: ``E_NOT_EMPTY`` when anything was ever written to the store.
        StoryError: A file of the story is not as it should be.
    """
    story = read_story()
    now = session.now()
    zone = session.zone()
    calendar = StoryCalendar(now.astimezone(zone).date(), zone)
    began = (now - timedelta(minutes=story.timer["minutes"])).replace(second=0)
    *lines, last = story_lines(calendar, began)
    with session.store.transaction() as tx:
        if tx.n != 1:
            raise PmtuiError("E_NOT_EMPTY", "the demo story goes into a new store only", "pmtui demo")
        tx.what = "Tell the demo story"
        save_document(tx, _workspace(story, calendar, zone.key, now))
        for document in _documents(tx, story, calendar):
            save_document(tx, document)
        for line in lines:
            save_entry(tx, _entry(tx, story, line, calendar, zone.key))
    _last_steps(session, story, calendar, last, began)


def _last_steps(
    session: Session, story: Story, calendar: StoryCalendar, last: StoryLine, began: datetime
) -> None:
    toggle_action(session, story.action["ref"])
    reading = calendar.dated(story.reading)
    add_reading(
        session,
        reading["ref"],
        reading["value"],
        on=reading["on"].isoformat(),
        confidence=reading["confidence"],
        note=reading["note"],
    )
    log_line(session, f"{_moment(last.start, session)} {last.minutes}m {last.words}", "log")
    start_timer(session, f"{_moment(began, session)} {story.timer['line']}")


def _moment(instant: datetime | None, session: Session) -> str:
    """Return date and clock as quick entry reads them, with the offset: an hour that comes twice stays clear."""
    assert instant is not None  # only days in the middle of the story have lines without a clock
    local = instant.astimezone(session.zone())
    return f"{minute_text(local)}{local.isoformat()[-6:]}"


def _workspace(story: Story, calendar: StoryCalendar, zone: str, now: datetime) -> Workspace:
    fixed = {"id": WORKSPACE_ID, "ref": WORKSPACE_REF, "zone": zone, "created_at": now, "updated_at": now}
    return build(Workspace, {**calendar.dated(story.workspace), **fixed})


def _documents(tx: Transaction, story: Story, calendar: StoryCalendar) -> Iterator[Document]:
    for item in (*story.items, *coaching_cycles(story)):
        day = item.fields.get("date", item.fields.get("started_on", _FIRST_DAY))
        made = calendar.instant(calendar.on(day), _MORNING)
        stamped: dict[str, Any] = {"id": tx.new_id(), "created_at": made, "updated_at": made}
        with reading_at(item.place):
            document = MODELS[item.kind].read({**calendar.dated(item.fields), **stamped})
        yield document


def _entry(tx: Transaction, story: Story, line: StoryLine, calendar: StoryCalendar, zone: str) -> TimeEntry:
    fields = entry_fields(line, calendar)
    with reading_at(line.place):
        if unknown := set(fields["links"]) - story.refs:
            raise ValueError(f"there is no {min(unknown)}")
        return TimeEntry.read({**fields, "id": tx.new_id(), "ref": tx.next_ref("t"), "zone": zone})
