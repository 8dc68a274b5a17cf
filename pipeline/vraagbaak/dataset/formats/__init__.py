"""The formats that a dataset can be taken away in, one module each."""
