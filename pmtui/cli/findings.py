"""Findings of the doctor, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pmtui.data.doctor.finding import Finding
from pmtui.usecases.advice import naming


def named_findings(root: Path, findings: Sequence[Finding]) -> list[Finding]:
    """Return the ``findings`` with commands that name the store in ``root``."""
    return [finding._replace(fix=naming(root, finding.fix)) for finding in findings]


def finding_line(finding: Finding) -> str:
    """Return a finding on one line: how bad, where, what, and what to do."""
    where = f"{finding.file} {finding.ref}" if finding.ref else finding.file
    fix = f" – {finding.fix}" if finding.fix.strip() else ""
    return f"{finding.severity:<7} {where}: {finding.message}{fix}"


def finding_json(finding: Finding) -> dict[str, object]:
    """Return a finding as JSON has it."""
    return {**finding._asdict(), "severity": finding.severity.value, "fix": finding.fix.strip() or None}
