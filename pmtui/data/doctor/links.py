"""Which refs a document names, and what each may point at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmtui.domain.documents import Document, Kind
from pmtui.domain.kata import TargetCondition
from pmtui.domain.plan import ANSWER_LINKS, answer_links
from pmtui.domain.plan_outline import PARENT_FIELDS
from pmtui.domain.recorded import Recorded
from pmtui.domain.strategy import Objective

_KINDS: Mapping[str, tuple[Kind, ...]] = {
    "objective": (Kind.OBJECTIVE,),
    "key_result": (Kind.KEY_RESULT,),
    "vision": (Kind.VISION,),
    "challenge": (Kind.CHALLENGE,),
    "target": (Kind.TARGET,),
    **{name: (kind,) for name, kind in ANSWER_LINKS.items()},
    "serves": (Kind.GOAL, Kind.CHALLENGE),
}


def wrong_links(document: Document, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str, str]]:
    """Yield field, ref and what is wrong for each link of ``document`` that does not fit.

    ``kinds`` tells the kind of each ref there is.
    """
    for field, ref in _links(document):
        allowed = _KINDS.get(field)
        if ref not in kinds:
            yield field, ref, "which does not exist"
        elif allowed and kinds[ref] not in allowed:
            yield field, ref, f"which is no {' or '.join(allowed)}"


def _links(document: Document) -> Iterator[tuple[str, str]]:
    parent = PARENT_FIELDS.get(document.kind, "")
    above = getattr(document, parent, None)
    if above:
        yield parent, above
    if isinstance(document, Objective):
        yield from (("serves", ref) for ref in document.serves)
    if isinstance(document, TargetCondition) and document.key_result:
        yield "key_result", document.key_result
    if isinstance(document, Recorded):
        yield from (("links", ref) for ref in document.links)
    yield from answer_links(document)
