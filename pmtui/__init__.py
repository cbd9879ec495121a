"""pmtui: strategy, kata and time side by side in the terminal, for product managers."""

__version__ = "0.1.0"
