"""What reaches ``pmtui log`` of the line that was typed: a line of standard input, or what the shell left of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from pmtui.cli.output import print_error_lines
from pmtui.domain.entries import TimeEntry
from pmtui.domain.refs import kind_of, normal_ref
from pmtui.usecases.session import Session
from pmtui.usecases.vocabulary import StoredVocabulary

_LONGEST = 100_000
_MAY_HOLD_BLANKS = ("party", "tag")


def joined(words: Sequence[str]) -> str:
    """Return the words of a command as one line; a name whose quotes the shell took gets them back.

    ``party:"Acme Corp"`` arrives as one word with a blank in it. Only words that begin with a capital or a digit go on
    with a name: in ``"party:acme login down"`` the rest of a line was quoted. A line quoted as a whole stays as it is.
    """
    return " ".join(words if len(words) < 2 else map(_quoted_again, words))


def _quoted_again(word: str) -> str:
    kind, _, name = word.partition(":")
    rest = name.split()[1:]
    if kind.lower() not in _MAY_HOLD_BLANKS or '"' in name or not (rest and all(map(_goes_on, rest))):
        return word
    key, equals, value = name.partition("=")
    return f'{kind}:{key}="{value}"' if equals and " " not in key else f'{kind}:"{name}"'


def _goes_on(part: str) -> bool:
    return part[0].isupper() or part[0].isdigit()


def read_line() -> str:
    """Return the next line of standard input without its end, empty when there is none.

    Not a character more is taken, so that the next command of a script reads the line after it.
    """
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        print_error_lines("one line, such as: 45m call @acme link:KR1")
        return sys.stdin.readline().rstrip("\r\n")
    try:
        number = sys.stdin.fileno()
    except (OSError, ValueError):  # no file but something that behaves like one
        return sys.stdin.readline().rstrip("\r\n")
    found = bytearray()
    while len(found) < _LONGEST and (byte := os.read(number, 1)) not in (b"", b"\n"):
        found += byte
    return found.decode(sys.stdin.encoding or "utf-8", "surrogateescape").rstrip("\r")


def _ref_taken_for_file() -> str | None:
    with suppress(OSError, ValueError):
        written = os.fstat(sys.stdout.fileno())
        names = (name for name in os.listdir() if kind_of(name))
        return next((name for name in names if os.path.samestat(os.stat(name), written)), None)
    return None


def warn_of_file(session: Session, entry: TimeEntry | None) -> None:
    """Say on standard error when the shell made a file of a link, how to write it, and how ``entry`` gets it now.

    In ``pmtui log 30m call >KR1`` the file that the answer goes to has the name of a ref.
    """
    name = _ref_taken_for_file()
    if name is None:
        return
    from pmtui.usecases.advice import naming  # only the warning pays for it

    lines = [
        f"pmtui: warning: the shell took >{name} for a file and wrote the answer into it; the link is not stored",
        f"write link:{name} instead, which means the same and needs no quotes; rm {name} removes the file",
    ]
    if entry is not None and StoredVocabulary(session.store).ref_state(normal_ref(name)):
        links = ",".join(dict.fromkeys((*entry.links, normal_ref(name))))
        command = naming(session.store.root, f"pmtui set {entry.ref} links={links}")
        lines.append(f"to add the link now: {command}")
    print_error_lines(*lines)
