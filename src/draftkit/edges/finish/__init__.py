"""From what the engines write to the finished files, and the count of what is in them."""
