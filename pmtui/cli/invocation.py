"""One call of the command line: where the store is, how to print, and the options every command takes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmtui.errors import UsageError

if TYPE_CHECKING:
    from pmtui.usecases.session import Session

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(slots=True)
class Invocation:
    """What the options before and after a command's name add up to.

    Attributes:
        data: Folder of the store, None for the default.
        as_json: Whether to print JSON.
        plain: Whether to ask and answer line by line.
    """

    data: str | None = None
    as_json: bool = False
    plain: bool = False

    def session(self) -> Session:
        """Return the session on the store that was asked for."""
        from pmtui.data.clock import Clock
        from pmtui.data.locations import data_dir
        from pmtui.data.store import Store
        from pmtui.usecases.session import Session

        clock = Clock()
        return Session(Store(data_dir(self.data, os.environ), clock), clock)


pass_invocation = click.make_pass_decorator(Invocation, ensure=True)


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value:
            setattr(context.ensure_object(Invocation), name, value)

    return remember


def common_options(command: F) -> F:
    """Add ``--data`` and ``--json``, which every command takes."""
    data = click.option(
        "--data",
        metavar="DIR",
        expose_value=False,
        callback=_remember("data"),
        help="Folder of the store (or PMTUI_DATA).",
    )
    as_json = click.option(
        "--json", "as_json", is_flag=True, expose_value=False, callback=_remember("as_json"), help="Print JSON."
    )
    return data(as_json(command))


def read_assignments(words: tuple[str, ...]) -> Mapping[str, str]:
    """Return the fields and values of ``field=value`` words, in order.

    Raises:
        UsageError: ``E_USAGE`` for a word without ``=``, or a field given twice.
    """
    values: dict[str, str] = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name.strip():
            raise UsageError("E_USAGE", f"'{word[:80]}' is not field=value", "quote a title that has spaces")
        if name in values:
            raise UsageError("E_USAGE", f"{name} is given twice", "give it once", field=name)
        values[name] = value
    return values
