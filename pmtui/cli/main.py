"""The entry point: runs the command, and turns every refusal into a message and an exit status.

Nothing here imports click: one line of quick entry without options needs no parser of options, and half of the time
``pmtui log`` takes would be click's.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import ModuleType, TracebackType

from pmtui.cli.families import FAMILIES, TIME_LOG
from pmtui.cli.output import ReaderGone, print_error, print_error_lines
from pmtui.domain.printing import silence
from pmtui.errors import PmtuiError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status.

    Args:
        argv: Words after the program's name; None: those of this process.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    sys.excepthook = log_crash
    _skip_plugins()
    as_json = "--json" in (words[: words.index("--")] if "--" in words else words)
    try:
        return _run(words, as_json)
    except OSError as error:
        if error.filename is not None:  # not an output stream: something nobody foresaw
            raise
        silence(sys.stdout)
        print_error_lines(
            f"pmtui: the output cannot be written: {error.strerror}; the history tells what was stored (E_OUTPUT)",
            "fix: pmtui history",
        )
        return 1


def _skip_plugins() -> None:
    """Keep pydantic from looking for plugins.

    Its own switch, PYDANTIC_DISABLE_PLUGINS, still imports importlib.metadata with mail, sockets and zip files: as long
    as one and a half empty Pythons, a tenth of ``pmtui log``. Where pydantic has moved the module, this does nothing.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    loader = ModuleType("pydantic.plugin._loader")
    loader.__dict__["get_plugins"] = tuple
    sys.modules.setdefault(loader.__name__, loader)


def _run(words: list[str], as_json: bool) -> int:
    try:
        if words and FAMILIES.get(words[0]) == TIME_LOG and not any(word.startswith("-") for word in words):
            from pmtui.cli.time_lines import run_plain_line

            return run_plain_line(words[0], words[1:])
        if words[:2] == ["report", "time"] and not any(word.startswith("-") for word in words):
            from pmtui.cli.time_report import report_plain_period

            return report_plain_period(words[2:])
        from pmtui.cli.commands import run_command

        return run_command(words)
    except PmtuiError as error:
        if not as_json and error.fix and "add " in error.fix:
            from pmtui.cli.typed_again import typed_again

            error.fix = typed_again(error.fix, words)
        print_error(error, as_json=as_json)
        return error.exit_status
    except ReaderGone:
        return 0
    except SystemExit:  # click leaves like this when the reader of the help has gone
        silence(sys.stdout)
        return 0


def log_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write what nobody foresaw to the log file and tell the user where it is; Python then exits with 1."""
    if issubclass(kind, KeyboardInterrupt):
        print_error_lines("pmtui: interrupted; nothing was stored that was not reported")
        return
    from pmtui.data.crash_log import write_crash

    path = write_crash(error, os.environ)
    where = f"details are in {path}" if path else "and the log file could not be written"
    print_error_lines(f"pmtui: something went wrong inside ({kind.__name__}); {where}")
