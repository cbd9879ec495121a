"""Quick entry: one line of text becomes a time entry, or an order to the timer.

The line is split into words (``words``), which are told apart as time words, sigils and text (``scan``);
the time words are read (``durations``, ``clocks``, ``time_words``) and settled into instants (``moments``,
``settle``), the names behind sigils completed (``sigils``), and all is put together (``parse``, ``chips``).
"""

from __future__ import annotations

from pmtui.domain.quick_entry.durations import parse_duration
from pmtui.domain.quick_entry.model import NOTICES, Chip, QuickEntry, Vocabulary
from pmtui.domain.quick_entry.parse import parse_quick_entry
from pmtui.domain.quick_entry.scan import is_plain_text
from pmtui.domain.quick_entry.sigils import complete_activity, complete_cause
from pmtui.domain.quick_entry.sign_tokens import SIGNS, spelt_out, with_sign
from pmtui.domain.quick_entry.tokens import MODE_WORDS, VERBS

__all__ = [
    "MODE_WORDS",
    "NOTICES",
    "SIGNS",
    "VERBS",
    "Chip",
    "QuickEntry",
    "Vocabulary",
    "complete_activity",
    "complete_cause",
    "is_plain_text",
    "parse_duration",
    "parse_quick_entry",
    "spelt_out",
    "with_sign",
]
