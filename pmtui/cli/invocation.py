"""One call of the command line: where the store is and how to print."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TypeVar

from pmtui.errors import PmtuiError, StoreError, UsageError

if TYPE_CHECKING:
    from pmtui.data.glance import Glance
    from pmtui.usecases.session import Session


class Invocation:
    """What the options before and after a command's name add up to.

    Attributes:
        data: Folder of the store, None for the default.
        as_json: Whether to print JSON.
        plain: Whether to ask and answer line by line.
    """

    def __init__(self) -> None:
        """Start without options."""
        self.data: str | None = None
        self.as_json = False
        self.plain = False

    def session(self) -> Session:
        """Return the session on the store that was asked for."""
        from pmtui.data.clock import Clock
        from pmtui.data.locations import data_dir
        from pmtui.data.store import Store
        from pmtui.usecases.rolling import keep_rolling
        from pmtui.usecases.session import Session

        clock = Clock()
        session = Session(Store(data_dir(self.data, os.environ), clock), clock)
        keep_rolling(session)
        _warn(session)
        return session

    def glance(self) -> Glance:
        """Return the titles in the store that was asked for, read before anything else is loaded."""
        from pmtui.data.glance import glance_at
        from pmtui.data.locations import data_dir

        return glance_at(data_dir(self.data, os.environ))


@contextmanager
def completing_fixes(invocation: Invocation) -> Iterator[None]:
    """Let commands in a fix name the store; add to the error of a damaged one how to bring its newest backup back.

    ``invocation`` is asked when the command is done: options stand behind its name, too.
    """
    try:
        yield
    except StoreError as error:
        from pmtui.cli.way_back import offer_backup  # only damage pays for it

        offer_backup(error, invocation.data)
        raise
    except PmtuiError as error:
        if error.fix and "pmtui " in error.fix:
            from pmtui.cli.way_back import name_store

            name_store(error, invocation.data)
        raise


def _warn(session: Session) -> None:
    """Say on standard error what reading alone would not show; what is damaged is told by whoever reads it."""
    from pmtui.cli.output import print_error_lines
    from pmtui.data.time_log import shared_refs

    with suppress(StoreError):
        newer = session.store.newer()
        if newer is not None:
            print_error_lines(f"pmtui: warning: read-only: {newer.message}")
        elif session.store.lacks_history():
            from pmtui.usecases.missing_history import missing_history_words  # only damage pays for it

            print_error_lines(f"pmtui: warning: {missing_history_words(session)}")
        for ref in shared_refs(session.store):
            from pmtui.usecases.advice import naming  # only damage pays for it

            doctor = naming(session.store.root, "pmtui doctor --repair")
            print_error_lines(
                f"pmtui: warning: two items are called {ref}; give them names of their own: {doctor}"
            )


T = TypeVar("T")


def in_field(name: str, read: Callable[[], T]) -> T:
    """Return what ``read`` returns; a refusal names the option ``name`` as the field at fault.

    Raises:
        PmtuiError: what ``read`` refuses.
    """
    try:
        return read()
    except PmtuiError as error:
        raise PmtuiError(error.code, error.message, error.fix, field=name, span=error.span) from error


def _quoted_field(word: str, before: Mapping[str, str]) -> str:
    """Return what to do about a word without ``=`` behind the fields ``before`` it."""
    if not before:
        return "put = and the value behind a field; quote a title or a value that has spaces"
    name, value = list(before.items())[-1]
    return f'quote a value that has spaces: {name}="{value} {word[:80]}"'


def read_assignments(words: tuple[str, ...]) -> Mapping[str, str]:
    """Return the fields and values of ``field=value`` words, in order.

    Raises:
        UsageError: ``E_USAGE`` for a word without ``=``, or a field given twice.
    """
    values: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise UsageError("E_USAGE", f"'{word[:80]}' is not field=value", _quoted_field(word, values))
        if name in values:
            raise UsageError("E_USAGE", f"{name} is given twice", "give it once", field=name)
        values[name] = value
    return values
