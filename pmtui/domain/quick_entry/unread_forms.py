"""How words look that stand for a day or a time and do not say which, in lower case."""

from __future__ import annotations

from pmtui.domain.dates import MONTHS, WEEKDAYS

_W = "|".join(WEEKDAYS)
_M = "|".join(MONTHS)
_PART = r"(?:early |late )?(?:morning|forenoon|afternoon|evening|night|lunch|lunchtime)"

SPAN = r"(?:the )?(this|last|past|previous|next|coming) (week|weekend|month|quarter|year)"
WEEKDAY_OF_WEEK = rf"(?:(?P<day>{_W})(?: of)? )?(?P<week>this|last|next) week(?(day)|(?:'?s)? (?P<late>{_W}))"
AHEAD = rf"(this|next|coming) ({_W})"
PART = rf"(?:on )?(this|last|yesterday|today|tomorrow|{_W})(?:'s)? {_PART}|tonight|earlier today|earlier"
ALONE = rf"(?:in the |at |during )?{_PART}"
AGO = r"(?:an?|half an?|[0-9]+|one|two|three) (?:hours?|minutes?|mins?|hrs?) ago"
VAGUE = r"(?:an? |the )?(few|couple|couple of|several|some) (minute|hour|day|week|month)s ago|the other day|recently"
MOMENT = r"(?:just|right) now"
BARE_CLOCK = r"(?:at|until|till|til|from|since) ([0-9]{1,2})"
DAYS = rf"(?:{_W}) ?(?:-|/|to|and) ?(?:{_W})"
BETWEEN = rf"(?:until|till|til|since|before|after|by) (?:{_W}|yesterday|today|tomorrow|{_PART})"
CLOCK = r"[~@]?([0-9]{1,2}:[0-9]{2}|[0-9]{1,2}(?::[0-9]{2})?[ap]m)\S*"
NIGHT = r"(?:(at|until|till|til|from) )?(midnight|midday)"
NO_DATE = r"[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{2,4})?"
DAY_MONTH = r"([0-9]{1,2})\.([0-9]{1,2})"
FRACTION = r"[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?"
MONTH = rf"(?:in |early |late |mid )?({_M})(?: [0-9]{{4}})?"
NTH = r"(?:on )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th)"
COUNTED = (
    r"(?:the )?(?:last|past|previous|next|coming|in) (?:[0-9]+|two|three) (?:day|week|month|quarter|year)s?"
)
WEEK = r"[0-9]{4}[- ]?w[0-9]{1,2}"
FAR_DATE = r"[0-9]{3,}[-/][0-9]{1,2}[-/][0-9]{1,2}|[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{3,}"
NAMED = r"(?:mode|links|parties|tags)[=:]\S*|(?:link|party|tag|activity|cause)(?:=\S*|:)"
ZONE = r"utc|gmt|z"

CLOCKS = (AGO, BARE_CLOCK, CLOCK, NIGHT)
"""What stands for a clock even where a timer starts, whose text may well begin with a day."""

SURE = (*CLOCKS, SPAN, WEEKDAY_OF_WEEK, AHEAD, PART, VAGUE, MOMENT, NO_DATE, FAR_DATE)
"""What is hardly text behind a time word."""

LIKELY = (ALONE, MONTH, DAY_MONTH, BETWEEN, DAYS, COUNTED, WEEK)
"""What may be text: "october planning"."""

POSSIBLE = (FRACTION, NTH)
"""What mostly is text: "13th floor"."""

AT_END = (SPAN, WEEKDAY_OF_WEEK, AHEAD, PART, AGO, VAGUE)
"""What may be a day at the end of the text, too."""
