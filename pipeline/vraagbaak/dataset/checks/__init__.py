"""What a dataset must be, and how full it is."""
