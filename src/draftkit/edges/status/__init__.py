"""How ärenden stand, as people and programs read it: one format, one file."""
