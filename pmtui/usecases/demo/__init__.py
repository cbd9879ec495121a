"""The demo story: eight weeks of a product manager's work, ending now; tables here, and what writes them."""

from pmtui.usecases.demo.writer import demo_session, write_demo

__all__ = ["demo_session", "write_demo"]
