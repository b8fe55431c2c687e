"""The Textual application: app, screens, widgets, one stylesheet, one table of keys."""
