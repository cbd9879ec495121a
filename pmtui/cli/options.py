"""The options that every command takes, and commands whose words may look like options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from pmtui.cli.invocation import Invocation

F = TypeVar("F", bound=Callable[..., Any])

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
