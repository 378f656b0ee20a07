"""Stage 2: what is wrong with a case as a whole. One function for each rule, from values to Findings.

book.py gathers them all; first.py those few that a draft cannot be built without.
"""
