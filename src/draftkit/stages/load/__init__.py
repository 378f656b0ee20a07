"""Stage 1: a Project becomes a Case; what cannot be read becomes Problems, never an exception."""
