"""The store of the dialogs' tests."""

from __future__ import annotations

from tests.screens.dialogs.conftest import session as session
