"""Screens own the state and wire widgets to use cases."""
