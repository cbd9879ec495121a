"""Mute a lint for a while, with a reason."""

from __future__ import annotations

from datetime import timedelta

from pmtui.data.plans import load_plan
from pmtui.data.typed import save_document
from pmtui.domain.lint import MUTE_DAYS, lint
from pmtui.domain.refs import meant_ref
from pmtui.domain.workspace import MutedLint, Workspace
from pmtui.errors import PmtuiError
from pmtui.usecases.session import Session


def mute_lint(session: Session, code: str, ref: str, reason: str) -> Workspace:
    """Hide the lint ``code`` on ``ref`` for 30 days and return the workspace that remembers it.

    Raises:
        PmtuiError: ``E_REASON`` without a reason, ``E_NOT_FOUND`` when there is no such finding now.
    """
    if not reason.strip():
        raise PmtuiError("E_REASON", "muting a lint needs a reason", 'add --reason "why"', field="reason")
    with session.store.transaction() as tx:
        plan = load_plan(tx)
        today = session.today(tx)
        wanted = (code.strip().upper(), meant_ref(ref))
        finding = next((f for f in lint(plan, today) if (f.code, f.ref) == wanted), None)
        if finding is None:
            raise PmtuiError("E_NOT_FOUND", f"there is no {wanted[0]} on {wanted[1]} now", "pmtui lint")
        until = today + timedelta(days=MUTE_DAYS)
        mute = MutedLint(code=finding.code, lint_ref=finding.ref, until=until, reason=reason)
        kept = tuple(m for m in plan.workspace.muted if m.until >= today)
        tx.what = f"Mute {finding.code} on {finding.ref} until {until.isoformat()}"
        return save_document(tx, plan.workspace.replace(muted=(*kept, mute), updated_at=session.now()))
