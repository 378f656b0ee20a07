"""What has changed between two versions: passages that belong together, and the words that differ in them."""
