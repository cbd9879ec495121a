"""The document store: files, locks, history, and the repositories that turn documents into domain values."""
