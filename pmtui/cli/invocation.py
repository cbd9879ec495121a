"""One call of the command line: where the store is, how to print, and the options every command takes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pmtui.errors import PmtuiError, StoreError, UsageError

if TYPE_CHECKING:
    from pmtui.data.glance import Glance
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
        from pmtui.usecases.rolling import keep_rolling
        from pmtui.usecases.session import Session

        clock = Clock()
        session = Session(Store(data_dir(self.data, os.environ), clock), clock)
        keep_rolling(session)
        _warn_of_newer(session)
        return session

    def glance(self) -> Glance:
        """Return the titles in the store that was asked for, read before anything else is loaded."""
        from pmtui.data.glance import glance_at
        from pmtui.data.locations import data_dir

        return glance_at(data_dir(self.data, os.environ))


def _warn_of_newer(session: Session) -> None:
    """Say on standard error that the store can only be looked at; what is damaged is told by whoever reads it."""
    from pmtui.cli.output import print_error_lines

    with suppress(StoreError):
        newer = session.store.newer()
        if newer is not None:
            print_error_lines(f"pmtui: warning: read-only: {newer.message}")


pass_invocation = click.make_pass_decorator(Invocation, ensure=True)


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def remember(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value:
            setattr(context.ensure_object(Invocation), name, value)

    return remember


def _folder(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value == "":
        raise click.BadParameter("a folder is needed", context, parameter)
    _remember("data")(context, parameter, value)


def common_options(command: F) -> F:
    """Add ``--data``, ``--json`` and ``--plain``, which every command takes."""
    data = click.option(
        "--data",
        metavar="DIR",
        expose_value=False,
        callback=_folder,
        help="Folder of the store (or PMTUI_DATA).",
    )
    plain = click.option(
        "--plain",
        is_flag=True,
        expose_value=False,
        callback=_remember("plain"),
        help="Lines of text, never the app.",
    )
    as_json = click.option(
        "--json",
        "as_json",
        is_flag=True,
        expose_value=False,
        callback=_remember("as_json"),
        help="Print JSON.",
    )
    return data(as_json(plain(command)))


def examples(*lines: str) -> str:
    """Return example command lines as the end of a help text, one a line as they are."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


OVERLAP_OPTION = click.option(
    "--overlap",
    type=click.Choice(["trim-other", "trim-this", "unanchor"]),
    help="What to do when stored time overlaps.",
)


class WordsCommand(click.Command):
    """A command whose words may begin with a dash, such as the title ``-rf``; a mistyped ``--option`` is still refused.

    Text after ``--`` is never read as an option.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let words that begin with a single dash through."""
        super().__init__(*args, **kwargs)
        self.ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse unknown long options before ``--``, then read the rest."""
        known = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        for word in args[: args.index("--")] if "--" in args else args:
            name = word.partition("=")[0]
            if name.startswith("--") and name[2:3].isalpha() and name not in known:
                from difflib import get_close_matches  # only an error pays for it

                raise click.NoSuchOption(name, ctx=ctx, possibilities=get_close_matches(name, known))
        return super().parse_args(ctx, args)


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
