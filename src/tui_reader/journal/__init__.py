"""What a reader leaves behind: places, marks, notes (SQLite)."""
