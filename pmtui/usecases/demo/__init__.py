"""The demo story: eight weeks of a product manager's work, ending now; told in ``story/``, read and written here."""

from pmtui.usecases.demo.writer import demo_session, write_demo

__all__ = ["demo_session", "write_demo"]
