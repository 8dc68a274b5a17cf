"""Dutch numbers, amounts, dates, labels and municipalities through time."""
