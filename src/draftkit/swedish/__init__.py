"""Swedish as officials write it: lists, genitives, dates, parties. Knows nothing of cases.

Rules after research/domain.md 1.3 and Myndigheternas skrivregler where the function says so.
"""
