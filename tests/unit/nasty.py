"""The nasty strings of ``tests/data`` as parameters, each under its own name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pmtui.domain.text import check_note
from pmtui.errors import PmtuiError

_CASES = json.loads((Path(__file__).parents[1] / "data" / "nasty_strings.json").read_text(encoding="utf-8"))


def _text(case: dict[str, Any]) -> str:
    part, times = case.get("rep") or (case["s"], 1)
    return str(part) * int(times)


def _is_note(text: str) -> bool:
    try:
        return check_note(text) == text
    except PmtuiError:
        return False


ALL = [pytest.param(_text(case), id=case["id"]) for case in _CASES]
"""Every nasty string, as parameters."""

NOTES = [pytest.param(_text(case), id=case["id"]) for case in _CASES if _is_note(_text(case))]
"""Those that can be stored in a note, as parameters."""
