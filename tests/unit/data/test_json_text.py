"""JSON as pmtui writes it: whichever parser is there, it is read alike."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmtui.data.json_text import dumps, expect_much, loads

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values)
def test_both_parsers_give_back_what_was_written(monkeypatch: pytest.MonkeyPatch, value: Any) -> None:
    raw = dumps(value)
    assert b"\n" not in raw
    expect_much()
    quick = loads(raw)
    with monkeypatch.context() as without:
        without.delitem(sys.modules, "pydantic_core")
        plain = loads(raw)
    assert quick == plain == json.loads(raw) == value


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_what_json_does_not_have_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        dumps({"x": [number]})
