"""The edges: disk, engines, finish, report. Here, and only here, something outside the program is touched."""
