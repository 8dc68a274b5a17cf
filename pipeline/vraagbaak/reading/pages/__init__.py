"""One page of a PDF: its words, strokes and turns, by pdfium or by pdfplumber."""
