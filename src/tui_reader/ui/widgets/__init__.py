"""The widgets of the reader: each draws one thing and says what was chosen in it."""
