"""The check-in when no target condition is active: the readings that are due, one by one."""

from __future__ import annotations

from functools import partial

from pmtui.cli.asking import Asking
from pmtui.cli.echoes import taken_words
from pmtui.cli.output import print_json
from pmtui.domain.check_in import read_actual
from pmtui.domain.documents import Document
from pmtui.domain.lint import readings_due
from pmtui.domain.metrics import Metric
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.rules import owner_of_metric
from pmtui.reports.json_view import document_json
from pmtui.reports.overview import current_text, way_text
from pmtui.usecases.measuring import take_reading
from pmtui.usecases.session import Session


def ask_due_readings(session: Session, *, as_json: bool) -> None:
    """Ask for each reading that is due; an empty answer leaves one out, and each is stored as soon as it is given.

    Raises:
        EndOfInputError: standard input ended before the last question.
    """
    asking = Asking(as_json=as_json)
    plan, today = session.plan(), session.today()
    mark = plan.workspace.decimal_mark
    due = readings_due(plan, today)
    on = today.isoformat()
    stored: list[Document] = []
    if due:
        asking.say("No target condition is active; these readings are due, empty for not measured today.")
    for number, document in enumerate(due, 1):
        metric = owner_of_metric(document)
        last = current_text(metric, getattr(document, "readings", ()))
        asking.say(f"{number} {document.ref} {document.headline}", f"  {way_text(metric)}, last {last}")
        unit = f" ({metric.unit})" if metric.unit else ""
        text = asking.ask(f"  Actual now{unit}:", partial(_check_actual, metric=metric, mark=mark))
        if text.strip():
            taken = take_reading(session, document.ref, text, on=on)
            stored.append(taken.owner)
            asking.say(*(f"  {said}" for said in taken_words(taken, text, mark, today)))
    if as_json:
        plan, today = session.plan(), session.today()
        print_json([document_json(document, plan, today) for document in stored])
    elif due:
        asking.say(f"{len(stored)} of {len(due)} stored" + (", undo: pmtui undo" if stored else ""))
    else:
        asking.say("No target condition is active, and no reading is due.")


def _check_actual(text: str, metric: Metric, mark: DecimalMark | None) -> None:
    read_actual(text, metric, mark)
