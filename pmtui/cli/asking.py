"""Questions on standard output, answers on standard input: one line each, for screen readers and pipes."""

from __future__ import annotations

import sys
from collections.abc import Callable

from pmtui.cli.output import print_error_lines, print_lines
from pmtui.errors import PmtuiError


class EndOfInputError(PmtuiError):
    """Standard input ended before the last question."""

    def __init__(self) -> None:
        super().__init__(
            "E_INPUT_ENDED",
            "the input ended before the last question; the check-in is not stored, your answers are kept",
            "start it again; it shows what was kept",
        )


class Asking:
    """A conversation line by line; with JSON asked for, the questions go to standard error.

    Attributes:
        say: Prints lines of the conversation.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.say = print_error_lines if as_json else print_lines

    def ask(self, prompt: str, read: Callable[[str], object]) -> str:
        """Ask until the answer is not refused, and return it as typed.

        Raises:
            EndOfInputError: there is no further line.
        """
        while True:
            self.say(prompt)
            line = _next_line()
            if not line:
                raise EndOfInputError
            text = line.removesuffix("\n").removesuffix("\r")
            try:
                read(text)
            except PmtuiError as error:
                self.say(f"  {error.message}" + (f"; {error.fix}" if error.fix else ""))
                continue
            return text


def _next_line() -> str:
    """Return the next line of standard input, empty at its end or when there is none."""
    if sys.stdin is None:
        return ""
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None and sys.stdin.errors == "strict":
        reconfigure(errors="surrogateescape")  # what is no text is then refused like any other answer
    return sys.stdin.readline()
