"""Text from elsewhere: lines become passages, and passages an answer or a whole ärende. Pure."""
