"""What ``>`` ``~`` ``!`` name: items of the store, activities and causes, completed and suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pmtui.domain.dates import clipped
from pmtui.domain.modes import Cause
from pmtui.domain.refs import meant_ref
from pmtui.errors import PmtuiError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from enum import StrEnum

    from pmtui.domain.activities import Activity
    from pmtui.domain.quick_entry.model import Vocabulary
    from pmtui.domain.quick_entry.tokens import Token

E = TypeVar("E", bound="StrEnum")

_LONGEST_NAME = 40
_MOST_CANDIDATES = 2000


def find_link(token: Token, vocabulary: Vocabulary) -> tuple[str, bool]:
    """Return the ref as the store spells it, and whether the item is closed.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF``, with the nearest known ref as the fix.
    """
    if len(token.text) <= _LONGEST_NAME:
        for ref in dict.fromkeys((token.text, meant_ref(token.text))):
            state = vocabulary.ref_state(ref)
            if state is not None:
                return ref, state == "closed"
    near = _nearest_ref(token.text, vocabulary.known_refs())
    hint = f"did you mean {near}?" if near else "link something that exists, or quote the word"
    raise PmtuiError(
        "E_UNKNOWN_REF",
        f"nothing here is called '{clipped(token.text)}'; {hint}",
        token.sign + near if near else None,
        span=token.span,
    )


def complete_activity(name: str) -> Activity:
    """Return the activity that the name is, or begins as the only one.

    Raises:
        PmtuiError: ``E_AMBIG_ACTIVITY`` when several begin so, ``E_UNKNOWN_ACTIVITY`` when none does; the
            fix is the name that was probably meant.
    """
    from pmtui.domain.activities import Activity  # most entries name none

    return _completed(name, Activity, unknown="E_UNKNOWN_ACTIVITY", ambiguous="E_AMBIG_ACTIVITY")


def complete_cause(name: str) -> Cause:
    """Return the cause that the name is, or begins as the only one.

    Raises:
        PmtuiError: ``E_UNKNOWN_CAUSE`` when none begins so, or several do; the fix is the name meant.
    """
    return _completed(name, Cause, unknown="E_UNKNOWN_CAUSE", ambiguous="E_UNKNOWN_CAUSE")


def _completed(name: str, kind: type[E], *, unknown: str, ambiguous: str) -> E:
    found = _beginning_with(name, kind)
    if len(found) == 1:
        return found[0]
    if found:
        raise PmtuiError(
            ambiguous, f"'{name}' may be {_either(found)}; type more letters of the one you mean"
        )
    near = _nearest(name.lower(), list(kind))
    hint = f"did you mean {near}?" if near else f"choose one of {', '.join(kind)}"
    raise PmtuiError(unknown, f"'{clipped(name)}' is no {kind.__name__.lower()}; {hint}", near)


def _beginning_with(name: str, kind: type[E]) -> list[E]:
    """Return the one that is the name, or else all that begin with it, whatever its case."""
    name = name.lower()
    exact = [member for member in kind if member.value == name]
    return exact or [member for member in kind if member.value.startswith(name)]


def _either(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}"


def _nearest_ref(ref: str, known: Collection[str]) -> str | None:
    """Return the known ref most like this one: of the same first letter, the nearest in spelling."""
    first = ref[:1].upper()
    alike = [other for other in known if other[:1].upper() == first]
    return _nearest(ref.upper(), alike[:_MOST_CANDIDATES])


def _nearest(name: str, candidates: Collection[str]) -> str | None:
    import difflib  # only an error pays for it

    if len(name) > _LONGEST_NAME:
        return None
    spellings = {
        candidate.upper() if name.isupper() else candidate.lower(): candidate for candidate in candidates
    }
    close = difflib.get_close_matches(name, spellings, n=1, cutoff=0.6)
    return str(spellings[close[0]]) if close else None
