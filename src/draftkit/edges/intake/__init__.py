"""What comes in as Word, PDF or pictures, read into what the stages understand."""
