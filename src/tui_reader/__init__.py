"""tui_reader: read a speech or an article in the terminal, with its people, its figures and their evidence."""

__version__ = "0.1.0"
