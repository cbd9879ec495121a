"""The command line: the same use cases as the app, one module per family of commands."""
