"""Domain values as plain tables, lines and JSON, for any screen or file."""
