"""The panes: each shows its share of a board that a screen hands down, and can stand on any screen."""
