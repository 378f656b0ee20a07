"""PDF files: the only door to pikepdf and pypdfium2."""
