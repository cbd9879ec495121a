"""Modal screens, typed by their result; each calls its use case itself and stays open when refused."""
