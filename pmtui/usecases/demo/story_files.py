"""Reads the demo story from the files in ``story/``; its README says how they are written."""

from __future__ import annotations

import pkgutil
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from pmtui.domain.documents import Kind
from pmtui.domain.plan import MODELS
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.usecases.demo.days import Day
from pmtui.usecases.demo.rows import Row, StoryError, StoryItem, fields_of, reading_at

_ITEMS = (
    Kind.GOAL,
    Kind.VISION,
    Kind.OBJECTIVE,
    Kind.KEY_RESULT,
    Kind.KEY_ACTION,
    Kind.CHALLENGE,
    Kind.TARGET,
    Kind.OBSTACLE,
    Kind.EXPERIMENT,
)
"""What the files hold, in the order in which it is written."""
_FILES = ("strategy.toml", "key_results.toml", "actions.toml", "kata.toml", "time.toml", "last_steps.toml")
_TABLES = {
    "workspace": "strategy.toml",
    "check_ins": "kata.toml",
    "log": "time.toml",
    "action": "last_steps.toml",
    "reading": "last_steps.toml",
    "timer": "last_steps.toml",
}
"""What there is once, and where."""
_LINKS = frozenset({*PARENT_FIELDS.values(), "key_result"})


class Story(NamedTuple):
    """The demo story as its files tell it.

    Attributes:
        workspace: The fields of the workspace.
        items: Every document of the plan but the check-ins, those that others belong to first.
        check_ins: The target condition and the lines of its check-ins.
        log: The lines of the time log by day, in order.
        action: The last move of an action.
        reading: The last reading.
        timer: The line of the timer, and the minutes for which it runs.
        refs: The refs of ``items``, which others may link to.
    """

    workspace: Row
    items: tuple[StoryItem, ...]
    check_ins: Row
    log: Mapping[Day, str]
    action: Row
    reading: Row
    timer: Row
    refs: frozenset[str]


@cache
def read_story() -> Story:
    """Return the story of the package.

    Raises:
        StoryError: A file is not as it should be.
    """
    return story_of({name: _text(name) for name in _FILES})


def story_of(texts: Mapping[str, str]) -> Story:
    """Return the story that these files tell.

    Args:
        texts: The text of each file by its name.

    Raises:
        StoryError: A file is not as it should be, or something is missing or told twice.
    """
    tables: dict[str, Row] = {}
    items: list[StoryItem] = []
    for name, text in texts.items():
        for key, value in _toml(name, text).items():
            if isinstance(value, list):
                items += _items(name, key, value)
            elif _TABLES.get(key) != name:
                raise StoryError(f"{name}, {key}: it does not belong here")
            else:
                tables[key] = value
    for key, name in _TABLES.items():
        if key not in tables:
            raise StoryError(f"{name}: [{key}] is missing")
    refs = frozenset(item.fields["ref"] for item in items)
    _check_links(items, refs)
    return Story(
        refs=refs,
        items=tuple(item for kind in _ITEMS for item in items if item.kind is kind),
        log=_days(tables.pop("log")),
        **{key: fields_of(table, f"{_TABLES[key]}, {key}") for key, table in tables.items()},
    )


def _text(name: str) -> str:
    # pkgutil reads out of a zip too, as importlib.resources does, without importing zipfile for it.
    data = pkgutil.get_data(__package__, f"story/{name}")
    if data is None:
        raise StoryError(f"{name}: it cannot be read")
    return data.decode()


def _toml(name: str, text: str) -> dict[str, Any]:
    with reading_at(name):  # a TOMLDecodeError is a ValueError and tells the line
        return tomllib.loads(text, parse_float=str)


def _items(name: str, key: str, tables: list[dict[str, Any]]) -> Iterator[StoryItem]:
    kinds = [kind for kind in _ITEMS if kind == key]
    if not kinds:
        raise StoryError(f"{name}, [[{key}]]: there is no such kind; write one of {', '.join(_ITEMS)}")
    for number, table in enumerate(tables, start=1):
        place = f"{name}, {key} {table.get('ref', f'no. {number}')}"
        if "ref" not in table:
            raise StoryError(f"{place}: it has no ref")
        for field in table.keys() - MODELS[kinds[0]].model_fields.keys():
            raise StoryError(f"{place}: '{field}' is no field of it")
        yield StoryItem(kinds[0], place, fields_of(table, place))


def _check_links(items: list[StoryItem], refs: frozenset[str]) -> None:
    for item in items:
        links = {item.fields[name] for name in _LINKS & item.fields.keys()}
        for ref in sorted(links.union(item.fields.get("serves", ())) - refs):
            raise StoryError(f"{item.place}: there is no {ref}")


def _days(table: Mapping[str, str]) -> Mapping[Day, str]:
    days: dict[Day, str] = {}
    for words, lines in table.items():
        with reading_at(f"{_TABLES['log']}, {words}"):
            day = Day.read(words)
            if day in days:
                raise ValueError("it is told twice")
            days[day] = lines
    return dict(sorted(days.items()))
