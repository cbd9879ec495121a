"""The home screen, and the frame that is painted before it."""
