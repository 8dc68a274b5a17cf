"""The tables of names and codes that the vocabulary reads; README.md names their sources."""
