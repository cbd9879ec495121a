"""checkin: the five coaching questions, in the app or line by line."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import click

from pmtui.cli.asking import Asking, EndOfInputError
from pmtui.cli.due_readings import ask_due_readings
from pmtui.cli.echoes import replaced_words
from pmtui.cli.invocation import Invocation
from pmtui.cli.opening import require_terminal
from pmtui.cli.options import common_options, examples, pass_invocation
from pmtui.cli.output import print_json
from pmtui.domain.check_in import Answers, CheckIn, needed, read_actual, read_check_on, read_verdict
from pmtui.domain.dates import echo_date
from pmtui.domain.text import check_title
from pmtui.domain.typed_numbers import understood
from pmtui.errors import PmtuiError
from pmtui.reports.json_view import document_json
from pmtui.reports.overview import current_text, left_text, status_text, way_text
from pmtui.usecases.checking_in import answers_as_text, check_in_draft, finish_check_in, open_check_in
from pmtui.usecases.drafts import discard_draft, find_draft, keep_draft
from pmtui.usecases.kept_answers import kept_words
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
    if ref is None and not session.plan().active_targets():
        ask_due_readings(session, as_json=invocation.as_json)
        return
    conversation = _Conversation(session, open_check_in(session, ref), as_json=invocation.as_json)
    try:
        conversation.ask_all()
    except (EndOfInputError, KeyboardInterrupt):
        conversation.keep_draft()
        raise
    conversation.finish()


class _Conversation(Asking):
    """Asks the five questions."""

    def __init__(self, session: Session, opened: CheckIn, *, as_json: bool) -> None:
        super().__init__(as_json=as_json)
        self.session = session
        self.opened = opened
        self.answers = Answers()

    def ask_all(self) -> None:
        self._tell_target()
        self.ask("Press Enter to begin:", lambda text: None)
        self._ask_actual()
        if self.opened.experiment is not None:
            self._ask_experiment()
        self._ask_obstacle()
        if self.opened.experiment is None or self.answers.conclude:
            self._ask_next_step()

    def finish(self) -> None:
        seconds = int((self.session.now() - self.opened.opened_at).total_seconds())
        try:
            cycle = finish_check_in(self.session, self.opened, self.answers, seconds)
        except PmtuiError:
            with suppress(PmtuiError):  # where nothing can be written, a draft cannot be either
                self.keep_draft()
            raise
        # The check-in is stored; a draft that cannot be removed is shown once more, no more than that.
        with suppress(PmtuiError):
            discard_draft(self.session, check_in_draft(self.opened.target.ref))
        if self.as_json:
            print_json(document_json(cycle, self.session.plan(), self.session.today()))
            return
        self.say(
            f"{cycle.ref} stored, {'with changes' if cycle.changed else 'unchanged'}", "undo: pmtui undo"
        )
        if not cycle.changed and self.opened.unchanged + 1 >= 5:
            self.say("unchanged five times in a row: is the step too big?")

    def keep_draft(self) -> None:
        keep_draft(self.session, check_in_draft(self.opened.target.ref), answers_as_text(self.answers))

    def _tell_target(self) -> None:
        opened, target = self.opened, self.opened.target
        by = f" by {echo_date(target.metric.due, opened.date)}" if target.metric.due else ""
        left = f", {left_text(opened.days_left)}" if opened.days_left is not None else ""
        self.say(f"1 Target: {target.ref} {target.title}", f"  {way_text(target.metric)}{by}{left}")
        self.say(
            f"  now {current_text(target.metric, target.readings)}, "
            + status_text(opened.standing.status, opened.standing.reason)
        )
        forecast = opened.standing.forecast
        if forecast is not None:
            self.say(
                "  forecast: "
                + (echo_date(forecast.eta, opened.date) if forecast.eta else "not at this pace")
            )
        draft = find_draft(self.session, check_in_draft(target.ref))
        if draft is not None and draft.values:
            day = echo_date(draft.saved_at.astimezone(self.session.zone()).date(), opened.date)
            kept = kept_words(draft.values)
            self.say(f"  kept from {day}:" if kept else f"  begun {day}, nothing answered yet")
            self.say(*(f"    {line}" for line in kept))

    def _ask_actual(self) -> None:
        metric, mark = self.opened.target.metric, self.opened.decimal_mark
        unit = f" ({metric.unit})" if metric.unit else ""
        text = self.ask(
            f"2 Actual now{unit}, empty for unchanged:", lambda text: _ignore(read_actual(text, metric, mark))
        )
        self.answers = replace(self.answers, actual=text.strip())
        value = read_actual(text, metric, mark)
        if value is not None:
            said = understood(text, value, unit=metric.unit, mark=mark)
            old = reading_on(self.opened.target, self.opened.date)
            replaced = [replaced_words(old, metric, self.opened.date)] if old else []
            self.say(*(f"  {line}" for line in (said, *replaced) if line))

    def _ask_experiment(self) -> None:
        experiment = self.opened.experiment
        assert experiment is not None
        check = (
            f", to be checked {echo_date(experiment.check_on, self.opened.date)}"
            if experiment.check_on
            else ""
        )
        self.say(f"  Running: {experiment.ref} {experiment.step}{check}")
        choice = self.ask("  c to conclude it, k or empty to keep it running:", _read_keep)
        if choice.strip().lower() != "c":
            return
        self.answers = replace(self.answers, conclude=True)
        actual = self.ask("  What happened?", lambda text: _ignore(needed(text, "what happened")))
        self.answers = replace(self.answers, experiment_actual=actual)
        self.say(f"  You expected: {experiment.expect}")
        verdict = self.ask(
            "  a as expected, b better, w worse, i inconclusive:", lambda text: _ignore(read_verdict(text))
        )
        self.answers = replace(self.answers, verdict=verdict)
        learned = self.ask("  What did you learn?", lambda text: _ignore(needed(text, "what was learned")))
        self.answers = replace(self.answers, learned=learned)

    def _ask_obstacle(self) -> None:
        self.say("3 Obstacles:")
        for number, obstacle in enumerate(self.opened.obstacles, 1):
            here = " (working on it)" if obstacle == self.opened.current else ""
            self.say(f"  {number} {obstacle.ref} {obstacle.text}{here}")
        self.ask("  empty keeps it, a number chooses, n TEXT adds one, x it is gone:", self._read_obstacle)

    def _read_obstacle(self, text: str) -> None:
        plain = text.strip()
        word, _, rest = plain.partition(" ")
        if not plain:
            return
        if word.lower() == "n":
            self.answers = replace(self.answers, new_obstacle=check_title(rest))
        elif plain.lower() == "x":
            if self.opened.current is None:
                raise PmtuiError(
                    "E_NO_OBSTACLE", "no obstacle is being worked on", "choose one, or leave it empty"
                )
            self.answers = replace(self.answers, gone=True)
        elif plain.isascii() and plain.isdigit() and 1 <= int(plain[:6]) <= len(self.opened.obstacles):
            self.answers = replace(self.answers, obstacle=self.opened.obstacles[int(plain[:6]) - 1].ref)
        else:
            raise PmtuiError(
                "E_BAD_CHOICE", f"'{plain[:40]}' is not possible here", "empty, a number, n TEXT or x"
            )

    def _ask_next_step(self) -> None:
        step = self.ask("4 Next step, empty for none:", self._read_step)
        if not step.strip():
            return
        self.answers = replace(self.answers, next_step=step)
        expect = self.ask("  What do you expect?", lambda text: _ignore(needed(text, "what you expect")))
        self.answers = replace(self.answers, expect=expect)
        default = echo_date(self.opened.next_working_day, self.opened.date)
        when = self.ask(
            f"5 When do we go and see? empty for {default}:",
            lambda text: _ignore(read_check_on(self.opened, text)),
        )
        self.answers = replace(self.answers, check_on=when)
        self.say(f"  {echo_date(read_check_on(self.opened, when), self.opened.date)}")

    def _read_step(self, text: str) -> None:
        if not text.strip():
            return
        check_title(text)
        answers = self.answers
        if not (answers.obstacle or answers.new_obstacle or (self.opened.current and not answers.gone)):
            raise PmtuiError(
                "E_NO_OBSTACLE",
                "a step needs the obstacle it is against",
                "leave it empty; choose one next time",
            )


def _read_keep(text: str) -> None:
    if text.strip().lower() not in ("", "k", "c"):
        raise PmtuiError("E_BAD_CHOICE", f"'{text[:40]}' is neither c nor k", "c concludes, k or empty keeps")


def _ignore(value: object) -> None:
    """Keep only that the value was not refused."""
