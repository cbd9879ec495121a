"""Quick entry: one line of text becomes a time entry, or an order to the timer.

The line is split into words (``words``), which are told apart as time words, names behind signs and text
(``scan``, ``tokens``, ``time_tokens``); what stands in the place of a time and does not say which is found
(``unread``). The time words are read (``durations``, ``clocks``, ``time_words``) and settled into instants
(``moments``, ``settle``), names are completed (``sigils``), and all is put together (``parse``, ``chips``).
Fields of stored entries read the same clocks (``clock_fields``).
"""

from __future__ import annotations

from pmtui.domain.quick_entry.durations import parse_duration
from pmtui.domain.quick_entry.model import NOTICES, Chip, QuickEntry, Vocabulary
from pmtui.domain.quick_entry.parse import parse_quick_entry
from pmtui.domain.quick_entry.scan import is_plain_text
from pmtui.domain.quick_entry.tokens import MODE_WORDS, SIGNS, VERBS, spelt_out, with_sign

__all__ = [
    "MODE_WORDS",
    "NOTICES",
    "SIGNS",
    "VERBS",
    "Chip",
    "QuickEntry",
    "Vocabulary",
    "is_plain_text",
    "parse_duration",
    "parse_quick_entry",
    "spelt_out",
    "with_sign",
]
