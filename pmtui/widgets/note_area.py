"""A text area for notes that keeps every character, also those that look like line breaks."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from pmtui.domain.text import printable
from pmtui.widgets.unseen import unseen_character

# TextArea takes every kind of line break for its own and gives them back as one kind. Inside it, control
# characters therefore travel as half characters (surrogates), which no text that may be stored can contain.
_STAND_IN = 0xDB00
_LOST = "\udfff"
_CODES = (*(code for code in range(0x20) if code not in (0x09, 0x0A)), *range(0x7F, 0xA0))
_INSIDE: dict[int, str] = {
    **dict.fromkeys(range(0xD800, 0xE000), _LOST),
    **{code: chr(_STAND_IN + code) for code in _CODES},
    0x2028: chr(_STAND_IN + 0xA0),
    0x2029: chr(_STAND_IN + 0xA1),
}
_OUTSIDE: dict[int, str] = {
    **{_STAND_IN + code: chr(code) for code in _CODES},
    _STAND_IN + 0xA0: "\u2028",
    _STAND_IN + 0xA1: "\u2029",
}
_CLIPBOARD: dict[int, str] = {**_OUTSIDE, ord(_LOST): "\ufffd"}


class NoteArea(TextArea):
    """A ``TextArea`` for user text; read and set it through :attr:`note`."""

    DEFAULT_CSS = """
    NoteArea {
        border: none;
        height: 4;
        padding: 0 1 !important;
        background: $foreground 6%;
        &:focus { border: none; background: $foreground 12%; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    def __init__(self, note: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(
            note.translate(_INSIDE),
            id=id,
            classes=classes,
            compact=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
        )

    @property
    def note(self) -> str:
        """The text exactly as typed, pasted or set."""
        return self.text.translate(_OUTSIDE)

    @note.setter
    def note(self, text: str) -> None:
        self.load_text(text.translate(_INSIDE))

    @property
    def selected_text(self) -> str:
        """The selected text as the clipboard should get it."""
        return super().selected_text.translate(_CLIPBOARD)

    def action_cut(self) -> None:
        """Move the selection, or else the whole line, to the clipboard."""
        start, end = self.selection
        if start == end:
            row = start[0]
            last = row + 1 == self.document.line_count
            start, end = (row, 0), (row, len(self.document.get_line(row))) if last else (row + 1, 0)
        cut = self.delete(start, end, maintain_selection_offset=False)
        if cut.replaced_text:
            self.app.copy_to_clipboard(cut.replaced_text.translate(_CLIPBOARD))

    def get_line(self, line_index: int) -> Text:
        """Return the line as it is shown; tabs stay, for the text area sets them itself."""
        shown = self.document.get_line(line_index).translate(_OUTSIDE)
        return Text("\t".join(printable(part) for part in shown.split("\t")), end="", no_wrap=True)

    def edit(self, edit: Edit) -> EditResult:
        """Do ``edit``, whatever characters it brings."""
        edit.text = edit.text.translate(_KEEP_STAND_INS)
        return super().edit(edit)

    def on_key(self, event: events.Key) -> None:
        """Keep the typed characters that ``TextArea`` would drop."""
        character = unseen_character(event)
        if character and not self.read_only:
            event.stop()
            event.prevent_default()
            self.replace(character, *self.selection, maintain_selection_offset=False)

    def on_paste(self, event: events.Paste) -> None:
        """Insert the paste; terminals send its line breaks as carriage returns."""
        event.prevent_default()
        event.stop()
        if self.read_only:
            return
        text = event.text.replace("\r\n", "\n").replace("\r", "\n").translate(_INSIDE)
        self.replace(text, *self.selection, maintain_selection_offset=False)


# What is cut and pasted within the text area has its stand-ins already; everything else gets them here.
_KEEP_STAND_INS: dict[int, str] = {k: v for k, v in _INSIDE.items() if k not in _OUTSIDE and k != ord(_LOST)}
