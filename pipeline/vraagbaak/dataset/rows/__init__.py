"""The rows that a dataset gets: from records, from sources, and from what they say together."""
