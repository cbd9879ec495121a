"""Drafts about items that get another name: they follow the item they were about, as far as that can be told."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pmtui.data.disk import read_file
from pmtui.data.doctor.file_scan import Docs
from pmtui.data.doctor.reconciling import Reconciled
from pmtui.data.document import Doc
from pmtui.data.draft_folder import FOLDER, LINE
from pmtui.data.drafts import Draft, DraftFolder, draft_in, draft_text
from pmtui.domain.refs import kind_of, normal_ref

_WORD = re.compile(r"(?<![\w.])[A-Za-z]{1,2}[1-9][0-9]{0,7}(?![\w.])", re.ASCII)
_QUICK = ("quick", LINE)
_LINKS = frozenset(
    {
        *("objective", "key_result", "vision", "challenge", "target", "obstacle", "serves", "links"),
        *("experiment", "next_experiment"),
    }
)


class _Known(NamedTuple):
    """An item as a draft may know it.

    Attributes:
        rev: Its revision at that time.
        now: Its ref after the repair.
        rev_now: Its revision then, if nothing but names changed; else the same as ``rev``.
    """

    id: str
    rev: int
    created_at: str
    now: str
    rev_now: int


def renamed_drafts(
    root: Path,
    before: Mapping[str, Docs],
    wanted: Reconciled,
    after: Mapping[str, Docs],
    rewritten: Collection[str] = (),
) -> Iterator[tuple[str, bytes | None, str]]:
    """Yield what files of drafts must hold, None for one that goes, and what to say about it.

    Args:
        root: Folder of the store.
        before: The documents as they were called when the drafts were typed.
        wanted: What is done.
        after: The documents as they will be, with their revisions.
        rewritten: Ids of documents that changed otherwise than ``wanted`` tells.
    """
    known = _known(before, wanted, after, rewritten)
    unsettled = {ref: items for ref, items in known.items() if any(item.now != ref for item in items)}
    if not unsettled:
        return
    for name in DraftFolder(root).names():
        draft = _draft(root, name)
        if draft is not None:
            yield from _followed(draft, unsettled)


def _known(
    before: Mapping[str, Docs], wanted: Reconciled, after: Mapping[str, Docs], more: Collection[str]
) -> dict[str, list[_Known]]:
    """The items that were ever called by a ref on either side, as they were last."""
    now = {key: doc for docs in after.values() for (_, key), doc in docs.items()}
    rewritten = {*more} | {
        c.id for step in wanted.steps if step.kind == "do" for c in step.changes if c.before
    }
    found: dict[str, list[_Known]] = defaultdict(list)
    mine = [doc for docs in before.values() for doc in docs.values()]
    for doc in (*mine, *wanted.theirs):
        last: Doc | None = now.get(str(doc["id"]))
        if last is not None:
            rev = doc["rev"] if doc["id"] in rewritten else last["rev"]
            found[str(doc["ref"])].append(
                _Known(str(doc["id"]), doc["rev"], str(doc.get("created_at", "")), str(last["ref"]), rev)
            )
    return found


def _draft(root: Path, name: str) -> Draft | None:
    try:
        return draft_in(name, json.loads(read_file(root / FOLDER / f"{name}.json")[0]))
    except (OSError, ValueError, RecursionError):  # looked at elsewhere
        return None


def _followed(draft: Draft, known: Mapping[str, list[_Known]]) -> Iterator[tuple[str, bytes | None, str]]:
    meant = {ref: _meant(draft, ref, items) for ref, items in known.items()}

    def now(match: re.Match[str]) -> str:
        ref = normal_ref(match[0]) if kind_of(match[0]) else match[0]
        return meant[ref].now if ref in meant and meant[ref].now != ref else match[0]

    name = "-".join(_WORD.sub(now, part) for part in draft.name.split("-"))
    values = {
        field: _WORD.sub(now, text) if field in _LINKS or draft.name.startswith(_QUICK) else text
        for field, text in draft.values.items()
    }
    about = next((meant[part] for part in draft.name.split("-") if part in meant), None)
    rev = about.rev_now if about is not None and draft.rev == about.rev else draft.rev
    if (name, values) != (draft.name, draft.values):
        file = f"{FOLDER}/{name}.json"
        follows = draft_text(Draft(name, draft.saved_at, values, rev, _ids(draft, meant)))
        if name != draft.name:
            yield (
                f"{FOLDER}/{draft.name}.json",
                None,
                f"{FOLDER}/{draft.name}.json: now {file}, as its item is called",
            )
            yield file, follows, ""
        else:
            yield file, follows, f"{file}: says what its items are called now"


def _ids(draft: Draft, meant: Mapping[str, _Known]) -> dict[str, str]:
    """The ids that ``draft`` notes, under the names of today."""
    return {
        meant[ref].now if ref in meant and meant[ref].id == id else ref: id for ref, id in draft.ids.items()
    }


def _meant(draft: Draft, ref: str, items: list[_Known]) -> _Known:
    """The item that ``draft`` means with ``ref``: the one with the id it notes.

    Older drafts note none: then by the revision it edits, by what was there when it was typed, else the oldest.
    """
    noted = [item for item in items if item.id == draft.ids.get(ref)]
    if noted:
        return noted[-1]
    about = [item for item in items if draft.rev is not None and item.rev == draft.rev]
    if len({item.id for item in about}) == 1:
        return about[-1]
    saved = f"{draft.saved_at:%Y-%m-%dT%H:%M:%SZ}"
    there = [item for item in items if item.created_at <= saved] or items
    return min(there, key=lambda item: (item.created_at, item.id))
