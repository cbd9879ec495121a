"""checkin: the five coaching questions, in the app or line by line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import click

from pmtui.cli.asking import Asking, EndOfInputError
from pmtui.cli.due_readings import ask_due_readings
from pmtui.cli.echoes import replaced_words
from pmtui.cli.invocation import Invocation
from pmtui.cli.opening import require_terminal
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_json
from pmtui.domain.check_in import UNCHANGED_TOO_OFTEN, CheckIn, read_actual
from pmtui.domain.date_words import echo_date, left_text
from pmtui.domain.typed_numbers import understood
from pmtui.errors import PmtuiError
from pmtui.reports.json_view import document_json
from pmtui.reports.overview import current_text, status_text, way_text
from pmtui.usecases.drafts import discard_draft, find_draft, keep_draft
from pmtui.usecases.kata.check_in_drafts import answers_as_text, check_in_draft, kept_words
from pmtui.usecases.kata.check_in_opening import open_check_in, open_what_is_due
from pmtui.usecases.kata.check_in_storing import finish_check_in
from pmtui.usecases.kata.check_in_walk import Walk
from pmtui.usecases.kata.due_readings import DueReadings
from pmtui.usecases.measuring import reading_on
from pmtui.usecases.session import Session


@click.command(
    "checkin",
    epilog=examples(
        "pmtui checkin",
        "pmtui checkin TC1 --plain",
    ),
)
@click.argument("ref", required=False)
@common_options
@pass_invocation
def checkin_command(invocation: Invocation, ref: str | None) -> None:
    """Answer the five questions of the daily check-in.

    It is about the target condition REF, or about the one unchecked longest.

    With --plain the questions come line by line, for screen readers and pipes. With no active target condition
    it asks for the readings that are due.
    """
    session = invocation.session()
    if not (invocation.plain or invocation.as_json):
        require_terminal("pmtui checkin --plain")
        from pmtui.app import run_app

        target = None if ref is None else open_check_in(session, ref).target.ref
        status = run_app(session, on_start="checkin", check_in_ref=target)
        if status:
            raise click.exceptions.Exit(status)
        return
    opened = open_what_is_due(session, ref)
    if isinstance(opened, DueReadings):
        ask_due_readings(session, opened, as_json=invocation.as_json)
        return
    conversation = _Conversation(session, opened, as_json=invocation.as_json)
    try:
        conversation.ask_all()
    except (EndOfInputError, KeyboardInterrupt):
        conversation.keep_draft()
        raise
    conversation.finish()


class _Conversation(Asking):
    """Asks the questions of a check-in, one line each."""

    def __init__(self, session: Session, opened: CheckIn, *, as_json: bool) -> None:
        super().__init__(as_json=as_json)
        self.session = session
        self.opened = opened
        self.walk = Walk(opened)
        self.draft = check_in_draft(opened.target.ref)

    def ask_all(self) -> None:
        self.say(*_target_lines(self.opened))
        self._tell_draft()
        while not self.walk.is_done:
            walk = self.walk
            self.say(*_lines_before(walk))
            try:
                text = self.ask(walk.question.line.format_map(walk.words), self._take)
            except EndOfInputError:
                if not walk.may_end:
                    raise
                text = ""
                self._take(text)
            self.say(*(f"  {line}" for line in _lines_after(walk, text)))

    def _take(self, text: str) -> None:
        self.walk = self.walk.answer(text)

    def finish(self) -> None:
        seconds = int((self.session.now() - self.opened.opened_at).total_seconds())
        try:
            cycle = finish_check_in(self.session, self.opened, self.walk.answers, seconds)
        except PmtuiError:
            with suppress(PmtuiError):  # where nothing can be written, a draft cannot be either
                self.keep_draft()
            raise
        # The check-in is stored; a draft that cannot be removed is shown once more, no more than that.
        with suppress(PmtuiError):
            discard_draft(self.session, self.draft)
        if self.as_json:
            print_json(document_json(cycle, self.opened.plan, self.session.today()))
            return
        changes = "with changes" if cycle.changed else "unchanged"
        self.say(f"{cycle.ref} stored, {changes}", "undo: pmtui undo")
        if not cycle.changed and self.opened.unchanged + 1 >= UNCHANGED_TOO_OFTEN:
            self.say("unchanged five times in a row: is the step too big?")

    def keep_draft(self) -> None:
        keep_draft(self.session, self.draft, answers_as_text(self.walk.answers))

    def _tell_draft(self) -> None:
        draft = find_draft(self.session, self.draft)
        if draft is not None and draft.values:
            day = echo_date(draft.saved_at.astimezone(self.session.zone()).date(), self.opened.date)
            kept = kept_words(draft.values)
            self.say(f"  kept from {day}:" if kept else f"  begun {day}, nothing answered yet")
            self.say(*(f"    {line}" for line in kept))


def _target_lines(opened: CheckIn) -> Iterator[str]:
    target, standing = opened.target, opened.standing
    by = f" by {echo_date(target.metric.due, opened.date)}" if target.metric.due else ""
    left = f", {left_text(opened.days_left)}" if opened.days_left is not None else ""
    yield f"1 Target: {target.ref} {target.title}"
    yield f"  {way_text(target.metric)}{by}{left}"
    now = current_text(target.metric, target.readings)
    yield f"  now {now}, {status_text(standing.status, standing.reason)}"
    if standing.forecast is not None:
        eta = standing.forecast.eta
        yield f"  forecast: {echo_date(eta, opened.date) if eta else 'not at this pace'}"


def _lines_before(walk: Walk) -> Iterator[str]:
    """What there is to know before a question is answered."""
    running = walk.opened.experiment
    if running is not None and walk.at == "experiment":
        check = f", to be checked {echo_date(running.check_on, walk.opened.date)}" if running.check_on else ""
        yield f"  Running: {running.ref} {running.step}{check}"
    elif running is not None and walk.at == "verdict":
        yield f"  You expected: {running.expect}"
    if walk.question.lead:
        yield walk.question.lead
        for offer in walk.offers:
            if offer.answer:
                yield f"  {offer.answer} {offer.words}{' (working on it)' if offer.current else ''}"


def _lines_after(walk: Walk, text: str) -> Iterator[str]:
    """How an answer was understood."""
    if walk.at != "actual":
        yield from filter(None, [walk.understood(text)])
        return
    opened, metric = walk.opened, walk.opened.target.metric
    value = read_actual(text, metric, opened.decimal_mark)
    if value is not None:
        old = reading_on(opened.target, opened.date)
        said = understood(text, value, unit=metric.unit, mark=opened.decimal_mark)
        yield from filter(None, [said, replaced_words(old, metric, opened.date) if old else ""])
