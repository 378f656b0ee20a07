"""The document as open data: what others than readers do with it."""
