"""The check-in when no target condition is active: the readings that are due, one by one."""

from __future__ import annotations

from pmtui.cli.asking import Asking
from pmtui.cli.echoes import taken_words
from pmtui.cli.output import print_json
from pmtui.reports.json_view import document_json
from pmtui.reports.overview import current_text, way_text
from pmtui.usecases.kata.due_readings import DueReadings
from pmtui.usecases.session import Session


def ask_due_readings(session: Session, due: DueReadings, *, as_json: bool) -> None:
    """Ask for each reading that is due; an empty answer leaves one out, and each is stored as soon as it is given.

    Raises:
        EndOfInputError: standard input ended before the last question.
    """
    asking, count = Asking(as_json=as_json), len(due.due)
    if count:
        asking.say("No target condition is active; these readings are due, empty for not measured today.")
    while not due.is_done:
        document, metric = due.asked, due.metric
        last = current_text(metric, getattr(document, "readings", ()))
        asking.say(f"{due.at + 1} {document.ref} {document.headline}", f"  {way_text(metric)}, last {last}")
        text = asking.ask(due.question.line.format_map(due.words), due.read)
        due = due.answer(text)
        if taken := due.taken[-1]:
            asking.say(*(f"  {said}" for said in taken_words(taken, text, due.decimal_mark, due.date)))
    stored = [taken.owner for taken in due.taken if taken]
    if as_json:
        plan, today = session.plan(), session.today()
        print_json([document_json(document, plan, today) for document in stored])
    elif count:
        asking.say(f"{len(stored)} of {count} stored" + (", undo: pmtui undo" if stored else ""))
    else:
        asking.say("No target condition is active, and no reading is due.")
