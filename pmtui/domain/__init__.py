"""What the words mean: immutable values and pure functions; no clock, no file, no screen."""
