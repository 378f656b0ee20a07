"""What has changed, in four forms: for a terminal, as a page (HTML), for a pull request (Markdown) and as JSON."""
