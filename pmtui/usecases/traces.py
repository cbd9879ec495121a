"""What a document leaves in others: links to it, words that a check-in copied from it, quotations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pmtui.data.document import Doc
from pmtui.data.tables import TABLES
from pmtui.domain.documents import Kind

_NO_WORDS = ("id", "ref", "created_at", "updated_at", "archived_at", "zone", "start", "end", "date")
_PLAIN_WORD = re.compile(r"[a-z0-9_.:+-]*", re.ASCII)
_SHORTEST = 8


def without(table: str, doc: Doc, refs: set[str]) -> Doc:
    """``doc`` without links to ``refs``, and without the words that a check-in copied from them."""
    changes: dict[str, Any] = {}
    for name in ("links", "serves"):
        links = doc.get(name)
        if isinstance(links, list) and refs & {*map(str, links)}:
            changes[name] = [ref for ref in links if str(ref) not in refs]
    if table == TABLES[Kind.CYCLE]:
        given = doc.get("answers")
        answers = _answers(given, refs) if isinstance(given, Mapping) else given
        changes |= {"answers": answers} if answers is not given else {}
    if table == TABLES[Kind.WORKSPACE] and isinstance(doc.get("muted"), list):
        muted = [mute for mute in doc["muted"] if not _is_about(mute, refs)]
        changes |= {"muted": muted} if muted != doc["muted"] else {}
    optional = {TABLES[Kind.TARGET]: "key_result", TABLES[Kind.CHALLENGE]: "vision"}.get(table, "")
    gone = {optional} if _names(doc, optional, refs) else set()
    if not changes and not gone:
        return doc
    return {name: value for name, value in {**doc, **changes}.items() if name not in gone}


def _answers(answers: Mapping[str, Any], refs: set[str]) -> Mapping[str, Any]:
    gone: set[str] = set()
    if _names(answers, "experiment", refs):
        gone |= {"experiment", "experiment_actual", "verdict", "learned"}
    if _names(answers, "next_experiment", refs):
        gone |= {"next_experiment", "next_step", "expect"}
    if _names(answers, "obstacle", refs):
        gone |= {"obstacle"}
    return {name: value for name, value in answers.items() if name not in gone} if gone else answers


def _names(doc: Mapping[str, Any], field: str, refs: set[str]) -> bool:
    """Whether ``field`` names one of ``refs``; what a file holds may be of any type."""
    ref = doc.get(field)
    return isinstance(ref, str) and ref in refs


def _is_about(mute: Any, refs: set[str]) -> bool:
    """Whether a muted lint is about one of ``refs``."""
    return isinstance(mute, Mapping) and _names(mute, "lint_ref", refs)


def words(doc: Doc) -> Iterator[str]:
    """The texts of ``doc`` that somebody wrote and that can be recognized elsewhere."""
    for text in texts(doc):
        stripped = text.strip()
        if len(stripped) >= _SHORTEST and not _PLAIN_WORD.fullmatch(stripped):
            yield stripped


def texts(value: Any) -> Iterator[str]:
    """Every text in ``value``, a document or a part of one, but for its names and dates."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name not in _NO_WORDS:
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def as_written(word: str) -> Iterable[bytes]:
    """The bytes of ``word`` in a JSON file, in UTF-8 and in ASCII."""
    return {json.dumps(word, ensure_ascii=plain)[1:-1].encode() for plain in (False, True)}
