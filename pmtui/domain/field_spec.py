"""What a field is: how its text is read, what it is called and how it explains itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmtui.domain.documents import Kind


class FieldType(StrEnum):
    """How the text of a field is read."""

    TITLE = "title"
    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"
    WEIGHT = "weight"
    INTEGER = "integer"
    DATE = "date"
    START = "start"
    PAST_DAY = "past_day"
    DATES = "dates"
    CHOICE = "choice"
    YES_NO = "yes_no"
    REF = "ref"
    REFS = "refs"
    LINES = "lines"
    MINUTES = "minutes"
    MINUTES_LIST = "minutes_list"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field that people can fill in.

    Attributes:
        name: Name on the command line and in JSON, snake_case.
        type: How its text is read.
        label: Name in forms.
        help: One sentence: what belongs here.
        choices: Allowed words of a choice.
        kinds: What a ref may point at.
        in_metric: Whether it is part of the document's metric.
        required: Whether a new document needs it.
        aliases: Other names the command line takes.
        advanced: Whether a form shows it only after the main ones.
        unit: What a number of it counts, where that is always the same; it may be typed behind the number.
    """

    name: str
    type: FieldType
    label: str
    help: str
    choices: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    in_metric: bool = False
    required: bool = False
    aliases: tuple[str, ...] = ()
    advanced: bool = False
    unit: str = ""

    def shown(self, text: str) -> str:
        """Return ``text`` of this field as people read it: a choice without underscores."""
        return text.replace("_", " ") if self.type is FieldType.CHOICE else text

    @property
    def words(self) -> str:
        """The name as people read it: ``key result`` for ``key_result``."""
        return self.name.replace("_", " ")
