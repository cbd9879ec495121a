"""The line at the top that says what is wrong, or worth knowing, about the store."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static


class Banner(Static):
    """Shows trouble, or else a notice; hidden while there is neither."""

    DEFAULT_CSS = """
    Banner {
        display: none;
        height: auto;
        max-height: 7;
        padding: 0 1;
        color: $foreground;
        &.-notice { display: block; background: $warning 25%; }
        &.-trouble { display: block; background: $error 25%; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def show(self, trouble: Content | None, notice: Content | None) -> None:
        """Show ``trouble``, or else ``notice``, or else nothing."""
        self.set_class(trouble is not None, "-trouble")
        self.set_class(trouble is None and notice is not None, "-notice")
        line = trouble or notice
        if line is not None:
            self.update(line)
