"""Documents of two sides that have one ref: which of them keeps it, and what the others are called.

Two machines that work on copies of one store give out the same refs. Whoever looks decides the same: the older document
keeps the name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Bearer(NamedTuple):
    """A document as far as its name is concerned.

    Attributes:
        created_at: As it is stored, which sorts as text.
    """

    id: str
    ref: str
    created_at: str = ""

    @property
    def age(self) -> tuple[str, str]:
        """Sorts bearers, the one that keeps its name first."""
        return self.created_at, self.id


def bearer(doc: Mapping[str, Any]) -> Bearer:
    """Return the stored document ``doc`` as a bearer of its ref."""
    return Bearer(str(doc.get("id")), str(doc.get("ref")), str(doc.get("created_at", "")))


class Names(NamedTuple):
    """What documents of two sides are called together.

    Attributes:
        refs: Id → ref, of every document of either side; no ref twice.
        here: Ref on this side → ref of the document that a link of this side means, where that is another one.
        there: The same for the other side.
    """

    refs: Mapping[str, str]
    here: Mapping[str, str]
    there: Mapping[str, str]


def agreed(here: Iterable[Bearer], there: Iterable[Bearer], free: Callable[[str], str]) -> Names:
    """Return the names under which the documents of two sides stand side by side.

    A document that both sides have keeps the name it has here. Of two that have one name, the one with the smaller
    ``created_at``, then id, keeps it; the other gets the name that it has on the other side already, if nobody else is
    called so, else a free one. Within one side a link means the one that keeps the name: more cannot be told.

    Args:
        here: Every document of this side; two of them may have one ref.
        there: Every document of the other side; none where there is only one.
        free: Gives a ref that nobody has or had, of the same kind as a ref.
    """
    sides = [sorted(side, key=lambda one: one.age) for side in (here, there)]
    ours, theirs = sides
    known = {one.id for one in ours}
    bearers = [*ours, *(one for one in theirs if one.id not in known)]
    elsewhere = {one.id: one.ref for one in theirs if one.id in known}
    uses = Counter(one.ref for one in [*ours, *theirs])
    refs: dict[str, str] = {}
    taken: set[str] = set()
    homeless: list[Bearer] = []
    for one in sorted(bearers, key=lambda one: one.age):
        if one.ref in taken:
            homeless.append(one)
        else:
            refs[one.id] = one.ref
            taken.add(one.ref)
    for one in homeless:
        other = elsewhere.get(one.id, one.ref)
        refs[one.id] = other if other not in taken and uses[other] == 1 else free(one.ref)
        taken.add(refs[one.id])
    return Names(refs, _meant(ours, refs), _meant(theirs, refs))


def _meant(side: Sequence[Bearer], refs: Mapping[str, str]) -> dict[str, str]:
    """Ref on a side → the ref now of what is meant by it, where that differs: of several who keeps it is meant."""
    kept = {one.ref for one in side if refs[one.id] == one.ref}
    meant: dict[str, str] = {}
    for one in side:
        if one.ref not in kept:
            meant.setdefault(one.ref, refs[one.id])
    return meant
