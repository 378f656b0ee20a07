"""Files before they are written: what to ask, and what becomes of the answers."""
