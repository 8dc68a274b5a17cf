"""Printing the sample documents: what the specs say becomes PDFs and expected records."""
