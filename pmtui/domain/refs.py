"""Short names that people type: KR2, O1, t97."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from pmtui.domain.documents import HIGHEST_REF, Kind, Ref
from pmtui.errors import PmtuiError

PREFIXES: Mapping[Kind, str] = {
    Kind.GOAL: "G",
    Kind.VISION: "V",
    Kind.OBJECTIVE: "O",
    Kind.KEY_RESULT: "KR",
    Kind.KEY_ACTION: "KA",
    Kind.CHALLENGE: "C",
    Kind.TARGET: "TC",
    Kind.OBSTACLE: "OB",
    Kind.EXPERIMENT: "X",
    Kind.CYCLE: "CC",
    Kind.ENTRY: "t",
}
_KINDS = {prefix.upper(): kind for kind, prefix in PREFIXES.items()}
_REF = rf"([A-Za-z]{{1,2}})([1-9][0-9]{{0,{len(str(HIGHEST_REF)) - 1}}})"  # the highest is nines only

_NO_ITEMS: Mapping[str, tuple[str, str]] = {
    "workspace": ("the workspace has settings and nothing else", "pmtui set workspace FIELD=VALUE"),
    "timer": ("no timer is running, or this is not for timers", "pmtui start TEXT, or pmtui status"),
}

KIND_WORDS: Mapping[str, Kind] = {
    **{kind.value: kind for kind in PREFIXES},
    "key_result": Kind.KEY_RESULT,
    "key-result": Kind.KEY_RESULT,
    "key_action": Kind.KEY_ACTION,
    "key-action": Kind.KEY_ACTION,
    "ka": Kind.KEY_ACTION,
    "target_condition": Kind.TARGET,
    "target-condition": Kind.TARGET,
    "tc": Kind.TARGET,
    "coaching_cycle": Kind.CYCLE,
    "time_entry": Kind.ENTRY,
}


def kind_of(ref: str) -> Kind | None:
    """Return the kind that ``ref`` names by its letters, None when it is no ref."""
    match = re.fullmatch(_REF, ref)
    return _KINDS.get(match[1].upper()) if match else None


def normal_ref(text: str) -> Ref:
    """Return ``text`` as refs are written: ``kr2`` ⇒ ``KR2``, ``T97`` ⇒ ``t97``.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF`` when it does not look like a ref.
    """
    kind = kind_of(text.strip())
    if kind is None:
        raise unknown_ref(text, ())
    match = re.fullmatch(_REF, text.strip())
    assert match is not None
    return Ref(PREFIXES[kind] + match[2])


def ref_number(ref: str) -> int:
    """Return the number of ``ref``, for ordering; 0 when it has none."""
    match = re.fullmatch(_REF, ref)
    return int(match[2]) if match else 0


def unknown_ref(ref: str, known: Collection[str], field: str | None = None) -> PmtuiError:
    """Return the error for a ref that names nothing, with the closest known one as the fix."""
    import difflib  # only an error pays for it

    if ref.lower() in _NO_ITEMS:
        message, fix = _NO_ITEMS[ref.lower()]
        return PmtuiError("E_UNKNOWN_REF", message, fix, field=field)
    kind = kind_of(ref)
    if kind is Kind.ENTRY and known:
        message = f"{ref} is the name of a time entry, and this is for items of strategy and kata"
        return PmtuiError("E_UNKNOWN_REF", message, "pmtui list KIND shows them", field=field)
    close = difflib.get_close_matches(ref.upper(), [k.upper() for k in known], n=1, cutoff=0.5)
    names = {k.upper(): k for k in known}
    fix = f"did you mean {names[close[0]]}?" if close else f"pmtui list {kind or 'KIND'} shows what there is"
    return PmtuiError("E_UNKNOWN_REF", f"nothing here is called '{ref[:80]}'", fix, field=field)


def plain_kind(word: str) -> Kind:
    """Return the kind that people call ``word``, in the plural too.

    Raises:
        PmtuiError: ``E_UNKNOWN_KIND``.
    """
    plain = word.lower()
    singular = plain[:-3] + "y" if plain.endswith("ies") else plain.removesuffix("s")
    kind = KIND_WORDS.get(plain) or KIND_WORDS.get(singular)
    if kind is None:
        raise PmtuiError(
            "E_UNKNOWN_KIND",
            f"'{word[:80]}' is not a kind",
            "use one of: " + " ".join(k.value for k in PREFIXES),
        )
    return kind
