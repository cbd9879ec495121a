"""What a check-in is about, and what it shows when it opens; the plan is read once."""

from __future__ import annotations

from pmtui.domain.check_in import CheckIn
from pmtui.domain.kata import Challenge, TargetCondition, TargetState
from pmtui.domain.plan import Plan, is_open
from pmtui.domain.progress import standing_of
from pmtui.errors import PmtuiError
from pmtui.usecases.kata.due_readings import DueReadings, due_readings
from pmtui.usecases.session import Session


def open_check_in(session: Session, ref: str | None = None) -> CheckIn:
    """Return the check-in on ``ref``, or on the active target condition unchecked longest.

    Raises:
        PmtuiError: ``E_NO_TARGET`` when none is active; ``E_WRONG_KIND`` or ``E_NOT_ACTIVE`` for a given ref.
    """
    plan = session.plan()
    return _check_in(session, plan, target_to_check(plan, ref))


def open_what_is_due(session: Session, ref: str | None = None) -> CheckIn | DueReadings:
    """Return the check-in on ``ref``, or what needs one: the target unchecked longest, else readings due.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``, ``E_WRONG_KIND`` or ``E_NOT_ACTIVE`` for a given ref.
    """
    plan = session.plan()
    if ref is None and not plan.active_targets():
        return due_readings(session, plan)
    return _check_in(session, plan, target_to_check(plan, ref))


def _check_in(session: Session, plan: Plan, target: TargetCondition) -> CheckIn:
    today = session.today()
    unchanged = 0
    for cycle in reversed(plan.cycles(target.ref)):
        if cycle.changed:
            break
        unchanged += 1
    return CheckIn(
        target=target,
        date=today,
        opened_at=session.now(),
        standing=standing_of(target.metric, target.readings, today),
        days_left=None if target.metric.due is None else (target.metric.due - today).days,
        obstacles=tuple(o for o in plan.obstacles(target.ref) if is_open(o)),
        current=plan.current_obstacle(target.ref),
        experiment=plan.running_experiment(target.ref),
        next_working_day=plan.working_time.next_working_day(today),
        calendar=plan.workspace.calendar(today),
        unchanged=unchanged,
        plan=plan,
        decimal_mark=plan.workspace.decimal_mark,
    )


def target_to_check(plan: Plan, ref: str | None) -> TargetCondition:
    """Return the active target condition ``ref``, or the one unchecked longest.

    Raises:
        PmtuiError: ``E_NO_TARGET`` when none is active; ``E_WRONG_KIND`` or ``E_NOT_ACTIVE`` for a given ref.
    """
    if ref is None:
        active = plan.active_targets()
        if not active:
            raise PmtuiError(
                "E_NO_TARGET",
                "no target condition is active, so there is nothing to check in on",
                _to_a_target(plan),
            )
        return active[0]
    document = plan.find(ref)
    if not isinstance(document, TargetCondition):
        raise PmtuiError("E_WRONG_KIND", f"{document.ref} is no target condition", "pmtui list target")
    if document.state is not TargetState.ACTIVE or document.is_archived:
        raise PmtuiError(
            "E_NOT_ACTIVE",
            f"{document.ref} is not active",
            _to_active(document),
        )
    return document


def _to_a_target(plan: Plan) -> str:
    """Return the command that comes next on the way to an active target condition."""
    drafts = [target for target in plan.all(TargetCondition) if target.state is TargetState.DRAFT]
    if drafts:
        return _to_active(drafts[0])
    challenges = [challenge.ref for challenge in plan.all(Challenge)]
    if not challenges:
        return "pmtui add challenge TITLE"
    return f"pmtui add target TITLE challenge={challenges[0]} unit=… direction=… baseline=… target=…"


def _to_active(target: TargetCondition) -> str:
    """Return the command that makes ``target`` active."""
    if target.is_archived:
        return f"pmtui history {target.ref}"
    if target.state is not TargetState.DRAFT:
        return f'pmtui move {target.ref} active --reason "why"'
    measure = "" if target.readings else f"pmtui reading {target.ref} VALUE && "
    return f"{measure}pmtui move {target.ref} active"
