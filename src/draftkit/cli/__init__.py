"""The commands: one file each. A command parses, calls, prints and exits; it decides nothing."""
