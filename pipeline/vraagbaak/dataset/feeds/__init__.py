"""What followers read: the events as entries, in a feed or a letter."""
