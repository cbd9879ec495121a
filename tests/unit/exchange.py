"""Stores to export and import: a busy one by hand, and any that keeps the rules."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from pmtui.data.tables import month_file
from pmtui.data.typed import save_document
from pmtui.domain.documents import Document, Kind
from pmtui.usecases.exporting import EVERY_MODEL, Format, export_text
from pmtui.usecases.importing import Imported, import_bytes
from tests.unit.planner import NOON, Planner


def export(pm: Planner) -> bytes:
    return export_text(pm.session, Format.JSON).encode()


def exported(pm: Planner) -> dict[str, Any]:
    found = json.loads(export(pm))
    assert isinstance(found, dict)
    return found


def bring(pm: Planner, raw: bytes | dict[str, Any], **how: bool) -> Imported:
    given_ = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    return import_bytes(pm.session, given_, "export.json", **how)


def busy(pm: Planner) -> None:
    """Something of every kind, with links everywhere."""
    pm.lockup()
    pm.board()
    pm.add(Kind.GOAL, "Grow")
    pm.set("O1", serves="G1, C1")
    pm.read("KR1", "5.50")
    pm.set("TC1", key_result="KR1")
    pm.move("X1", "running")
    pm.log("8:00-9:00 fire outage >KR1 @acme #db !outage")
    pm.log("45m plan backlog >TC1")
    pm.rm(pm.add(Kind.OBSTACLE, "Was none", target="TC1"))
    pm.rm("t2")
    pm.verb("start", "strat pricing >O1")


STAMP = {"created_at": NOON - timedelta(days=9), "updated_at": NOON}
_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)
_LINE = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), max_size=30
)
_TITLE = _LINE.filter(str.strip)
_NUMBER = st.decimals(-1000, 1000, places=3).map(str)
_JSON = st.recursive(
    st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=5,
)
_EXTRA = st.dictionaries(_TEXT.map(lambda name: f"x_{name}"), _JSON, max_size=2)


@st.composite
def stores(draw: st.DrawFn, mark: str = "K") -> list[Document]:
    """Documents of a store that keeps every rule, with any text and with fields nobody knows."""

    def one(kind: Kind, ref: str, **fields: Any) -> Document:
        archived = {"archived_at": NOON} if draw(st.integers(0, 5)) == 0 else {}
        return EVERY_MODEL[kind].read(
            {
                **draw(_EXTRA),
                "id": f"01{mark}{ref}",
                "ref": ref,
                "note": draw(_TEXT),
                **STAMP,
                **archived,
                **fields,
            },
        )

    found = [one(Kind.GOAL, f"G{n + 1}", title=draw(_TITLE)) for n in range(draw(st.integers(0, 2)))]
    goals = [goal.ref for goal in found]
    for n in range(1, 1 + draw(st.integers(0, 2))):
        found.append(one(Kind.OBJECTIVE, f"O{n}", title=draw(_TITLE), serves=goals, weight="0.50"))
        metric = {"direction": "at_least", "target": draw(_NUMBER), "unit": draw(_LINE), **draw(_EXTRA)}
        days = draw(st.lists(st.integers(1, 400), unique=True, max_size=3))
        readings = [
            {"on": date(2026, 10, 14) - timedelta(days=day), "value": draw(_NUMBER), "note": draw(_TEXT)}
            for day in sorted(days, reverse=True)
        ]
        found.append(
            one(
                Kind.KEY_RESULT,
                f"KR{n}",
                title=draw(_TITLE),
                objective=f"O{n}",
                metric=metric,
                readings=readings,
            )
        )
    start = datetime(2026, 9, 28, 8, tzinfo=UTC)
    for n in range(1, 1 + draw(st.integers(0, 4))):
        end = start + timedelta(minutes=draw(st.integers(1, 700)))
        when = {
            "start": start,
            "end": end,
            "date": start.date(),
            "minutes": (end - start) // timedelta(minutes=1),
        }
        names = draw(st.lists(_LINE, max_size=2))
        found.append(
            one(Kind.ENTRY, f"t{n}", zone="UTC", **when, text=draw(_LINE), links=goals, parties=names)
        )
        start = end + timedelta(minutes=draw(st.integers(0, 2000)))
    return found


def fill(pm: Planner, documents: list[Document]) -> None:
    """Put ``documents`` into the store in one step."""
    with pm.session.store.transaction() as tx:
        tx.what = "Everything"
        for document in documents:
            day = getattr(document, "date", None)
            save_document(tx, document, *([month_file(day)] if day else []))
