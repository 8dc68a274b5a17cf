"""From the strokes and words of pages to logical tables."""
