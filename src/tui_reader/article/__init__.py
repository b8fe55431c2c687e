"""What an article is: its model, how it is read from YAML, and what its words support."""
