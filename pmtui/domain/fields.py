"""The fields people fill in, kind by kind: one list for the command line and for the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from pmtui.domain.activities import Activity
from pmtui.domain.documents import Kind
from pmtui.domain.field_spec import FieldSpec, FieldType
from pmtui.domain.kata import Verdict
from pmtui.domain.metrics import Direction
from pmtui.domain.modes import Cause, Mode
from pmtui.domain.numbers import DecimalMark
from pmtui.domain.strategy import Achievable, Ambition, GoalKind, StrategyKind
from pmtui.domain.workspace import WeekStart
from pmtui.errors import PmtuiError


def _field(name: str, kind: FieldType, label: str, text: str, **more: object) -> FieldSpec:
    return FieldSpec(name, kind, label, text, **more)  # type: ignore[arg-type]  # keywords of FieldSpec, typed there


def _words(choices: type[StrEnum]) -> tuple[str, ...]:
    return tuple(choice.value for choice in choices)


_T = FieldType
_NOTE = FieldSpec("note", _T.TEXT, "Note", "Anything else worth keeping.", advanced=True)


def _title(label: str, text: str, name: str = "title") -> FieldSpec:
    aliases = () if name == "title" else ("title",)
    return FieldSpec(name, _T.TITLE, label, text, required=True, aliases=aliases)


def _metric(*, required: bool, due: bool = True) -> tuple[FieldSpec, ...]:
    fields = [
        _field("unit", _T.LINE, "Unit", "What is counted: days, partners, %.", required=required),
        _field(
            "direction",
            _T.CHOICE,
            "Direction",
            "Which way it should go.",
            choices=_words(Direction),
            required=required,
        ),
        _field("baseline", _T.NUMBER, "Baseline", "The value before work starts."),
        _field("target", _T.NUMBER, "Target", "The value to reach, or the bound to hold."),
        _field("stretch", _T.NUMBER, "Stretch", "A more ambitious target.", advanced=True),
        _field("low", _T.NUMBER, "Low", "Lower bound of a range.", aliases=("lo",), advanced=True),
        _field("high", _T.NUMBER, "High", "Upper bound of a range.", aliases=("hi",), advanced=True),
        _field("start", _T.START, "Start", "First day; today, 1 oct, q4, 2026-10-01."),
    ]
    if due:
        fields.append(
            _field(
                "due", _T.DATE, "Due", "Last day; +6w, q4, end of month, 2026-12-31.", aliases=("achieve_by",)
            )
        )
    fields.append(
        _field(
            "cadence_days",
            _T.INTEGER,
            "Cadence",
            "A reading every so many days.",
            aliases=("cadence",),
            unit="days",
        )
    )
    return tuple(replace(field, in_metric=True) for field in fields)


_DUE = FieldSpec("due", _T.DATE, "Due", "Last day; +6w, q4, end of month, 2026-12-31.")
_OWNER = FieldSpec("owner", _T.LINE, "Owner", "Who answers for it.", advanced=True)

FIELDS: Mapping[Kind, tuple[FieldSpec, ...]] = {
    Kind.GOAL: (
        _title("Business goal", "What the company needs from the product."),
        _field(
            "goal_kind", _T.CHOICE, "Kind", "What it is about.", choices=_words(GoalKind), aliases=("kind",)
        ),
        _field(
            "achievable", _T.CHOICE, "Achievable", "Does the business believe it?", choices=_words(Achievable)
        ),
        *_metric(required=False),
        _NOTE,
    ),
    Kind.VISION: (
        _title("Vision", "Where the product wants to be, in words.", "text"),
        _field("horizon", _T.LINE, "Horizon", "How far ahead: three years, 2030."),
        _NOTE,
    ),
    Kind.OBJECTIVE: (
        _title("Objective", "The strategy: what we try to achieve, and which way."),
        _field("hypothesis", _T.LINE, "Hypothesis", "Why we believe that this leads to the goals."),
        _field(
            "serves", _T.REFS, "Serves", "Goals and challenges above it.", kinds=(Kind.GOAL, Kind.CHALLENGE)
        ),
        _field(
            "strategy_kind",
            _T.CHOICE,
            "Kind",
            "Kind of strategy.",
            choices=_words(StrategyKind),
            aliases=("kind",),
        ),
        _field("ambition", _T.CHOICE, "Ambition", "A promise or a stretch.", choices=_words(Ambition)),
        _field("start", _T.START, "Start", "First day; today, 1 oct, q4, 2026-10-01."),
        _DUE,
        _field("intended_share", _T.SHARE, "Share of time", "The share of time it should get: 30%."),
        _field("weight", _T.WEIGHT, "Weight", "Importance beside others, above 0.", advanced=True),
        _NOTE,
    ),
    Kind.KEY_RESULT: (
        _title("Key result", "The measure that would show the objective is reached."),
        _field(
            "objective",
            _T.REF,
            "Objective",
            "The objective it stands for.",
            kinds=(Kind.OBJECTIVE,),
            required=True,
        ),
        *_metric(required=True),
        _field("why", _T.LINE, "Why this", "Why it is a good proxy.", aliases=("proxy",)),
        _field("confidence", _T.INTEGER, "Confidence", "0 to 10: how sure are we to reach it?"),
        _field("weight", _T.WEIGHT, "Weight", "Importance beside others, above 0.", advanced=True),
        _field("guard", _T.YES_NO, "Guard", "A measure that must not get worse.", advanced=True),
        _NOTE,
    ),
    Kind.KEY_ACTION: (
        _title("Key action", "What we do so that the key result moves."),
        _field(
            "key_result",
            _T.REF,
            "Key result",
            "The key result it should move.",
            kinds=(Kind.KEY_RESULT,),
            required=True,
            aliases=("kr",),
        ),
        _field("expected_effect", _T.LINE, "Expected effect", "What should change in the key result."),
        _field("estimate", _T.MINUTES, "Estimate", "Work expected: 3h, 2d."),
        _DUE,
        _field("outcome_note", _T.LINE, "Outcome", "What came of it.", aliases=("outcome",), advanced=True),
        _NOTE,
    ),
    Kind.CHALLENGE: (
        _title("Challenge", "The first business goal on the way to the vision."),
        _field("vision", _T.REF, "Vision", "The vision it leads to.", kinds=(Kind.VISION,)),
        _DUE,
        *_metric(required=False, due=False),
        _OWNER,
        _NOTE,
    ),
    Kind.TARGET: (
        _title("Target condition", "The next measurable state we want, by a date."),
        _field(
            "challenge",
            _T.REF,
            "Challenge",
            "The challenge on the way.",
            kinds=(Kind.CHALLENGE,),
            required=True,
        ),
        *_metric(required=True),
        _field(
            "key_result",
            _T.REF,
            "Key result",
            "A key result it moves.",
            kinds=(Kind.KEY_RESULT,),
            aliases=("kr",),
        ),
        _OWNER,
        _NOTE,
    ),
    Kind.OBSTACLE: (
        _title("Obstacle", "What stands in the way, as you see it.", "text"),
        _field(
            "target",
            _T.REF,
            "Target condition",
            "What it stands in the way of.",
            kinds=(Kind.TARGET,),
            required=True,
        ),
        _NOTE,
    ),
    Kind.EXPERIMENT: (
        _title("Next step", "What we do, small enough for a day or two.", "step"),
        _field(
            "obstacle", _T.REF, "Obstacle", "The obstacle it tests.", kinds=(Kind.OBSTACLE,), required=True
        ),
        _field("expect", _T.LINE, "Expect", "What we predict will happen; locked once running."),
        _field("check_on", _T.DATE, "Go and see", "When we look: tomorrow, fri, +3d; then locked."),
        _field("actual", _T.LINE, "Actual", "What happened.", advanced=True),
        _field(
            "verdict",
            _T.CHOICE,
            "Verdict",
            "Beside what was expected.",
            choices=_words(Verdict),
            advanced=True,
        ),
        _field("learned", _T.LINE, "Learned", "What that taught us.", advanced=True),
        _NOTE,
    ),
    Kind.ENTRY: (
        _field("text", _T.LINE, "What", "What the time went into."),
        _field("mode", _T.CHOICE, "Mode", "Strategic, planned, firefight, admin.", choices=_words(Mode)),
        _field(
            "start", _T.CLOCK, "Start", "9:00, 2pm, noon or now, or 2026-10-14T09:00; empty: no fixed time."
        ),
        _field("end", _T.CLOCK, "End", "10:30, 24:00 or now, or 2026-10-14T10:30; empty: no fixed time."),
        _field("date", _T.PAST_DAY, "Date", "Local day of the start: yesterday, mon, 2026-10-14."),
        _field("minutes", _T.MINUTES, "Duration", "45m, 1h30; for entries without a fixed time."),
        _field("links", _T.REFS, "Links", "What it was about; the first counts."),
        _field("parties", _T.LINES, "Parties", "Who it was for or with."),
        _field("tags", _T.LINES, "Tags", "Your own words."),
        _field("activity", _T.CHOICE, "Activity", "Product activity.", choices=_words(Activity)),
        _field("cause", _T.CHOICE, "Cause", "Why the fire broke out.", choices=_words(Cause)),
        _NOTE,
    ),
    Kind.WORKSPACE: (
        _field("name", _T.LINE, "Name", "Shown in the header."),
        _field("product", _T.LINE, "Product", "The product that this is about."),
        _field(
            "zone",
            _T.LINE,
            "Time zone",
            "IANA name such as Europe/London; empty: the system's.",
            aliases=("time_zone",),
        ),
        _field("week_start", _T.CHOICE, "Week starts", "First day of the week.", choices=_words(WeekStart)),
        _field(
            "quarter_start_month", _T.INTEGER, "Quarter starts", "Month, 1 to 12, in which a quarter starts."
        ),
        _field(
            "working_minutes", _T.MINUTES_LIST, "Working minutes", "Seven numbers, Monday first: 480,480,…"
        ),
        _field("holidays", _T.DATES, "Holidays", "Dates without work, separated by commas."),
        _field("max_firefight", _T.SHARE, "Most firefighting", "Share of time, such as 30%."),
        _field("min_strategic", _T.SHARE, "Least strategic", "Share of time, such as 40%."),
        _field(
            "new_contacts_per_month",
            _T.INTEGER,
            "New contacts",
            "New customer contacts wanted a month.",
            unit="contacts",
        ),
        _field(
            "decimal_mark",
            _T.CHOICE,
            "Decimal mark",
            "What 1,200 is when typed: comma: 1.2, point: 1200; empty: it is asked.",
            choices=_words(DecimalMark),
        ),
        _field("score_scale", _T.LINE, "Score scale", "How scores are given, such as 0.0-1.0."),
        _NOTE,
    ),
}


def fields_of(kind: Kind) -> tuple[FieldSpec, ...]:
    """Return the fields of ``kind`` in the order in which people fill them in."""
    return FIELDS.get(kind, ())


def find_field(kind: Kind, name: str) -> FieldSpec:
    """Return the field that people call ``name``.

    Raises:
        PmtuiError: ``E_UNKNOWN_FIELD`` with the names there are.
    """
    wanted = name.strip().lower().replace("-", "_")
    for field in fields_of(kind):
        if wanted == field.name or wanted in field.aliases:
            return field
    raise PmtuiError(
        "E_UNKNOWN_FIELD",
        f"'{name[:80]}' is not a field of {kind.one}",
        "use one of: " + " ".join(field.name for field in fields_of(kind))
        if fields_of(kind)
        else f"no field of {kind.one} can be set",
        field=name[:80],
    )
