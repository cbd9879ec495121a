"""Widgets show a value and post messages; they know no store."""
