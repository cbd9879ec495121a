"""Short names that people type: KR2, O1, t97."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from pmtui.domain.documents import HIGHEST_REF, Kind, Ref
from pmtui.errors import PmtuiError, StoreError

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
_ALONE = ("workspace", "timer")
_LONGEST = 40
_REF = rf"([A-Za-z]{{1,2}})0{{0,9}}([1-9][0-9]{{0,{len(str(HIGHEST_REF)) - 1}}})"  # the highest is nines only

_NO_ITEMS: Mapping[str, tuple[str, str]] = {
    "workspace": ("the workspace has settings and nothing else", "pmtui set workspace FIELD=VALUE"),
    "timer": ("no timer is running, or this is not for timers", "pmtui status"),
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
    """Return the kind that ``ref``, however it is typed, names by its letters; None when it is no ref."""
    match = _match(ref)
    return _KINDS.get(match[1].upper()) if match else None


def normal_ref(text: str) -> Ref:
    """Return ``text`` as refs are written: ``kr2``, ``KR02`` and ``" KR2 "`` ⇒ ``KR2``, ``T97`` ⇒ ``t97``.

    Raises:
        PmtuiError: ``E_UNKNOWN_REF`` when it does not look like a ref.
    """
    kind, match = kind_of(text), _match(text)
    if kind is None or match is None:
        raise unknown_ref(text, ())
    return Ref(PREFIXES[kind] + match[2])


def meant_ref(text: str) -> str:
    """Return the ref that ``text`` means as refs are written, ``workspace`` and ``timer`` too; else ``text`` itself."""
    plain = text.strip().lower()
    if plain in _ALONE:
        return plain
    return normal_ref(text) if kind_of(text) else text


def _match(text: str) -> re.Match[str] | None:
    """Take ``text`` apart, with the letters and digits of any keyboard, and blanks around them."""
    plain = text.strip()
    if not plain.isascii():
        from unicodedata import normalize  # only what was typed in full width pays for it

        plain = normalize("NFKC", plain[:_LONGEST]).strip()
    return re.fullmatch(_REF, plain)


def ref_number(ref: str) -> int:
    """Return the number of ``ref``, for ordering; 0 when it has none."""
    match = _match(ref)
    return int(match[2]) if match else 0


def unknown_ref(ref: str, known: Collection[str], field: str | None = None) -> PmtuiError:
    """Return the error for a ref that names nothing, with the closest known one as the fix."""
    import difflib  # only an error pays for it

    ref = ref.strip()
    if ref.lower() in _NO_ITEMS:
        message, fix = _NO_ITEMS[ref.lower()]
        return PmtuiError("E_UNKNOWN_REF", message, fix, field=field)
    kind = kind_of(ref)
    if kind is Kind.ENTRY and known:
        message = f"{ref} is the name of a time entry, and this is for items of strategy and kata"
        return PmtuiError("E_UNKNOWN_REF", message, "pmtui list KIND", field=field)
    close = difflib.get_close_matches(ref.upper(), [k.upper() for k in known], n=1, cutoff=0.5)
    names = {k.upper(): k for k in known}
    fix = f"did you mean {names[close[0]]}?" if close else f"pmtui list {kind or 'KIND'}"
    return PmtuiError("E_UNKNOWN_REF", f"nothing here is called '{ref[:80]}'", fix, field=field)


def called_twice(ref: str) -> StoreError:
    """Return the error for a ref that two documents have, as copies of one store on two machines may give it out."""
    return StoreError(
        "E_TWICE",
        f"two items here are called {ref}, and it cannot be told which one is meant",
        "pmtui doctor --repair",
    )


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
