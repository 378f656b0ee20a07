"""Problems and results as people and programs read them: one format, one file."""
