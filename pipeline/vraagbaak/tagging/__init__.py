"""The Dutch spaCy pipeline that finds places and amounts."""
